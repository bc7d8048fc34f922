"""A file becomes text, every place of which leads back to the file; a hostile one is refused with its reason."""

import contextlib
import io
import struct
import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.core.sandbox import Unfit
from phongtrao.documents.tests.files import jpg, linked, office, pdf, png
from phongtrao.kit.file_words import notes
from phongtrao.reading import scans
from phongtrao.reading.files import (
    SCANNED_CONFIDENCE,
    Document,
    FileKind,
    Note,
    figures_of,
    open_content,
    open_file,
    picture_of,
    read_file,
)
from phongtrao.reading.formats import extract
from phongtrao.reading.formats.pdf import opened
from phongtrao.reading.formats.photo import as_pdf
from tests.core.old_text import as_tcvn3, as_vni, bytes_of_cp1258
from tests.reading.files import pages, photographed, printed, saved, with_footnotes, word, workbook

TOLD = "Năm 2026, xã tổ chức 45 buổi tuyên truyền với hơn 3.200 lượt người tham gia."
ocr = pytest.mark.skipif(
    not scans.available(), reason="tesseract-ocr and tesseract-ocr-vie are not installed"
)


def spots(document: Document) -> list[tuple[str, str]]:
    """Each stretch of the text with the numbers of its place."""
    names = ("part", "paragraph", "table", "row", "column", "page", "line", "sheet", "cell")
    return [
        (
            document.text[place.start : place.end],
            " ".join(f"{name}={getattr(place, name)}" for name in names if getattr(place, name)),
        )
        for place in document.places
    ]


def refused(name: str, content: bytes) -> str:
    with pytest.raises(Unfit) as problem:
        open_content(name, content)
    return problem.value.code


def test_a_number_spoilt_by_a_scan_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Xã tổ chức 1O5 buổi tuyên truyền, phát 300 tờ rơi.", encoding="utf-8")
    document = open_file(tmp_path / "a.txt")
    assert [one.text for one in figures_of(document)] == ["300"]
    assert [said for said in notes(document) if "1O5" in said] == list(notes(document))


# Word -----------------------------------------------------------------------------------------------------


def test_footnotes_follow_the_text_and_lead_back_to_their_number() -> None:
    content = with_footnotes(TOLD, "Không kể buổi họp dân.", "Gồm 12 câu lạc bộ.")
    found = open_content("a.docx", content)
    assert spots(found) == [
        (TOLD, "paragraph=1"),
        ("Không kể buổi họp dân.", "part=footnote paragraph=1"),
        ("Gồm 12 câu lạc bộ.", "part=footnote paragraph=2"),
    ]
    assert [one.indicator for one in figures_of(found)][2:] == ["clubs"]


@pytest.mark.parametrize(("width", "height", "counted"), [(16, 6, 1), (16, 1, 0), (2, 6, 0)])
def test_a_picture_large_enough_for_text_is_named_as_not_read(width: int, height: int, counted: int) -> None:
    document = docx.Document()
    document.add_paragraph(TOLD)
    document.add_picture(io.BytesIO(photographed("Phát 300 tờ rơi.")), Cm(width), Cm(height))
    found = open_content("a.docx", saved(document))
    assert (found.pictures_not_read, found.text.strip()) == (counted, TOLD)
    assert [said for said in notes(found) if "1" in said] == list(notes(found))
    assert len(list(notes(found))) == counted


