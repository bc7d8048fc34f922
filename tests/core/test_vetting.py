import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.core.vetting import Code, Fault, Kind, bare, orientation, verdict, verdict_apart
from phongtrao.documents.tests.files import chunk, exif, flagged, jpg, linked, office, pdf, png, segment
from phongtrao.documents.tests.old_files import compound, doc, xls

DDE = "<w:instrText> DDEAUTO c:\\\\windows\\\\calc.exe</w:instrText>"
ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Types>&b;</Types>'

EVERY = frozenset(Kind)
SHEET = (0x85, b"\0\0\0\0\0\0\x06\0Trang1")
MACRO_SHEET = (0x85, b"\0\0\0\0\0\x01\x06\0Trang1")
OUTSIDE_BOOK = (0x1AE, b"\x01\0\x08\0\x01http.xls")
DDE_FIELD = "\x13 DDEAUTO c:\\calc.exe \x14"
TEMPLATE = "http://elsewhere.vn/mau.dotm"


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


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.doc", doc(), Kind.DOC),
        ("a.DOC", doc("Tổ chức 46 buổi, gồm Macros và DDE".encode("utf-16-le")), Kind.DOC),
        ("a.doc", doc(bytes(9000), ObjectPool=b""), Kind.DOC),
        ("a.xls", xls(SHEET, (0x1AE, b"\x01\0\x01\x04")), Kind.XLS),
        ("a.xls", xls(*[SHEET] * 400), Kind.XLS),
        ("a.html", "<!DOCTYPE html><p>Tổ chức 46 buổi".encode(), Kind.HTML),
        (
            "a.htm",
            "<html><body><img src='a_files/1.png'><a href='https://x.vn'>x".encode("utf-16"),
            Kind.HTML,
        ),
        (
            "a.html",
            b"<html><!--[if gte mso 9]><xml><w:View/></xml><![endif]--><![if !vml]>x<![endif]>",
            Kind.HTML,
        ),
        ("a.html", b"<html><img src='data:image/png;base64,AA=='><style>p{font:x}</style>", Kind.HTML),
    ],
)
def test_what_is_kept_where_a_text_is_read(name: str, content: bytes, kind: Kind) -> None:
    assert verdict_apart(name, content, EVERY) is kind
    with pytest.raises(Fault) as refused:
        verdict_apart(name, content)
    assert refused.value.code is Code.UNKNOWN_KIND


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.doc", office(), Code.NOT_WHAT_IT_SAYS),
        ("a.doc", b"{\\rtf1}", Code.NOT_WHAT_IT_SAYS),
        ("a.doc", xls(SHEET), Code.NOT_WHAT_IT_SAYS),
        ("a.xls", doc(), Code.NOT_WHAT_IT_SAYS),
        ("a.doc", compound({"WordDocument": b""}), Code.NOT_WHAT_IT_SAYS),
        ("a.doc", compound({"WordDocument": b"x" * 600}), Code.DAMAGED),
        ("a.doc", doc()[:700], Code.DAMAGED),
        ("a.doc", doc()[:40], Code.DAMAGED),
        ("a.doc", doc(flags=0x0100), Code.LOCKED),
        ("a.doc", doc(EncryptedPackage=b"x"), Code.LOCKED),
        ("a.doc", doc(Macros=b""), Code.MACROS),
        ("a.doc", doc(ObjectPool=b"", **{"\x01Ole10Native": b"x"}), Code.EMBEDDED),
        ("a.doc", doc(DDE_FIELD.encode()), Code.EXTERNAL_LINKS),
        ("a.doc", doc(bytes(5000) + DDE_FIELD.encode("utf-16-le")), Code.EXTERNAL_LINKS),
        ("a.doc", doc(**{"1Table": TEMPLATE.encode("utf-16-le")}), Code.EXTERNAL_LINKS),
        ("a.doc", doc(**{"0Table": b"x" + TEMPLATE.encode("utf-16-le") + bytes(3)}), Code.EXTERNAL_LINKS),
        ("a.xls", xls((0x2F, bytes(6)), SHEET), Code.LOCKED),
        ("a.xls", xls(SHEET, MACRO_SHEET), Code.MACROS),
        ("a.xls", xls(SHEET, _VBA_PROJECT_CUR=b""), Code.MACROS),
        ("a.xls", xls(SHEET, OUTSIDE_BOOK), Code.EXTERNAL_LINKS),
        ("a.xls", xls(SHEET, MBD0001AF32=b""), Code.EMBEDDED),
        ("a.html", b"Just words", Code.NOT_WHAT_IT_SAYS),
        ("a.html", b"<svg></svg>", Code.NOT_WHAT_IT_SAYS),
        ("a.html", pdf(), Code.NOT_WHAT_IT_SAYS),
        ("a.html", b"<html>\x00", Code.NOT_TEXT),
        ("a.html", b"<html><script>x</script>", Code.ACTIVE_PAGE),
        ("a.html", b"<html><body onload=x>", Code.ACTIVE_PAGE),
        ("a.html", b"<html><form action=/x>", Code.ACTIVE_PAGE),
        ("a.html", b"<html><svg><style><p>", Code.ACTIVE_PAGE),
        ("a.html", b"<html><meta http-equiv=Refresh content='0;url=//x.vn'>", Code.ACTIVE_PAGE),
        ("a.html", b"<html><a href=' java&#115;cript:x'>x</a>", Code.ACTIVE_PAGE),
        ("a.html", b"<html><!--><script>x</script>-->", Code.ACTIVE_PAGE),
        ("a.html", b"<html><!-- --!><script>x</script> -->", Code.ACTIVE_PAGE),
        ("a.html", b"<html><![CDATA[><script>x</script>]]>", Code.ACTIVE_PAGE),
        ("a.html", b"<html><title><p id='</title><script>'>", Code.ACTIVE_PAGE),
        ("a.html", b"<html><img src=https://x.vn/a.png>", Code.EXTERNAL_LINKS),
        ("a.html", b"<html><img src=//x.vn/a.png>", Code.EXTERNAL_LINKS),
        ("a.html", b"<html><link rel=stylesheet href='http://x.vn'>", Code.EXTERNAL_LINKS),
        ("a.html", b"<html><p style=\"background:url('//x.vn')\">", Code.EXTERNAL_LINKS),
        ("a.html", b"<html><style>@import 'x'</style>", Code.EXTERNAL_LINKS),
        ("a.html", b"<html><style>p{background:\\75 rl(http://x.vn)}</style>", Code.EXTERNAL_LINKS),
    ],
)
def test_what_is_refused_where_a_text_is_read(name: str, content: bytes, code: Code) -> None:
    with pytest.raises(Fault) as refused:
        verdict(name, content, EVERY)
    assert refused.value.code is code


