"""Certificates as PDF: what they say, that all stays inside its box, and that templates are only data."""

import struct
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.letters.certificates import Certificate, Kind, NoSign, TooLong, Writer, shipped, write
from phongtrao.letters.certificates.certificate import FIELDS
from phongtrao.letters.certificates.codes import ENLARGED, MASK, QUIET, Codes
from phongtrao.letters.certificates.fitting import POINT, SPARE, Style, fitted
from phongtrao.letters.certificates.writing import moment
from phongtrao.letters.document import Signature
from phongtrao.letters.faces import face
from phongtrao.letters.text import clean
from tests.letters.papers import CERTIFICATE, paper
from tests.letters.test_pdf import bare, boxes, pages

HOSTILE_SEEDS = (
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0": *',
    "$x^2$ *đậm* _nghiêng_ `mã` @nhãn <nhãn> // lời",
    "\\u{41} \\ \\#",
    "{recipient} {signer} {0} {} {{",
    "{{ 7 * 7 }}{% include 'x' %}",
    "</w:t><script>alert(1)</script>&amp;]]>",
    "{ INCLUDETEXT C:\\x }",
    "=HYPERLINK(1)",
    "'; DROP TABLE giay; --",
    "]) #sys.inputs",
    '"] + "',
    "%s %d %(a)s",
    "\u200bẩn\u200d\u2060",
    "a\u0301o\u0323",
    "½ ß İ",
    "ж Ω ₫ ‰",
    "--- ... ~ '' \"\"",
    "https://vi-du.vn/a?b=c&d=#e",
    "\\begin{x}",
)
ENDS = (
    "",
    " thôn 5",
    ", xã",
    "; tỉnh",
    " (1)",
    "…",
    "!",
    " #",
    " $",
    " [",
    " ]",
    " {",
    " }",
    " \\",
    " //",
    " *",
)
HOSTILE = [f"{seed}{end}" for seed in HOSTILE_SEEDS for end in ENDS]
HOSTILE += [f"Tổ {number} {seed}" for number in range(1, 10) for seed in HOSTILE_SEEDS]
TYPED = ("issuer", "recipient", "address", "achievement", "decision", "register", "issue_place")
AT = datetime(2026, 8, 19, tzinfo=UTC)


def lines(one: Certificate, template: str = "giay-khen") -> list[str]:
    return [item["text"] for item in Writer(shipped()[template]).page(one).items if item["is"] == "text"]


def drawn(content: bytes) -> list[str]:
    return [bare(page) for page in pages(content)]


def test_it_says_all_that_was_given_and_nothing_more() -> None:
    assert lines(CERTIFICATE) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ PÙ LUÔNG",
        "TẶNG",
        "GIẤY KHEN",
        "Nhân dân và cán bộ thôn Làng Bái",
        "Xã Pù Luông, tỉnh Thanh Hóa",
        "Đã có thành tích trong phong trào Toàn dân bảo vệ an ninh Tổ quốc năm 2026",
        "Quyết định số: 123/QĐ-UBND",
        "ngày 05 tháng 8 năm 2026",
        "Số sổ vàng: 015",
        "Pù Luông, ngày 19 tháng 8 năm 2026",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn A",
    ]


def test_what_is_empty_is_not_printed_and_an_unknown_day_leaves_room_for_it() -> None:
    empty = Certificate(Kind.FLAG, "Giám đốc Công an tỉnh", "Công an xã Pù Luông", "Đơn vị dẫn đầu")
    assert lines(empty)[2:] == [
        "GIÁM ĐỐC CÔNG AN TỈNH",
        "TẶNG",
        "CỜ THI ĐUA",
        "Công an xã Pù Luông",
        "Đơn vị dẫn đầu",
        "Ngày      tháng      năm",
    ]


@pytest.mark.parametrize("name", sorted(shipped()))
def test_the_file_says_what_was_laid_out(name: str) -> None:
    template = shipped()[name]
    one = paper(kind=template.kind)
    (said,) = drawn(write([one], template))
    laid = lines(one, name) + ([template.check.label] if template.check else [])
    assert said == bare("".join(laid))


