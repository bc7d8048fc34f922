"""Two officers on one draft see each other; whoever leaves is forgotten; "I'll come back" leads to the place."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from phongtrao.reports import actions, queries
from phongtrao.reports.actions.presence import FORGOTTEN, HERE, Other
from phongtrao.reports.models import Presence
from phongtrao.reports.tests.stage import Stage
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def look(stage: Stage, who: str, section: str = "outreach", after: timedelta = timedelta()) -> list[Other]:
    return actions.look_in(stage.report(), section, by=getattr(stage.cast, who), now=NOW + after)


def test_two_see_each_other_and_nobody_sees_himself(stage: Stage) -> None:
    assert look(stage, "clerk") == []
    assert look(stage, "head") == [Other("Hà Thị Mai", "outreach", True)]
    assert look(stage, "clerk", "practices") == [Other("Lê Văn Sơn", "outreach", False)]
    assert look(stage, "head", "") == [Other("Hà Thị Mai", "practices", False)]


@pytest.mark.parametrize(("after", "seen"), [(HERE, 1), (HERE + timedelta(seconds=1), 0)])
def test_who_left_is_not_shown(stage: Stage, after: timedelta, seen: int) -> None:
    look(stage, "clerk")
    assert len(look(stage, "head", after=after)) == seen


def test_no_history_is_kept(stage: Stage) -> None:
    for second in range(3):
        look(stage, "clerk", after=timedelta(seconds=second))
    assert Presence.objects.count() == 1
    look(stage, "head", after=FORGOTTEN + timedelta(minutes=1))
    assert list(Presence.objects.values_list("officer", flat=True)) == [stage.cast.head.pk]


def test_those_above_are_not_in_a_draft(stage: Stage) -> None:
    with pytest.raises(Http404):
        look(stage, "province_head")


@pytest.mark.parametrize("times", [1, 3])
def test_a_look_is_cheap(client: Client, stage: Stage, times: int, django_assert_num_queries: Any) -> None:
    client.force_login(stage.cast.clerk)
    look(stage, "head", after=timezone.now() - NOW)
    door = reverse("reports:presence", args=[stage.report().pk])
    client.post(door, {"section": "outreach"})
    for _again in range(times):
        with django_assert_num_queries(4):
            said = client.post(door, {"section": "outreach"}).content.decode()
        assert "Lê Văn Sơn đang mở mục này" in said


@pytest.mark.parametrize("section", ["", "none", "x" * 5000, "<b>"])
def test_an_odd_section_is_only_the_report(client: Client, stage: Stage, section: str) -> None:
    client.force_login(stage.cast.clerk)
    look(stage, "head", after=timezone.now() - NOW)
    answer = client.post(reverse("reports:presence", args=[stage.report().pk]), {"section": section})
    assert answer.status_code == 200 and "Mục outreach" in answer.content.decode()


def test_strangers_find_no_door(client: Client, stage: Stage) -> None:
    door = reverse("reports:presence", args=[stage.report().pk])
    for who, status in (("neighbour", 404), ("province_head", 404), ("clerk", 200)):
        client.force_login(getattr(stage.cast, who))
        assert client.post(door).status_code == status


def test_ill_come_back_keeps_all_and_the_first_page_leads_back(client: Client, stage: Stage) -> None:
    client.force_login(stage.cast.clerk)
    page = reverse("reports:section", args=[stage.report().pk, "practices"])
    typed = {"version": "0", "models_total_0": "mười hai", "models_total_1": "exact", "later": "yes"}
    answer = client.post(page, typed)
    assert answer["Location"] == "/"
    assert stage.report().draft["figures"]["models_total"]["text"] == "mười hai"
    home = client.get("/").content.decode()
    assert f'href="{page}"' in home and "II. Mục practices" in home and "1 ô" in home


def test_where_one_stopped_is_the_section_saved_last(stage: Stage) -> None:
    stage.save({"models_total": "12"}, section="practices")
    stage.save({"propaganda_sessions": "42"})
    [line] = queries.to_do(stage.cast.clerk, now=NOW).to_fill
    assert line.stop and (line.stop.id, line.stop.title) == ("outreach", "I. Mục outreach")


def test_the_next_page_learns_that_a_section_arrived(client: Client, stage: Stage) -> None:
    client.force_login(stage.cast.clerk)
    number = stage.report().pk
    page = reverse("reports:section", args=[number, "outreach"])
    typed = {"version": "0", "propaganda_sessions_0": "42", "propaganda_sessions_1": "exact"}
    assert client.post(page, typed).cookies["saved"].value == f"{number}.outreach"
    stale = {**typed, "propaganda_sessions_0": "43"}
    assert (client.post(page, stale).status_code, "saved" in client.post(page, stale).cookies) == (409, False)
