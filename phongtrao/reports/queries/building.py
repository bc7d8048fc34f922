"""A form while it is built, in the page's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.core.persons import Denial
from phongtrao.figures import queries as figures
from phongtrao.kit.writing import in_english
from phongtrao.reports.models import Form
from phongtrao.reports.rules import said
from phongtrao.reports.rules.building import Change, ChangeKind, Lack, Problem, name_in
from phongtrao.reports.rules.contradictions import Clash, Contradiction


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field in the outline of a form."""

    name: str
    label: str
    kind: str
    remarks: list[str]


@dataclass(frozen=True, slots=True)
class SectionLine:
    id: str
    number: str
    title: str
    guidance: str
    fields: list[FieldLine]


@dataclass(frozen=True, slots=True)
class Choice:
    """An indicator that can be added."""

    id: str
    name: str
    unit: str
    definition: str


def outline(document: Mapping[str, Any]) -> list[SectionLine]:
    return [
        SectionLine(
            row["id"],
            row["number"],
            _in(row, "title"),
            _in(row, "guidance"),
            [FieldLine(name_in(field), field_name(field), *_told(field)) for field in row["fields"]],
        )
        for row in document["sections"]
    ]


def field_name(row: Mapping[str, Any]) -> str:
    if row["kind"] != "figure":
        return said(row["vi"], row.get("en", ""), "en" if in_english() else "vi")
    known = catalogue.load().by_id.get(row["indicator"])
    if known is None:
        return str(row["indicator"])
    return known.name_en if in_english() else known.name_vi


def dimension_name(id: str) -> str:
    found = next(d for d in catalogue.load().dimensions if d.id == id)
    return found.en if in_english() else found.vi


def shared_dimensions() -> list[tuple[str, str]]:
    """Dimensions by which some indicator that is no ratio is broken down alone."""
    ratio = catalogue.Aggregation.RATIO
    alone = [
        i.dimensions[0].id for i in catalogue.load().indicators if _one(i) and i.aggregation is not ratio
    ]
    return [(id, dimension_name(id)) for id in dict.fromkeys(alone)]


def choices(words: str, document: Mapping[str, Any]) -> list[Choice]:
    """Indicators whose names hold the typed letters and that the form does not ask yet. One query."""
    if not words.strip():
        return []
    known, taken = catalogue.load(), asked_in(document)
    found = [known.by_id[row.code] for row in figures.search(words)[:30] if row.code in known.by_id]
    return [_choice(entry) for entry in found if entry.id not in taken][:15]


def asked_in(document: Mapping[str, Any]) -> set[str]:
    """The indicators that the form asks."""
    rows = [field for section in document["sections"] for field in section["fields"]]
    columns = [column for row in rows for column in row.get("columns", ())]
    return {row["indicator"] for row in (*rows, *columns) if "indicator" in row}


def problem_words(problem: Problem, document: Mapping[str, Any]) -> str:
    if problem.denial is not None:
        return denial_words(problem.denial)
    if problem.contradiction is not None:
        return contradiction_words(problem.contradiction, document)
    words = problem.words
    if problem.lack is Lack.HANGING:
        words = field_name({"kind": "figure", "indicator": words})
    return {
        Lack.HANGING: _(
            "“%(words)s” must be answered where another figure is more than 0, but the form no longer asks that one."
        ),
        Lack.TITLE: _("The form has no Vietnamese title."),
        Lack.SECTION: _("The form has no section yet."),
        Lack.EMPTY_SECTION: _(
            "Section “%(words)s” asks nothing yet: add a figure or a question, or remove it."
        ),
        Lack.TOO_MANY: _("The form asks more than 400 boxes; nobody fills that in. Split it."),
    }[problem.lack] % {"words": words}


