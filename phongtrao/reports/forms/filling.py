"""A section of a report as an officer fills it in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from django import forms
from django.utils.translation import gettext as _

from phongtrao.core.vietnamese import Recognised
from phongtrao.reports import queries
from phongtrao.reports.forms.boxes import AnswerField, boxes_of, name_of
from phongtrao.reports.rules import (
    Answer,
    Content,
    Field,
    Figure,
    Grid,
    Narrative,
    Section,
    Typed,
    old_texts,
    reason_field,
    shown,
    split,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A text that seems to be in an old encoding, and what it would be."""

    field: str
    found: Recognised

    @property
    def words(self) -> str:
        return queries.encoding_words(self.found.encoding)


@dataclass(frozen=True, slots=True)
class Box:
    """One row of a section's page. `suggestion`: the last period's number, offered while the box is empty.
    `offers`: its texts converted."""

    key: str
    bound: forms.BoundField
    source: queries.Source | None
    marked: bool
    lines: Sequence[queries.Beside] = ()
    reason: str = ""
    suggestion: str = ""
    offers: tuple[Offer, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether the officer is asked for a reason, or gave one."""
        return bool(self.reason) or any(line.asks for line in self.lines)

    @property
    def counted(self) -> bool:
        """A registry counted it: it is shown, not typed."""
        return any(line.kind is queries.BesideKind.DERIVED for line in self.lines)

    @property
    def stated(self) -> bool:
        """Another number than a registry's stands in the box."""
        return self.asks or any(self.bound.value()[:-1])

    @property
    def reason_name(self) -> str:
        return name_of(reason_field(self.key))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a grid, each box with its column's name; None where the column has no such cell."""

    label: str
    cells: list[tuple[str, Box | None]]


@dataclass(frozen=True, slots=True)
class Group:
    """What stands together: one field, an indicator with its cells (`legend`), or a grid with its rows."""

    legend: str
    guidance: str
    boxes: list[Box]
    id: str = ""
    columns: tuple[queries.Label, ...] = ()
    rows: tuple[Row, ...] = ()


Asked: TypeAlias = Mapping[str, tuple[str, forms.Field]]
"""By the name of its boxes the key of what is asked, and its field."""
MOST_KNOWN = 1_000
_known: dict[tuple[int, str], tuple[Content, Section, Asked]] = {}


def asked_by(content: Content, section: Section) -> Asked:
    """What a section asks in the page's language, made once: a published form is read once a process, and its fields
    change as little as it does."""
    place = (id(section), queries.language())
    known = _known.get(place)
    if known is None or known[0] is not content or known[1] is not section:
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        known = _known[place] = (content, section, dict(_asked(content, section)))
    return known[2]


def _asked(content: Content, section: Section) -> Iterator[tuple[str, tuple[str, forms.Field]]]:
    for field in section.fields:
        if isinstance(field, Narrative):
            yield name_of(field.id), (field.id, _told(field))
        else:
            for figure in field.figures if isinstance(field, Grid) else (field,):
                for key in figure.keys:
                    yield name_of(key), (key, _counted(content, figure, key, grid=isinstance(field, Grid)))


def _counted(content: Content, figure: Figure, key: str, *, grid: bool) -> forms.Field:
    named = queries.label(content, key)
    words = named.cell if figure.breakdown and named.cell else named.name
    label = _("All together") if figure.breakdown and not named.cell else words
    if grid:
        label = f"{named.name}: {label}"
    guidance = "" if figure.breakdown else figure.guidance(queries.language())
    return AnswerField(figure, key, label, named.unit, guidance=guidance, cell=grid)


def _told(field: Narrative) -> forms.Field:
    language = queries.language()
    return forms.CharField(
        label=field.label(language),
        help_text=field.guidance(language),
        required=False,
        widget=forms.Textarea({"rows": 8}),
        max_length=field.max_chars,
    )


class SectionForm(forms.Form):
    """A section as it stands in the draft, or as it was just typed."""

    def __init__(self, content: Content, section: Section, data: Mapping[str, Any]) -> None:
        super().__init__(data, auto_id="field-%s")
        self.section, self.content = section, content
        asked = asked_by(content, section)
        self.fields = {name: field for name, (_key, field) in asked.items()}
        self.keys = {name: key for name, (key, _field) in asked.items()}

    def figures(self) -> dict[str, Typed]:
        return {
            key: field.typed(field.widget.value_from_datadict(self.data, self.files, name))
            for name, key in self.keys.items()
            if isinstance(field := self.fields[name], AnswerField)
        }

    def narratives(self) -> dict[str, str]:
        return {
            key: str(self.data.get(name, ""))
            for name, key in self.keys.items()
            if not isinstance(self.fields[name], AnswerField)
        }

    def reasons(self, standing: Mapping[str, str]) -> dict[str, str]:
        """What was said of figures; where the page had no box for it, what stands."""
        boxes = {key: name_of(reason_field(key)) for key in self.section.figure_keys}
        given = {key: str(self.data[name]) for key, name in boxes.items() if name in self.data}
        return {key: text for key, text in ({**standing, **given}).items() if key in boxes}

    def offers(self, as_typed: Mapping[str, str]) -> dict[str, Offer]:
        """By field what was typed in an old encoding; `as_typed`: what shall stay so."""
        typed = {"narratives": self.narratives(), "reasons": self.reasons({})}
        return {field: Offer(field, found) for field, found in old_texts(typed, as_typed).items()}

    def groups(
        self,
        sources: Mapping[str, queries.Source],
        marked: frozenset[str],
        lines: Mapping[str, Sequence[queries.Beside]] = MappingProxyType({}),
        suggestions: Mapping[str, Answer] = MappingProxyType({}),
        offers: Mapping[str, Offer] = MappingProxyType({}),
    ) -> Iterator[Group]:
        reasons = self.reasons({})
        for field in self.section.fields:
            boxes = {
                key: Box(
                    key,
                    self[name_of(key)],
                    sources.get(key),
                    key in marked,
                    lines.get(key, ()),
                    reasons.get(key, ""),
                    queries.written(key, suggestions.get(key)),
                    tuple(offers[f] for f in (key, reason_field(key)) if f in offers),
                )
                for key in field.keys
            }
            yield self._group(field, boxes)

    def _group(self, field: Field, boxes: dict[str, Box]) -> Group:
        language = queries.language()
        if isinstance(field, Grid):
            return self._grid(field, boxes)
        broken = isinstance(field, Figure) and field.breakdown
        legend = queries.label(self.content, field.keys[0]).name if broken else ""
        return Group(legend, field.guidance(language) if broken else "", list(boxes.values()))

    def _grid(self, grid: Grid, boxes: dict[str, Box]) -> Group:
        columns = tuple(queries.label(self.content, figure.indicator) for figure in grid.figures)
        rows = []
        for cell in dict.fromkeys(split(key)[1] for key in grid.keys):
            keys = [f"{figure.indicator}|{cell}" if cell else figure.indicator for figure in grid.figures]
            words = next(queries.label(self.content, key).cell for key in keys if key in boxes)
            cells = [(column.name, boxes.get(key)) for column, key in zip(columns, keys, strict=True)]
            rows.append(Row(words or _("All together"), cells))
        language = queries.language()
        return Group(
            grid.title(language),
            grid.guidance(language),
            list(boxes.values()),
            grid.id,
            columns,
            tuple(rows),
        )


def from_draft(
    content: Content, section: Section, draft: Mapping[str, Any], *, only: str = ""
) -> dict[str, str]:
    """The section's answers, or only one's, as its boxes would send them."""
    figures, narratives = draft.get("figures", {}), draft.get("narratives", {})
    keys = [only] if only else section.figure_keys
    data = {} if only else {name_of(told.id): narratives.get(told.id, "") for told in section.narratives}
    for key in keys:
        boxes = boxes_of(key, shown(key, figures.get(key)), cell=key in section.grid_keys)
        data |= {f"{name_of(key)}_{place}": text for place, text in enumerate(boxes)}
    reasons = draft.get("reasons", {})
    data |= {name_of(reason_field(key)): reasons[key] for key in keys if reasons.get(key)}
    return data
