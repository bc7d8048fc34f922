"""A form's document while it is built: what can be done to it, what keeps it from being published, what
changed. Every change gives a new document."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from phongtrao.core.persons import Denial, denied
from phongtrao.reports.rules.contradictions import BadForm, Contradiction
from phongtrao.reports.rules.document import read

Document: TypeAlias = dict[str, Any]

WORDS = ("title_vi", "title_en", "guidance_vi", "guidance_en", "area_vi", "area_en", "vi", "en")
AREA = ("area_vi", "area_en")
MOST_FIELDS = 400


class Lack(StrEnum):
    """Why a draft can't be published yet."""

    TITLE = "title"
    SECTION = "section"
    EMPTY_SECTION = "empty_section"
    HANGING = "hanging"
    CONTRADICTION = "contradiction"
    PERSON = "person"
    TOO_MANY = "too_many"


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class NoSuchPlace(LookupError):
    """The section or the field was taken out meanwhile."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`words`: the section or the indicator; `denial`: of Lack.PERSON; `contradiction`: of Lack.CONTRADICTION."""

    lack: Lack
    words: str = ""
    denial: Denial | None = None
    contradiction: Contradiction | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A section, or a field in one."""

    section: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """`before` and `after`: the section's or field's rows, None where there is none."""

    kind: ChangeKind
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def row(self) -> Mapping[str, Any]:
        return self.after or self.before or {}


def blank(code: str, title_vi: str, title_en: str) -> Document:
    part = {"id": "I", "title_vi": "Nội dung báo cáo", "title_en": "What is reported", "chapters": []}
    titles = {"title_vi": title_vi, "title_en": title_en}
    return {"id": code, "version": 1, **titles, "parts": [part], "sections": []}


def copied(document: Mapping[str, Any], code: str, title_vi: str, title_en: str) -> Document:
    titles = {"title_vi": title_vi, "title_en": title_en}
    return {**deepcopy(dict(document)), "id": code, **titles}


def name_in(row: Mapping[str, Any]) -> str:
    """What a field is called within the document."""
    return str(row["indicator"] if row["kind"] == "figure" else row["id"])


def section_row(document: Mapping[str, Any], id: str) -> Document:
    for row in document["sections"]:
        if row["id"] == id:
            found: Document = row
            return found
    raise NoSuchPlace(id)


def field_row(document: Mapping[str, Any], place: Place) -> Document:
    for row in section_row(document, place.section)["fields"]:
        if name_in(row) == place.field:
            found: Document = row
            return found
    raise NoSuchPlace(place.field)


def with_titles(document: Mapping[str, Any], title_vi: str, title_en: str) -> Document:
    return {**deepcopy(dict(document)), "title_vi": title_vi, "title_en": title_en}


def with_section(document: Mapping[str, Any], id: str, words: Mapping[str, str]) -> Document:
    """Its words changed, or, without an id, a new section at the end. An empty guidance for whole areas says nothing,
    so it does not stand there."""
    after, nothing = deepcopy(dict(document)), {name for name in AREA if not words.get(name)}
    words = {name: text for name, text in words.items() if name not in nothing}
    if id:
        row = section_row(after, id)
        row.update(words)
        for name in nothing:
            row.pop(name, None)
        return after
    taken = {row["id"] for row in after["sections"]}
    new = {"id": _free("s", taken), "number": "", "part": after["parts"][-1]["id"], **words, "fields": []}
    after["sections"].append(new)
    return _numbered(after)


def with_field(document: Mapping[str, Any], place: Place, row: Mapping[str, Any]) -> Document:
    """The field in another wording, or, where the place names none, a new one at the end of the section."""
    after = deepcopy(dict(document))
    fields = section_row(after, place.section)["fields"]
    if not place.field:
        taken = {name_in(field) for section in after["sections"] for field in section["fields"]}
        fields.append({**row, **_named(row, taken)})
        return after
    standing = field_row(after, place)
    at = next(at for at, field in enumerate(fields) if field is standing)
    fields[at] = {**row, **({"id": standing["id"]} if "id" in standing else {})}
    return after


def without(document: Mapping[str, Any], place: Place) -> Document:
    after = deepcopy(dict(document))
    if place.field:
        section_row(after, place.section)["fields"].remove(field_row(after, place))
        return after
    after["sections"].remove(section_row(after, place.section))
    return _numbered(after)


def moved(document: Mapping[str, Any], place: Place, step: int) -> Document:
    """One up (-1) or one down (1); a section stays within its part."""
    after = deepcopy(dict(document))
    section = section_row(after, place.section)
    rows = section["fields"] if place.field else after["sections"]
    row = field_row(after, place) if place.field else section
    at = next(i for i, one in enumerate(rows) if one is row)
    to = at + step
    if 0 <= to < len(rows) and (place.field or rows[to]["part"] == row["part"]):
        rows[at], rows[to] = rows[to], rows[at]
        if not place.field:
            rows[at]["number"], rows[to]["number"] = rows[to]["number"], rows[at]["number"]
    return after


def problems(document: Mapping[str, Any]) -> list[Problem]:
    """What keeps the draft from being published."""
    found: list[Problem] = []
    if not document["title_vi"].strip():
        found.append(Problem(Lack.TITLE))
    if not document["sections"]:
        found.append(Problem(Lack.SECTION))
    empty = [row["title_vi"] for row in document["sections"] if not row["fields"]]
    found += [Problem(Lack.EMPTY_SECTION, title) for title in empty]
    found += [Problem(Lack.PERSON, text, denial) for text, denial in denials(document)]
    hanging = list(_hanging(document))
    found += [Problem(Lack.HANGING, indicator) for indicator in hanging]
    if hanging:
        return found
    try:
        content = read(document)
    except BadForm as bad:
        return found + [Problem(Lack.CONTRADICTION, contradiction=one) for one in bad.contradictions]
    if len(content.fields) > MOST_FIELDS:
        found.append(Problem(Lack.TOO_MANY))
    return found


def _hanging(document: Mapping[str, Any]) -> Iterator[str]:
    """Indicators that are wanted beside one that the form does not ask as a whole."""
    rows = [row for section in document["sections"] for row in section["fields"] if row["kind"] == "figure"]
    whole = {row["indicator"] for row in rows if not row["breakdown"] or row.get("total", True)}
    yield from (
        row["indicator"] for row in rows if row.get("required_if") and row["required_if"] not in whole
    )


def denials(document: Mapping[str, Any]) -> Iterator[tuple[str, Denial]]:
    """Every wording in the document that asks about a person."""
    for row in _rows(document):
        for name in WORDS:
            text = str(row.get(name) or "")
            if text and (denial := denied(text)):
                yield text, denial


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What differs between two documents, in the order of the later one; what was taken out comes last."""
    old, new = _named_rows(before), _named_rows(after)
    kept_before = [name for name in old if name in new]
    kept_after = [name for name in new if name in old]
    jumped = {a for a, b in zip(kept_before, kept_after, strict=True) if a != b}
    found = []
    for name, row in new.items():
        if name not in old:
            found.append(Change(ChangeKind.ADDED, None, row))
        elif _said(old[name]) != _said(row):
            found.append(Change(ChangeKind.CHANGED, old[name], row))
        elif name in jumped:
            found.append(Change(ChangeKind.MOVED, old[name], row))
    return found + [Change(ChangeKind.REMOVED, row, None) for name, row in old.items() if name not in new]


