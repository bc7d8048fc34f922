"""What an office put in the place of composed text, and how that stands against the figures of today."""

from collections.abc import Mapping
from dataclasses import dataclass

from phongtrao.figures.queries import Asked
from phongtrao.letters.annual import AnnualReport, composed, section_titles
from phongtrao.places.models import Place
from phongtrao.reports.models import EditedText
from phongtrao.reports.rules import Reworded, reworded


@dataclass(frozen=True, slots=True)
class SectionText:
    """`changed`: since it was edited the figures compose another text; `changes` then tells the difference."""

    id: str
    title: str
    composed: str
    edit: EditedText | None
    changes: tuple[Reworded, ...]

    @property
    def version(self) -> int:
        return self.edit.version if self.edit else 0

    @property
    def text(self) -> str:
        return (self.edit.text if self.edit else "") or self.composed

    @property
    def changed(self) -> bool:
        return bool(self.changes)


def edited(place: Place, asked: Asked) -> dict[str, EditedText]:
    """By section the newest version; of a frozen report that of then. One query."""
    window = asked.window
    rows = EditedText.objects.filter(place=place, clock=asked.clock, start=window.start, end=window.end)
    if asked.frozen is not None:
        rows = rows.filter(at__lte=asked.frozen.at)
    return {row.section: row for row in rows.select_related("by__organisation").order_by("version")}


def section_texts(report: AnnualReport, edits: Mapping[str, EditedText]) -> list[SectionText]:
    """The sections that say something by figures, and those that somebody edited."""
    found = []
    for id, title in section_titles().items():
        text, edit = "\n".join(composed(report, id)), edits.get(id)
        if text or (edit and edit.text):
            moved = edit is not None and edit.text != "" and edit.against != text
            changes = tuple(reworded(edit.against, text)) if edit and moved else ()
            found.append(SectionText(id, title, text, edit, changes))
    return found
