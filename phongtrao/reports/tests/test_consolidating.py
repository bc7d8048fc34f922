"""A province's own report beside the sum of what its communes reported, and what a registry counted."""

from typing import Any

import pytest

from phongtrao.core.figure import Basis
from phongtrao.figures import queries as figures
from phongtrao.figures.models import Figure
from phongtrao.figures.queries import Asked
from phongtrao.kit.refusals import Refused
from phongtrao.people.rules import Role, Scope
from phongtrao.reports import actions, queries
from phongtrao.reports.queries.consolidating import below_of, sums_of
from phongtrao.reports.rules import (
    Fault,
    Stale,
    Sum,
    as_typed,
    differing,
    findings,
    read,
    read_figure,
    to_take,
)
from phongtrao.reports.rules.answers import Typed
from phongtrao.reports.tests.above import FORM_ABOVE, Above, officer_of, raise_above
from phongtrao.reports.tests.stage import Stage
from phongtrao.reports.tests.test_pages import signed_in
from phongtrao.trail import queries as trail
from tests.cast import NOW

KEY = "propaganda_sessions"


@pytest.fixture
def above(stage: Stage) -> Above:
    return raise_above(stage)


def answers(text: str, whole: str = "", key: str = KEY, reason: str = "") -> dict[str, Any]:
    read = read_figure(key, Typed(text, whole))
    return {"figures": {key: read}, "reasons": {key: reason} if reason else {}}


# Rules ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "text", "whole", "known", "other"),
    [
        (KEY, "12", "", Sum(12), False),
        (KEY, "13", "", Sum(12), True),
        (KEY, "hơn 12", "", Sum(12), True),
        (KEY, "hơn 12", "", Sum(12, qualifier="more_than"), False),
        (KEY, "13", "", Sum(None), False),
        ("teams_full_rate", "46", "50", Sum(4600, 5000, kind="ratio"), False),
        ("teams_full_rate", "92 %", "", Sum(4600, 5000, kind="ratio"), False),
        ("teams_full_rate", "45", "50", Sum(4600, 5000, kind="ratio"), True),
    ],
)
def test_what_is_another_number_than_the_sum(
    key: str, text: str, whole: str, known: Sum, other: bool
) -> None:
    assert differing(answers(text, whole, key), {key: known}) == ((key,) if other else ())


@pytest.mark.parametrize(
    ("key", "known"),
    [
        (KEY, Sum(1234)),
        (KEY, Sum(40_000, qualifier="more_than")),
        ("teams_full_rate", Sum(4600, 5000, kind="ratio")),
        ("gift_value_total", Sum(1_250_000_000)),
    ],
)
def test_what_is_taken_over_reads_as_the_sum(key: str, known: Sum) -> None:
    typed = as_typed(key, known)
    assert typed is not None
    assert differing({"figures": {key: read_figure(key, typed)}}, {key: known}) == ()


def test_one_press_for_many_leaves_what_was_typed() -> None:
    sums = {"a": Sum(1), "b": Sum(2), "c": Sum(3), "d": Sum(4, registry=True), "e": Sum(None)}
    sums = {f"propaganda_{name}": known for name, known in sums.items()}
    typed = {"text": "", "whole": "", "denominator": None, "kind": "count", "qualifier": "exact"}
    draft = {
        "figures": {"propaganda_b": {**typed, "value": 9}, "propaganda_c": {**typed, "value": 2}},
        "taken": {"propaganda_c": Sum(2).kept()},
    }
    assert to_take(draft, sums, sums) == ("propaganda_a", "propaganda_c")


def test_another_number_blocks_until_it_has_a_reason() -> None:
    content = read(FORM_ABOVE)
    sums = {
        KEY: Sum(12),
        "reports_requested": Sum(2, registry=True),
        "reports_submitted": Sum(1, registry=True),
    }
    [missing] = findings(content, answers("13", reason="Thêm 1 buổi"), sums=sums)
    assert (missing.fault, missing.fields, missing.blocking) == (Fault.NOT_THE_SUM, (KEY,), False)
    [found] = findings(content, answers("13"), sums=sums)
    assert (found.fault, found.blocking) == (Fault.NOT_THE_SUM, True)
    assert findings(content, answers("12"), sums=sums) == []


# What is known ------------------------------------------------------------------------------------------------


def test_the_sum_is_of_accepted_reports_below_with_its_coverage(above: Above) -> None:
    assert KEY not in sums_of(above.report())
    above.commune_accepted("5")
    known = sums_of(above.report())[KEY]
    assert (known.value, known.have, known.expected, known.registry) == (5, 1, 2, False)
    other = officer_of(above.stage.cast.committee_ba_dinh, "badinh", Role.HEAD, Scope.OWN)
    above.commune_accepted("7", organisation="committee_ba_dinh", who=other)
    known = sums_of(above.report())[KEY]
    assert (known.value, known.have, known.expected) == (12, 2, 2)


