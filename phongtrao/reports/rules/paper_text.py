"""The text of a signed file. Runs in the limited child process (core.sandbox): the file is a stranger's."""

import io
from collections.abc import Iterator
from typing import Any

import docx
import pypdfium2
from docx.document import Document
from docx.oxml.ns import qn

from phongtrao.documents.rules import sealed

LONGEST = 300_000
MOST_PAGES = 300
READ_KINDS = frozenset({"docx", "pdf"})


def text_of(kind: str, content: bytes) -> dict[str, Any]:
    """{"text", "sealed"}: `text` is empty where the file holds none, as a scan does; `sealed`: it bears a digital
    signature, whose worth is not judged."""
    if kind == "docx":
        return {"text": "\n".join(_of_word(docx.Document(io.BytesIO(content))))[:LONGEST], "sealed": False}
    if kind == "pdf":
        return {"text": "\n".join(_of_pdf(content))[:LONGEST].strip(), "sealed": sealed(kind, content)}
    return {"text": "", "sealed": False}


def _of_word(document: Document) -> Iterator[str]:
    """Paragraph by paragraph, a row of a table as one line; what was struck out with changes tracked is out."""
    for block in document.element.body.iterchildren():
        if block.tag == qn("w:tbl"):
            for row in block.iter(qn("w:tr")):
                yield " ".join(_text(cell) for cell in row.iter(qn("w:tc")))
        else:
            yield _text(block)


def _text(element: Any) -> str:
    return "".join(
        (piece.text or "") if piece.tag == qn("w:t") else " "
        for piece in element.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:p"))
    )


def _of_pdf(content: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        for number in range(min(len(document), MOST_PAGES)):
            yield document[number].get_textpage().get_text_range()
    finally:
        document.close()