def contradiction_words(found: Contradiction, document: Mapping[str, Any]) -> str:
    """Where the form contradicts itself, by the names that stand on its page, and what to do."""
    said = {"of": _called(found.of, document), "other": _called(found.other, document)}
    return {
        Clash.LACKS: _(
            "The form's document is not whole: “%(of)s” is missing. Begin the form anew, or copy another."
        ),
        Clash.NO_KIND: _("The form has a field of a kind that is not known here (“%(of)s”): take it out."),
        Clash.NO_PREFILL: _(
            "“%(of)s” offers a number in a way that is not known here: choose again what it offers."
        ),
        Clash.NO_INDICATOR: _("The catalogue of indicators does not have “%(of)s”: take this figure out."),
        Clash.NOT_BROKEN_DOWN: _(
            "“%(of)s” is not broken down by %(other)s alone: ask it without these boxes."
        ),
        Clash.NO_VALUE: _(
            "“%(of)s” is asked by a value that the catalogue does not have (%(other)s): choose again."
        ),
        Clash.BOUNDS_CROSSED: _(
            "“%(of)s”: the least allowed number is more than the most; mend one of them."
        ),
        Clash.HANGS: _(
            "“%(of)s” is wanted beside “%(other)s”, which is itself or is not asked: choose another figure."
        ),
        Clash.EMPTY_GRID: _("The table “%(of)s” has no boxes: add a column and a row, or take it out."),
        Clash.RATIO_IN_GRID: _(
            "“%(of)s” is a ratio and can't stand in the table “%(other)s”: ask it by itself."
        ),
        Clash.NO_PART: _(
            "Section “%(of)s” stands in a part that the form does not have: take it out and add it anew."
        ),
        Clash.SECTION_TWICE: _("Section “%(of)s” stands twice: take one out."),
        Clash.FIELD_TWICE: _("“%(of)s” is asked twice: take one out."),
        Clash.GRID_TWICE: _("The table “%(of)s” stands twice: take one out."),
    }[found.clash] % said


def _called(name: str, document: Mapping[str, Any]) -> str:
    """A section, a field, an indicator or a dimension by its name in the page's language; anything else as it is."""
    sections = document.get("sections", ())
    titles = {row["id"]: _in(row, "title") for row in sections}
    asked = {
        row["id"]: field_name(row) for s in sections for row in s["fields"] if row.get("vi") and "id" in row
    }
    dimensions = {d.id: dimension_name(d.id) for d in catalogue.load().dimensions}
    indicator = name.partition("|")[0]
    if indicator in catalogue.load().by_id:
        return field_name({"kind": "figure", "indicator": indicator})
    return {**dimensions, **titles, **asked}.get(name, name)


def denial_words(denial: Denial) -> str:
    """Why a wording is refused, and what can be asked instead."""
    matter = denial.matter
    what, instead = (matter.en, matter.instead_en) if in_english() else (matter.vi, matter.instead_vi)
    return _(
        "“%(words)s” asks about %(what)s. Forms only count and keep nothing about a person; "
        "ask for %(instead)s instead."
    ) % {"words": denial.words, "what": what, "instead": instead}


def change_words(change: Change) -> str:
    name = _row_name(change.row)
    return {
        ChangeKind.ADDED: _("Added: %(name)s"),
        ChangeKind.REMOVED: _("Removed: %(name)s"),
        ChangeKind.CHANGED: _("Changed: %(name)s"),
        ChangeKind.MOVED: _("Moved: %(name)s"),
    }[change.kind] % {"name": name}


def versions_of_form(form: Form) -> list[Form]:
    """Every version of the form, the last first."""
    return list(Form.objects.filter(code=form.code).order_by("-version"))


def _row_name(row: Mapping[str, Any]) -> str:
    if "kind" in row:
        return field_name(row)
    if "number" in row:
        return _("section “%(title)s”") % {"title": _in(row, "title")}
    return _("the form's title")


def _in(row: Mapping[str, Any], name: str) -> str:
    return said(row.get(f"{name}_vi", ""), row.get(f"{name}_en", ""), "en" if in_english() else "vi")


def _told(row: Mapping[str, Any]) -> tuple[str, list[str]]:
    kinds = {"figure": _("Figure"), "grid": _("Table of boxes"), "narrative": _("Question")}
    remarks = []
    if row.get("required"):
        remarks.append(_("required"))
    if row.get("breakdown"):
        remarks.append(_("by %(dimension)s") % {"dimension": dimension_name(row["breakdown"])})
    if row.get("least") is not None or row.get("most") is not None:
        remarks.append(_("bounded"))
    if row.get("prefill", "none") != "none":
        remarks.append(_("offers last period"))
    return kinds[row["kind"]], remarks


def _one(entry: catalogue.Indicator) -> bool:
    return len(entry.dimensions) == 1


def _choice(entry: catalogue.Indicator) -> Choice:
    definition = entry.definitions[-1]
    if in_english():
        return Choice(entry.id, entry.name_en, entry.unit_en, definition.en)
    return Choice(entry.id, entry.name_vi, entry.unit_vi, definition.vi)
