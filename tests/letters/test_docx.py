"""The written file against the numbers of Nghị định 30/2020/NĐ-CP, Phụ lục I."""

from datetime import date
from io import BytesIO
from xml.etree.ElementTree import Element

import docx
import pytest

from phongtrao.letters.document import (
    Annex,
    Column,
    Depth,
    Heading,
    Issuer,
    Paragraph,
    Part,
    Row,
    Run,
    Signature,
    Table,
)
from phongtrao.letters.docx import write
from phongtrao.letters.layout import LOOKS
from phongtrao.letters.measure import width
from tests.letters.made import letter
from tests.letters.opened import Opened, W, attribute, numbers, style, text

MILLIMETRE = 1440 / 25.4
PLAIN = Table((Column("TT", 1), Column("Nội dung", 3)), (Row(((Run("1"),), (Run("Một"),))),))


def opened(**changes: object) -> Opened:
    return Opened(write(letter(**changes)))


def test_page_is_a4_with_margins_that_the_decree_allows() -> None:
    section = opened().sections[0]
    size, margins = numbers(section.find(f"{W}pgSz")), numbers(section.find(f"{W}pgMar"))
    assert {name: round(value / MILLIMETRE) for name, value in size.items()} == {"w": 210, "h": 297}
    assert {side: round(margins[side] / MILLIMETRE) for side in ("top", "bottom", "left", "right")} == {
        "top": 25,
        "bottom": 20,
        "left": 30,
        "right": 20,
    }


def test_every_style_is_black_times_new_roman_in_all_scripts() -> None:
    styles = opened().part("word/styles.xml")
    fonts = {tuple(one.attrib.values()) for one in styles.iter(f"{W}rFonts")}
    colours = {attribute(one, "val") for one in styles.iter(f"{W}color")}
    assert fonts == {("Times New Roman",) * 4}
    assert colours == {"000000"}


@pytest.mark.parametrize(
    ("of", "size", "bold", "italic", "align"),
    [
        ("NationalName", 12, True, False, "center"),
        ("Motto", 13, True, False, "center"),
        ("IssuerAbove", 12, False, False, "center"),
        ("Issuer", 12, True, False, "center"),
        ("Number", 13, False, False, "center"),
        ("PlaceDate", 13, False, True, "center"),
        ("Kind", 14, True, False, "center"),
        ("Subject", 14, True, False, "center"),
        ("Basis", 14, False, True, "both"),
        ("Body", 14, False, False, "both"),
        ("Heading1", 14, True, False, "center"),
        ("Heading2", 14, True, False, "left"),
        ("Heading4", 14, False, False, "left"),
        ("Authority", 14, True, False, "center"),
        ("Signer", 14, True, False, "center"),
        ("RecipientsHead", 12, True, True, "left"),
        ("Recipient", 11, False, False, "left"),
        ("AnnexNumber", 14, True, False, "center"),
        ("header", 14, False, False, "center"),
    ],
)
def test_style_has_the_size_and_weight_of_its_box(
    of: str, size: int, bold: bool, italic: bool, align: str
) -> None:
    found = opened().styles()[of]
    placed = found.find(f"{W}pPr/{W}jc")
    assert attribute(found.find(f"{W}rPr/{W}sz"), "val") == str(size * 2)
    assert (found.find(f"{W}rPr/{W}b") is not None) is bold
    assert (found.find(f"{W}rPr/{W}i") is not None) is italic
    assert ("left" if placed is None else attribute(placed, "val")) == align


def test_body_is_indented_and_its_paragraphs_stand_apart() -> None:
    body = opened().styles()["Body"]
    assert numbers(body.find(f"{W}pPr/{W}ind")) == {"firstLine": 720}  # 1,27 cm
    assert numbers(body.find(f"{W}pPr/{W}spacing")) == {"before": 0, "after": 120, "line": 276}


