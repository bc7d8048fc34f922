"""A read that is made ready gives what the plain queryset gives, whatever the values."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext

from phongtrao.figures.models import Evidence
from phongtrao.kit.ready import ready
from phongtrao.people.models import Officer
from phongtrao.places.models import PlaceName
from tests.cast import NOW, Cast

REFORM = date(2025, 7, 1)


def plain_of_organisation(organisation: int) -> QuerySet[Officer]:
    rows = Officer.objects.filter(organisation=organisation).select_related("organisation__place")
    return rows.defer("password").order_by("-pk")


def plain_named(name: str, other: str) -> QuerySet[Any, Any]:
    rows = Officer.objects.filter(Q(username=name) | Q(username=other)).order_by("pk")
    shown = rows.annotate(at=F("organisation__name"), said=Concat("name", Value(", "), "role"))
    return shown.values_list("username", "at", "said")


def plain_since(moment: datetime) -> QuerySet[Any, str]:
    return (
        Officer.objects.filter(last_login__gte=moment).order_by("pk").values_list("username", flat=True)[:2]
    )


def plain_counted(moment: datetime) -> QuerySet[Any, Any]:
    return Officer.objects.filter(last_login__gte=moment).values("organisation", "role").order_by("pk")


def plain_among(numbers: list[int], names: list[str]) -> QuerySet[Any, str]:
    rows = Officer.objects.filter(Q(pk__in=numbers) | Q(username__in=names)).order_by("pk")
    return rows.values_list("username", flat=True)


def of_evidence(number: int) -> QuerySet[Evidence]:
    return Evidence.objects.select_related("file").filter(pk=number)


@ready
def among(numbers: list[int], names: list[str]) -> QuerySet[Any, str]:
    rows = Officer.objects.filter(Q(pk__among=numbers) | Q(username__among=names)).order_by("pk")
    return rows.values_list("username", flat=True)


@ready
def founded(days: list[date]) -> QuerySet[Any, str]:
    rows = PlaceName.objects.filter(valid_from__among=days).order_by("pk")
    return rows.values_list("name", flat=True)


of_organisation, named = ready(plain_of_organisation), ready(plain_named)
since, counted = ready(plain_since), ready(plain_counted)


@pytest.fixture
def signed_in(cast: Cast) -> Cast:
    for days, officer in enumerate([cast.clerk, cast.head, cast.viewer]):
        Officer.objects.filter(pk=officer.pk).update(last_login=NOW - timedelta(days=days))
    return cast


def test_objects_come_with_what_was_fetched_beside_them(cast: Cast) -> None:
    for organisation in (cast.committee_pu_luong, cast.committee_37, cast.committee_pu_luong):
        with CaptureQueriesContext(connection) as asked:
            found = of_organisation(organisation.pk)
            beside = [officer.organisation.place.key for officer in found]
        assert len(asked) == 1
        assert found == list(plain_of_organisation(organisation.pk)) != []
        assert beside == [organisation.place.key] * len(found)
        assert {name for officer in found for name in officer.get_deferred_fields()} == {"password"}


@pytest.mark.parametrize(
    ("read", "plain", "values"),
    [
        (named, plain_named, ("nobody", "none")),
        (named, plain_named, ("clerk", "")),
        (named, plain_named, ("clerk", "viewer")),
        (named, plain_named, ("' OR 1=1 --", "%s")),
        (since, plain_since, (NOW - timedelta(hours=1),)),
        (since, plain_since, (NOW - timedelta(days=9),)),
        (counted, plain_counted, (NOW - timedelta(days=1),)),
    ],
)
def test_values_are_those_of_the_plain_queryset(
    signed_in: Cast,
    read: Callable[..., list[Any]],
    plain: Callable[..., "QuerySet[Any, Any]"],
    values: tuple[Any, ...],
) -> None:
    assert read(*values) == list(plain(*values))


def test_a_list_is_one_value(cast: Cast) -> None:
    clerk, head, viewer = cast.clerk, cast.head, cast.viewer
    for numbers, names in (
        ([], []),
        ([clerk.pk, viewer.pk], []),
        ([], [head.username, "' OR 1=1 --", '"],[']),
        ([2**40, clerk.pk], [head.username, clerk.username]),
    ):
        with CaptureQueriesContext(connection) as asked:
            found = among(numbers, names)
        assert len(asked) == 1
        assert found == list(plain_among(numbers, names))
    rows = PlaceName.objects.filter(valid_from__in=[REFORM]).order_by("pk")
    assert founded([REFORM, date(1900, 1, 1)]) == list(rows.values_list("name", flat=True)) != []
    assert founded([]) == []


def test_by_name_too(signed_in: Cast) -> None:
    username = signed_in.clerk.username
    assert [row[0] for row in named(other="", name=username)] == [username]


def test_a_value_that_has_no_field_is_refused_when_it_is_made() -> None:
    def listed(numbers: set[int]) -> QuerySet[Officer]:
        return Officer.objects.filter(pk__in=numbers)

    with pytest.raises(TypeError, match="numbers"):
        ready(listed)


def test_a_number_that_no_row_can_have_finds_nothing(cast: Cast) -> None:
    assert of_organisation(10**30) == of_organisation(-(10**30)) == []


def test_what_is_left_out_is_refused(cast: Cast) -> None:
    with pytest.raises(TypeError):
        of_organisation()  # type: ignore[call-arg]


def test_objects_hold_what_django_puts_into_them(cast: Cast) -> None:
    """Columns, what was fetched beside, what was deferred; loaded late, changed and saved as ever."""
    organisation = cast.committee_pu_luong.pk
    [found, *_], plain = of_organisation(organisation), plain_of_organisation(organisation)[0]
    for one, other in (
        (found, plain),
        (found.organisation, plain.organisation),
        (found.organisation.place, plain.organisation.place),
    ):
        assert held(one) == held(other)
    assert found.password == plain.password != ""
    found.name = "Người khác"
    found.save(update_fields=["name"])
    found.refresh_from_db()
    assert found.name == Officer.objects.get(pk=found.pk).name == "Người khác"


def held(row: Any) -> dict[str, Any]:
    state = row._state
    columns = {name: value for name, value in row.__dict__.items() if name != "_state"}
    return {**columns, "state": (state.adding, state.db, sorted(state.fields_cache))}


def test_nothing_beside_where_the_column_is_null(cast: Cast) -> None:
    bare = Evidence.objects.create(source="Báo cáo giấy")
    [found] = ready(of_evidence)(bare.pk)
    assert held(found) == held(of_evidence(bare.pk).get())
    assert found.file is None


def test_who_wants_to_be_told_of_each_object_is_told(cast: Cast) -> None:
    told: list[Any] = []

    def hear(instance: Officer, **_more: Any) -> None:
        told.append(instance)

    post_init.connect(hear, sender=Officer)
    try:
        found = ready(plain_of_organisation)(cast.committee_pu_luong.pk)
    finally:
        post_init.disconnect(hear, sender=Officer)
    assert told == found != []
