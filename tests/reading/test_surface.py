"""The public surface of the reader: what a finding holds."""

from decimal import Decimal

from phongtrao.core.figure import Qualifier
from phongtrao.reading import AwardForm, Ground, Kind, Recipient, Span, Why, read, row
from phongtrao.reading.finding import SHOWN

TEXT = (
    "Năm 2021, xã tổ chức hơn 120 buổi tuyên truyền với 1,2 triệu lượt người tham gia. "
    "Trao Bằng khen cho 8 tập thể và 12 cá nhân."
)


def test_a_finding_holds_the_words_it_came_from() -> None:
    found = read(TEXT)
    assert [(one.text, one.value, one.indicator) for one in found] == [
        ("hơn 120", Decimal(120), "propaganda_sessions"),
        ("1,2 triệu", Decimal(1200000), "propaganda_participants"),
        ("8", Decimal(8), "commended_collectives"),
        ("12", Decimal(12), "commended_individuals"),
    ]
    first = found[0]
    assert TEXT[first.span.start : first.span.end] == first.text
    assert (first.qualifier, first.kind, first.noun, first.period) == (
        Qualifier.MORE_THAN,
        Kind.COUNT,
        "buổi tuyên truyền",
        "2021",
    )
    assert first.noun_span == Span(TEXT.index("buổi"), TEXT.index(" với"))
    assert [(one.award_form, one.recipient) for one in found[2:]] == [
        (AwardForm.MERIT, Recipient.COLLECTIVE),
        (AwardForm.MERIT, Recipient.INDIVIDUAL),
    ]


def test_a_row_is_what_the_command_line_writes() -> None:
    found = read(TEXT)
    made = row(found[1], doc="a.txt", among=found)
    assert (made["doc"], made["value"], made["value_kind"], made["qualifier"]) == (
        "a.txt",
        1200000,
        "count",
        "exact",
    )
    assert TEXT[made["char_start"] : made["char_end"]] == "1,2 triệu"  # type: ignore[misc]


def test_the_grounds_say_what_speaks_for_an_indicator() -> None:
    (one,) = read("Xã nhân rộng 5 mô hình.")
    assert one.grounds == (
        Ground(Why.NOUN, "mô hình"),
        Ground(Why.BEFORE, "nhân rộng"),
        Ground(Why.INDICATOR, "models_replicated"),
        Ground(Why.RUNNER_UP, "models_total"),
    )
    assert one.reason == "noun 'mô hình'; < 'nhân rộng' → models_replicated (else models_total)"


def test_grounds_of_a_figure_that_leans_on_the_one_before() -> None:
    _, share, _, same = read("Có 312 khu dân cư đạt chuẩn an toàn (91%). Xã A có 4 mô hình, xã B 3.")
    assert share.grounds[1] == Ground(Why.SHARE)
    assert same.grounds[:2] == (Ground(Why.NO_NOUN), Ground(Why.AS_AT, "4"))


def test_every_ground_can_be_shown() -> None:
    assert list(SHOWN) == list(Why)