def test_head_holds_its_boxes_in_order() -> None:
    assert opened().lines[:11] == [
        ("IssuerAbove", "ỦY BAN NHÂN DÂN TỈNH THANH HÓA"),
        ("Issuer", "BAN CHỈ ĐẠO 138"),
        ("Rule", ""),
        ("NationalName", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Motto", "Độc lập - Tự do - Hạnh phúc"),
        ("Rule", ""),
        ("Number", "Số: 05/BC-BCĐ"),
        ("PlaceDate", "Thanh Hóa, ngày 06 tháng 01 năm 2022"),
        ("Kind", "BÁO CÁO"),
        ("Subject", "Kết quả công tác năm 2021"),
        ("Rule", ""),
    ]


def test_a_body_without_a_superior_has_no_line_for_one() -> None:
    assert opened(issuers=(Issuer("Ban Chỉ đạo 138"),)).lines[0] == ("Issuer", "BAN CHỈ ĐẠO 138")


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2020, 1, 6), "Thanh Hóa, ngày 06 tháng 01 năm 2020"),
        (date(2020, 3, 16), "Thanh Hóa, ngày 16 tháng 3 năm 2020"),
        (None, "Thanh Hóa, ngày      tháng      năm      "),
    ],
)
def test_days_below_ten_and_the_first_two_months_are_padded(day: date | None, written: str) -> None:
    assert opened(issued_on=day).texts("PlaceDate") == [written]


@pytest.mark.parametrize(
    ("number", "written"),
    [(5, "Số: 05/BC-BCĐ"), (138, "Số: 138/BC-BCĐ"), (None, "Số:       /BC-BCĐ")],
)
def test_number_below_ten_is_padded(number: int | None, written: str) -> None:
    assert opened(number=number).texts("Number") == [written]


def length(rule: Element, column: int) -> float:
    """Millimetres of a drawn line in a column of twips."""
    assert attribute(rule.find(f"{W}pPr/{W}pBdr/{W}top"), "val") == "single"
    indents = numbers(rule.find(f"{W}pPr/{W}ind"))
    return (column - indents["left"] - indents["right"]) / MILLIMETRE


def columns(table: Element) -> list[int]:
    return [numbers(one)["w"] for one in table.iter(f"{W}gridCol")]


def test_line_below_the_motto_is_as_long_as_the_motto() -> None:
    file = opened()
    drawn = length(file.rule_after("Motto"), columns(file.tables[0])[1])
    assert drawn == pytest.approx(width("Độc lập - Tự do - Hạnh phúc", 13, bold=True), abs=0.1)


@pytest.mark.parametrize("issuer", ["Công an tỉnh", "Ban Chỉ đạo 138", "Rất dài " * 20])
def test_line_below_the_issuer_is_a_third_to_a_half_of_it(issuer: str) -> None:
    file = opened(issuers=(Issuer(issuer),))
    column = columns(file.tables[0])[0]
    printed = min(width(issuer.strip().upper(), 12, bold=True), column / MILLIMETRE)
    assert 1 / 3 <= length(file.rule_after("Issuer"), column) / printed <= 1 / 2


def test_line_below_the_subject_is_a_third_to_a_half_of_it() -> None:
    drawn = length(opened().rule_after("Subject"), round(160 * MILLIMETRE))
    assert 1 / 3 <= drawn / width("Kết quả công tác năm 2021", 14, bold=True) <= 1 / 2


def test_national_name_fits_on_one_line() -> None:
    right = columns(opened().tables[0])[1] / MILLIMETRE
    assert width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True) < right


def test_bases_end_with_semicolons_and_a_full_stop() -> None:
    file = opened(bases=("Căn cứ Luật Công an nhân dân.", "Căn cứ Kế hoạch số 12", "Theo đề nghị;"))
    assert file.texts("Basis") == ["Căn cứ Luật Công an nhân dân;", "Căn cứ Kế hoạch số 12;", "Theo đề nghị."]


def test_one_addressee_stands_on_the_line_and_is_the_first_to_receive() -> None:
    file = opened(addressees=("Ủy ban nhân dân tỉnh",))
    assert file.texts("Addressee") == ["Kính gửi: Ủy ban nhân dân tỉnh"]
    assert file.texts("Recipient")[0] == "- Như trên;"


