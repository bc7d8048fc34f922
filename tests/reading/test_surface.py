"""The public surface of the reader: what a finding holds."""

from decimal import Decimal

from phongtrao.core.figure import Qualifier
from phongtrao.reading import AwardForm, Kind, Recipient, Span, read, row

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
