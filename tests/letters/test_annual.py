"""The annual report, from plain figures to its document."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.indicator import load
from phongtrao.letters.annual import Territory, TextSource, compose, section_of_group
from phongtrao.letters.document import Document, Heading, Paragraph, Part, Run, Table
from phongtrao.letters.docx import write
from phongtrao.letters.figures import FigureLine
from phongtrao.letters.outline import outline
from phongtrao.letters.text import paragraphs
from tests.letters.made import OVER, figure, report, source
from tests.letters.opened import Opened

SESSIONS = figure("propaganda_sessions", 40000, OVER, name="Buổi tuyên truyền", unit="buổi", sources=(1,))
HEADS = [section for section in outline().sections.values() if not section.sections]


def printed(document: Document) -> list[str]:
    """Headings and paragraphs of the body, in order."""
    lines: list[str] = []
    for block in document.body:
        if isinstance(block, Part):
            lines.append(f"{block.label}: {block.title}")
        elif isinstance(block, Heading):
            lines.append(block.printed)
        elif isinstance(block, Paragraph):
            lines.append("".join(run.text for run in block.runs))
    return lines


def after(lines: list[str], heading: str) -> str:
    return lines[lines.index(heading) + 1]


def cells(document: Document, annex: int, block: int = 0) -> list[list[str]]:
    table = document.annexes[annex].blocks[block]
    assert isinstance(table, Table)
    return [["".join(run.text for run in cell) for cell in row.cells] for row in table.rows]


def test_opening_says_who_reports_on_what_and_over_which_days() -> None:
    lines = printed(
        compose(report(known_on=date(2022, 1, 12), freeze="chốt số liệu năm 2021", sources=(source(1),)))
    )
    assert lines[:2] == [
        "Ban Chỉ đạo 138 tỉnh Thanh Hóa báo cáo kết quả công tác xây dựng phong trào “Toàn dân bảo vệ "
        "an ninh Tổ quốc” năm 2021 của tỉnh Thanh Hóa; phương hướng, nhiệm vụ năm 2022 như sau:",
        "Số liệu trong báo cáo tính từ 01/01/2021 đến 31/12/2021 (năm dương lịch); toàn bộ số liệu tại Phụ lục IX, "
        "nguồn số liệu tại Phụ lục X kèm theo. Số liệu được ghi nhận đến thời điểm chốt ngày 12/01/2022 (chốt số "
        "liệu năm 2021). Số trong ngoặc vuông là số thứ tự của nguồn tại "
        "Phụ lục X.",
    ]


def test_outline_is_whole_even_where_nothing_was_reported() -> None:
    lines = printed(compose(report()))
    parts = [line for line in lines if line.startswith("Phần")]
    assert parts == [
        "Phần I: Tình hình, kết quả thực hiện năm 2021",
        "Phần II: Nhận xét, đánh giá",
        "Phần III: Phương hướng, nhiệm vụ năm 2022",
        "Phần IV: Kiến nghị, đề xuất",
    ]
    assert after(lines, "1. Công tác tuyên truyền, vận động Nhân dân") == "Chưa có số liệu."
    assert after(lines, "I. ƯU ĐIỂM") == "Chưa có nội dung."
    assert after(lines, "Phần IV: Kiến nghị, đề xuất") == "Chưa có nội dung."
    assert lines.count("Chưa có số liệu.") + lines.count("Chưa có nội dung.") == len(HEADS)


def test_last_words_close_the_document() -> None:
    assert printed(compose(report()))[-1] == (
        "Trên đây là báo cáo kết quả công tác xây dựng phong trào “Toàn dân bảo vệ an ninh Tổ quốc” năm 2021 "
        "và phương hướng, nhiệm vụ năm 2022 của Ban Chỉ đạo 138 tỉnh Thanh Hóa./."
    )


def test_narrative_stands_before_the_sentences_of_the_figures() -> None:
    told = report(
        figures={"propaganda": (SESSIONS,)},
        narratives={"propaganda": "Công tác tuyên truyền được đổi mới.\nNhiều cách làm hay."},
        sources=(source(1),),
    )
    lines = printed(compose(told))
    at = lines.index("1. Công tác tuyên truyền, vận động Nhân dân")
    assert lines[at + 1 : at + 4] == [
        "Công tác tuyên truyền được đổi mới.",
        "Nhiều cách làm hay.",
        "Trong năm 2021, toàn tỉnh đã tổ chức hơn 40.000 buổi tuyên truyền [1].",
    ]


def test_first_annex_sets_each_figure_beside_last_year() -> None:
    new = figure(
        "models_new",
        17,
        name="Mô hình xây dựng mới",
        unit="mô hình",
        last_year=figure("models_new", 15).value,
        of_which=(figure("models_recognized", 2, name="Trong đó: mô hình được ghi nhận", unit="mô hình"),),
    )
    types = figure(
        "model_types",
        76,
        name="Loại mô hình",
        unit="loại",
        as_of=date(2022, 3, 29),
        basis="statement",
        note="có 2 nguồn",
    )
    document = compose(report(figures={"practices": (new, types)}))
    assert document.annexes[8].title == "Biểu số liệu năm 2021 so với năm 2020"
    assert cells(document, 8) == [
        ["Xây dựng, nhân rộng mô hình, điển hình tiên tiến"],
        ["1", "Mô hình xây dựng mới", "mô hình", "17", "15", "+2", "+13,3", "", ""],
        ["", "Trong đó: mô hình được ghi nhận", "mô hình", "2", "", "", "", "", ""],
        [
            *("2", "Loại mô hình", "loại", "76", "", "", "", ""),
            "tính đến 29/03/2022; số báo cáo của toàn địa bàn; có 2 nguồn",
        ],
    ]


def test_second_annex_leads_each_figure_back_to_its_line() -> None:
    second = source(2, where="dòng 4", quote="tổ chức hơn 40.000 buổi", accepted_by="Ban Chỉ đạo 138 tỉnh")
    document = compose(report(sources=(second, source(1, accepted_on=date(2022, 1, 12)))))
    assert document.annexes[9].title == "Nguồn số liệu"
    assert cells(document, 9) == [
        [
            *("1", "Buổi tuyên truyền", "hơn 40.000 buổi", "Công an tỉnh", "Báo cáo số 7/BC-CAT"),
            "ngày 12/01/2022",
        ],
        [
            *("2", "Buổi tuyên truyền", "hơn 40.000 buổi", "Công an tỉnh"),
            "Báo cáo số 7/BC-CAT; dòng 4; “tổ chức hơn 40.000 buổi”",
            "Ban Chỉ đạo 138 tỉnh",
        ],
    ]


def test_second_annex_leads_each_merged_paragraph_back_to_its_report() -> None:
    whole = TextSource(
        "propaganda",
        "Ra mắt tổ tự quản. " * 20,
        "Ban Chỉ đạo xã Ba Đình",
        "Báo cáo năm (BC26-AAAA-BBBB)",
        where="mục 1. Tuyên truyền",
        accepted_by="Ban Chỉ đạo 138 tỉnh",
        accepted_on=date(2022, 1, 12),
    )
    bare = TextSource("tasks", "Lắp đèn ngõ.", "Xã Pù Luông", "BC26-CCCC-DDDD", reworded=True)
    document = compose(report(sources=(source(1),), text_sources=(whole, bare)))
    annex = document.annexes[9]
    assert (annex.title, len(annex.blocks)) == ("Nguồn số liệu và lời văn", 3)
    assert annex.blocks[1] == Paragraph(
        (Run("Nguồn các đoạn lời văn lấy từ báo cáo của đơn vị cấp dưới", bold=True),)
    )
    quote = " ".join(["Ra mắt tổ tự quản."] * 8)
    assert cells(document, 9, 2) == [
        [
            *("1", "Công tác tuyên truyền, vận động Nhân dân", f"“{quote} Ra mắt…”"),
            *("Ban Chỉ đạo xã Ba Đình", "Báo cáo năm (BC26-AAAA-BBBB), mục 1. Tuyên truyền"),
            "Ban Chỉ đạo 138 tỉnh, ngày 12/01/2022",
        ],
        [
            "2",
            outline().sections["tasks"].title,
            "“Lắp đèn ngõ.” (có sửa lời)",
            "Xã Pù Luông",
            "BC26-CCCC-DDDD",
            "",
        ],
    ]
    assert printed(document)[1].endswith(
        "Nguồn của các đoạn lời văn lấy từ báo cáo của đơn vị cấp dưới được ghi tại Phụ lục X."
    )


def test_annexes_without_rows_say_so() -> None:
    none = (Paragraph((Run("Chưa có số liệu."),)),)
    assert [annex.blocks[:1] for annex in compose(report()).annexes] == [none] * 10


def test_a_figure_without_a_value_is_listed_as_missing() -> None:
    document = compose(report(figures={"forces": (FigureLine("trainees", "Lượt học viên", "lượt", None),)}))
    assert cells(document, 8)[1] == ["1", "Lượt học viên", "lượt", "chưa có số liệu", "", "", "", "", ""]


def test_illustrative_figures_are_marked_on_every_page_and_beside_each() -> None:
    invented = figure("models_new", 17, name="Mô hình mới", unit="mô hình", illustrative=True)
    document = compose(report(figures={"practices": (invented,)}))
    assert document.marks == ("DỮ LIỆU MINH HỌA",)
    assert cells(document, 8)[1][3] == "17 (minh họa)"
    assert printed(document)[1].endswith(
        "Số liệu có ghi “minh họa” là số liệu giả định, không phải số liệu thực tế."
    )


def test_a_report_of_real_figures_bears_no_mark() -> None:
    assert compose(report(figures={"propaganda": (SESSIONS,)}, sources=(source(1),))).marks == ()


@pytest.mark.parametrize(
    ("territory", "full_name", "whole"),
    [
        (Territory("Thanh Hóa", "tỉnh"), "tỉnh Thanh Hóa", "toàn tỉnh"),
        (Territory("Hạc Thành", "phường"), "phường Hạc Thành", "toàn phường"),
        (Territory("Việt Nam"), "cả nước", "cả nước"),
    ],
)
def test_territory_is_named_by_its_kind(territory: Territory, full_name: str, whole: str) -> None:
    assert (territory.full_name, territory.whole) == (full_name, whole)


def test_a_section_that_the_outline_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="the annual report has no section weather"):
        report(narratives={"weather": "Nắng."})


def test_a_source_number_without_its_source_is_refused() -> None:
    with pytest.raises(ValueError, match="no source stands under 1"):
        report(figures={"propaganda": (SESSIONS,)})


def test_every_group_of_the_catalogue_has_its_section() -> None:
    assert set(section_of_group()) == {one.group for one in load().indicators}


@given(st.sampled_from(sorted(outline().sections)), st.text(max_size=80))
def test_a_narrative_is_never_lost(section: str, typed: str) -> None:
    told = Opened(write(compose(report(narratives={section: typed})))).texts("Body")
    silent = Opened(write(compose(report()))).texts("Body")
    own = paragraphs(typed)
    at = next((at for at, text in enumerate(told) if own and text == own[0]), 0)
    assert told[at : at + len(own)] == own
    assert len(told) == len(silent) + len(own) - bool(own and section in {head.id for head in HEADS})


def test_the_report_of_thanh_hoa_reads_as_such_reports_do() -> None:
    attendances = figure("propaganda_participants", 1200000, OVER, unit="lượt người", sources=(1,))
    told = report(figures={"propaganda": (SESSIONS, attendances)}, sources=(source(1),))
    assert (
        "Trong năm 2021, toàn tỉnh đã tổ chức hơn 40.000 buổi tuyên truyền với hơn 1,2 triệu lượt người "
        "tham gia [1]."
    ) in Opened(write(compose(told))).texts("Body")
