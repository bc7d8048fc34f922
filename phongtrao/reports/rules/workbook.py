"""A report as a workbook to fill in: locked but for its boxes, with what may stand in each, and with hidden codes by
which it is known again whatever it is called. Its words are Vietnamese; they come as text."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from phongtrao.core.figure import Qualifier
from phongtrao.core.vietnamese import format_number
from phongtrao.reports.rules.columns import (
    BEFORE,
    COLUMNS,
    INPUTS,
    KEY,
    NAME,
    QUALIFIER,
    REASON,
    SECTION,
    TOKEN,
    UNIT,
    VALUE,
    WHOLE,
    qualifier_word,
)

EXACT_IN_EXCEL = 10**15
"""Excel keeps fifteen digits; a longer number is written as text, so that none is lost."""
LONGEST_CELL = 32_767
HEAD = 7  # rows above the titles
WIDTHS = {SECTION: 8, NAME: 54, UNIT: 14, BEFORE: 16, VALUE: 26, WHOLE: 14, QUALIFIER: 13, REASON: 30}
LINE_HEIGHT = 15  # points
HIDDEN_SHEET = "_phongtrao"
PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Box(StrEnum):
    """What stands in a field's box: a number, a part beside its whole, or text."""

    COUNT = "count"
    RATIO = "ratio"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Field:
    """`value`, `whole`: scaled by `decimals`, or text as it was typed; None: empty. `longest`: signs of a text."""

    key: str
    name: str
    unit: str
    before: str
    box: Box
    decimals: int = 0
    value: int | str | None = None
    whole: int | str | None = None
    qualifier: Qualifier = Qualifier.EXACT
    reason: str = ""
    longest: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    number: str
    title: str
    guidance: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """`lines`: what stands above the table; `token`: by which it is known again; `ids`: the same in words."""

    title: str
    lines: tuple[str, ...]
    token: str
    ids: Mapping[str, str]
    blocks: tuple[Block, ...]


def rows_of(paper: Paper) -> list[list[str]]:
    """The same columns as plain text, for a CSV: numbers as they are typed, without points between thousands."""
    return [
        [
            block.number,
            field.name,
            field.unit,
            field.before,
            _plain(field.value, field.decimals),
            _plain(field.whole, field.decimals),
            "" if field.box is Box.TEXT else qualifier_word(field.qualifier),
            field.reason,
            field.key,
            paper.token,
        ]
        for block in paper.blocks
        for field in block.fields
    ]


def workbook(paper: Paper) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        _Writer(book, paper).write()
    return file.getvalue()


