"""One typed object for a document. A writer draws it and decides nothing about what it says."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from phongtrao.core.vietnamese import format_long_date, list_letter, roman
from phongtrao.letters.layout import Align
from phongtrao.letters.profiles import STATE, Profile
from phongtrao.letters.text import clean

BLANK = " " * 6
MOST_ISSUERS = 6


class Shape(StrEnum):
    """Where the name of a document stands: kind and subject above the text (box 5a), "V/v" under the number of a
    letter (5b), or minutes, which have no place and date at their head and two signatures at their end."""

    TITLED = "titled"
    LETTER = "letter"
    MINUTES = "minutes"


class Urgency(StrEnum):
    """The stamps of urgency, as they are printed (NĐ 30/2020, Phụ lục I, III.2)."""

    URGENT = "KHẨN"
    VERY_URGENT = "THƯỢNG KHẨN"
    AT_ONCE = "HỎA TỐC"


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


@dataclass(frozen=True, slots=True)
class Article:
    """ "Điều 1." and what it decides."""

    ordinal: int
    runs: Text

    @property
    def printed(self) -> Text:
        return (Run(f"Điều {self.ordinal}. ", bold=True), *self.runs)


@dataclass(frozen=True, slots=True)
class Formula:
    """A line in capitals by itself: "QUYẾT ĐỊNH:"."""

    text: str


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


Block = Part | Heading | Article | Formula | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Annex:
    """`attached`: a text or list that the document itself puts into force; it has a title of its own and no number
    among the annexes (Phụ lục III, 1.3)."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    attached: bool = False


@dataclass(frozen=True, slots=True)
class Issuer:
    """`above` is the body over it, empty where none is printed."""

    name: str
    above: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """`authority` lines stand first ("TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN"), then the signer's posts: that in
    an advisory body and, where its organisation's seal is used, that in the organisation."""

    authority: tuple[str, ...]
    posts: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """An official document. `number` and `issued_on` are None until it is numbered; `subject` is the trích yếu;
    `decider` stands above the bases of a decision ("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …"); `filing` is what follows
    "Lưu:"; `contact` is the line at the foot of a letter's first page; `marks` stand at the head of every page. A
    joint document has up to six issuers, and signatures in the order agreed."""

    kind: str
    issuers: tuple[Issuer, ...]
    number: int | None
    symbol: str
    issue_place: str
    issued_on: date | None
    subject: str
    body: tuple[Block, ...]
    signatures: tuple[Signature, ...]
    shape: Shape = Shape.TITLED
    profile: Profile = STATE
    decider: str = ""
    bases: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    filing: str = "VT"
    annexes: tuple[Annex, ...] = ()
    urgency: Urgency | None = None
    contact: str = ""
    marks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= len(self.issuers) <= MOST_ISSUERS:
            raise ValueError(f"a document of {len(self.issuers)} issuers; there may be 1 to {MOST_ISSUERS}")
        if self.shape is Shape.MINUTES and len(self.signatures) != 2:
            raise ValueError("minutes are signed by their secretary and their chair")

    @property
    def title(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def issuer(self) -> str:
        return " - ".join(one.name for one in self.issuers)

    @property
    def number_and_symbol(self) -> str:
        """ "05/BC-BCĐ": numbers below 10 take a nought (Phụ lục I, II.3); the Party writes "05-BC/TU"."""
        number = BLANK if self.number is None else f"{self.number:02d}"
        return f"{number}{self.profile.before_symbol}{self.symbol}"

    @property
    def printed_number(self) -> str:
        return f"{self.profile.number_label} {self.number_and_symbol}"

    @property
    def printed_subject(self) -> str:
        """Under the number of a letter (II.5b)."""
        return f"V/v {clean(self.subject)}"

    @property
    def place_and_date(self) -> str:
        return f"{self.issue_place}, {self.day}"

    @property
    def day(self) -> str:
        if self.issued_on is None:
            return f"ngày{BLANK}tháng{BLANK}năm{BLANK}"
        return format_long_date(self.issue_place, self.issued_on).removeprefix(f"{self.issue_place}, ")

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

    def annex_label(self, at: int) -> str:
        """ "Phụ lục", with a numeral where there are several; none for what is attached."""
        if self.annexes[at].attached:
            return ""
        ordinal = sum(not one.attached for one in self.annexes[: at + 1])
        several = sum(not one.attached for one in self.annexes) > 1
        return f"Phụ lục {roman(ordinal)}" if several else "Phụ lục"

    @property
    def annex_reference(self) -> str:
        return f"(Kèm theo {self.kind} số {self.number_and_symbol} {self.day} của {self.issuer})"


def _listed(items: tuple[str, ...]) -> tuple[str, ...]:
    last = len(items) - 1
    return tuple(_bare(item) + (";" if at < last else ".") for at, item in enumerate(items))


def _bare(text: str) -> str:
    return clean(text).rstrip(" .;,")
