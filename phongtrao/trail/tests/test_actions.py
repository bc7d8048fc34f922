import pytest
from django.db import DatabaseError, connection, transaction

from phongtrao.kit import guards
from phongtrao.trail import actions, queries
from phongtrao.trail.models import Head, Row, Seal
from phongtrao.trail.rules import GENESIS, Break
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def write(number: int, chain: str = "organisation:1") -> Row:
    with transaction.atomic():
        return actions.record(
            "saved", record=f"reports.report:{number}", chain=chain, by="mai", now=NOW, after={"n": number}
        )


def test_rows_of_a_chain_are_linked_in_order() -> None:
    first, second = write(1), write(2)
    assert (first.number, first.previous, second.number, second.previous) == (1, GENESIS, 2, first.hash)
    assert queries.first_break() is None


def test_chains_are_apart() -> None:
    write(1)
    assert write(1, chain="organisation:2").number == 1


@pytest.mark.django_db(transaction=True)
def test_a_row_outside_its_changes_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        actions.record("saved", record="x:1", chain="c", by="mai", now=NOW)


def test_equal_content_of_two_records_has_different_digests() -> None:
    with transaction.atomic():
        rows = [
            actions.record("saved", record=f"x:{n}", chain="c", by="mai", now=NOW, after={"name": "An"})
            for n in (1, 2)
        ]
    assert rows[0].after != rows[1].after


@pytest.mark.parametrize("table", guards.tables())
def test_the_database_refuses_to_change_append_only_tables(table: str) -> None:
    assert guards.wanted(connection) <= guards.standing(connection)


@pytest.mark.parametrize("statement", ["UPDATE trail_row SET officer = 'x'", "DELETE FROM trail_row"])
def test_the_database_refuses(statement: str) -> None:
    write(1)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def tampered(statement: str) -> Break | None:
    with guards.lifted(connection), connection.cursor() as cursor:
        cursor.execute(statement)
    return queries.first_break()


def test_a_changed_row_is_found() -> None:
    write(1), write(2)
    assert tampered("UPDATE trail_row SET officer = 'x' WHERE number = 1") == Break(
        "organisation:1", 1, "row changed"
    )


def test_a_missing_row_is_found() -> None:
    write(1), write(2), write(3)
    assert tampered("DELETE FROM trail_row WHERE number = 2") == Break("organisation:1", 2, "row missing")


def test_a_cut_tail_is_found_by_the_head() -> None:
    write(1), write(2)
    assert tampered("DELETE FROM trail_row WHERE number = 2") == Break(
        "organisation:1", 2, "head and last row disagree"
    )


def test_a_chain_written_anew_is_found_by_the_seal() -> None:
    write(1)
    sealed = actions.seal(now=NOW)
    assert sealed is not None
    with guards.lifted(connection):
        Row.objects.all().delete()
        Head.objects.all().delete()
    write(7)
    assert queries.first_break() == Break("organisation:1", 1, "differs from seal 1")


def test_a_seal_follows_the_seal_before_and_none_is_made_for_nothing() -> None:
    write(1)
    first = actions.seal(now=NOW)
    assert actions.seal(now=NOW) is None
    write(2)
    second = actions.seal(now=NOW)
    assert first is not None and second is not None
    assert (second.number, second.previous) == (2, first.hash)
    assert Seal.objects.count() == 2


def test_a_purged_key_forgets_what_the_digest_was_of() -> None:
    row = write(1)
    actions.forget("reports.report:1")
    assert write(1).after != row.after
    assert queries.first_break() is None