class _Writer:
    def __init__(self, book: Any, paper: Paper) -> None:
        self.book, self.paper = book, paper
        self.sheet: Worksheet = book.add_worksheet("Phiếu báo cáo")
        base = {"font_name": "Arial", "font_size": 11, "valign": "top", "text_wrap": True}
        box = {**base, "locked": False, "border": 1, "bg_color": "#FFFBE6"}
        self.formats: dict[str, Format] = {
            "title": book.add_format({**base, "bold": True, "font_size": 14, "text_wrap": False}),
            "line": book.add_format({**base, "text_wrap": False}),
            "head": book.add_format({**base, "bold": True, "border": 1, "bg_color": "#DCE9F5"}),
            "section": book.add_format({**base, "bold": True, "bg_color": "#F1F1F1", "text_wrap": False}),
            "guidance": book.add_format({**base, "italic": True, "font_color": "#555555"}),
            "cell": book.add_format({**base, "border": 1}),
            "before": book.add_format({**base, "border": 1, "align": "right"}),
            "text": book.add_format({**box, "num_format": "@"}),
            "word": book.add_format(box),
            **{f"number{n}": book.add_format({**box, "num_format": _layout(n)}) for n in range(4)},
        }

    def write(self) -> None:
        sheet, formats = self.sheet, self.formats
        sheet.write_string(0, 0, self.paper.title, formats["title"])
        for line, text in enumerate(self.paper.lines, start=1):
            sheet.write_string(line, 0, text, formats["line"])
        for at, title in enumerate(COLUMNS):
            sheet.write_string(HEAD, at, title, formats["head"])
            sheet.set_column(at, at, WIDTHS.get(title, 10), None, {"hidden": title in (KEY, TOKEN)})
        line = HEAD + 1
        for block in self.paper.blocks:
            line = self._block(line, block)
        self._ids()
        self._page()

    def _block(self, line: int, block: Block) -> int:
        self.sheet.write_string(line, 0, f"{block.number}. {block.title}", self.formats["section"])
        for at in range(1, len(WIDTHS)):
            self.sheet.write_blank(line, at, None, self.formats["section"])
        if block.guidance:
            line += 1
            self.sheet.write_string(line, 1, block.guidance, self.formats["guidance"])
            self.sheet.set_row(line, _height(block.guidance))
        for at, field in enumerate(block.fields, start=line + 1):
            self._field(at, block, field)
        return line + len(block.fields) + 1

    def _field(self, line: int, block: Block, field: Field) -> None:
        said = {SECTION: block.number, NAME: field.name, UNIT: field.unit, BEFORE: field.before}
        said |= {KEY: field.key, TOKEN: self.paper.token}
        for title, text in said.items():
            look = "before" if title == BEFORE else "cell"
            self.sheet.write_string(line, COLUMNS.index(title), text, self.formats[look])
        is_text = field.box is Box.TEXT
        self.sheet.set_row(line, 60 if is_text else _height(field.name))
        open_ = (
            {VALUE}
            if is_text
            else {VALUE, QUALIFIER, REASON} | ({WHOLE} if field.box is Box.RATIO else set())
        )
        for title in set(INPUTS) - open_:
            self.sheet.write_blank(line, COLUMNS.index(title), None, self.formats["cell"])
        self._number(line, VALUE, field.value, field)
        if is_text:
            self.sheet.data_validation(
                line, COLUMNS.index(VALUE), line, COLUMNS.index(VALUE), _text_rule(field)
            )
            return
        self.sheet.write_string(line, COLUMNS.index(REASON), field.reason, self.formats["word"])
        self.sheet.write_string(
            line, COLUMNS.index(QUALIFIER), qualifier_word(field.qualifier), self.formats["word"]
        )
        at = COLUMNS.index(QUALIFIER)
        self.sheet.data_validation(line, at, line, at, QUALIFIER_RULE)
        boxes = (VALUE, WHOLE) if field.box is Box.RATIO else (VALUE,)
        for title in boxes:
            at = COLUMNS.index(title)
            self.sheet.data_validation(line, at, line, at, _number_rule(title, line, field))
        if field.box is Box.RATIO:
            self._number(line, WHOLE, field.whole, field)

    def _number(self, line: int, title: str, value: int | str | None, field: Field) -> None:
        at = COLUMNS.index(title)
        look = self.formats["text" if field.box is Box.TEXT else f"number{_decimals(field)}"]
        if isinstance(value, int) and abs(value) < EXACT_IN_EXCEL:
            self.sheet.write_number(line, at, value / 10**field.decimals, look)
        elif value is None:
            self.sheet.write_blank(line, at, None, look)
        else:
            self.sheet.write_string(line, at, _plain(value, field.decimals)[:LONGEST_CELL], look)

    def _ids(self) -> None:
        """On a sheet that no menu shows, under names: whoever looks for them finds them in any program."""
        hidden = self.book.add_worksheet(HIDDEN_SHEET)
        hidden.very_hidden()
        for line, (name, text) in enumerate({**self.paper.ids, "token": self.paper.token}.items()):
            hidden.write_string(line, 0, name)
            hidden.write_string(line, 1, text)
            self.book.define_name(f"phongtrao_{name}", f"={HIDDEN_SHEET}!$B${line + 1}")

    def _page(self) -> None:
        sheet = self.sheet
        sheet.freeze_panes(HEAD + 1, 0)
        sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD)
        sheet.set_footer("&C&P/&N")
        sheet.hide_gridlines(2)


QUALIFIER_RULE: Mapping[str, Any] = {
    "validate": "list",
    "source": [qualifier_word(qualifier) for qualifier in Qualifier],
    "error_title": "Mức độ",
    "error_message": "Chọn một trong các mức có sẵn, hoặc để trống nếu số chính xác.",
}


def _number_rule(title: str, line: int, field: Field) -> Mapping[str, Any]:
    """Whole numbers from 0 on; with decimals where the indicator has them; a part no larger than its whole."""
    if field.box is Box.RATIO and title == VALUE:
        value, whole = (f"${chr(ord('A') + COLUMNS.index(name))}{line + 1}" for name in (VALUE, WHOLE))
        rule: dict[str, Any] = {
            "validate": "custom",
            "value": f'=AND(ISNUMBER({value}),{value}>=0,OR({whole}="",{value}<={whole}))',
        }
        message = "Ghi số từ 0 trở lên, không lớn hơn tổng số ở cột bên."
    else:
        rule = {"validate": "decimal" if _decimals(field) else "integer", "criteria": ">=", "value": 0}
        places = f" (tối đa {field.decimals} chữ số thập phân)" if _decimals(field) else " (số nguyên)"
        message = f"Ghi số từ 0 trở lên{places}, không ghi chữ."
    return {**rule, "ignore_blank": True, "error_title": "Số liệu", "error_message": message}


def _decimals(field: Field) -> int:
    """A part and its whole are counted, whatever decimals their share is shown with."""
    return 0 if field.box is Box.RATIO else field.decimals


def _text_rule(field: Field) -> Mapping[str, Any]:
    return {
        "validate": "length",
        "criteria": "<=",
        "value": field.longest,
        "error_title": "Nội dung",
        "error_message": f"Nội dung dài tối đa {field.longest} ký tự.",
    }


def _height(text: str) -> int:
    """Points that a text needs in the column of names: not every program grows a row by itself."""
    return LINE_HEIGHT * -(-len(text) // (WIDTHS[NAME] - 4))


def _layout(decimals: int) -> str:
    return "#,##0" + (("." + "0" * decimals) if decimals else "")


def _plain(value: int | str | None, decimals: int) -> str:
    if isinstance(value, int):
        return format_number(value, decimals=decimals).replace(".", "")
    return value or ""
