"""What the two offices say to each other about a field."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people.models import Officer
from phongtrao.reports import actions, queries
from phongtrao.reports.models import Comment
from phongtrao.reports.rules import MOST_COMMENTS, Reason, Side, Unfit, read, speaks_as, waits_for
from phongtrao.reports.tests.stage import Stage
from phongtrao.trail import queries as trail
from tests.cast import NOW

pytestmark = pytest.mark.django_db
FIELD, OTHER = "propaganda_sessions", "models_recognized|recognised_by=ministry"


def say(stage: Stage, text: str, by: Officer, field: str = FIELD, **given: Any) -> Comment:
    return actions.comment(stage.report(), field, text=text, by=by, **{"now": NOW, **given})


def waiting(officer: Officer) -> list[int]:
    return [one.fields for one in queries.awaiting_answer(officer)]


@pytest.mark.parametrize(
    ("last", "settled", "side"),
    [
        (Side.ANSWERS, False, Side.ASKED),
        (Side.ASKED, False, Side.ANSWERS),
        (Side.ASKED, True, None),
        (Side.ANSWERS, True, None),
    ],
)
def test_who_spoke_last_waits_for_the_other(last: Side, settled: bool, side: Side | None) -> None:
    assert waits_for(last, settled=settled) == side


@pytest.mark.parametrize(
    ("sides", "side"),
    [
        (set(), None),
        ({Side.ASKED}, Side.ASKED),
        ({Side.ANSWERS}, Side.ANSWERS),
        (set(Side), Side.ANSWERS),
    ],
)
def test_on_which_side_one_speaks(sides: set[Side], side: Side | None) -> None:
    assert speaks_as(frozenset(sides)) == side


def test_what_is_said_waits_for_the_other_office_until_it_is_settled(stage: Stage) -> None:
    unit, above = stage.cast.clerk, stage.cast.province_head
    say(stage, "Có tính buổi phát thanh không?", unit)
    say(stage, "Ba Đình?", unit, OTHER)
    assert (waiting(unit), waiting(above)) == ([], [2])
    say(stage, "Không.", above)
    assert (waiting(unit), waiting(above)) == ([1], [1])
    say(stage, "", unit, settles=True)
    assert (waiting(unit), waiting(above)) == ([], [1])
    thread = queries.threads(above, stage.report())[FIELD]
    assert [(one.side, one.settles) for one in thread.comments] == [
        ("answers", False),
        ("asked", False),
        ("answers", True),
    ]
    assert thread.settled
    say(stage, "Còn buổi trực tuyến?", unit)
    assert waiting(above) == [2]
    assert [row.action for row in trail.of_record(stage.report().record)] == [
        *["comment written"] * 3,
        "comments settled",
        "comment written",
    ]


@pytest.mark.parametrize("text", ["", "  ", "x" * 1001])
def test_a_comment_says_something_short(stage: Stage, text: str) -> None:
    with pytest.raises(Unfit):
        say(stage, text, stage.cast.clerk)


def test_what_can_not_be_said(stage: Stage) -> None:
    with pytest.raises(Unfit):
        say(stage, "x", stage.cast.clerk, "unknown")
    with pytest.raises(Conflict):
        say(stage, "", stage.cast.clerk, settles=True)
    for stranger in (stage.cast.neighbour, stage.cast.viewer):
        with pytest.raises(Http404):
            say(stage, "x", stranger)
    assert Comment.objects.count() == 0


def test_very_many_comments_within_an_hour_are_refused(stage: Stage) -> None:
    for _time in range(MOST_COMMENTS):
        say(stage, "x", stage.cast.clerk)
    with pytest.raises(Refused):
        say(stage, "x", stage.cast.clerk)
    assert say(stage, "x", stage.cast.clerk, now=NOW + timedelta(hours=1)).text == "x"


def test_a_comment_can_not_be_changed(stage: Stage) -> None:
    said = say(stage, "x", stage.cast.clerk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Comment.objects.filter(pk=said.pk).update(text="y")


def test_notes_of_a_return_mark_their_fields_and_begin_a_thread(stage: Stage) -> None:
    stage.save({FIELD: "5"})
    stage.send()
    report = stage.report()
    given: dict[str, Any] = {
        "base_version": report.version,
        "reason": Reason.WRONG,
        "note": "Xem lại.",
        "fields": [FIELD],
        "by": stage.cast.province_head,
        "now": NOW,
    }
    with pytest.raises(Unfit):
        actions.return_(report, **given, notes={"unknown": "x"})
    returned = actions.return_(report, **given, notes={OTHER: "Thiếu quyết định công nhận."})
    assert returned.fields == [FIELD, OTHER]
    assert waiting(stage.cast.head) == [1]
    thread = queries.threads(stage.cast.head, stage.report())[OTHER]
    assert [one.text for one in thread.comments] == ["Thiếu quyết định công nhận."]


def test_the_page_of_a_field(stage: Stage, client: Client) -> None:
    client.force_login(stage.cast.clerk)
    page = reverse("reports:thread", args=[stage.report().pk, OTHER])
    assert client.post(page, {"text": "Tính từ tháng nào?"}).status_code == 302
    assert "Tính từ tháng nào?" in client.get(page).content.decode()
    long = client.post(page, {"text": "y" * 1001})
    assert (long.status_code, "y" * 1001 in long.content.decode()) == (422, True)
    assert client.post(page, {"text": "", "settles": "1"}).status_code == 302
    assert client.post(page, {"text": "", "settles": "1"}).status_code == 409
    assert client.get(reverse("reports:thread", args=[stage.report().pk, "unknown"])).status_code == 404
    section = client.get(reverse("reports:section", args=[stage.report().pk, "practices"])).content.decode()
    assert section.count(f"/reports/{stage.report().pk}/comments/") == 9
    client.force_login(stage.cast.province_head)
    assert (
        "Tính từ tháng nào?"
        in client.get(reverse("reports:comments", args=[stage.report().pk])).content.decode()
    )


@pytest.mark.parametrize("officer", ["neighbour", "viewer"])
def test_to_all_others_it_is_absent(stage: Stage, client: Client, officer: str) -> None:
    say(stage, "x", stage.cast.clerk)
    client.force_login(getattr(stage.cast, officer))
    for name, args in (("comments", []), ("thread", [FIELD])):
        assert client.get(reverse(f"reports:{name}", args=[stage.report().pk, *args])).status_code == 404
    assert queries.threads(getattr(stage.cast, officer), stage.report()) == {}


def test_fields_are_marked_where_they_stand(stage: Stage, client: Client) -> None:
    stage.save({FIELD: "5"})
    sent = stage.send()
    client.force_login(stage.cast.province_head)
    page = client.get(reverse("reports:submission", args=[stage.report().pk, 1])).content.decode()
    assert page.count('name="fields_marked"') == len(stage_fields(stage))
    given = {
        "version": stage.report().version,
        "reason": "wrong",
        "note": "",
        "fields_marked": [FIELD],
        f"note-{OTHER}": "Thiếu quyết định.",
    }
    where = reverse("reports:return", args=[stage.report().pk, sent.number])
    refused = client.post(where, given)
    kept = refused.content.decode()
    assert (refused.status_code, kept.count(" checked"), "Thiếu quyết định." in kept) == (422, 2, True)
    assert client.post(where, {**given, "note": "Xem lại."}).status_code == 302
    assert sorted(sent.returned.fields) == sorted([FIELD, OTHER])


def stage_fields(stage: Stage) -> tuple[str, ...]:
    return read(stage.request.form.content).fields


def test_the_first_page_tells_what_waits(stage: Stage, client: Client) -> None:
    say(stage, "x", stage.cast.clerk)
    client.force_login(stage.cast.province_head)
    assert f"/reports/{stage.report().pk}/comments/" in client.get("/").content.decode()
    client.force_login(stage.cast.clerk)
    assert f"/reports/{stage.report().pk}/comments/" not in client.get("/").content.decode()


@pytest.mark.parametrize("times", [1, 3])
def test_threads_and_what_waits_take_one_query_each(
    stage: Stage, times: int, django_assert_num_queries: Any
) -> None:
    for field in (FIELD, OTHER, "models_total")[:times]:
        say(stage, "x", stage.cast.clerk, field)
    report = stage.report()
    with django_assert_num_queries(1):
        found = queries.threads(stage.cast.clerk, report)
        assert [one.by.organisation.name for thread in found.values() for one in thread.comments] == [
            "Ban Chỉ đạo xã Pù Luông"
        ] * times
    with django_assert_num_queries(1):
        assert waiting(stage.cast.province_head) == [times]
