"""What a format gives: pieces of text in reading order, as JSON carries them."""

from typing import NotRequired, TypedDict


class Where(TypedDict, total=False):
    """Where a piece stands, each number from 1: in a text its line; in Word a paragraph, or table, row and column;
    in a PDF page and line; in a workbook sheet and cell. `part`: "header", "footer", "table" where it is not the
    body."""

    part: str
    paragraph: int
    table: int
    row: int
    column: int
    page: int
    line: int
    sheet: str
    cell: str


class Piece(TypedDict):
    """`before`: what parts it from the piece before it. `box`: on its page, left, top, right, bottom as shares of
    the page's width and height."""

    text: str
    before: str
    where: Where
    box: NotRequired[list[float]]


class Extract(TypedDict):
    """`bare`: pages without any text, which may be pictures of paper. `pictures`: how many there are within the text
    that may hold text too. `encoding`: as core.vietnamese.Decoded."""

    pieces: list[Piece]
    bare: NotRequired[list[int]]
    pictures: NotRequired[int]
    encoding: NotRequired[str]
    confidence: NotRequired[float]