def test_several_addressees_stand_one_a_line() -> None:
    file = opened(addressees=("Bộ Công an", "Tỉnh ủy"))
    assert file.texts("Addressee") == ["Kính gửi:"]
    assert file.texts("AddresseeItem") == ["- Bộ Công an;", "- Tỉnh ủy."]


def test_recipients_end_with_where_it_is_filed() -> None:
    file = opened()
    assert file.texts("RecipientsHead") == ["Nơi nhận:"]
    assert file.texts("Recipient") == ["- Bộ Công an;", "- Thường trực Tỉnh ủy;", "- Lưu: VT, PV01."]


def test_signature_has_authority_post_and_name() -> None:
    posts = ("Phó Trưởng ban", "Giám đốc Công an tỉnh")
    file = opened(signatures=(Signature(("TM. Ban Chỉ đạo", "KT. Trưởng ban"), posts, "Nguyễn Văn A"),))
    signed = [line for line in file.lines if line[0] in ("Authority", "OtherPost", "Signer", "SignerBelow")]
    assert signed == [
        ("Authority", "TM. BAN CHỈ ĐẠO"),
        ("Authority", "KT. TRƯỞNG BAN"),
        ("Authority", "PHÓ TRƯỞNG BAN"),
        ("OtherPost", "GIÁM ĐỐC CÔNG AN TỈNH"),
        ("SignerBelow", "Nguyễn Văn A"),
    ]


def test_the_dashes_of_several_addressees_stand_below_the_colon() -> None:
    """NĐ 30/2020, Phụ lục I, II.9d."""
    look = LOOKS["AddresseeItem"]
    assert look.left - look.hanging == pytest.approx(
        LOOKS["Addressee"].first_line + width("Kính gửi", 14), abs=0.5
    )


def test_a_line_stands_below_the_reference_of_an_annex() -> None:
    file = opened(annexes=(Annex("Danh sách khu dân cư", ()),))
    drawn = length(file.rule_after("AnnexOf"), round(160 * MILLIMETRE))
    assert 1 / 3 <= drawn / width("DANH SÁCH KHU DÂN CƯ", 14, bold=True) <= 1 / 2


def test_parts_and_headings_are_numbered_as_the_decree_numbers_them() -> None:
    body = (
        Part(2, "Nhận xét"),
        Heading(Depth.SECTION, 4, "Bài học"),
        Heading(Depth.CLAUSE, 1, "Khách quan"),
        Heading(Depth.POINT, 5, "Điểm thứ năm"),
    )
    assert [line for line in opened(body=body).lines if line[0].startswith("Heading")] == [
        ("Heading1", "Phần II\nNHẬN XÉT"),
        ("Heading2", "IV. BÀI HỌC"),
        ("Heading3", "1. Khách quan"),
        ("Heading4", "đ) Điểm thứ năm"),
    ]


def test_headings_make_a_table_of_contents() -> None:
    styles = opened().styles()
    names = [attribute(styles[f"Heading{depth}"].find(f"{W}name"), "val") for depth in range(1, 5)]
    levels = [
        attribute(styles[f"Heading{depth}"].find(f"{W}pPr/{W}outlineLvl"), "val") for depth in range(1, 5)
    ]
    assert names == ["heading 1", "heading 2", "heading 3", "heading 4"]
    assert levels == ["0", "1", "2", "3"]


def test_runs_keep_their_weight() -> None:
    body = (Paragraph((Run("một "), Run("hai", bold=True), Run(" ba", italic=True))),)
    paragraph = next(one for one in opened(body=body).main.iter(f"{W}p") if style(one) == "Body")
    runs = paragraph.iter(f"{W}r")
    looks = [{look.tag.removeprefix(W) for look in run.iterfind(f"{W}rPr/*")} for run in runs]
    assert text(paragraph) == "một hai ba"
    assert looks == [set(), {"b"}, {"i"}]


