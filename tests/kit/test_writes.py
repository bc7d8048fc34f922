"""What is written here is what Django's own `save` and `update` write."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from phongtrao.kit import writes
from phongtrao.people.models import Officer
from phongtrao.trail.models import Head, RecordKey, Seal
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


def same(one: models.Model, other: models.Model, *but: str) -> bool:
    """As the database gives them back."""
    read = [type(row)._default_manager.filter(pk=row.pk).values().get() for row in (one, other)]
    ours, theirs = ({name: value for name, value in row.items() if name not in ("id", *but)} for row in read)
    return ours == theirs


def seal(number: int) -> Seal:
    return Seal(number=number, at=NOW, heads={"ố": [1, "a'b%s"]}, previous="", hash='"x"')


def test_a_row_is_the_one_that_django_saves() -> None:
    ours, djangos = seal(1), seal(2)
    with CaptureQueriesContext(connection) as asked:
        writes.insert(ours)
    djangos.save(force_insert=True)
    assert len(asked) == 1
    assert (ours.pk, ours._state.adding, ours._state.db) == (djangos.pk - 1, False, djangos._state.db)
    assert same(ours, djangos, "number")


def test_bytes_and_defaults_arrive() -> None:
    key = RecordKey(record="a", key=b"\x00\xff'%s")
    writes.insert(key)
    assert bytes(RecordKey.objects.get(pk=key.pk).key) == b"\x00\xff'%s"
    head = Head(chain="c", hash="h")
    writes.insert(head)
    assert Head.objects.get(pk=head.pk).number == 0


def test_a_row_that_is_known_stays_as_it_is() -> None:
    for key in (b"1", b"2"):
        with CaptureQueriesContext(connection) as asked:
            writes.insert_unless_known(RecordKey(record="a", key=key))
        assert len(asked) == 1
    assert [bytes(row.key) for row in RecordKey.objects.filter(record="a")] == [b"1"]


def test_columns_change_where_all_is_as_it_was(cast: Cast) -> None:
    after = {"name": "Đ' %s", "last_login": NOW - timedelta(days=1), "organisation": cast.committee_37}
    assert writes.change(Officer, {"pk": cast.clerk.pk, "username": "nobody"}, after) == 0
    assert writes.change(Officer, {"pk": cast.clerk.pk, "username": cast.clerk.username}, after) == 1
    assert Officer.objects.filter(pk=cast.viewer.pk).update(**after) == 1
    ours, djangos = (Officer.objects.values(*after).get(pk=one.pk) for one in (cast.clerk, cast.viewer))
    assert ours == djangos == {**after, "organisation": cast.committee_37.pk}
    assert Officer.objects.filter(name=after["name"]).count() == 2


def test_nothing_becomes_nothing(cast: Cast) -> None:
    writes.change(Officer, {"pk": cast.clerk.pk}, {"last_login": NOW})
    cast.clerk.last_login = None
    writes.update(cast.clerk, "last_login")
    assert Officer.objects.get(pk=cast.clerk.pk).last_login is None


def test_what_the_database_refuses_undoes_the_change() -> None:
    writes.insert(seal(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        try:
            writes.insert(seal(1))
        except IntegrityError:
            assert connection.needs_rollback
            raise
    assert Seal.objects.count() == 1