def test_word_gives_headers_paragraphs_and_cells_in_their_order() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "BCĐ 138 xã Pù Luông"
    document.add_paragraph("Kết quả năm 2026")
    document.add_paragraph("")
    table = document.add_table(2, 2)
    for at, text in enumerate(("Buổi tuyên truyền", "45", "Mô hình", "12")):
        table.cell(at // 2, at % 2).text = text
    document.add_paragraph("Trên đây là báo cáo.")
    found = open_content("báo cáo.docx", saved(document))
    assert found.text == (
        "BCĐ 138 xã Pù Luông\nKết quả năm 2026\nBuổi tuyên truyền\t45\nMô hình\t12\nTrên đây là báo cáo."
    )
    assert spots(found) == [
        ("BCĐ 138 xã Pù Luông", "part=header"),
        ("Kết quả năm 2026", "paragraph=1"),
        ("Buổi tuyên truyền", "part=table table=1 row=1 column=1"),
        ("45", "part=table table=1 row=1 column=2"),
        ("Mô hình", "part=table table=1 row=2 column=1"),
        ("12", "part=table table=1 row=2 column=2"),
        ("Trên đây là báo cáo.", "paragraph=3"),
    ]


def test_word_in_old_fonts_is_put_into_unicode_by_the_name_of_the_font() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text, font in (("b¸o c¸o", ".VnTimeH"), (" cña x·", ".VnTime"), (" Vieät Nam", "VNI-Times")):
        paragraph.add_run(text).font.name = font
    document.add_paragraph("Đã gõ bằng Unicode").runs[0].font.name = ".VnTime"
    found = open_content("a.docx", saved(document))
    assert found.text == "BÁO CÁO của xã Việt Nam\nĐã gõ bằng Unicode"


def test_what_was_struck_out_is_out() -> None:
    content = word("Có 12 mô hình")
    struck = "<w:del><w:r><w:delText>99</w:delText><w:t>98</w:t></w:r></w:del></w:p>"
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(changed, "w") as after:
        for part in before.infolist():
            text = before.read(part)
            if part.filename == "word/document.xml":
                text = text.replace(b"</w:p>", struck.encode(), 1)
            after.writestr(part.filename, text)
    assert open_content("a.docx", changed.getvalue()).text == "Có 12 mô hình"


# PDF ------------------------------------------------------------------------------------------------------

LEFT = "Cột trái kể rằng toàn xã có mười hai mô hình tự quản đang hoạt động tốt. " * 8
LAST = "Trên đây là báo cáo của Ban Chỉ đạo về kết quả phong trào năm 2026 trên toàn địa bàn xã."
RIGHT = "Cột phải kể rằng phong trào được nhân dân đồng tình ủng hộ rộng rãi. " * 8


def test_two_columns_are_read_one_after_the_other() -> None:
    source = f"#align(center)[KẾT QUẢ NĂM 2026]\n#columns(2)[{LEFT}#colbreak(){RIGHT}]\n{LAST}"
    found = open_content("a.pdf", printed(source))
    assert found.text.split("\n") == ["KẾT QUẢ NĂM 2026", LEFT.strip(), RIGHT.strip(), LAST]


def test_a_table_is_read_across_and_lines_know_their_page() -> None:
    cells = "[Nội dung],[Số liệu],[Buổi tuyên truyền],[45],[Mô hình đang hoạt động],[12],[Hòa giải],[7]"
    found = open_content("a.pdf", printed(f"Mở đầu.\n#pagebreak()\n#table(columns: (9cm, 4cm), {cells})"))
    assert found.text.replace("\t", " ").split("\n") == [
        "Mở đầu.",
        "Nội dung Số liệu",
        "Buổi tuyên truyền 45",
        "Mô hình đang hoạt động 12",
        "Hòa giải 7",
    ]
    place = found.place(found.text.index("12"))
    assert place is not None
    assert (place.page, place.line) == (2, 3)


def test_what_runs_along_on_every_page_is_said_once() -> None:
    running = "#set page(header: [Bản tin số 5], footer: context [Trang #counter(page).display()])\n"
    page = "Một dòng.\n\nHai dòng.\n\nBa dòng.\n\n"
    found = open_content(
        "a.pdf", printed(f"{running}{page}Toàn xã đã có thêm mười hai #pagebreak()mô hình.\n\n{page}")
    )
    body = page.replace("\n\n", "\n")
    assert found.text == f"Bản tin số 5\n{body}Toàn xã đã có thêm mười hai mô hình.\n{body}Trang 1"
    assert [place.part for place in (found.places[0], found.places[1], found.places[-1])] == [
        "header",
        "",
        "footer",
    ]


@pytest.mark.parametrize("across", ["top", "horizon", "bottom"])
def test_a_cell_of_two_lines_keeps_its_number(across: str) -> None:
    cells = "[1],[Số mô hình tự quản đang hoạt động có hiệu quả],[12],[2],[Số buổi tuyên truyền],[45]"
    table = f"#table(columns: (1.5cm, 5cm, 3cm), align: {across}, inset: 3pt, {cells})"
    found = open_content("a.pdf", printed(f"Số liệu kèm theo.\n\n{table}"))
    assert found.text.replace("\t", " ").split("\n")[1:] == [
        "1 Số mô hình tự quản đang hoạt động có hiệu quả 12",
        "2 Số buổi tuyên truyền 45",
    ]


def test_a_line_has_its_picture() -> None:
    content = printed(TOLD)
    found = open_content("a.pdf", content)
    assert picture_of(found, content, found.places[0]).startswith(b"\x89PNG\r\n\x1a\n")


def test_a_sentence_goes_on_over_the_page() -> None:
    found = open_content(
        "a.pdf", printed("Toàn xã có mười hai mô hình tự quản và\n#pagebreak()\nba tổ hòa giải.")
    )
    assert found.text == "Toàn xã có mười hai mô hình tự quản và ba tổ hòa giải."


# Text, pages, workbooks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        (TOLD.encode(), set()),
        (TOLD.encode("utf-16"), set()),
        (bytes_of_cp1258(TOLD), set()),
        (as_tcvn3(TOLD).encode("latin-1"), {Note.CONVERTED}),
        (as_vni(TOLD).encode("latin-1"), {Note.CONVERTED}),
        (as_vni(TOLD).encode(), {Note.CONVERTED}),
    ],
)
def test_text_in_any_encoding(content: bytes, notes: set[Note]) -> None:
    found = open_content("a.txt", content)
    assert (found.text, found.notes) == (TOLD, notes)


