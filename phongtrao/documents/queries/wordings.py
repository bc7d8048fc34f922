"""A document's text as it was typed: opened again, compared, drawn as pictures and as PDF."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from phongtrao.core.sandbox import SandboxProblem, limited
from phongtrao.documents.models import Content, Document, Wording
from phongtrao.documents.queries.box_words import box_label
from phongtrao.documents.queries.composing import composed
from phongtrao.documents.queries.history import kept_number
from phongtrao.documents.queries.layout import Looked, looked_at
from phongtrao.documents.rules import FORM_VERSION, Writing, read, writings
from phongtrao.kit.refusals import Refused
from phongtrao.kit.tables import Column, Table
from phongtrao.letters.document import Document as Letter
from phongtrao.letters.docx import write as word
from phongtrao.letters.pdf import letter

PICTURES = "phongtrao.reading.formats.picture:pages"
MOST_PAGES = 4


@dataclass(frozen=True, slots=True)
class Opened:
    wording: Wording
    writing: Writing
    boxes: dict[str, str]


def opened(document: Document) -> Opened | None:
    """None where the text was not written here, or what is kept of it can't be read by this version."""
    row = Wording.objects.filter(document=document).select_related("content").first()
    if row is None or row.form != FORM_VERSION or not isinstance(row.boxes, dict):
        return None
    writing = writings().get(row.writing)
    if writing is None:
        return None
    known = {box.name for box in writing.boxes}
    boxes = {name: text for name, text in row.boxes.items() if name in known and isinstance(text, str)}
    return Opened(row, writing, boxes)


def letter_of(document: Document, found: Opened, day: date) -> Letter | None:
    """As it would be written on a day, with the number that it bears or that is kept for it; None where a box can't
    be read any more."""
    said = read(found.writing, found.boxes)
    if said.faults:
        return None
    waiting = kept_number(document) if document.number is None else None
    number = waiting.number if waiting else document.number
    return composed(
        document.organisation,
        found.writing,
        said,
        day=document.issued_on or day,
        number=number,
        issued_on=document.issued_on,
    )


def changed_elsewhere(document: Document, found: Opened, day: date) -> bool:
    """Its file or what the register says of it is no longer what was written here."""
    standing = Content.objects.filter(document=document, signed=False).order_by("-sequence").first()
    if standing is not None and standing.pk != found.wording.content_id:
        return True
    letter = letter_of(document, found, day)
    return letter is not None and document.subject != (letter.subject or document.subject)


@dataclass(frozen=True, slots=True)
class Pictures:
    """Some pages as data addresses; `pages`: how many there are, `first`: the number of the first that is shown."""

    pages: int
    shown: list[str]
    first: int = 1

    @property
    def numbered(self) -> list[tuple[int, str]]:
        return list(enumerate(self.shown, self.first))

    @property
    def after(self) -> int | None:
        """Where the next pages begin."""
        following = self.first + len(self.shown)
        return following if self.shown and following <= self.pages else None

    @property
    def before(self) -> int | None:
        return max(1, self.first - MOST_PAGES) if self.first > 1 else None


def pictures_of(document: Letter, first: int = 1) -> Pictures:
    try:
        drawn = limited(PICTURES, letter.write(document), MOST_PAGES, first)
    except SandboxProblem as problem:
        raise Refused(_("The preview took too long; keep the draft and open its file.")) from problem
    shown = [f"data:image/png;base64,{page}" for page in drawn["pages"]]
    return Pictures(drawn["count"], shown, first)


def looked_over(document: Letter) -> Looked:
    """What of it breaks the layout, before it is kept: a list that no sentence mentions, an empty signature."""
    return looked_at(word(document), document.profile.code)


def differences(writing: Writing, mine: Mapping[str, str], now: Mapping[str, str]) -> Table:
    """Box by box, what was typed here against what stands in the draft by now."""
    different = [box for box in writing.boxes if mine.get(box.name, "") != now.get(box.name, "")]
    return Table(
        caption=_("What differs"),
        columns=[Column(_("Box"), heading=True), Column(_("What you typed")), Column(_("In the draft now"))],
        rows=[[box_label(box), mine.get(box.name, ""), now.get(box.name, "")] for box in different],
    )


def portable(document: Letter) -> bytes:
    return letter.write(document)
