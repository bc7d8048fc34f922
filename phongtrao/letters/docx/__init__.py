"""A document as a Word file (Office Open XML), with real styles so that a table of contents and later editing
work. The same object always gives the same bytes."""

from xml.etree.ElementTree import Element

from phongtrao.letters.document import Annex, Document
from phongtrao.letters.docx.flow import annex_blocks, blocks, held
from phongtrao.letters.docx.head import foot, head
from phongtrao.letters.docx.package import packed
from phongtrao.letters.docx.section import closing, headers, section
from phongtrao.letters.docx.styles import styles
from phongtrao.letters.docx.xml import w
from phongtrao.letters.layout import LANDSCAPE, PORTRAIT, Page

__all__ = ["write"]


def write(document: Document) -> bytes:
    """The .docx of a document: A4, laid out as Nghị định 30/2020/NĐ-CP asks."""
    return packed(document, _body(document), styles(), headers(document.marks))


def _body(document: Document) -> Element:
    text = blocks(document.body, PORTRAIT)
    body = w("body", *head(document), *held(text), *foot(document))
    page = PORTRAIT
    for ordinal, annex in enumerate(document.annexes, start=1):
        body.append(closing(page))
        page = _page(annex)
        body.extend(annex_blocks(document, annex, ordinal, page))
    body.append(closing(None))
    body.append(section(page))
    return w("document", body)


def _page(annex: Annex) -> Page:
    return LANDSCAPE if annex.landscape else PORTRAIT