def test_offsets_are_those_of_the_decoded_text() -> None:
    content = f"Mở đầu\r\n\r\n{TOLD}\r\n".encode()
    found = open_content("a.txt", content)
    assert found.text == io.TextIOWrapper(io.BytesIO(content), encoding="utf-8").read()
    assert [place.line for place in found.places] == [1, 3]


def test_a_web_page_shows_what_a_browser_shows() -> None:
    content = (
        "<html><head><title>x</title><script>9 vụ</script></head><body><h1>Báo&nbsp;cáo</h1><p>Xã có <b>12</b> mô hình."
        "<br>Và 3 tổ<table><tr><td>Buổi</td><td>45</td></tr></table></body></html>"
    )
    found = open_content("a.html", content.encode())
    assert found.text == "Báo cáo\nXã có 12 mô hình.\nVà 3 tổ\nBuổi\t45"


def test_cells_of_a_workbook_know_their_address() -> None:
    found = open_content("a.xlsx", workbook(("Buổi tuyên truyền", 45), (), ("Tỷ lệ", 92.5)))
    assert spots(found) == [
        ("Buổi tuyên truyền", "row=1 column=1 sheet=Báo cáo cell=A1"),
        ("45", "row=1 column=2 sheet=Báo cáo cell=B1"),
        ("Tỷ lệ", "row=3 column=1 sheet=Báo cáo cell=A3"),
        ("92,5", "row=3 column=2 sheet=Báo cáo cell=B3"),
    ]


def test_a_file_whose_letters_nobody_knows_is_refused() -> None:
    assert refused("a.txt", "Καλημέρα κόσμε".encode("cp1253")) == "encoding"


# Figures --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", word("Mở đầu", TOLD)),
        ("a.pdf", printed(f"Mở đầu.\n\n{TOLD}")),
        ("a.txt", f"Mở đầu\n{TOLD}".encode()),
        ("a.html", f"<p>Mở đầu<p>{TOLD}".encode()),
        ("a.xlsx", workbook(("Mở đầu",), (TOLD,))),
    ],
)
def test_the_same_figures_from_every_kind_of_file(name: str, content: bytes) -> None:
    document = open_content(name, content)
    found = figures_of(document)
    assert [(one.text, one.indicator) for one in found] == [
        ("45", "propaganda_sessions"),
        ("hơn 3.200", "propaganda_participants"),
    ]
    for one in found:
        assert document.text[one.span.start : one.span.end] == one.text
        places = document.places_of(*one.span)
        assert "".join(document.text[place.start : place.end] for place in places).find(one.text) >= 0


def test_a_file_on_disk_is_read_in_one_call(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word(TOLD))
    assert [one.text for one in read_file(tmp_path / "a.docx")] == ["45", "hơn 3.200"]
    assert open_file(tmp_path / "a.docx").kind is FileKind.DOCX


# Pictures of paper ----------------------------------------------------------------------------------------


@ocr
def test_a_photograph_is_read_marked_and_never_sure() -> None:
    content = photographed("Mở đầu báo cáo của xã.", TOLD)
    document = open_content("a.png", content)
    assert document.notes == {Note.SCANNED}
    assert document.text == f"Mở đầu báo cáo của xã.\n{TOLD}"
    found = figures_of(document)
    assert [one.text for one in found] == ["45", "hơn 3.200"]
    assert all(one.confidence <= SCANNED_CONFIDENCE and one.reason.endswith("from a scan") for one in found)
    place = document.place(found[0].span.start)
    assert place is not None
    assert place.scanned
    assert picture_of(document, content, place).startswith(b"\x89PNG")