def test_what_the_province_states_is_never_added_to_the_sum(above: Above) -> None:
    above.commune_accepted("5")
    above.save({KEY: "9"}, reasons={KEY: "Còn xã chưa báo cáo"})
    above.send()
    above.accept()
    assert sums_of(above.report())[KEY].value == 5
    [row] = figures.totals([above.stage.cast.thanh_hoa.key], [KEY], Asked(2026, "nd09"))
    assert (row.total.value, row.total.basis, row.total.beside["own"].value) == (9, "statement", 5)
    assert Figure.objects.get(indicator__code=KEY, basis="statement").reason == "Còn xã chưa báo cáo"


def test_an_organisations_own_figures_are_held_against_registries_alone(stage: Stage) -> None:
    above = raise_above(stage, basis=Basis.OWN)
    above.commune_accepted("5")
    known = sums_of(above.report())
    assert {key: one.value for key, one in known.items()} == {
        "reports_requested": 1,
        "reports_submitted": 0,
        "reports_accepted": 0,
    }
    assert all(one.registry for one in known.values())


def test_beside_an_own_number_stands_what_was_accepted_below(stage: Stage) -> None:
    above = raise_above(stage, basis=Basis.OWN)
    above.commune_accepted("5")
    above.save({KEY: "9"})
    address = f"/reports/{above.report().pk}/sections/outreach/"
    page = signed_in(above.by).get(address).content.decode()
    said = "Để tham khảo, không tính trong số này: tổng các báo cáo cấp dưới đã chấp nhận: 5"
    assert (said in page, 'name="sum"' in page, "Giải thích vì sao số này đúng" in page) == (
        True,
        False,
        False,
    )
    lines = signed_in(above.by).get(f"/reports/{above.report().pk}/sums/{KEY}/").content.decode()
    assert ("Ban Chỉ đạo xã Pù Luông" in lines, "tham khảo" in lines) == (True, True)
    sent = above.send()
    assert (
        signed_in(above.minister)
        .get(f"/reports/{sent.report_id}/submissions/1/")
        .content.decode()
        .count(said)
        == 1
    )
    above.accept()
    assert Figure.objects.get(organisation=above.stage.cast.committee_38, indicator__code=KEY).value == 9
    assert said in signed_in(above.by).get(address).content.decode()


def test_beside_a_communes_own_number_stands_nothing_of_below(
    stage: Stage, django_assert_num_queries: Any
) -> None:
    report = stage.report()
    with django_assert_num_queries(0):
        assert below_of(report, [KEY]).sums == {}


def test_a_registry_that_counted_nothing_yet_counts_zero(above: Above) -> None:
    known = sums_of(above.report())
    assert {key: (one.value, one.registry) for key, one in known.items()} == {
        "reports_requested": (3, True),
        "reports_submitted": (0, True),
        "reports_accepted": (0, True),
    }


# Acts ---------------------------------------------------------------------------------------------------------


def test_taking_the_total_marks_it_and_a_later_change_is_told(above: Above) -> None:
    above.commune_accepted("5")
    assert above.take(KEY) == 1
    draft = above.report().draft
    assert (draft["figures"][KEY]["value"], draft["taken"][KEY]["value"]) == (5, 5)
    assert trail.of_record(above.report().record).last().action == "totals taken over"
    other = officer_of(above.stage.cast.committee_ba_dinh, "badinh", Role.HEAD, Scope.OWN)
    above.commune_accepted("7", organisation="committee_ba_dinh", who=other)
    page = signed_in(above.by).get(f"/reports/{above.report().pk}/sections/outreach/").content.decode()
    assert "Đã lấy lúc 10:00 ngày 20/11/2026: 5; tổng hợp nay là 12" in page
    assert above.take(KEY, "propaganda_participants", keep_typed=True) == 1
    assert above.report().draft["figures"][KEY]["value"] == 12


def test_one_press_for_all_leaves_what_was_typed_and_repeats_nothing(above: Above) -> None:
    above.commune_accepted("5")
    above.save({KEY: "6"})
    assert above.take(KEY, keep_typed=True) == 0
    version = above.report().version
    assert above.take(KEY) == 1
    assert above.take(KEY, keep_typed=True) == 0
    assert above.report().version == version + 1


def test_taking_on_an_older_version_is_refused_where_the_section_was_saved_since(above: Above) -> None:
    above.commune_accepted("5")
    base = above.report().version
    above.save({KEY: "6"})
    with pytest.raises(Stale):
        actions.take_totals(above.report(), [KEY], keep_typed=False, base_version=base, by=above.by, now=NOW)
    assert above.report().draft["figures"][KEY]["value"] == 6


