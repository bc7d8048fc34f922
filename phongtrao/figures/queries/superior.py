"""What stands in each spot of a superior's form, for one period."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.core.period import Part, Window, clocks, part_window
from phongtrao.core.vietnamese import fold
from phongtrao.figures.models import SuperiorForm, SuperiorSpot
from phongtrao.figures.queries.asking import Unanswerable
from phongtrao.figures.queries.catalogue import search
from phongtrao.figures.queries.totals import Asked, Frozen, Row, a_year_before, totals
from phongtrao.figures.queries.words import (
    cell_words,
    coverage_words,
    figure_words,
    name_of,
    notes_of,
    part_label,
    window_words,
)
from phongtrao.figures.rules import shown
from phongtrao.figures.rules.superior import Outcome, Span, Writing, bare, periods
from phongtrao.places import queries as places
from phongtrao.places.models import Place


@dataclass(frozen=True, slots=True)
class Known:
    """A spot, and the total that belongs there."""

    spot: SuperiorSpot
    row: Row
    asked: Asked

    @property
    def told(self) -> bool:
        """A total of different things that is only known to lie between two numbers is none to write down."""
        return bool(self.row.total.parts) and shown(self.row.total, self.row.indicator) is not None

    @property
    def text(self) -> str:
        if not self.told:
            return ""
        scaled = shown(self.row.total, self.row.indicator)
        if self.spot.writing == Writing.NUMBER and scaled is not None:
            return bare(scaled, self.row.indicator.decimals)
        return figure_words(self.row)

    @property
    def value(self) -> dict[str, str]:
        """As letters.blanks.fill takes it."""
        return {"number" if self.spot.writing == Writing.NUMBER else "text": self.text}


def period_choices(form: SuperiorForm) -> list[tuple[int, str]]:
    """The periods of a year for which a form is filled."""
    part = Part(form.part) if form.part else None
    if part is None:
        return [(0, part_label(None, 0))]
    return [(number, part_label(part, number)) for number in range(1, periods(part) + 1)]


def asked_of(form: SuperiorForm, year: int, number: int, frozen: Frozen | None) -> Asked:
    """`number`: one of its `period_choices`."""
    part = Part(form.part) if form.part else None
    return Asked(year, form.clock, part=part, number=number, frozen=frozen)


def known(form: SuperiorForm, spots: Sequence[SuperiorSpot], asked: Asked) -> list[Known]:
    """In the order of the spots; those that ask for the same days and cell are asked together."""
    together: dict[tuple[str, str], list[SuperiorSpot]] = defaultdict(list)
    for spot in spots:
        together[spot.span, spot.cell].append(spot)
    found: dict[int, Known] = {}
    for (span, cell), same in together.items():
        for one in _answered(form, same, replace(_of_span(asked, Span(span)), cell=cell)):
            found[one.spot.pk] = one
    return [found[spot.pk] for spot in spots]


def _answered(form: SuperiorForm, spots: Sequence[SuperiorSpot], asked: Asked) -> Iterator[Known]:
    keys = list(dict.fromkeys(_place(form, spot) for spot in spots))
    codes = list(dict.fromkeys(spot.indicator.code for spot in spots))
    rows = {(row.place.place.key, row.indicator.id): row for row in totals(keys, codes, asked)}
    return (Known(spot, rows[_place(form, spot), spot.indicator.code], asked) for spot in spots)


def _place(form: SuperiorForm, spot: SuperiorSpot) -> str:
    return spot.place.key if spot.place else form.organisation.place.key


def _of_span(asked: Asked, span: Span) -> Asked:
    if span is Span.LAST_YEAR:
        return a_year_before(asked)
    if span is Span.TO_DATE and asked.part is not None:
        year = part_window(clocks()[asked.clock], asked.year, None, 0)
        return replace(asked, days=Window(year.start, asked.window.end), part=None, number=0)
    return asked


def outcome(one: Known, address: str) -> Outcome:
    entry = one.row.indicator
    part = cell_words(entry, one.spot.cell)
    notes = [coverage_words(one.row), *notes_of(one.row)]
    if one.row.total.illustrative:
        notes.append(_("illustrative data"))
    return Outcome(
        key=one.spot.key,
        label=one.spot.label,
        indicator=f"{name_of(entry)} ({part})" if part else name_of(entry),
        place=one.row.place.full,
        days=window_words(one.asked),
        text=one.text,
        said=figure_words(one.row) if one.row.total.parts else "",
        notes=tuple(note for note in notes if note),
        lines=address if one.row.total.parts else "",
    )


def suggested(label: str) -> str:
    """The indicator that a spot's own words name, if only one does: the row's words before the column's."""
    for words in label.split(" · "):
        found = list(search(words)[:2]) if words else []
        if len(found) == 1:
            return name_of(catalogue.load().get(found[0].code))
    return ""


def place_words(place: Place, day: date) -> str:
    """By its code on a day, which names it alone."""
    return places.name_on(place, day).code


def whats() -> dict[str, tuple[str, str]]:
    """All that can stand in a spot, by its words: (indicator, cell)."""
    found = {}
    for entry in catalogue.load().indicators:
        for cell in ("", *(cell for cell in entry.cells() if cell)):
            part = cell_words(entry, cell)
            found[f"{name_of(entry)} ({part})" if part else name_of(entry)] = (entry.id, cell)
    return found


def what_of(words: str) -> tuple[str, str]:
    """One sentence where nothing is called so."""
    typed = fold(words)
    for name, what in whats().items():
        if fold(name) == typed or what == (words.strip(), ""):
            return what
    raise Unanswerable(
        "what",
        _("No figure is called “%(words)s”; type some letters and choose from the list.") % {"words": words},
    )
