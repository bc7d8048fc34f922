"""A document as a Word file (Office Open XML), with real styles so that a table of contents and later editing
work. The same object always gives the same bytes."""

from xml.etree.ElementTree import Element

from phongtrao.letters.document import Document
from phongtrao.letters.docx.flow import drawn
from phongtrao.letters.docx.package import packed
from phongtrao.letters.docx.section import closing, footer, headers, section
from phongtrao.letters.docx.styles import styles
from phongtrao.letters.docx.xml import w
from phongtrao.letters.sheets import Sheet, sheets

__all__ = ["write"]


def write(document: Document) -> bytes:
    """The .docx of a document: A4, laid out as Nghị định 30/2020/NĐ-CP asks."""
    laid = sheets(document)
    return packed(document, _body(laid), styles(), headers(document.marks), footer(laid[0].foot))


def _body(laid: tuple[Sheet, ...]) -> Element:
    body = w("body")
    for at, sheet in enumerate(laid):
        body.extend(drawn(sheet.elements))
        last = at == len(laid) - 1
        body.append(closing(None if last else sheet))
    body.append(section(laid[-1]))
    return w("document", body)
