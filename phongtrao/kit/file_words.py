"""What is said of files: why one is refused, what is to be known of one that was read, where in it something stands."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.core.sandbox import SandboxProblem, Unfit
from phongtrao.core.vetting import Code
from phongtrao.reading.files import Document, Note, Place
from phongtrao.reading.marred import marred

MOST_SPOILT = 10  # numbers named in a note
NAMES = {"tcvn3": "TCVN3", "vni": "VNI", "utf8": "UTF-8"}


def sentence(code: Code) -> str:
    return {
        Code.EMPTY: _("The file is empty."),
        Code.TOO_LARGE: _("The file is larger than 20 MB. Make it smaller or split it."),
        Code.UNKNOWN_KIND: _("Only PDF, Word (docx), Excel (xlsx), CSV, text, PNG and JPG files are taken."),
        Code.NOT_WHAT_IT_SAYS: _(
            "The file's content is not what its name says. Open it in its program and save it again."
        ),
        Code.DAMAGED: _("The file is damaged. Open it in its program, save it again and attach that one."),
        Code.LOCKED: _("The file is locked with a password. Save it without one."),
        Code.MACROS: _("The file holds macros. Save it as an ordinary docx or xlsx, or as PDF."),
        Code.EMBEDDED: _("The file holds another file or object inside. Remove it, or save as PDF."),
        Code.EXTERNAL_LINKS: _(
            "The file links to other files or programs outside. Break the links, or save it as PDF."
        ),
        Code.TOO_MANY_PARTS: _("The file consists of too many parts. Save it again, or as PDF."),
        Code.INFLATES: _("The file would swell to an enormous size when opened. Save it again, or as PDF."),
        Code.RUNS_CODE: _("The PDF holds a script or starts a program. Print it to a new PDF."),
        Code.TOO_MANY_PIXELS: _("The picture is too large. Make it smaller than 50 million pixels."),
        Code.NOT_TEXT: _("The file is not readable text. Save it as UTF-8."),
        Code.ACTIVE_PAGE: _(
            "The web page runs scripts or holds a form. Print it to PDF, or copy its text and paste it."
        ),
        Code.HEIC: _(
            "Photographs of the kind HEIC are not taken. Send the photograph as JPEG: on an iPhone choose Settings, "
            "Camera, Formats, Most Compatible and take it again, or open it and save or share it as JPG."
        ),
    }[code]


def unread(problem: Unfit | SandboxProblem) -> str:
    """Why a file could not be read, and what to do instead."""
    code = problem.code if isinstance(problem, Unfit) else ""
    if code in set(Code):
        return sentence(Code(code))
    details = problem.details if isinstance(problem, Unfit) else {}
    return {
        "encoding": _("The letters of the file are in no known encoding. Save it as UTF-8."),
        "locked": _("The file is locked with a password. Save it without one."),
        "too_long": _("The file holds too much text. Split it."),
        "too_many_pages": _("The file has %(pages)s pages; at most %(most)s are read. Split it."),
        "too_many_scanned": _(
            "The file has %(pages)s pages that are pictures; at most %(most)s are read at once. Split it."
        ),
        "too_slow": _("Reading the file took too long. Split it, or save it again."),
        "picture_kind": _("This kind of picture is not read. Save it as JPG."),
        "no_ocr": _(
            "The file is a picture of paper. To read it, the operator installs tesseract-ocr and "
            "tesseract-ocr-vie on this machine; until then it is typed by hand."
        ),
        "no_office": _(
            "Files of old Office are read only where LibreOffice is installed. Open the file in Word or "
            "Excel, choose “Save as” and the kind %(newer)s."
        ),
    }.get(code, _("The file can't be read. Open it in its program and save it again.")) % details


def notes(document: Document) -> Iterator[str]:
    """What somebody should know before he trusts what was read."""
    if Note.SCANNED in document.notes:
        yield _("Read from a picture of paper: look at each number beside its picture.")
    if Note.PAGES_NOT_READ in document.notes:
        pages = ", ".join(map(str, document.pages_not_read))
        yield _("These pages are pictures and were not read: %(pages)s.") % {"pages": pages}
    if Note.PICTURES_NOT_READ in document.notes:
        n = document.pictures_not_read
        yield ngettext(
            "The file holds %(n)s picture, which was not read: look whether figures stand in it, and type those.",
            "The file holds %(n)s pictures, which were not read: look whether figures stand in them, and type those.",
            n,
        ) % {"n": n}
    if Note.CONVERTED in document.notes:
        name = NAMES.get(document.encoding, document.encoding)
        yield _("Converted from an old encoding (%(name)s).") % {"name": name}
    if Note.OLD_ENCODING in document.notes:
        yield _("Some of the text may be in an old encoding; it was left as it is.")
    if Note.CAPITALS in document.notes:
        yield _("An old font may have shown capitals where small letters stand now.")
    if spoilt := marred(document.text)[:MOST_SPOILT]:
        yield _(
            "In these numbers a letter stands where a digit should be; they were left out: %(numbers)s. "
            "Look at the paper and type them."
        ) % {"numbers": ", ".join(spoilt)}
    if Note.NO_TEXT in document.notes:
        yield _("The file holds no text.")


def where(place: Place | None) -> str:
    """Where in its file something stands."""
    if place is None:
        return ""
    words = _spot(place)
    return _("%(where)s, from a scan") % {"where": words} if place.scanned else words


def _spot(place: Place) -> str:
    if place.cell:
        return _("sheet %(sheet)s, cell %(cell)s") % {"sheet": place.sheet, "cell": place.cell}
    if place.table:
        numbers = {"table": place.table, "row": place.row, "column": place.column}
        return _("table %(table)s, row %(row)s, column %(column)s") % numbers
    if place.page and place.line:
        return _("page %(page)s, line %(line)s") % {"page": place.page, "line": place.line}
    if place.part == "footnote":
        return _("footnote %(number)s") % {"number": place.paragraph}
    if place.part:
        return _("header of the page") if place.part == "header" else _("footer of the page")
    if place.paragraph:
        return _("paragraph %(number)s") % {"number": place.paragraph}
    return _("line %(number)s") % {"number": place.line}
