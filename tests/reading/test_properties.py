"""Whatever the text: what is written is read back, in every spelling, and nothing makes the reader stumble."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.core.figure import Qualifier
from phongtrao.reading import Finding, read, reader
from tests.reading.own import texts

READER = reader()
NOUNS = {
    "buổi tuyên truyền": "propaganda_sessions",
    "tờ rơi": "leaflets_distributed",
    "loại mô hình": "model_types",
    "câu lạc bộ": "clubs",
    "tổ hòa giải": "mediation_groups",
    "hòa giải viên": "mediators",
    "tổ an ninh nhân dân": "people_security_groups",
    "tổ bảo vệ an ninh, trật tự": "security_teams",
    "đội dân phòng": "civil_defence_teams",
    "khẩu súng tự chế": "guns_collected",
    "viên đạn": "ammunition_collected",
    "mắt camera an ninh": "security_cameras",
    "bình chữa cháy": "fire_extinguishers",
    "suất quà": "gifts_given",
    "nhóm Zalo": "social_media_groups",
    "tin báo, tố giác tội phạm": "tips_received",
    "nguồn tin có giá trị": "tips_valuable",
    "lớp tập huấn": "training_courses",
    "ca tuần tra": "patrols_conducted",
    "điểm mô hình": "model_sites",
    "băng rôn": "banners_slogans",
    "người có uy tín": "influential_people",
}
QUALIFIERS = {
    "": Qualifier.EXACT,
    "hơn ": Qualifier.MORE_THAN,
    "trên ": Qualifier.MORE_THAN,
    "gần ": Qualifier.NEARLY,
    "khoảng ": Qualifier.APPROXIMATELY,
    "dưới ": Qualifier.LESS_THAN,
}
ORDERS = (
    "Toàn xã có {}.",
    "Đến nay, địa phương đã có {} hoạt động nền nếp.",
    "Năm 2023, xã Tân Hòa (22 tuổi đời) ghi nhận {}; ngày 19/8 tổng kết.",
    "Theo Kế hoạch số 12/KH-UBND ngày 05/02/2022, cả huyện có {}, tổ 7 dẫn đầu.",
    "- {};",
)


def _written(value: int, style: str) -> tuple[str, Decimal]:
    if style == "points":
        return f"{value:,}".replace(",", "."), Decimal(value)
    if style == "spaces":
        return f"{value:,}".replace(",", " "), Decimal(value)
    if style == "padded":
        return f"{value:02}", Decimal(value)
    return f"{value // 10},{value % 10} nghìn", Decimal(value) * 100


@st.composite
def counted(draw: st.DrawFn) -> tuple[str, Decimal, Qualifier, str]:
    noun = draw(st.sampled_from(sorted(NOUNS)))
    qualifier = draw(st.sampled_from(sorted(QUALIFIERS)))
    written, value = _written(
        draw(st.integers(2, 9_999_999)), draw(st.sampled_from(["points", "spaces", "padded", "thousands"]))
    )
    return f"{qualifier}{written} {noun}", value, QUALIFIERS[qualifier], NOUNS[noun]


@settings(max_examples=300)
@given(counted(), st.sampled_from(ORDERS))
def test_what_is_written_is_read_back(phrase: tuple[str, Decimal, Qualifier, str], order: str) -> None:
    words, value, qualifier, indicator = phrase
    found = READER.read(order.format(words))
    assert [(one.value, one.qualifier, one.indicator) for one in found] == [(value, qualifier, indicator)]


def _told(found: list[Finding], text: str) -> list[tuple[object, ...]]:
    """Everything but the offsets, and the words at the offsets in one form."""
    return [
        (
            one.value,
            one.indicator,
            one.qualifier,
            one.period,
            one.award_form,
            unicodedata.normalize("NFC", text[one.span.start : one.span.end]),
        )
        for one in found
    ]


@pytest.mark.parametrize("text", [text for text, _facts in texts()], ids=lambda text: text[:40])
def test_composed_and_decomposed_text_give_the_same_findings(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert _told(READER.read(apart), apart) == _told(READER.read(text), text)


SAMPLES = [text for text, _facts in texts()]


@given(st.sampled_from(SAMPLES), st.sampled_from(SAMPLES))
def test_two_texts_together_give_the_figures_of_both(first: str, second: str) -> None:
    together = READER.read(f"{first}\n\nPhần sau\n\n{second}")
    apart = [*READER.read(first), *READER.read(second)]
    assert [(one.value, one.indicator) for one in together] == [(one.value, one.indicator) for one in apart]


@given(st.lists(st.sampled_from(SAMPLES), min_size=1, max_size=4))
def test_a_span_holds_its_number(samples: list[str]) -> None:
    text = "\n\n".join(samples)
    for one in READER.read(text):
        assert text[one.span.start : one.span.end] == one.text
        assert any(sign.isdigit() for sign in one.text) or one.text.isalpha() or " " in one.text
        assert 0 <= one.confidence < 1
        assert one.noun_span is None or text[one.noun_span.start : one.noun_span.end] == one.noun


WORDS = (
    "12 3.456 1,5 7/9 19/8/2020 % ( ) , . ; : - / “ ” mô hình tập thể đồng tổ hơn gần trên năm một hai mươi trăm tỷ "
    "triệu vụ người được tặng Bằng khen trong đó gồm mỗi phấn đấu Ngày hội tin báo Zalo +"
)
FRAGMENTS = st.sampled_from([*WORDS.split(), '"', "\n", "\t", "\u00a0"])


@settings(max_examples=400)
@given(st.lists(FRAGMENTS | st.text(max_size=6), max_size=60))
def test_no_text_makes_it_raise(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for one in READER.read(text, targets=True):
        assert 0 <= one.span.start < one.span.end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "1 ", "1.", "1.234.", "9/9/", "a", "mô hình ", "12 mô hình, ", "năm ", "một trăm ", "“", "(", "Xã Xã ",
        "hơn ", "tỷ ", "1 tỷ ", "2020-", "\n", "\n1", " \n", "à\u0301", "tháng 1/", "A-", "tập thể cá nhân ", ", ",
        "khen ", "1 đồng ", "Bằng khen 3 tập thể ",
    ],
)  # fmt: skip
def test_a_long_text_of_one_kind_is_read(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    assert all(text[one.span.start : one.span.end] for one in READER.read(text))


PROSE = (
    "Phong trào được các cấp, các ngành quan tâm, cụ thể hóa sát tình hình và ngày càng đi vào chiều sâu. "
    * 200
)


def test_five_megabytes_are_read() -> None:
    sample = "\n\n".join([*SAMPLES[:20], PROSE])
    times = 5_000_000 // len(sample) + 1
    found = READER.read("\n\n".join([sample] * times))
    assert len(found) == times * len(READER.read(sample))


def test_the_second_mention_names_the_first() -> None:
    text = "Xã có 12 mô hình.\nNăm 2022 xã duy trì 12 mô hình."
    first, second = read(text)
    assert (first.repeats, second.repeats) == (None, first.span)
