"""Tables as files to download. A cell that would be a formula is text wherever it is opened."""

import io
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import quote

import xlsxwriter
from defusedcsv import csv
from django.http import HttpResponse
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from phongtrao.core.vietnamese import fold
from phongtrao.kit.tables import Amount, Table, Value, flat
from phongtrao.kit.writing import at_home, written_number

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Beyond what defusedcsv knows: signs that Excel skips or reads as the plain ones.
DISGUISES = re.compile(r"[\s\x00-\x1f\u200b\ufeff]+(?=[=+\-@|%＝＋－＠])|(?=[＝＋－＠])")
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
EXACT_IN_EXCEL = 10**15
"""Excel keeps fifteen digits; a longer number is written as text, so that none is lost."""
LONGEST_NAME = 120
WIDEST = 60


def csv_response(table: Table, filename: str) -> HttpResponse:
    """UTF-8 with a mark at its beginning, which Excel needs; numbers with a decimal point, days as ISO."""
    text = io.StringIO()
    writer = csv.writer(text)
    titles, rows = flat(table)
    writer.writerow([_unmasked(title) for title in titles])
    writer.writerows([[_for_csv(value) for value in row] for row in rows])
    return _download("\ufeff" + text.getvalue(), "text/csv; charset=utf-8", f"{filename}.csv")


def xlsx_response(table: Table, filename: str) -> HttpResponse:
    return _download(workbook(table), XLSX, f"{filename}.xlsx")


def workbook(table: Table) -> bytes:
    """One sheet: caption, titles, rows, footnotes."""
    file = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, plain) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        titles, rows = flat(table)
        sheet.write_string(0, 0, table.caption, book.add_format({"bold": True, "font_size": 13}))
        for place, title in enumerate(titles):
            sheet.write_string(2, place, title, bold)
            sheet.set_column(place, place, _width(title, [row[place] for row in rows]))
        formats: dict[str, Format] = {}
        for line, row in enumerate(rows, start=3):
            for place, value in enumerate(row):
                layout = _layout(value)
                if layout not in formats:
                    formats[layout] = book.add_format({"num_format": layout} if layout else {})
                _write(sheet, line, place, value, formats[layout])
        for line, note in enumerate(table.footnotes, start=len(rows) + 4):
            sheet.write_string(line, 0, note)
        sheet.freeze_panes(3, sum(1 for column in table.columns[:1] if column.heading))
    return file.getvalue()


FORMATS: dict[str, Callable[[Table, str], HttpResponse]] = {"csv": csv_response, "xlsx": xlsx_response}


def downloaded(format: str, table: Table, filename: str) -> HttpResponse | None:
    """The table as the file that was asked for; None where the page was."""
    answer = FORMATS.get(format)
    return answer(table, filename) if answer else None


def disposition(filename: str) -> str:
    """The name in plain letters for old programs, and as it is (RFC 6266, RFC 8187)."""
    clean = FORBIDDEN.sub("-", unicodedata.normalize("NFC", filename)).strip(" .-")
    stem, dot, ending = clean.rpartition(".")
    stem = (stem or ending)[:LONGEST_NAME]
    plain = fold(stem).replace(" ", "-") or "phongtrao"
    whole = quote(f"{stem}{dot}{ending}" if dot else stem, safe="")
    return f"attachment; filename=\"{plain}{dot}{ending if dot else ''}\"; filename*=UTF-8''{whole}"


def _download(content: str | bytes, content_type: str, filename: str) -> HttpResponse:
    headers = {"Content-Disposition": disposition(filename), "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _unmasked(text: str) -> str:
    masked = DISGUISES.match(text)
    return f"'{text[masked.end() :]}" if masked else text


def _for_csv(value: Value) -> str | int:
    if isinstance(value, Amount):
        return _decimal(value)
    if isinstance(value, datetime):
        return at_home(value).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return _unmasked(value) if isinstance(value, str) else value if value is not None else ""


def _decimal(amount: Amount) -> str:
    whole, fraction = divmod(abs(amount.scaled), 10**amount.decimals)
    sign = "-" if amount.scaled < 0 else ""
    return f"{sign}{whole}.{fraction:0{amount.decimals}}" if amount.decimals else f"{sign}{whole}"


def _layout(value: Value) -> str:
    if isinstance(value, Amount):
        return "#,##0" + ("." + "0" * value.decimals if value.decimals else "")
    if isinstance(value, datetime):
        return "dd/mm/yyyy hh:mm"
    if isinstance(value, date):
        return "dd/mm/yyyy"
    return "#,##0" if isinstance(value, int) else ""


def _write(sheet: Worksheet, line: int, place: int, value: Value, layout: Format) -> None:
    if isinstance(value, int | Amount):
        amount = value if isinstance(value, Amount) else Amount(value)
        if abs(amount.scaled) < EXACT_IN_EXCEL:
            sheet.write_number(line, place, amount.scaled / 10**amount.decimals, layout)
        else:
            sheet.write_string(line, place, written_number(amount.scaled, amount.decimals))
    elif isinstance(value, datetime):
        sheet.write_datetime(line, place, at_home(value).replace(tzinfo=None), layout)
    elif isinstance(value, date):
        sheet.write_datetime(line, place, datetime(value.year, value.month, value.day), layout)  # noqa: DTZ001
    elif value:
        sheet.write_string(line, place, value)


def _width(title: str, values: list[Value]) -> int:
    lengths = [len(value) if isinstance(value, str) else 14 for value in values if value is not None]
    return min(WIDEST, max([len(title), 8, *lengths]) + 2)