def _rows(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield document
    yield from document["parts"]
    for section in document["sections"]:
        yield section
        for field in section["fields"]:
            yield field
            yield from field.get("columns", ())


def _named_rows(document: Mapping[str, Any]) -> dict[tuple[str, str], Mapping[str, Any]]:
    found: dict[tuple[str, str], Mapping[str, Any]] = {("form", ""): document}
    for section in document["sections"]:
        found["section", section["id"]] = section
        found |= {
            ("field", name_in(field)): {**field, "section": section["id"]} for field in section["fields"]
        }
    return found


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says itself, without what stands below it and the number that its place gives it."""
    apart = ("fields", "sections", "parts", "number", "version", "id")
    return {name: value for name, value in row.items() if name not in apart}


def _named(row: Mapping[str, Any], taken: set[str]) -> dict[str, str]:
    if row["kind"] == "figure":
        return {}
    return {"id": _free("g" if row["kind"] == "grid" else "q", taken)}


def _free(letter: str, taken: set[str]) -> str:
    return next(f"{letter}{n}" for n in range(1, len(taken) + 2) if f"{letter}{n}" not in taken)


def _numbered(document: Document) -> Document:
    """Sections are numbered anew in each part that has no chapters; there they keep their numbers."""
    for part in document["parts"]:
        rows = [row for row in document["sections"] if row["part"] == part["id"]]
        for at, row in enumerate(rows, start=1):
            if not part.get("chapters") or not row["number"]:
                row["number"] = str(at)
    return document
