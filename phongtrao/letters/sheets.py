"""A document laid out: what stands on its pages, in which look and which order. Word and PDF are both drawn from
this and from nothing else, so that they say the same. Lengths in millimetres."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from phongtrao.letters.document import (
    Annex,
    Article,
    Block,
    Column,
    Depth,
    Document,
    Formula,
    Heading,
    Issuer,
    Paragraph,
    Part,
    Row,
    Run,
    Shape,
    Signature,
    Table,
    Text,
)
from phongtrao.letters.layout import (
    HEAD_LEFT,
    LANDSCAPE,
    LOOKS,
    PORTRAIT,
    STAMP_HEIGHT,
    STAMP_WIDTHS,
    UNDERLINE,
    Align,
    Page,
)
from phongtrao.letters.measure import width
from phongtrao.letters.text import clean

SHORT_LIST = 45  # recipients that fit on one page; a longer list may run over two
STAR = "*"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in a look of layout.LOOKS; several texts are the lines of one paragraph. `hold` keeps it on the
    page of what follows."""

    look: str
    texts: tuple[Text, ...]
    align: Align | None = None
    hold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A solid line of a length, centred in a width."""

    length: float
    within: float


@dataclass(frozen=True, slots=True)
class Gap:
    """The small distance that parts a table from what follows."""

    hold: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """A red box with a word, centred in a width."""

    text: str
    wide: float
    high: float
    within: float


@dataclass(frozen=True, slots=True)
class Cell:
    elements: tuple["Element", ...]
    span: int = 1


@dataclass(frozen=True, slots=True)
class GridRow:
    """`heading` rows are repeated on every page; a `whole` row is never split between two pages."""

    cells: tuple[Cell, ...]
    heading: bool = False
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """Fixed columns, so that no word, however long, can widen it; `ruled` with lines between the cells."""

    widths: tuple[float, ...]
    rows: tuple[GridRow, ...]
    ruled: bool = False


Element = Line | Rule | Gap | Stamp | Grid


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pages of one size, numbered from 1; `foot` stands at the foot of the first."""

    page: Page
    elements: tuple[Element, ...]
    foot: str = ""


def sheets(document: Document) -> tuple[Sheet, ...]:
    """The document itself, then each annex."""
    text = tuple(blocks(document.body, PORTRAIT))
    first = Sheet(PORTRAIT, (*_head(document), *_held(text), *_end(document)), clean(document.contact))
    annexes = (_annex(document, at, annex) for at, annex in enumerate(document.annexes))
    return (first, *annexes)


# The head: boxes 1–5, 9a, the stamp of urgency --------------------------------------------------------------


def _head(document: Document) -> Iterator[Element]:
    """Issuers left, the nation right; below them number and place, on one height."""
    left = PORTRAIT.text_width * HEAD_LEFT
    right = PORTRAIT.text_width - left
    minutes = document.shape is Shape.MINUTES
    place = () if minutes else (line("PlaceDate", document.place_and_date),)
    yield Grid(
        (left, right),
        (
            GridRow((Cell(tuple(_issuers(document, left))), Cell(tuple(_nation(document, right))))),
            GridRow((Cell(tuple(_number(document, left))), Cell(place))),
        ),
    )
    yield from _title(document)
    yield from _addressees(document)
    if document.decider:
        yield line("Decider", clean(document.decider).upper())
    yield from (line("Basis", text) for text in document.printed_bases)


def _issuers(document: Document, within: float) -> Iterator[Element]:
    """Two issuers side by side, more of them one below the other."""
    if len(document.issuers) == 2:
        half = within / 2
        cells = (Cell(tuple(_issuer(one, document, half))) for one in document.issuers)
        yield Grid((half, half), (GridRow(tuple(cells)),))
        return
    for issuer in document.issuers[:-1]:
        yield from _names(issuer)
    yield from _issuer(document.issuers[-1], document, within)


def _names(issuer: Issuer) -> Iterator[Element]:
    above = clean(issuer.above).upper()
    if above:
        yield line("IssuerAbove", above)
    yield line("Issuer", clean(issuer.name).upper())


def _issuer(issuer: Issuer, document: Document, within: float) -> Iterator[Element]:
    yield from _names(issuer)
    if document.profile.star:
        yield line("Issuer", STAR)
    else:
        yield rule_below(clean(issuer.name).upper(), "Issuer", within)


def _nation(document: Document, within: float) -> Iterator[Element]:
    """The line below the motto is as long as the motto (II.1)."""
    profile = document.profile
    yield line("NationalName", profile.national)
    if profile.motto:
        yield line("Motto", profile.motto)
    below, look = (profile.motto, "Motto") if profile.motto else (profile.national, "NationalName")
    yield rule_below(below, look, within, share=1)


def _number(document: Document, within: float) -> Iterator[Element]:
    yield line("Number", document.printed_number)
    if document.shape is Shape.LETTER:
        yield line("LetterSubject", document.printed_subject)
    if document.urgency:
        yield Gap()
        yield Stamp(document.urgency.value, STAMP_WIDTHS[document.urgency.value], STAMP_HEIGHT, within)


