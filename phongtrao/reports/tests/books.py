"""Filled-in workbooks for tests: the one that was downloaded, opened and changed as Excel's users do."""

import io
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from phongtrao.people.models import Officer
from phongtrao.reports import actions, tasks
from phongtrao.reports.models import ImportFile, Report
from phongtrao.reports.queries.workbook import papers
from phongtrao.reports.rules.columns import COLUMNS, KEY, QUALIFIER, REASON, VALUE, WHOLE
from phongtrao.reports.rules.workbook import workbook
from tests.cast import NOW

Change = Callable[[Workbook, Worksheet], Any]


def blank(report: Report, *, draft: bool = True) -> bytes:
    [(_report, paper)] = papers([report], drafts=draft)
    return workbook(paper)


def row_of(sheet: Worksheet, key: str) -> int:
    at = COLUMNS.index(KEY) + 1
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, at).value == key)


def cell(sheet: Worksheet, key: str, title: str = VALUE) -> Any:
    return sheet.cell(row_of(sheet, key), COLUMNS.index(title) + 1)


def filled(content: bytes, values: dict[str, Any] | None = None, change: Change | None = None) -> bytes:
    """`values` by key; a tuple is value, whole, qualifier, reason."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    for key, value in (values or {}).items():
        given = value if isinstance(value, tuple) else (value,)
        for title, one in zip((VALUE, WHOLE, QUALIFIER, REASON), given, strict=False):
            cell(sheet, key, title).value = one
    if change:
        change(book, sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def handed_in(
    report: Report, content: bytes, *, by: Officer, name: str = "phieu.xlsx", many: bool = False
) -> ImportFile:
    """The file taken up by the job, as the worker does it."""
    kept = actions.keep([SimpleUploadedFile(name, content)], by=by, now=NOW)
    given = tasks.hand_in(report.request, kept, report=None if many else report, by=by)
    tasks.read_import.call(given.pk)
    return given.files.get()
