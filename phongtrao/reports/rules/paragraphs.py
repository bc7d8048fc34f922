"""A narrative that is put together from the narratives of the units below, paragraph by paragraph, each with its
source."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, TypedDict

ALIKE = 0.6
"""How much of a paragraph must still stand for its source to be told."""


class Paragraph(TypedDict):
    """`text` as the unit wrote it; where it stands: the report, the number of its submission, and the receipt."""

    text: str
    unit: str
    report: int
    submission: int
    receipt: str


class Told(TypedDict):
    """A paragraph of a narrative as it stands; `source` None: written here. `edited`: not word for word."""

    text: str
    source: Paragraph | None
    edited: bool


def split_text(text: str) -> list[str]:
    """Its paragraphs: what stands between line ends, without what is empty."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def told(text: str, merged: Sequence[Paragraph]) -> list[Told]:
    """Paragraph by paragraph where it comes from: the same words first, else the source that is most alike."""
    left = list(merged)
    lines = split_text(text)
    exact: dict[int, Paragraph] = {}
    for at, line in enumerate(lines):
        source = next((one for one in left if one["text"] == line), None)
        if source is not None:
            exact[at] = source
            left.remove(source)
    found = []
    for at, line in enumerate(lines):
        near = exact.get(at) or _nearest(line, left)
        if near is not None and at not in exact:
            left.remove(near)
        found.append(Told(text=line, source=near, edited=near is not None and at not in exact))
    return found


def still_told(draft: Mapping[str, Any]) -> dict[str, list[Told]]:
    """By narrative its paragraphs with their sources, where some of it came from below."""
    narratives: Mapping[str, str] = draft.get("narratives", {})
    merged: Mapping[str, Sequence[Paragraph]] = draft.get("paragraphs", {})
    rows = {id: told(narratives[id], merged[id]) for id in merged if narratives.get(id)}
    return {id: lines for id, lines in rows.items() if any(line["source"] for line in lines)}


def merged_in(text: str, chosen: Iterable[Paragraph]) -> str:
    """The text with the chosen paragraphs after it; what stands already is not said twice."""
    lines = split_text(text)
    for paragraph in chosen:
        if paragraph["text"] not in lines:
            lines.append(paragraph["text"])
    return "\n".join(lines)


def arranged(text: str, places: Sequence[int | None]) -> str:
    """The paragraphs in the order of the numbers given to them; None: it goes."""
    lines = split_text(text)
    kept = [(place, at) for at, place in enumerate(places[: len(lines)]) if place is not None]
    kept += [(at + 1, at) for at in range(len(places), len(lines))]
    return "\n".join(lines[at] for _place, at in sorted(kept))


def _nearest(line: str, sources: Sequence[Paragraph]) -> Paragraph | None:
    found, best = None, ALIKE
    for source in sources:
        pair = SequenceMatcher(None, source["text"], line, autojunk=False)
        if pair.real_quick_ratio() >= best and pair.quick_ratio() >= best and pair.ratio() >= best:
            found, best = source, pair.ratio()
    return found
