"""Freezes: a named moment of the ledger, exact to the batch, and what changed since."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from phongtrao.core.figure import Qualifier
from phongtrao.figures import actions, queries
from phongtrao.figures.models import Figure, Freeze
from phongtrao.figures.queries import Asked, Unanswerable
from phongtrao.figures.tests.ledger import entry, write
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people.models import Officer
from phongtrao.trail import queries as trail
from tests.cast import NOW, TODAY, Cast, token

pytestmark = pytest.mark.django_db
NAME, PURPOSE = "Số chốt 14/12/2026", "phục vụ báo cáo số 45/BC-BCĐ"


def frozen(by: Officer, name: str = NAME) -> Freeze:
    return actions.freeze(name=name, purpose=PURPOSE, by=by, now=NOW)


def total(place: str, freeze: Freeze | None = None) -> int | None:
    asked = Asked(2026, frozen=queries.frozen(freeze) if freeze else None)
    return queries.totals([place], ["propaganda_sessions"], asked)[0].total.value


def correct(figure: Figure, value: int, by: Officer) -> Figure:
    return actions.correct(figure, value=value, qualifier=Qualifier.EXACT, reason="Đếm thiếu", by=by, now=NOW)


def test_a_freeze_is_exact_to_the_batch_of_one_moment(cast: Cast) -> None:
    [figure] = write(entry(cast.pu_luong, cast.committee_pu_luong, 10), by=cast.province_head)
    first = frozen(cast.province_head)
    write(entry(cast.ba_dinh, cast.committee_ba_dinh, 5), by=cast.province_head)
    second = frozen(cast.province_head, "Số chốt lần 2")
    correct(figure, 12, cast.province_head)
    assert (total("p38", first), total("p38", second), total("p38")) == (10, 15, 17)
    assert (first.number, second.number, first.place) == (1, 2, cast.thanh_hoa)
    assert [row.action for row in trail.of_record(first.record)] == ["figures frozen"]


def test_nothing_was_recorded_yet(cast: Cast) -> None:
    freeze = frozen(cast.province_head)
    write(entry(cast.pu_luong, cast.committee_pu_luong, 10), by=cast.province_head)
    assert (freeze.number, total("p38", freeze)) == (0, None)


def test_each_line_that_changed_is_told_once_from_then_to_now(cast: Cast) -> None:
    by = cast.province_head
    [figure] = write(entry(cast.pu_luong, cast.committee_pu_luong, 10), by=by)
    freeze = frozen(by)
    newest = correct(correct(figure, 11, by), 12, by)
    [added] = write(entry(cast.ba_dinh, cast.committee_ba_dinh, 5), by=by)
    write(entry(cast.vu_ban, cast.committee_vu_ban, 9), by=cast.neighbour)
    told = [(change.old, change.new) for change in queries.since(freeze, today=TODAY)]
    assert told == [(None, added), (figure, newest)]


def test_what_was_added_and_withdrawn_since_is_no_change(cast: Cast) -> None:
    by = cast.province_head
    [figure] = write(entry(cast.pu_luong, cast.committee_pu_luong, 10), by=by)
    freeze = frozen(by)
    [added] = write(entry(cast.ba_dinh, cast.committee_ba_dinh, 5), by=by)
    gone = {"reason": "Rút", "withdrawn": True}
    write(entry(cast.ba_dinh, cast.committee_ba_dinh, 5, supersedes=added, **gone), by=by)
    [last] = write(entry(cast.pu_luong, cast.committee_pu_luong, 10, supersedes=figure, **gone), by=by)
    assert [(c.old, c.new) for c in queries.since(freeze, today=TODAY)] == [(figure, last)]


@pytest.mark.parametrize("count", [1, 3])
def test_what_changed_takes_as_many_queries_for_one_as_for_three(
    cast: Cast, count: int, django_assert_num_queries: Any
) -> None:
    by = cast.province_head
    rows = [entry(cast.pu_luong, cast.committee_pu_luong, n, cell="") for n in range(count)]
    figures = write(*rows, by=by)
    freeze = frozen(by)
    for figure in figures:
        correct(figure, 99, by)
    queries.since(freeze, today=TODAY)
    with django_assert_num_queries(3):
        assert len(queries.since(freeze, today=TODAY)) == count


def test_only_a_head_freezes_and_each_name_once(cast: Cast) -> None:
    with pytest.raises(Refused):
        frozen(cast.clerk)
    with pytest.raises(Refused):
        frozen(cast.viewer)
    frozen(cast.head)
    with pytest.raises(Conflict):
        frozen(cast.head)
    with pytest.raises(Refused):
        frozen(cast.head, "  ")
    assert frozen(cast.province_head).place == cast.thanh_hoa
    assert Freeze.objects.count() == 2


def test_a_freeze_can_not_be_changed(cast: Cast) -> None:
    freeze = frozen(cast.head)
    with pytest.raises(DatabaseError), transaction.atomic():
        Freeze.objects.filter(pk=freeze.pk).update(number=7)


@pytest.mark.parametrize("text", ["7", "x", "9" * 30, "-1"])
def test_an_unknown_freeze_is_one_sentence(cast: Cast, text: str) -> None:
    with pytest.raises(Unanswerable):
        queries.freeze_numbered(text)


def test_the_pages_of_a_freeze(cast: Cast, client: Client) -> None:
    [figure] = write(entry(cast.pu_luong, cast.committee_pu_luong, 10), by=cast.province_head)
    client.force_login(cast.province_head)
    made = client.post(reverse("figures:freezes"), {"name": NAME, "purpose": PURPOSE})
    freeze = Freeze.objects.get()
    assert (made.status_code, made.headers["Location"]) == (302, reverse("figures:freeze", args=[freeze.pk]))
    correct(figure, 12, cast.province_head)
    page = client.get(reverse("figures:freeze", args=[freeze.pk]), {"format": "csv"})
    _titles, row = list(csv.reader(io.StringIO(page.content.decode("utf-8-sig"))))
    assert (row[4], row[5], row[6]) == ("10", "12", "Đếm thiếu")
    assert NAME in client.get(reverse("figures:freezes")).content.decode()


def test_the_totals_say_their_freeze_on_the_page_and_in_the_files(cast: Cast, client: Client) -> None:
    [figure] = write(entry(cast.pu_luong, cast.committee_pu_luong, 10), by=cast.province_head)
    freeze = frozen(cast.province_head)
    correct(figure, 12, cast.province_head)
    client.force_login(cast.province_head)
    asked = {
        "place": "38",
        "indicator": "propaganda_sessions",
        "year": "2026",
        "years": "1",
        "freeze": freeze.pk,
    }
    page = client.get(reverse("figures:totals"), asked).content.decode()
    assert f"{NAME}, {PURPOSE}" in page
    answer = client.get(reverse("figures:totals"), {**asked, "format": "csv"}).content.decode("utf-8-sig")
    _titles, row = list(csv.reader(io.StringIO(answer)))
    assert row[3] == "10"
    assert row[-1].startswith(f"Số chốt: {NAME}, {PURPOSE}")
    both = client.get(reverse("figures:totals"), {**asked, "known_on": "2026-11-20"})
    assert "govuk-error-message" in both.content.decode()


@pytest.mark.parametrize(
    ("officer", "status"), [("province_head", 200), ("clerk", 200), ("viewer", 200), ("neighbour", 404)]
)
def test_whose_freezes_are_seen(cast: Cast, client: Client, officer: str, status: int) -> None:
    freeze = frozen(cast.province_head)
    client.force_login(getattr(cast, officer))
    assert client.get(reverse("figures:freeze", args=[freeze.pk])).status_code == status


def test_a_neighbour_s_lines_are_counted_and_not_told(cast: Cast, client: Client) -> None:
    freeze = frozen(cast.province_head)
    write(entry(cast.ba_dinh, cast.committee_ba_dinh, 5), by=cast.province_head)
    client.force_login(cast.clerk)
    page = client.get(reverse("figures:freeze", args=[freeze.pk])).content.decode()
    assert "Ba Đình" not in page
    assert "1 dòng ngoài phạm vi" in page


def test_a_refused_freeze_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    client.force_login(cast.province_head)
    answer = client.post(reverse("figures:freezes"), {"name": NAME, "purpose": ""})
    assert (answer.status_code, NAME in answer.content.decode()) == (422, True)
    frozen(cast.province_head)
    again = client.post(reverse("figures:freezes"), {"name": NAME, "purpose": PURPOSE})
    assert (again.status_code, PURPOSE in again.content.decode()) == (409, True)
    client.force_login(cast.clerk)
    assert client.post(reverse("figures:freezes"), {"name": "x", "purpose": "y"}).status_code == 403


def test_the_api_answers_as_frozen(cast: Cast, client: Client) -> None:
    [figure] = write(entry(cast.pu_luong, cast.committee_pu_luong, 10), by=cast.province_head)
    freeze = frozen(cast.province_head)
    correct(figure, 12, cast.province_head)
    asked = {"place": "38", "indicator": "propaganda_sessions", "year": 2026}
    headers = {"Authorization": f"Bearer {token(cast.province_head)}"}

    def answered(**more: Any) -> dict[str, Any]:
        found: dict[str, Any] = client.get(
            "/api/v1/figures/totals", {**asked, **more}, headers=headers
        ).json()["totals"][0]
        return found

    then = answered(freeze=freeze.pk)
    assert (then["value"], then["known_on"], then["freeze"]["name"]) == (10, "2026-11-20", NAME)
    now = answered()
    assert (now["value"], now["known_on"], "freeze" in now) == (12, None, False)
    other = {"Authorization": f"Bearer {token(cast.neighbour)}"}
    gone = client.get("/api/v1/figures/totals", {**asked, "place": "37", "freeze": freeze.pk}, headers=other)
    assert gone.status_code == 404


def test_asked_lists_of_later_are_not_known_to_a_freeze(cast: Cast) -> None:
    write(entry(cast.pu_luong, cast.committee_pu_luong, 10), by=cast.province_head)
    freeze = frozen(cast.province_head)
    actions.expect(
        record="reports.request:1",
        asker=cast.committee_38,
        organisations=[cast.committee_pu_luong],
        indicators=["propaganda_sessions"],
        clock="calendar",
        window=Asked(2026).window,
        basis=entry(cast.pu_luong, cast.committee_pu_luong, 1).basis,
        now=NOW + timedelta(hours=1),
    )

    def expected(asked: Asked) -> int:
        return queries.totals(["p38"], ["propaganda_sessions"], asked)[0].total.expected

    assert (expected(Asked(2026, frozen=queries.frozen(freeze))), expected(Asked(2026))) == (2, 1)
