import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.core.vetting import Code, Fault, Kind, verdict
from phongtrao.documents.tests.files import flagged, jpg, linked, office, pdf, png

DDE = "<w:instrText> DDEAUTO c:\\\\windows\\\\calc.exe</w:instrText>"
ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Types>&b;</Types>'


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("báo cáo.docx", office(), Kind.DOCX),
        ("số liệu.XLSX", office("xl/workbook.xml"), Kind.XLSX),
        ("a.docx", linked("hyperlink"), Kind.DOCX),
        ("a.docx", linked("image", mode="Internal"), Kind.DOCX),
        ("a.pdf", pdf(), Kind.PDF),
        ("a.png", png(), Kind.PNG),
        ("a.jpeg", jpg(), Kind.JPG),
        ("a.csv", "xã;số buổi\nPù Luông;12\n".encode(), Kind.CSV),
        ("a.txt", "Thanh Hóa".encode("utf-16"), Kind.TXT),
        ("a.txt", "Thanh H\u00f3a".encode("cp1258"), Kind.TXT),
    ],
)
def test_what_is_kept(name: str, content: bytes, kind: Kind) -> None:
    assert verdict(name, content) is kind


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", Code.EMPTY),
        ("a.exe", b"MZ", Code.UNKNOWN_KIND),
        ("docx", office(), Code.UNKNOWN_KIND),
        ("a.svg", b"<svg/>", Code.UNKNOWN_KIND),
        ("a.docm", office(), Code.MACROS),
        ("a.docx", office(**{"word/vbaProject.bin": b"x"}), Code.MACROS),
        ("a.xlsx", office("xl/workbook.xml", **{"xl/macrosheets/sheet1.xml": "x"}), Code.MACROS),
        ("a.docx", office(sort="application/vnd.ms-word.document.macroEnabled.main+xml"), Code.MACROS),
        ("a.docx", office(**{"word/activeX/activeX1.xml": "x"}), Code.MACROS),
        ("a.docx", office(**{"word/embeddings/oleObject1.bin": b"x"}), Code.EMBEDDED),
        (
            "a.xlsx",
            office("xl/workbook.xml", **{"xl/externalLinks/externalLink1.xml": "x"}),
            Code.EXTERNAL_LINKS,
        ),
        ("a.docx", linked("attachedTemplate"), Code.EXTERNAL_LINKS),
        ("a.docx", linked("image"), Code.EXTERNAL_LINKS),
        ("a.docx", linked("oleObject", mode="Internal"), Code.EMBEDDED),
        ("a.docx", office(**{"word/footer1.xml": DDE}), Code.EXTERNAL_LINKS),
        ("a.docx", office(**{"word/_rels/a.rels": ENTITY}), Code.DAMAGED),
        ("a.docx", office(**{"../evil.xml": "x"}), Code.DAMAGED),
        ("a.docx", office(**{"WORD/document.xml": "x"}), Code.DAMAGED),
        ("a.docx", office("xl/workbook.xml"), Code.NOT_WHAT_IT_SAYS),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Code.NOT_WHAT_IT_SAYS),
        ("a.docx", b"just words", Code.NOT_WHAT_IT_SAYS),
        ("a.docx", office()[:-30], Code.DAMAGED),
        ("a.docx", flagged(office(), 8, 1), Code.LOCKED),
        ("a.docx", office(**{"word/bomb.xml": bytes(1_000_000)}), Code.INFLATES),
        ("a.docx", office(**{f"word/{n}.xml": "" for n in range(2000)}), Code.TOO_MANY_PARTS),
        ("a.pdf", b"<html>", Code.NOT_WHAT_IT_SAYS),
        ("a.pdf", pdf().replace(b"%%EOF", b""), Code.DAMAGED),
        ("a.pdf", pdf("/OpenAction << /S /JavaScript /JS (x) >>"), Code.RUNS_CODE),
        ("a.pdf", pdf("/OpenAction << /S /J#61vaScript >>"), Code.RUNS_CODE),
        ("a.pdf", pdf("/Names << /EmbeddedFiles 2 0 R >>"), Code.EMBEDDED),
        ("a.pdf", pdf("/Encrypt 3 0 R"), Code.LOCKED),
        ("a.png", jpg(), Code.NOT_WHAT_IT_SAYS),
        ("a.png", png(60_000, 60_000), Code.TOO_MANY_PIXELS),
        ("a.jpg", jpg(60_000, 60_000), Code.TOO_MANY_PIXELS),
        ("a.jpg", jpg()[:20], Code.DAMAGED),
        ("a.csv", office(), Code.NOT_WHAT_IT_SAYS),
        ("a.txt", b"\xef\xbb\xbf <!DOCTYPE html>", Code.NOT_WHAT_IT_SAYS),
        ("a.txt", b"a\x00b", Code.NOT_TEXT),
    ],
)
def test_what_is_refused(name: str, content: bytes, code: Code) -> None:
    with pytest.raises(Fault) as refused:
        verdict(name, content)
    assert refused.value.code is code


def test_parts_that_share_their_bytes_are_refused() -> None:
    """One compressed part named twice in the directory: small on disk, large when opened."""
    content = office(**{"word/a.xml": "x" * 5000, "word/b.xml": "y" * 5000})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.getinfo("word/a.xml").header_offset
    at = content.rfind(b"PK\x01\x02")
    overlapping = content[: at + 42] + first.to_bytes(4, "little") + content[at + 46 :]
    with pytest.raises(Fault) as refused:
        verdict("a.docx", overlapping)
    assert refused.value.code is Code.INFLATES


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["a.docx", "a.xlsx", "a.pdf", "a.png", "a.jpg", "a.csv", "a.txt"]),
    st.sampled_from([office(), office("xl/workbook.xml"), pdf(), png(), jpg(), b"a;b"]),
    st.integers(0, 500),
    st.binary(max_size=40),
)
def test_no_bytes_break_the_verdict(name: str, content: bytes, at: int, noise: bytes) -> None:
    """Whatever is spoiled where, the answer is a kind or a fault that has a sentence."""
    try:
        found: object = verdict(name, content[:at] + noise + content[at + len(noise) :])
    except Fault as fault:
        found = fault.code
    assert isinstance(found, Kind | Code)


@given(st.integers(0, 400), st.integers(1, 200))
def test_an_archive_of_which_a_piece_is_missing_is_damaged(at: int, gone: int) -> None:
    """The directory then points before the file's beginning."""
    content = office()
    with pytest.raises(Fault):
        verdict("a.docx", content[:at] + content[at + gone :])
