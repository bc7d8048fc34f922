"""More time: asked by the unit's head, decided by the head of the office that asked."""

from datetime import date, time
from typing import Any

import pytest
from django.http import Http404

from phongtrao.core.deadline import due_at
from phongtrao.core.period import Window
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.notices.models import Notice
from phongtrao.people.models import Officer
from phongtrao.plans import actions, queries
from phongtrao.plans.models import Duty, Extension
from phongtrao.plans.rules import ExtensionVerdict
from phongtrao.trail.queries import of_record
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
YEAR = Window(date(2025, 12, 15), date(2026, 12, 14))
WISHED = date(2026, 12, 24)


@pytest.fixture
def duty(cast: Cast) -> Duty:
    _assignment, (duty,) = actions.assign(
        template="test",
        title="Tổng kết",
        asker=cast.committee_38,
        organisations=[cast.committee_pu_luong],
        clock="nd09",
        window=YEAR,
        due_at=due_at(date(2026, 12, 20)),
        by=cast.province_head,
        now=NOW,
    )
    return duty


def ask(duty: Duty, by: Officer, **given: Any) -> Extension:
    said = {"until": WISHED, "reason": "Chờ số liệu của công an xã", "link": "/", "now": NOW}
    return actions.ask_extension(duty, by=by, **{**said, **given})


def decide(
    extension: Extension, by: Officer, verdict: ExtensionVerdict = ExtensionVerdict.GRANTED, **given: Any
) -> Duty:
    actions.decide_extension(extension, verdict, by=by, link="/", now=NOW, **given)
    return Duty.objects.get(pk=extension.duty_id)


def acts(duty: Duty) -> list[str]:
    return [row.action for row in of_record(duty.record)]


def test_granted_as_wished_the_due_moment_moves(duty: Duty, cast: Cast) -> None:
    extension = ask(duty, cast.head)
    assert decide(extension, cast.province_head).due_at == due_at(WISHED)
    assert queries.standing(duty.assignment) == {duty.pk: "granted"}
    assert acts(duty) == ["extension asked", "extension granted"]
    told = Notice.objects.order_by("pk").values_list("organisation", "subject")
    assert list(told) == [
        (cast.committee_38.pk, "extension_asked"),
        (cast.committee_pu_luong.pk, "extension_granted"),
    ]


def test_granted_until_another_day_and_hour(duty: Duty, cast: Cast) -> None:
    other, hour = date(2026, 12, 22), time(17, 0)
    found = decide(ask(duty, cast.head), cast.province_head, until=other, hour=hour)
    assert found.due_at == due_at(other, hour)


def test_refused_with_a_reason_the_due_moment_stands(duty: Duty, cast: Cast) -> None:
    extension = ask(duty, cast.head)
    with pytest.raises(Refused):
        decide(extension, cast.province_head, ExtensionVerdict.REFUSED)
    assert (
        decide(extension, cast.province_head, ExtensionVerdict.REFUSED, note="Số liệu đã đủ").due_at
        == duty.due_at
    )
    assert acts(duty) == ["extension asked", "extension refused"]
    assert ask(duty, cast.head).number == 2


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"reason": "  "}, Refused),
        ({"reason": "x" * 1001}, Refused),
        ({"until": date(2026, 12, 20)}, Refused),
        ({"until": date(2026, 11, 1)}, Refused),
    ],
)
def test_what_cannot_be_wished(
    duty: Duty, cast: Cast, given: dict[str, Any], problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        ask(duty, cast.head, **given)
    assert not Extension.objects.exists()


@pytest.mark.parametrize(
    ("officer", "problem"), [("clerk", Refused), ("province_head", Refused), ("neighbour", Http404)]
)
def test_only_the_head_of_the_unit_asks(
    duty: Duty, cast: Cast, officer: str, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        ask(duty, getattr(cast, officer))


@pytest.mark.parametrize(
    ("officer", "problem"), [("head", Refused), ("viewer", Refused), ("neighbour", Http404)]
)
def test_only_the_head_of_the_asker_decides(
    duty: Duty, cast: Cast, officer: str, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        decide(ask(duty, cast.head), getattr(cast, officer))


def test_one_wish_at_a_time_and_one_decision_of_each(duty: Duty, cast: Cast) -> None:
    extension = ask(duty, cast.head)
    with pytest.raises(Conflict):
        ask(duty, cast.head)
    decide(extension, cast.province_head)
    with pytest.raises(Conflict):
        decide(extension, cast.province_head, until=date(2026, 12, 30))
    assert Duty.objects.get().due_at == due_at(WISHED)


def done(duty: Duty, cast: Cast) -> None:
    actions.fulfil(duty, now=NOW)


def closed(duty: Duty, cast: Cast) -> None:
    actions.close(duty.assignment, {}, by=cast.province_head, now=NOW)


@pytest.mark.parametrize("end", [done, closed])
def test_nothing_is_extended_that_is_not_owed_any_more(duty: Duty, cast: Cast, end: Any) -> None:
    extension = ask(duty, cast.head)
    end(duty, cast)
    with pytest.raises(Conflict):
        decide(extension, cast.province_head)
    actions.decide_extension(
        extension, ExtensionVerdict.REFUSED, note="đã gửi", by=cast.province_head, link="/", now=NOW
    )
    with pytest.raises(Conflict):
        ask(duty, cast.head)


def test_what_waits_stands_before_the_one_who_decides(duty: Duty, cast: Cast) -> None:
    extension = ask(duty, cast.head)
    waiting = {name: list(queries.undecided(getattr(cast, name))) for name in ("province_head", "neighbour")}
    assert waiting == {"province_head": [extension], "neighbour": []}
