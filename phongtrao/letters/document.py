"""One typed object for a document. A writer draws it and decides nothing about what it says."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from phongtrao.core.vietnamese import format_long_date, list_letter, roman
from phongtrao.letters.layout import Align
from phongtrao.letters.text import clean

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
BLANK = " " * 6


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    bold: bool = False
    italic: bool = False


Text = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Text


@dataclass(frozen=True, slots=True)
class Part:
    """ "Phần I", "Phần II" … with its title."""

    ordinal: int
    title: str

    @property
    def label(self) -> str:
        return f"Phần {roman(self.ordinal)}"


class Depth(IntEnum):
    """Mục (I.), khoản (1.), điểm (a))."""

    SECTION = 1
    CLAUSE = 2
    POINT = 3


@dataclass(frozen=True, slots=True)
class Heading:
    depth: Depth
    ordinal: int
    title: str

    @property
    def printed(self) -> str:
        title = clean(self.title)
        if self.depth is Depth.SECTION:
            return f"{roman(self.ordinal)}. {title.upper()}"
        if self.depth is Depth.CLAUSE:
            return f"{self.ordinal}. {title}"
        return f"{list_letter(self.ordinal)}) {title}"


@dataclass(frozen=True, slots=True)
class Column:
    """`share` is the column's part of the table's width, against the other columns' shares."""

    title: str
    share: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """One cell a column; or one cell across them all, as the head of a group of rows."""

    cells: tuple[Text, ...]
    across: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != (1 if row.across else len(self.columns)):
                raise ValueError(f"a row of {len(row.cells)} cells in a table of {len(self.columns)} columns")


Block = Part | Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Annex:
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """`authority` lines stand first ("TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN"), then the signer's posts: that in
    an advisory body and, where its organisation's seal is used, that in the organisation."""

    authority: tuple[str, ...]
    posts: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """A State document (NĐ 30/2020). `number` and `issued_on` are None until it is numbered; `subject` is the
    trích yếu; `filing` is what follows "Lưu:"; `marks` stand at the head of every page."""

    kind: str
    issuer_above: str
    issuer: str
    number: int | None
    symbol: str
    issue_place: str
    issued_on: date | None
    subject: str
    body: tuple[Block, ...]
    signature: Signature
    bases: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    filing: str = "VT"
    annexes: tuple[Annex, ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def number_and_symbol(self) -> str:
        """ "05/BC-BCĐ": numbers below 10 take a nought (Phụ lục I, II.3)."""
        number = BLANK if self.number is None else f"{self.number:02d}"
        return f"{number}/{self.symbol}"

    @property
    def place_and_date(self) -> str:
        if self.issued_on is None:
            return f"{self.issue_place}, ngày{BLANK}tháng{BLANK}năm{BLANK}"
        return format_long_date(self.issue_place, self.issued_on)

    @property
    def printed_bases(self) -> tuple[str, ...]:
        """Each ends with ";", the last with "."."""
        return _listed(self.bases)

    @property
    def printed_addressees(self) -> tuple[str, ...]:
        return tuple(f"- {one}" for one in _listed(self.addressees))

    @property
    def distribution(self) -> tuple[str, ...]:
        """The lines under "Nơi nhận:", the last where it is filed (Phụ lục I, II.9b)."""
        above = ("Như trên", *self.recipients) if self.addressees else self.recipients
        return (*(f"- {_bare(one)};" for one in above), f"- Lưu: {_bare(self.filing)}.")

    def annex_label(self, ordinal: int) -> str:
        return "Phụ lục" if len(self.annexes) == 1 else f"Phụ lục {roman(ordinal)}"

    @property
    def annex_reference(self) -> str:
        day = self.place_and_date.removeprefix(f"{self.issue_place}, ")
        return f"(Kèm theo {self.kind} số {self.number_and_symbol} {day} của {self.issuer})"


def _listed(items: tuple[str, ...]) -> tuple[str, ...]:
    last = len(items) - 1
    return tuple(_bare(item) + (";" if at < last else ".") for at, item in enumerate(items))


def _bare(text: str) -> str:
    return clean(text).rstrip(" .;,")