def test_another_number_is_sent_only_with_a_reason_and_keeps_what_was_known(above: Above) -> None:
    above.commune_accepted("5")
    above.save({KEY: "9"})
    with pytest.raises(Refused):
        above.send()
    above.save({KEY: "9"}, reasons={KEY: "Còn xã chưa báo cáo"})
    sent = above.send()
    known = {key: row["value"] for key, row in sent.answers["known"].items()}
    assert known == {KEY: 5, "reports_requested": 3, "reports_submitted": 1, "reports_accepted": 1}
    assert sent.answers["reasons"] == {KEY: "Còn xã chưa báo cáo"}


def test_what_is_counted_is_not_typed_and_does_not_enter_the_ledger_again(above: Above) -> None:
    above.commune_accepted("5")
    above.take(KEY)
    above.send()
    accepted = above.accept()
    assert accepted.batch is not None
    assert [row.indicator.code for row in accepted.batch.figures.all()] == [KEY]


def test_stating_another_count_needs_a_reason(above: Above) -> None:
    above.commune_accepted("5")
    above.take(KEY)
    above.save({"reports_requested": "4"}, section="counted")
    with pytest.raises(Refused):
        above.send()
    above.save(
        {"reports_requested": "4"}, section="counted", reasons={"reports_requested": "Một báo cáo giấy"}
    )
    assert above.send().answers["figures"]["reports_requested"]["value"] == 4


# Pages --------------------------------------------------------------------------------------------------------


def test_the_section_page_takes_one_or_all(above: Above) -> None:
    above.commune_accepted("5")
    by, number = signed_in(above.by), above.report().pk
    url = f"/reports/{number}/sections/outreach/"
    page = by.get(url).content.decode()
    assert 'name="sum" value="propaganda_sessions"' in page
    assert f'href="/reports/{number}/sums/propaganda_sessions/"' in page
    typed = {"version": above.report().version, f"{KEY}_0": "", "outreach": "Đang gõ", "sum": KEY}
    response = by.post(url, typed)
    assert response.headers["Location"] == f"{url}#field-propaganda_sessions_0"
    draft = above.report().draft
    assert (draft["figures"][KEY]["value"], draft["narratives"]["outreach"]) == (5, "Đang gõ")


def test_one_press_fills_the_section_and_one_the_whole_report(above: Above) -> None:
    above.commune_accepted("5")
    by, number = signed_in(above.by), above.report().pk
    url = f"/reports/{number}/sections/outreach/"
    assert 'name="sum" value="*"' in by.get(url).content.decode()
    assert by.post(url, {"version": above.report().version, "sum": "*"}).headers["Location"] == url
    assert above.report().draft["figures"][KEY]["value"] == 5
    above.save({KEY: ""})
    assert f'action="/reports/{number}/sums/"' in by.get(f"/reports/{number}/").content.decode()
    assert by.post(f"/reports/{number}/sums/", {"version": above.report().version}).status_code == 302
    assert above.report().draft["figures"][KEY]["value"] == 5


def test_what_is_counted_stands_as_words_and_its_box_is_folded_away(above: Above) -> None:
    by, number = signed_in(above.by), above.report().pk
    url = f"/reports/{number}/sections/counted/"
    folded = by.get(url).content.decode()
    assert "Hệ thống đếm: 3; không phải nhập" in folded
    assert folded.count('<details class="govuk-details" open>') == 0
    above.save({"reports_requested": "4"}, section="counted")
    assert by.get(url).content.decode().count('<details class="govuk-details" open>') == 1


def test_the_lines_behind_a_total_are_opened_by_whoever_may_see_them(above: Above) -> None:
    above.commune_accepted("5")
    url = f"/reports/{above.report().pk}/sums/{KEY}/"
    line = Figure.objects.get(indicator__code=KEY)
    assert f'href="/figures/{line.pk}/"' in signed_in(above.by).get(url).content.decode()
    assert signed_in(above.by).get(f"{url}?format=csv").content.decode("utf-8-sig").count("Pù Luông") == 2
    assert signed_in(above.stage.cast.neighbour).get(url).status_code == 404
    assert signed_in(above.by).get(f"/reports/{above.report().pk}/sums/nothing/").status_code == 404


@pytest.mark.parametrize("communes", [1, 2])
def test_what_is_known_takes_as_many_queries_for_any_number_of_units(
    above: Above, communes: int, django_assert_num_queries: Any
) -> None:
    above.commune_accepted("5")
    if communes > 1:
        other = officer_of(above.stage.cast.committee_ba_dinh, "badinh", Role.HEAD, Scope.OWN)
        above.commune_accepted("7", organisation="committee_ba_dinh", who=other)
    report = above.report()
    sums_of(report)  # the map is kept in memory
    with django_assert_num_queries(4):
        queries.sums_of(report)