@ocr
def test_a_scanned_page_among_others_stands_at_its_place(tmp_path: Path) -> None:
    sheet = as_pdf(photographed("Trang hai là bản quét với 45 buổi tuyên truyền."))
    told: list[tuple[int, int]] = []
    found = open_content("a.pdf", sheet, on=lambda done, of: told.append((done, of)))
    assert (found.text, told) == ("Trang hai là bản quét với 45 buổi tuyên truyền.", [(0, 1)])
    assert found.places[0].scanned


def test_without_tesseract_a_picture_is_refused_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    scans.available.cache_clear()
    try:
        assert refused("a.png", photographed("12 mô hình")) == "no_ocr"
        assert refused("a.pdf", pages(1)) == "no_ocr"
    finally:
        scans.available.cache_clear()


@pytest.mark.parametrize(("orientation", "turned"), [(1, 0), (3, 180), (6, 90), (8, 270), (99, 0)])
def test_a_photograph_is_turned_as_its_camera_says(orientation: int, turned: int) -> None:
    tags = b"II*\0" + struct.pack("<IHHHII", 8, 1, 0x0112, 3, 1, orientation) + bytes(4)
    exif = b"Exif\0\0" + tags
    content = b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpg(40, 30)[2:]
    assert opened(as_pdf(content))[0].get_rotation() == turned


# Hostile files --------------------------------------------------------------------------------------------

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = {"word/bomb.xml": "0" * 20_000_000}
ENTITIES = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><w:document>&b;</w:document>'


def with_document(text: str) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("x"))) as before, zipfile.ZipFile(changed, "w") as after:
        for part in before.infolist():
            whole = text.encode() if part.filename == "word/document.xml" else before.read(part)
            after.writestr(part.filename, whole)
    return changed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", b"", "empty"),
        ("a.docx", b"PK\x03\x04 and no more", "damaged"),
        ("a.docx", office(**BOMB), "inflates"),
        ("a.docx", office(**{"word/vbaProject.bin": "x"}), "macros"),
        ("a.docm", office(), "macros"),
        ("a.docx", office(**{"word/embeddings/a.bin": "x"}), "embedded"),
        ("a.docx", linked("attachedTemplate"), "external_links"),
        ("a.docx", with_document(ENTITIES), "damaged"),
        ("a.docx", with_document("<w:document"), "damaged"),
        ("a.docx", office(), "damaged"),
        ("a.xlsx", office("xl/workbook.xml"), "damaged"),
        ("a.docx", OLD + "EncryptedPackage".encode("utf-16-le"), "locked"),
        ("a.docx", OLD + bytes(600), "not_what_it_says"),
        ("a.doc", OLD + "_VBA_PROJECT".encode("utf-16-le"), "macros"),
        ("a.doc", b"plain text", "not_what_it_says"),
        ("a.pdf", pdf("/Encrypt 2 0 R"), "locked"),
        ("a.pdf", pdf("/OpenAction << /JS (x) >>"), "runs_code"),
        ("a.pdf", b"%PDF-1.7 nothing %%EOF", "damaged"),
        ("a.pdf", pages(10_000), "too_many_pages"),
        ("a.png", png(60_000, 60_000), "too_many_pixels"),
        ("a.jpg", jpg(60_000, 60_000), "too_many_pixels"),
        ("a.heic", b"x", "heic"),
        ("a.exe", b"MZ", "unknown_kind"),
        ("a.txt", b"PK\x03\x04", "not_what_it_says"),
        ("a.txt", b"a\0b" * 300, "not_text"),
        ("a.txt", b"x" * (20 * 1024 * 1024 + 1), "too_large"),
    ],
)
def test_a_hostile_file_is_refused_with_its_reason(name: str, content: bytes, code: str) -> None:
    assert refused(name, content) == code


SOUND = {
    "a.docx": word("Mở đầu", TOLD),
    "a.xlsx": workbook((TOLD, 45)),
    "a.pdf": printed(TOLD),
    "a.html": f"<p>{TOLD}</p>".encode(),
}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([*SOUND]), st.integers(0), st.binary(max_size=40), st.integers(0, 200))
def test_a_changed_file_is_read_or_refused(name: str, at: int, put: bytes, gone: int) -> None:
    """In this process, so that nothing but a refusal may come out."""
    content = SOUND[name]
    at %= len(content)
    with contextlib.suppress(Unfit):
        extract(name[2:], content[:at] + put + content[at + gone :])


def test_a_long_text_is_read_in_a_child_as_a_short_one_is() -> None:
    text = f"{TOLD}\n" * 5_000
    found = open_content("a.txt", as_tcvn3(text).encode("latin-1"))
    assert (found.text, found.encoding, len(found.places)) == (text, "tcvn3", 5_000)