@pytest.mark.parametrize("name", sorted(shipped()))
def test_every_template_is_a_lying_a4_or_a3(name: str) -> None:
    page = pypdfium2.PdfDocument(write([CERTIFICATE], shipped()[name]))[0]
    wide, high = {"A4": (297, 210), "A3": (420, 297)}[shipped()[name].paper]
    assert (round(page.get_width() * POINT), round(page.get_height() * POINT)) == (wide, high)


def test_many_are_one_file_with_a_page_and_a_bookmark_each() -> None:
    several = [paper(recipient=f"Tổ dân phố số {number}") for number in range(1, 31)]
    steps: list[int] = []
    content = write(several, shipped()["giay-khen"], step=steps.append)
    document = pypdfium2.PdfDocument(content)
    marks = [(one.get_title(), one.get_dest().get_index()) for one in document.get_toc()]
    assert marks == [(f"Tổ dân phố số {number}", number - 1) for number in range(1, 31)]
    assert steps == list(range(1, 31))
    assert document.get_metadata_dict()["Title"] == "Giấy khen"


def test_the_frame_is_in_the_file_once() -> None:
    """A thousand pages share it: ninety-nine more add less than the first one takes."""
    template = shipped()["bang-khen"]
    one, hundred = (len(write([CERTIFICATE] * number, template)) for number in (1, 100))
    assert hundred < 99 * 3000 + one


def test_the_same_list_is_the_same_file() -> None:
    template = shipped()["giay-khen"]
    first = write([CERTIFICATE], template)
    assert first == write([paper()], template)
    assert first == write([CERTIFICATE], template, at=moment(CERTIFICATE))
    assert first != write([CERTIFICATE], template, at=AT.replace(day=20))


def test_the_square_of_dots_is_there_only_with_an_address() -> None:
    writer = Writer(shipped()["giay-khen"])
    with_dots, other, without = (
        writer.page(paper(check_address=address)).dots for address in ("https://a.vn", "https://b.vn", "")
    )
    assert (with_dots != other, without) == (True, b"")
    assert Writer(shipped()["co-thi-dua"]).page(CERTIFICATE).dots == b""


def test_no_other_font_is_needed() -> None:
    content = write([CERTIFICATE], shipped()["bang-khen"])
    assert (b"Tinos" in content, b"Libertinus" in content) == (True, False)


def dots_of(matrix: Any) -> int:
    return int("".join("1" if dot else "0" for row in matrix for dot in row), 2)


@given(st.lists(st.text(st.sampled_from("abc019/?=-ạ"), min_size=1, max_size=60), min_size=2, max_size=6))
def test_a_code_found_by_its_differences_is_the_code_itself(addresses: list[str]) -> None:
    codes = Codes()
    for address in addresses:
        plain = segno.make(address.encode(), error="m", micro=False, mode="byte", mask=MASK).matrix
        assert codes.dots(address) == (dots_of(plain), len(plain))


def test_a_thousand_addresses_take_a_few_dozen_codes() -> None:
    codes = Codes()
    for number in range(1000):
        codes.dots(f"https://khen-thuong.vi-du.vn/{number:06}")
    assert len(codes.first) + len(codes.changes) == 1 + 3 * 9


def test_the_picture_of_a_code_has_its_dots_with_white_around() -> None:
    codes = Codes()
    dots, side = codes.dots("https://a.vn")
    content = codes.picture("https://a.vn")
    wide = (side + 2 * QUIET) * ENLARGED
    at = content.index(b"IDAT")
    (length,) = struct.unpack(">I", content[at - 4 : at])
    rows = zlib.decompress(content[at + 4 : at + 4 + length])
    deep = 1 + (wide + 7) // 8
    lines = [rows[n * deep + 1 : (n + 1) * deep] for n in range(wide)]
    bits = [f"{int.from_bytes(line, 'big'):0{8 * (deep - 1)}b}"[:wide] for line in lines]
    one_a_dot = [row[::ENLARGED] for row in bits[::ENLARGED]]
    assert int("".join(row[QUIET:-QUIET] for row in one_a_dot[QUIET:-QUIET]), 2) == dots
    assert {row[:QUIET] + row[-QUIET:] for row in one_a_dot} == {"0" * 2 * QUIET}
    assert [row for row in bits for dot in row] == [
        row for row in bits[::ENLARGED] for _ in range(ENLARGED) for dot in row
    ]


