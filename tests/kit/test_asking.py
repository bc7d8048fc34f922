"""Statements on the connection's own cursor: errors are Django's, and the next statement goes on."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError

from phongtrao.kit.ready import ready
from phongtrao.kit.writes import insert
from phongtrao.trail.models import RecordKey
from tests.cast import Cast


@ready
def named(record: str) -> QuerySet[RecordKey]:
    return RecordKey.objects.filter(record=record)


def test_an_error_is_djangos_and_the_next_statement_goes_on(db: None) -> None:
    insert(RecordKey(record="báo cáo 1", key=b"a" * 32))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(RecordKey(record="báo cáo 1", key=b"b" * 32))
    assert [bytes(row.key) for row in named("báo cáo 1")] == [b"a" * 32]


def test_nothing_is_asked_within_a_broken_transaction(db: None) -> None:
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            named("báo cáo 1")
    assert named("báo cáo 1") == []


def test_a_new_connection_has_a_cursor_of_its_own(transactional_db: None, cast: Cast) -> None:
    assert named("không có") == []
    connection.close()
    assert named("không có") == []
    connection.close()