def test_the_child_tells_why_it_refuses() -> None:
    with pytest.raises(Fault) as refused:
        verdict_apart("a.doc", doc(Macros=b""), EVERY)
    assert refused.value.code is Code.MACROS


@pytest.mark.parametrize(
    "content", [doc(b"x" * 9000, **{"1Table": b"y" * 100}), xls(*[SHEET] * 600, Macros=b"")]
)
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 3000), st.binary(min_size=1, max_size=16))
def test_no_bytes_break_the_look_into_an_old_file(content: bytes, at: int, noise: bytes) -> None:
    """Chains that come back to themselves, sectors that are not there: a fault, and soon."""
    try:
        found: object = verdict("a.doc", content[:at] + noise + content[at + len(noise) :], EVERY)
    except Fault as fault:
        found = fault.code
    assert isinstance(found, Kind | Code)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic" + bytes(40)),
        ("a.heif", b"x"),
        ("a.jpg", b"\0\0\0\x18ftypheic" + bytes(40)),
        ("a.png", b"\0\0\0\x1cftypmif1" + bytes(40)),
    ],
)
def test_a_photograph_of_a_kind_that_no_office_opens_is_told_apart(name: str, content: bytes) -> None:
    with pytest.raises(Fault) as refused:
        verdict(name, content)
    assert refused.value.code is Code.HEIC


PROGRAMS = (
    segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0GPS") + segment(0xED, b"Photoshop") + segment(0xFE, b"me")
)
COLOURS = segment(0xE2, b"ICC_PROFILE\0x") + segment(0xEE, b"Adobe\0")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (jpg(), jpg()),
        (jpg(told=COLOURS), jpg(told=COLOURS)),
        (jpg(told=exif()), jpg()),
        (jpg(told=PROGRAMS + COLOURS + exif(), after=b"a film"), jpg(told=COLOURS)),
        (jpg(told=segment(0xE2, b"MPF\0more pictures")), jpg()),
    ],
)
def test_a_photograph_is_kept_without_what_it_tells(given: bytes, kept: bytes) -> None:
    assert bare(Kind.JPG, given) == kept


@pytest.mark.parametrize("turned", [3, 6, 8])
def test_how_a_photograph_is_turned_stays(turned: int) -> None:
    kept = bare(Kind.JPG, jpg(told=exif(turned)))
    assert b"20.45 N" not in kept
    at = kept.index(b"Exif\0\0") + 6
    assert orientation(kept[at:]) == turned
    assert bare(Kind.JPG, kept) == kept


def test_a_png_is_kept_without_what_it_tells() -> None:
    told = chunk(b"tEXt", b"GPS") + chunk(b"eXIf", b"MM") + chunk(b"iTXt", b"XML:com.adobe.xmp")
    given = png()[:33] + told + png()[33:] + b"a film"
    assert bare(Kind.PNG, given) == png()
    assert bare(Kind.PNG, png()) == png()


@pytest.mark.parametrize(
    ("kind", "content"),
    [(Kind.JPG, jpg().partition(b"\xff\xda")[0]), (Kind.PNG, png()[:-12]), (Kind.PNG, png()[:40])],
)
def test_a_photograph_whose_end_is_missing_is_damaged(kind: Kind, content: bytes) -> None:
    with pytest.raises(Fault) as refused:
        bare(kind, content)
    assert refused.value.code is Code.DAMAGED


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
