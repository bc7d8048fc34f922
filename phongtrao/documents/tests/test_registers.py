"""Numbers in order without gaps."""

from datetime import UTC, date, datetime

import pytest

from phongtrao.documents import actions, queries
from phongtrao.documents.models import Number, Register, Series
from phongtrao.documents.rules import NumberState, Unfit
from phongtrao.documents.tests.office import Office
from phongtrao.kit.refusals import Conflict
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2027, 1, 3, 3, 0, tzinfo=UTC)


def numbers(series: Series) -> list[tuple[int, int]]:
    rows = Number.objects.filter(register__series=series).order_by("register__year", "number")
    return list(rows.values_list("register__year", "number"))


def reserve(office: Office, note: str = "Công văn ngoài hệ thống", **said: object) -> Number:
    series = actions.main_series(office.cast.committee_pu_luong)
    return actions.reserve(series, note=note, by=office.cast.clerk, now=NOW, **said)  # type: ignore[arg-type]


def test_numbers_follow_each_other_and_each_year_begins_anew(office: Office) -> None:
    documents = [office.issued(f"Văn bản {n}") for n in range(3)]
    assert [document.written for document in documents] == ["01/KH-BCĐ", "02/KH-BCĐ", "03/KH-BCĐ"]
    late = office.signed("Ký cuối năm")
    series = late.series
    issue = actions.issue(
        late, base_version=late.version, issued_on=date(2027, 1, 2), by=office.cast.clerk, now=NEW_YEAR
    )
    assert issue.number.number == 1
    assert numbers(series) == [(2026, 1), (2026, 2), (2026, 3), (2027, 1)]


def test_an_issue_that_fails_gives_its_number_back(office: Office) -> None:
    document = office.signed()
    with pytest.raises(Conflict):
        actions.issue(document, base_version=1, issued_on=TODAY, by=office.cast.clerk, now=NOW)
    assert (Number.objects.count(), Register.objects.count()) == (0, 0)
    assert office.issued("Khác").number == 1


def test_a_reserved_number_is_used_by_the_document_that_takes_it(office: Office) -> None:
    kept = reserve(office)
    assert office.issued().number == 2
    document = office.signed("Văn bản lấy số đã giữ")
    assert [row.pk for row in queries.free_numbers(document)] == [kept.pk]
    office.issue(document, number=kept)
    assert office.again(document).number == 1
    assert queries.free_numbers(document) == []
    again = office.signed("Văn bản khác")
    with pytest.raises(Conflict, match="đã dùng hoặc đã hủy"):
        office.issue(again, number=kept)


def test_a_number_kept_for_a_document_is_the_one_it_bears(office: Office) -> None:
    document = office.draft()
    actions.reserve(document.series, document=document, by=office.cast.clerk, now=NOW)
    with pytest.raises(Conflict, match="đã được giữ số"):
        actions.reserve(document.series, document=document, by=office.cast.clerk, now=NOW)
    assert office.issued("Văn bản khác").number == 2
    actions.check(document, base_version=1, by=office.cast.clerk, now=NOW)
    office.sign(office.again(document))
    office.issue(office.again(document))
    assert office.again(document).number == 1


def test_a_number_of_last_year_is_no_number_of_this_year(office: Office) -> None:
    kept = reserve(office)
    document = office.signed()
    with pytest.raises(Unfit, match="2026"):
        actions.issue(
            document,
            base_version=document.version,
            issued_on=date(2027, 1, 2),
            number=kept,
            by=office.cast.clerk,
            now=NEW_YEAR,
        )


def test_a_cancelled_number_keeps_its_reason_and_is_not_given_again(office: Office) -> None:
    kept = reserve(office)
    actions.cancel(kept, reason="Viết nhầm", by=office.cast.clerk, now=NOW)
    assert office.issued().number == 2
    with pytest.raises(Conflict):
        actions.cancel(kept, reason="Lần nữa", by=office.cast.clerk, now=NOW)
    told = queries.told(queries.entries(kept.register))
    assert [(one.row.number, one.state, one.reason) for one in told] == [
        (2, NumberState.USED, ""),
        (1, NumberState.CANCELLED, "Viết nhầm"),
    ]


def test_a_used_number_is_not_cancelled(office: Office) -> None:
    office.issued()
    with pytest.raises(Conflict):
        actions.cancel(Number.objects.get(), reason="Nhầm", by=office.cast.clerk, now=NOW)


def test_the_same_key_reserves_once(office: Office) -> None:
    assert reserve(office, key="k").pk == reserve(office, key="k").pk
    assert Number.objects.count() == 1


def test_a_reserved_number_says_what_it_is_for_and_names_no_list_of_persons(office: Office) -> None:
    for note, words in ((" ", "dùng cho văn bản nào"), ("Danh sách đối tượng", "hồ sơ về cá nhân")):
        with pytest.raises(Unfit, match=words):
            reserve(office, note=note)


def test_a_register_goes_on_from_paper_only_at_its_beginning(office: Office) -> None:
    series = actions.main_series(office.cast.committee_pu_luong)
    actions.begin_register(series, year=2026, last=57, by=office.cast.clerk, now=NOW)
    assert office.issued().number == 58
    with pytest.raises(Conflict, match="không mở nối lại"):
        actions.begin_register(series, year=2026, last=99, by=office.cast.clerk, now=NOW)
    for year, last in ((2025, 3), (2026, 0)):
        with pytest.raises(Unfit):
            actions.begin_register(series, year=year, last=last, by=office.cast.clerk, now=NOW)


def test_a_series_has_numbers_and_an_abbreviation_of_its_own(office: Office) -> None:
    organisation, by = office.cast.committee_pu_luong, office.cast.clerk
    series = actions.add_series(
        organisation, name="Quyết định", abbreviation="BCĐ138", kinds_of=["QD"], by=by, now=NOW
    )
    first, other = office.issued(), office.issued("Kiện toàn", kind="QD")
    assert (first.written, other.written, other.series_id) == ("01/KH-BCĐ", "01/QĐ-BCĐ138", series.pk)
    with pytest.raises(Unfit, match="dãy số khác"):
        actions.add_series(organisation, name="Khác", kinds_of=["QD"], by=by, now=NOW)
    with pytest.raises(Conflict, match="tên này"):
        actions.add_series(organisation, name="Quyết định", by=by, now=NOW)


def test_two_offices_number_apart(office: Office) -> None:
    office.issued()
    other = actions.main_series(office.cast.committee_38)
    number = actions.reserve(other, note="Công văn", by=office.cast.province_head, now=NOW)
    assert number.number == 1