# Hostile text -----------------------------------------------------------------------------------------------


def test_there_are_five_hundred_hostile_texts() -> None:
    assert len(set(HOSTILE)) == 500


@pytest.mark.parametrize("field", TYPED)
def test_hostile_text_is_only_text_where_it_is_laid_out(field: str) -> None:
    writer = Writer(shipped()["giay-khen"])
    plain = bare("".join(lines(paper(**{field: ""}))))
    for typed in HOSTILE:
        laid = [item["text"] for item in writer.page(paper(**{field: typed})).items if item["is"] == "text"]
        wanted = FIELDS["place_and_day" if field == "issue_place" else field](paper(**{field: typed}))
        wanted = wanted.upper() if field == "issuer" else wanted
        assert bare("".join(laid)).count(bare(wanted)) >= 1, typed
        assert len(bare("".join(laid))) >= len(plain)


def test_hostile_text_is_only_text_in_the_file() -> None:
    """All five hundred in one file, each as the recipient of a page; and the pages say nothing else."""
    template = shipped()["phoi-in-san"]
    content = write([paper(recipient=typed, achievement=typed) for typed in HOSTILE], template)
    laid = [
        bare("".join(lines(paper(recipient=typed, achievement=typed), "phoi-in-san"))) for typed in HOSTILE
    ]
    said = drawn(content)
    assert [
        typed for at, typed in enumerate(HOSTILE) if said[at] != laid[at] + bare("Quét để kiểm tra")
    ] == []


def test_marks_of_direction_turn_what_they_turn_and_no_more() -> None:
    (said,) = drawn(write([paper(recipient="\u202eđảo ngược\u202c")], shipped()["phoi-in-san"]))
    plain = "".join(lines(paper(recipient=""), "phoi-in-san")) + "Quét để kiểm tra"
    assert said.replace("cợưgnoảđ", "") == bare(plain)


@pytest.mark.parametrize(("typed", "sign"), [("Tổ 🎖 5", "🎖"), ("字", "字"), ("ẩn\u200b 人", "人")])
def test_a_sign_that_the_font_has_not_is_refused(typed: str, sign: str) -> None:
    with pytest.raises(NoSign) as refused:
        Writer(shipped()["giay-khen"]).page(paper(recipient=typed))
    assert (refused.value.field, refused.value.sign) == ("recipient", sign)


WRITABLE = [chr(code) for code in face().advances if chr(code).isprintable()]


def test_the_four_faces_write_the_same_signs() -> None:
    every = [face(bold=bold, italic=italic).advances for bold in (False, True) for italic in (False, True)]
    assert [set(one) ^ set(every[0]) for one in every] == [set()] * 4


@given(st.text(st.sampled_from(WRITABLE), max_size=80))
def test_any_text_is_laid_out_whole(typed: str) -> None:
    laid = Writer(shipped()["giay-khen"]).page(paper(address=typed)).items
    said = "".join(item["text"] for item in laid if item["is"] == "text")
    assert bare(clean(typed)) in bare(said)


# Room -------------------------------------------------------------------------------------------------------

NAME = Style(30, 13, most_lines=2, bold=True, whole=True)
TEXT = Style(16, 9, most_lines=3)


@pytest.mark.parametrize(
    ("text", "style", "wide", "size", "broken"),
    [
        ("Nguyễn Văn An", NAME, 227, 30, ["Nguyễn Văn An"]),
        ("Ông Nguyễn Phúc Vĩnh Bảo Long", NAME, 150, 28.75, ["Ông Nguyễn Phúc Vĩnh Bảo Long"]),
        ("Ông Nguyễn Phúc Vĩnh Bảo Long", NAME, 100, 30, ["Ông Nguyễn Phúc", "Vĩnh Bảo Long"]),
        ("Một hai ba bốn năm sáu bảy", TEXT, 40, 16, ["Một hai ba bốn", "năm sáu bảy"]),
        ("Trong giai đoạn 2021 - 2026", TEXT, 48, 16, ["Trong giai", "đoạn 2021 - 2026"]),
        ("Tổ dân phố số 15", Style(16, 16, most_lines=2), 30, 16, ["Tổ dân", "phố số 15"]),
        ("a" * 12, Style(16, 16, most_lines=2), 20, 16, ["a" * 7, "a" * 5]),
        ("Chủ tịch", Style(16, 16, most_lines=2), 14, 16, ["Chủ", "tịch"]),
    ],
)
def test_a_text_is_broken_evenly_and_shrinks_only_where_it_must(
    text: str, style: Style, wide: float, size: float, broken: list[str]
) -> None:
    found = fitted(text, style, wide)
    assert found is not None
    assert (found.size, list(found.lines)) == (size, broken)


