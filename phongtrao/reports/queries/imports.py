"""How far an import has come, and what is to be said of its files and cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from phongtrao.kit.ready import ready
from phongtrao.reports.models import Import, ImportFile, Report
from phongtrao.reports.queries.import_words import cell_words
from phongtrao.reports.queries.reading import label
from phongtrao.reports.rules import Content, UnknownField
from phongtrao.reports.rules.taking import FileState


@dataclass(frozen=True, slots=True)
class Progress:
    counts: Mapping[FileState, int]

    @property
    def all(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return self.all - self.counts[FileState.WAITING]


@dataclass(frozen=True, slots=True)
class CellLine:
    """A cell of a file: where it is, what it is about, what stands there, and what is to be said of it."""

    cell: str
    name: str
    typed: str
    words: str = ""


def progress(imports: Sequence[Import]) -> dict[int, Progress]:
    """By the import's number; one query."""
    found = {given.pk: dict.fromkeys(FileState, 0) for given in imports}
    for row in ImportFile.objects.filter(of__in=imports).values("of", "state").annotate(n=Count("pk")):
        found[row["of"]][FileState(row["state"])] = row["n"]
    return {number: Progress(counts) for number, counts in found.items()}


def files_of(given: Import, state: str = "") -> QuerySet[ImportFile]:
    rows = ImportFile.objects.filter(of=given).select_related("report__organisation").order_by("number")
    return rows.filter(state=state) if state in set(FileState) else rows


def entered(report: Report) -> list[ImportFile]:
    """The files whose figures went into a report's draft, oldest first."""
    return _taken(report.pk)


@ready
def _taken(report: int) -> QuerySet[ImportFile]:
    rows = ImportFile.objects.filter(report=report, state=FileState.TAKEN.value)
    return rows.select_related("of__by__organisation").order_by("done_at")


def wrong_cells(file: ImportFile, content: Content | None) -> list[CellLine]:
    return [
        CellLine(cell, _name(content, key), typed, cell_words(key, code, typed, readings))
        for cell, key, code, typed, readings in file.result.get("wrong", [])
    ]


def taken_cells(file: ImportFile, content: Content | None) -> list[CellLine]:
    return [CellLine(cell, _name(content, key), typed) for cell, key, typed in file.result.get("taken", [])]


def _name(content: Content | None, key: str) -> str:
    try:
        if content is not None:
            content.section_of(key)
            return str(label(content, key))
    except UnknownField:
        pass
    return key
