"""Files as offices send them, made by the libraries of their trade."""

import io
from collections.abc import Sequence
from pathlib import Path

import docx
import typst
import xlsxwriter
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from phongtrao.core.sandbox import program
from phongtrao.reading import old_office
from phongtrao.reading.formats.photo import assembled

SIZE = '#set page(paper: "a4", margin: 2cm)\n#set text(size: 12pt, font: "DejaVu Sans")\n'


def saved(document: "docx.document.Document") -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


NOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>{}</w:footnotes>'
)


def with_footnotes(text: str, *notes: str) -> bytes:
    """A Word document of one paragraph with these footnotes."""
    document = docx.Document()
    document.add_paragraph(text)
    told = "".join(
        f'<w:footnote w:id="{at}"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'
        for at, note in enumerate(notes)
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, NOTES.format(told).encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return saved(document)


def printed(source: str) -> bytes:
    made: bytes = typst.compile((SIZE + source).encode())
    return made


def photographed(*lines: str) -> bytes:
    """A PNG of a strip of paper."""
    page = '#set page(width: 18cm, height: 8cm)\n#set text(size: 13pt, font: "DejaVu Sans")\n'
    made: bytes = typst.compile((page + "\n\n".join(lines)).encode(), format="png", ppi=150)
    return made


def old_word(source: str, folder: Path) -> bytes:
    """A .doc of this web page, made by an office of the test's own."""
    given, profile = folder / "given.html", folder / "profile"
    given.write_text(source, encoding="utf-8")
    argv = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    argv += [
        "--infilter=HTML (StarWriter)",
        "--convert-to",
        "doc:MS Word 97",
        "--outdir",
        str(folder),
        str(given),
    ]
    limits = {"memory": old_office.MEMORY, "largest": old_office.LARGEST}
    program(argv, folder=folder, **limits)
    return (folder / "given.doc").read_bytes()


def workbook(*rows: Sequence[str | float], sheet: str = "Báo cáo") -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    page = book.add_worksheet(sheet)
    for at, row in enumerate(rows):
        page.write_row(at, 0, row)
    book.close()
    return file.getvalue()


def pages(count: int) -> bytes:
    """A PDF of empty pages."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    tree = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode()
    return assembled([b"<< /Type /Catalog /Pages 2 0 R >>", tree, *[page] * count])
