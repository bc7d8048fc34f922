"""The outline of the annual report, and its standing sentences, held as data (data/outline.json).

No official outline of this report could be found; it follows the order in which such reports are retold."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

OUTLINE_FILE = Path(__file__).parent / "data" / "outline.json"


@dataclass(frozen=True, slots=True)
class Section:
    """A part, section or clause. `groups` are the catalogue's groups of indicators that it reports; one
    without groups and without sections of its own holds text only."""

    id: str
    title: str
    groups: tuple[str, ...]
    sections: tuple["Section", ...]

    def walk(self) -> Iterator["Section"]:
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True, slots=True)
class Outline:
    kind: str
    subject: str
    mark: str
    texts: Mapping[str, str]
    parts: tuple[Section, ...]

    @property
    def sections(self) -> dict[str, Section]:
        return {section.id: section for part in self.parts for section in part.walk()}


@cache
def outline() -> Outline:
    data = json.loads(OUTLINE_FILE.read_text(encoding="utf-8"))
    parts = tuple(map(_section, data["parts"]))
    return Outline(data["kind"], data["subject"], data["mark"], data["texts"], parts)


def _section(row: Mapping[str, Any]) -> Section:
    below = tuple(map(_section, row.get("sections", ())))
    return Section(row["id"], row["title"], tuple(row["groups"]), below)


@cache
def section_ids() -> tuple[str, ...]:
    """In the order of the document."""
    return tuple(outline().sections)


@cache
def section_of_group() -> Mapping[str, str]:
    """Which section reports a group of the catalogue."""
    return {group: section.id for section in outline().sections.values() for group in section.groups}