@pytest.mark.parametrize("words", range(3, 14))
@pytest.mark.parametrize("wide", [40, 60, 90])
def test_the_last_word_of_a_name_never_stands_alone(words: int, wide: int) -> None:
    name = " ".join(
        ["Nguyễn", "Phúc", "Vĩnh", "Bảo", "Long", "Minh", "Khai", "Đức", "Thành", "An", "Hòa", "Bình", "Sơn"][
            :words
        ]
    )
    found = fitted(name, Style(20, 6, most_lines=4, bold=True, whole=True), wide)
    assert found is not None
    assert len(found.lines[-1].split()) >= 2


def test_the_measure_is_that_of_the_font() -> None:
    assert face().width("A") == pytest.approx(0.722, abs=0.001)
    assert face(bold=True).width("Ậ") == face(bold=True).width("A")
    assert face(italic=True).width("a\u0323") == face(italic=True).width("a")


LONG = {
    "recipient": "Ban Chỉ đạo phong trào Toàn dân bảo vệ an ninh Tổ quốc phường Quảng Phú và Tổ dân phố số 15",
    "address": "Thôn Làng Bái, xã Pù Luông, tỉnh Thanh Hóa, " * 4,
    "achievement": "Đã có thành tích xuất sắc trong phong trào Toàn dân bảo vệ an ninh Tổ quốc " * 4,
    "issuer": "Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Thanh Hóa và Giám đốc Công an tỉnh Thanh Hóa",
    "signature": Signature(
        ("TM. Ủy ban nhân dân", "KT. Chủ tịch"),
        ("Phó Chủ tịch Thường trực kiêm Phó Trưởng ban Thường trực Ban Chỉ đạo",),
        "Công Tằng Tôn Nữ Nguyễn Phúc Vĩnh Bảo Long",
    ),
}


def edges(content: bytes) -> Iterator[tuple[float, float, float, float]]:
    """In millimetres from the left and the bottom."""
    for page in pypdfium2.PdfDocument(content):
        yield from (tuple(one * POINT for one in box) for box in boxes(page))


@pytest.mark.parametrize("name", sorted(shipped()))
@pytest.mark.parametrize("many", [["recipient"], ["address", "achievement"], sorted(LONG)])
def test_long_texts_stay_inside_the_frame(name: str, many: list[str]) -> None:
    template = shipped()[name]
    content = write([paper(kind=template.kind, **{field: LONG[field] for field in many})], template)
    found, scale = list(edges(content)), template.paper.scale
    assert min(left for left, *_ in found) >= 20 * scale
    assert max(right for _, _, right, _ in found) <= (297 - 20) * scale
    assert min(bottom for _, bottom, _, _ in found) >= 17 * scale


@pytest.mark.parametrize("name", sorted(shipped()))
def test_no_line_is_wider_than_its_box(name: str) -> None:
    """As the page sets it, pairs of letters closer or wider than their sum."""
    for item in Writer(shipped()[name]).page(paper(**LONG)).items:
        if item["is"] == "text":
            own = face(bold=item["bold"], italic=item["italic"]).width(item["text"]) * item["size"]
            total = (own + item["tracking"] * len(item["text"])) * POINT
            assert total <= item["width"] * SPARE + 0.001, item["text"]


@pytest.mark.parametrize("field", ["recipient", "address", "achievement", "issuer", "decision", "register"])
def test_what_fits_at_no_size_is_refused_by_its_field(field: str) -> None:
    with pytest.raises(TooLong) as refused:
        Writer(shipped()["giay-khen"]).page(paper(**{field: "chữ dài " * 400}))
    assert (refused.value.field, refused.value.text[:7].lower()) == (
        field,
        {"decision": "quyết đ", "register": "số sổ v"}.get(field, "chữ dài"),
    )