def _title(document: Document) -> Iterator[Element]:
    if document.shape is Shape.LETTER:
        return
    subject = clean(document.subject)
    yield line("Kind", clean(document.kind).upper())
    if subject:
        yield line("Subject", subject)
        yield rule_below(subject, "Subject", PORTRAIT.text_width)
    yield Gap()


def _addressees(document: Document) -> Iterator[Element]:
    """One addressee on the line of "Kính gửi:", several below it, one a line (II.9a)."""
    if len(document.addressees) == 1:
        yield line("Addressee", f"Kính gửi: {document.addressees[0]}")
    elif document.addressees:
        yield line("Addressee", "Kính gửi:")
        yield from (line("AddresseeItem", text) for text in document.printed_addressees)


# The text ---------------------------------------------------------------------------------------------------


def blocks(content: Iterable[Block], page: Page) -> Iterator[Element]:
    for block in content:
        yield from _drawn(block, page)


def _drawn(block: Block, page: Page) -> Iterator[Element]:
    match block:
        case Part():
            yield Line("Heading1", ((Run(block.label),), (Run(clean(block.title).upper()),)))
        case Heading():
            yield line(f"Heading{Depth(block.depth) + 1}", block.printed)
        case Article():
            yield Line("Body", (block.printed,))
        case Formula():
            yield line("Formula", clean(block.text).upper())
        case Paragraph():
            yield Line("Body", (block.runs,))
        case Table():
            yield _table(block, page)
            yield Gap()


def _held(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    """Keeps the last of the text beside the signature, which so never stands alone on a page."""
    if elements and isinstance(elements[-1], Line | Gap):
        return (*elements[:-1], replace(elements[-1], hold=True))
    return elements


def _table(data: Table, page: Page) -> Grid:
    shares = sum(column.share for column in data.columns)
    widths = tuple(page.text_width * column.share / shares for column in data.columns)
    titles = GridRow(tuple(Cell((line("HeadCell", one.title),)) for one in data.columns), heading=True)
    return Grid(widths, (titles, *(_row(one, data.columns) for one in data.rows)), ruled=True)


def _row(data: Row, columns: tuple[Column, ...]) -> GridRow:
    if data.across:
        return GridRow((Cell((Line("Cell", data.cells, hold=True),), span=len(columns)),))
    filled = zip(data.cells, columns, strict=True)
    return GridRow(tuple(Cell((Line("Cell", (text,), align=one.align),)) for text, one in filled))


# The end: boxes 7 and 9b ------------------------------------------------------------------------------------


def _end(document: Document) -> Iterator[Element]:
    yield Gap(hold=True)
    half = PORTRAIT.text_width / 2
    signed = [Cell(tuple(_signature(one))) for one in document.signatures]
    recipients = Cell(tuple(_recipients(document)))
    if document.shape is not Shape.MINUTES and len(signed) == 1:
        short = len(document.distribution) <= SHORT_LIST
        yield Grid((half, half), (GridRow((recipients, signed[0]), whole=short),))
        return
    if len(signed) % 2:
        signed.append(Cell(()))
    pairs = zip(signed[::2], signed[1::2], strict=True)
    yield Grid((half, half), tuple(GridRow(pair) for pair in pairs))
    yield Gap()
    yield from recipients.elements


def _recipients(document: Document) -> Iterator[Element]:
    yield line("RecipientsHead", "Nơi nhận:")
    yield from (line("Recipient", text) for text in document.distribution)


def _signature(signature: Signature) -> Iterator[Element]:
    """A further post stands right above the name, below the place for the signature (7b)."""
    post, others = signature.posts[:1], signature.posts[1:]
    for text in (*signature.authority, *post):
        yield line("Authority", clean(text).upper())
    for at, text in enumerate(others):
        yield line("Authority" if at else "OtherPost", clean(text).upper())
    yield line("SignerBelow" if others else "Signer", signature.name)


# Annexes ----------------------------------------------------------------------------------------------------


def _annex(document: Document, at: int, annex: Annex) -> Sheet:
    page = LANDSCAPE if annex.landscape else PORTRAIT
    label = document.annex_label(at)
    head = (
        *([line("AnnexNumber", label)] if label else ()),
        line("AnnexTitle", clean(annex.title).upper()),
        line("AnnexOf", document.annex_reference),
        rule_below(clean(annex.title).upper(), "AnnexTitle", page.text_width),
        Gap(),
    )
    return Sheet(page, (*head, *blocks(annex.blocks, page)))


def line(look: str, text: str) -> Line:
    return Line(look, ((Run(text),),))


def rule_below(text: str, look: str, within: float, share: float = UNDERLINE) -> Rule:
    """The line below a bold text, as long as a share of its longest printed line."""
    return Rule(share * min(width(text, LOOKS[look].size, bold=True), within), within)
