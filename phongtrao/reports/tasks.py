"""Jobs: what takes longer than a page may."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from django.db import OperationalError, transaction
from django.utils import timezone
from django_tasks import task

from phongtrao.core.sandbox import SandboxProblem, Unfit
from phongtrao.documents import queries as documents
from phongtrao.documents.models import File
from phongtrao.kit import books
from phongtrao.kit.books import Sheet
from phongtrao.people.models import Officer
from phongtrao.places.rules.sheet import of_csv
from phongtrao.reading import reader
from phongtrao.reading.files import figures_of, open_content
from phongtrao.reports import actions
from phongtrao.reports.models import Import, ImportFile, Reading, Report, Request
from phongtrao.reports.rules import split
from phongtrao.reports.rules.columns import sheet_of
from phongtrao.reports.rules.from_text import ReadingState, storable
from phongtrao.reports.rules.opening import books as opened
from phongtrao.reports.rules.taking import FileFault, FileState

log = logging.getLogger("phongtrao.imports")
AT_ONCE = 50
"""Files in one child: it costs a third of a second, a file some milliseconds."""
LARGEST_AT_ONCE = 40 * 1024 * 1024
LARGEST_CSV = 5 * 1024 * 1024


class Opened(NamedTuple):
    sheets: Sequence[Sheet]
    unfit: str


@transaction.atomic
def hand_in(request: Request, kept: Sequence[actions.Kept], *, report: Report | None, by: Officer) -> Import:
    """The files and the job that reads them, or neither."""
    given = actions.hand_in(request, kept, report=report, by=by, now=timezone.now())
    read_import.enqueue(given.pk)
    return given


@task()
def read_import(number: int) -> int:
    """Take up what still waits of an import; begun again after a crash it goes on where it stopped. Returns how many
    files it took up."""
    done = 0
    while waiting := _next(number):
        for file, (sheets, unfit) in zip(waiting, _opened(waiting), strict=True):
            _take(file, sheets, unfit)
            done += 1
    return done


def _take(file: ImportFile, sheets: Sequence[Sheet], unfit: str) -> None:
    try:
        actions.take(file, sheets, unfit, now=timezone.now())
    except OperationalError:
        raise  # the database is not there: the job begins again
    except Exception:
        log.exception("File %s of import %s could not be read", file.number, file.of_id)
        actions.give_up(file, now=timezone.now())


def _next(number: int) -> list[ImportFile]:
    """The next files that fit into one child."""
    rows = ImportFile.objects.filter(of=number, state=FileState.WAITING.value)
    found: list[ImportFile] = []
    size = 0
    for row in rows.select_related("file").order_by("number")[:AT_ONCE]:
        size += row.file.size if row.file else 0
        if found and size > LARGEST_AT_ONCE:
            break
        found.append(row)
    return found


def _opened(files: Sequence[ImportFile]) -> list[Opened]:
    contents = [_content(file) for file in files]
    workbooks = [
        content
        for file, content in zip(files, contents, strict=True)
        if content and file.file and file.file.kind != "csv"
    ]
    read = iter(books.read_many(workbooks, opened))
    found = []
    for file, content in zip(files, contents, strict=True):
        if content is None or file.file is None:
            found.append(Opened([], FileFault.GONE))
        elif file.file.kind == "csv":
            found.append(_of_csv(content))
        else:
            book = next(read)
            found.append(Opened(book["sheets"], book["unfit"]))
    return found


def _content(file: ImportFile) -> bytes | None:
    try:
        return documents.path_of(file.file.digest).read_bytes() if file.file else None
    except OSError:
        return None


def _of_csv(content: bytes) -> Opened:
    if len(content) > LARGEST_CSV:
        return Opened([], FileFault.TOO_MANY_CELLS)
    try:
        rows = of_csv(content)
    except ValueError:
        return Opened([], "not_text")
    too_many = len(rows) > books.MOST_ROWS or max(map(len, rows), default=0) > books.MOST_COLUMNS
    return Opened([], FileFault.TOO_MANY_CELLS) if too_many else Opened([sheet_of(rows)], "")


@transaction.atomic
def begin_reading(report: Report, file: File, *, by: Officer) -> Reading:
    """The text and the job that reads it, or neither."""
    reading = actions.begin_reading(report, file, by=by, now=timezone.now())
    read_narrative.enqueue(reading.pk)
    return reading


@task()
def read_narrative(number: int) -> str:
    """Read what still waits to be read; begun again after a crash it reads anew. Returns what came of it."""
    rows = Reading.objects.select_related(
        "file", "report__request__form", "report__organisation__place", "report__duty"
    )
    reading = rows.get(pk=number)
    if reading.state != ReadingState.WAITING:
        return reading.state
    try:
        content = documents.path_of(reading.file.digest).read_bytes()
        told = partial(actions.tell_progress, reading)
        document = open_content(reading.file.name, content, on=told)
        document = replace(document, text=storable(document.text))
        asked = {split(key)[0] for key in reading.report.request.form.questions.figure_keys}
        by = reader(
            places=actions.places_of(reading.report),
            synonyms=actions.synonyms_of(reading.report),
            asked=asked,
        )
        found = figures_of(document, by=by, on=reading.report.window.end)
        return actions.note_read(reading, document, found, now=timezone.now()).state
    except OperationalError:
        raise  # the database is not there: the job begins again
    except (Unfit, SandboxProblem) as problem:
        return actions.note_failed(reading, problem, now=timezone.now()).state
    except Exception:
        log.exception("Text %s could not be read", number)
        return actions.note_failed(reading, None, now=timezone.now()).state
