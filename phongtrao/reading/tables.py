"""Rows of a table: a figure in a cell of its own is read behind the label of its row and the head of its column, and
before the unit its row names ("Súng các loại | khẩu | 12"); other cells are read as sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from phongtrao.reading.sentences import Sentence, Token
from phongtrao.reading.spelling import word_set

LONGEST_FIGURE = 6  # words of a cell that holds a figure and its noun
LONGEST_UNIT = 3
UNITS = frozenset(("đơn vị tính", "đơn vị", "đvt", "đv tính"))  # heads of a column of units
NUMBERS = word_set("stt tt")
MARKS = frozenset("+-–—*|_=:.")

Cell = Sequence[Token]


def told(every: Iterator[Sentence]) -> Iterator[Sentence]:
    """The sentences of a text; a row becomes as many as it tells."""
    table = _Table()
    for sentence in every:
        if sentence.cells:
            yield from table.row(sentence)
        else:
            table.columns = []
            yield sentence


@dataclass(slots=True)
class _Table:
    columns: list[Cell] = field(default_factory=list)

    def row(self, sentence: Sentence) -> Iterator[Sentence]:
        cells = sentence.cells
        figures = [at for at, cell in enumerate(cells) if _is_figure(cell)]
        if not figures:
            self.columns = list(cells)
        columns = self.columns if len(self.columns) == len(cells) else [()] * len(cells)
        unit_at = next((at for at, column in enumerate(columns) if at and _words(column) in UNITS), None)
        if unit_at == 1 and _words(columns[0]) in NUMBERS:
            unit_at = None  # "TT | Đơn vị | Số mô hình": the places
        if figures and figures[0] == 0 and _numbers_rows(cells, columns):
            figures = figures[1:]
        label: Cell = ()
        starts = sentence.starts
        for at, cell in enumerate(cells):
            if at in figures and label:
                unit = cells[unit_at] if unit_at is not None else ()
                tokens = _spoken(label, columns[at], cell, unit)
            elif (
                at == unit_at
                or not any(token.word not in MARKS for token in cell)
                or (at == 0 and _is_figure(cell))
            ):
                continue
            else:
                label, tokens = cell, list(cell)
            yield replace(sentence, tokens=tokens, starts=starts, cells=[])
            starts = False


def _is_figure(cell: Cell) -> bool:
    return bool(cell) and len(cell) <= LONGEST_FIGURE and cell[0].digits


def _numbers_rows(cells: Sequence[Cell], columns: Sequence[Cell]) -> bool:
    """Whether the first cell is only the number of its row."""
    counts = _words(columns[0])
    return len(cells[0]) <= 2 and (counts in NUMBERS or not _is_figure(cells[1]))


def _words(cell: Cell) -> str:
    return " ".join(token.word for token in cell if token.word not in MARKS)


def _spoken(label: Cell, column: Cell, cell: Cell, unit: Cell) -> list[Token]:
    """ "Bảo vệ dân phố : Số tổ : 7 tổ" """
    colon = Token(cell[0].start, cell[0].start, ":")
    tokens: list[Token] = []
    for head in (label, column):
        words, bracket = _parted(head)
        tokens += [*words, colon] if words else []
        unit = unit or bracket
    known = {token.word for token in cell}
    return [*tokens, *cell, *(token for token in unit if token.word not in known)]


def _parted(head: Cell) -> tuple[list[Token], list[Token]]:
    """The words of a head, and the unit in brackets behind them ("Súng thu hồi (khẩu)")."""
    opened = next((at for at, token in enumerate(head) if token.word == "("), len(head))
    inside = [token for token in head[opened + 1 :] if token.word != ")"]
    bracket = inside if len(inside) <= LONGEST_UNIT else []
    kept = head[:opened] if bracket else head
    return [token for token in kept if not token.digits and token.word not in "()"], bracket