def test_table_repeats_its_head_splits_no_row_and_fills_the_page() -> None:
    table = opened(body=(PLAIN,)).tables[1]
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False]
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, True]
    assert columns(table) == [2268, 6803]
    assert attribute(table.find(f"{W}tblPr/{W}tblLayout"), "type") == "fixed"


def test_a_row_across_spans_all_columns() -> None:
    table = opened(body=(Table(PLAIN.columns, (Row(((Run("Nhóm"),),), across=True),)),)).tables[1]
    assert [attribute(span, "val") for span in table.iter(f"{W}gridSpan")] == ["2"]


def test_a_row_that_does_not_fit_its_table_is_refused() -> None:
    with pytest.raises(ValueError, match="a row of 1 cells in a table of 2 columns"):
        Table(PLAIN.columns, (Row(((Run("1"),),)),))


def test_page_number_stands_in_the_top_margin_from_page_two() -> None:
    file = opened()
    default, first = file.part("word/header1.xml"), file.part("word/header2.xml")
    assert [one.text for one in default.iter(f"{W}instrText")] == [" PAGE "]
    assert [style(one) for one in default.iter(f"{W}p")] == ["header"]
    assert [text(one) for one in first.iter(f"{W}p")] == [""]
    assert file.sections[0].find(f"{W}titlePg") is not None


def test_marks_stand_at_the_head_of_every_page() -> None:
    file = opened(marks=("DỮ LIỆU MINH HỌA",))
    default, first = file.part("word/header1.xml"), file.part("word/header2.xml")
    assert [text(one) for one in default.iter(f"{W}p")] == ["2", "DỮ LIỆU MINH HỌA"]
    assert [text(one) for one in first.iter(f"{W}p")] == ["DỮ LIỆU MINH HỌA"]


def test_each_annex_is_numbered_on_its_own() -> None:
    file = opened(annexes=(Annex("Biểu", (PLAIN,), landscape=True), Annex("Nguồn", (PLAIN,))))
    starts = [numbers(one.find(f"{W}pgNumType")) for one in file.sections]
    widths = [round(numbers(one.find(f"{W}pgSz"))["w"] / MILLIMETRE) for one in file.sections]
    assert starts == [{"start": 1}] * 3
    assert widths == [210, 297, 210]
    assert file.texts("AnnexNumber") == ["Phụ lục I", "Phụ lục II"]
    assert file.texts("AnnexTitle") == ["BIỂU", "NGUỒN"]
    assert (
        file.texts("AnnexOf")
        == ["(Kèm theo Báo cáo số 05/BC-BCĐ ngày 06 tháng 01 năm 2022 của Ban Chỉ đạo 138)"] * 2
    )


def test_an_only_annex_has_no_number() -> None:
    assert opened(annexes=(Annex("Biểu", (PLAIN,)),)).texts("AnnexNumber") == ["Phụ lục"]


def test_signature_never_stands_alone_on_a_page() -> None:
    kept = [
        one for one in opened().main.findall(f"{W}body/{W}p") if one.find(f"{W}pPr/{W}keepNext") is not None
    ]
    assert [(style(one), text(one)) for one in kept] == [("Body", "Nội dung."), ("Rule", "")]


@pytest.mark.parametrize(("recipients", "whole"), [(3, True), (300, False)])
def test_a_long_list_of_recipients_may_run_over_pages(recipients: int, whole: bool) -> None:
    foot = opened(recipients=("Đơn vị",) * recipients).tables[-1]
    assert (foot.find(f"{W}tr/{W}trPr/{W}cantSplit") is not None) is whole


def test_file_says_what_it_is_and_nothing_of_the_machine() -> None:
    properties = docx.Document(BytesIO(write(letter()))).core_properties
    assert properties.title == "Báo cáo Kết quả công tác năm 2021"
    assert properties.author == "Ban Chỉ đạo 138"
    assert properties.created is not None
    assert properties.created.date() == date(2022, 1, 6)
    assert {entry.date_time for entry in opened().archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_object_gives_the_same_bytes() -> None:
    assert write(letter(body=(PLAIN,))) == write(letter(body=(PLAIN,)))
