"""Many hands at the same moment. They run alone: each thread has its own connection and commits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from phongtrao.documents import actions
from phongtrao.documents.models import Cancellation, Document, Issue, Number, Register
from phongtrao.documents.tests.office import Office
from phongtrao.kit.refusals import Conflict
from phongtrao.trail import queries as trail
from tests.cast import NOW, TODAY, raise_curtain

pytestmark = [pytest.mark.alone, pytest.mark.django_db(transaction=True)]
MANY = 20


@pytest.fixture
def office(transactional_db: None, folder: Path) -> Office:
    return Office(raise_curtain())


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave, or the conflict that it met."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return act()
        except Conflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


def test_twenty_documents_issued_at_once_bear_the_numbers_one_to_twenty(office: Office) -> None:
    documents = [office.signed(f"Văn bản {n}") for n in range(MANY)]

    def issue(document: Document) -> Callable[[], Issue]:
        return lambda: actions.issue(
            document, base_version=document.version, issued_on=TODAY, by=office.cast.clerk, now=NOW
        )

    found = at_once(*[issue(document) for document in documents])
    assert sorted(one.number.number for one in found) == list(range(1, MANY + 1))
    assert Register.objects.get().last == MANY
    assert trail.first_break() is None


def test_documents_that_two_offices_issue_together_at_once_hold_nobody_up(office: Office) -> None:
    """Each leads half of them: both registers give a number to every document."""
    cast = office.cast
    province = Office(replace(cast, committee_pu_luong=cast.committee_38, clerk=cast.province_head))
    documents = []
    for lead, other, name in (
        (office, cast.province_head, cast.committee_38.name),
        (province, cast.clerk, cast.committee_pu_luong.name),
    ):
        for n in range(5):
            document = lead.signed(f"Phối hợp {n}", kind="CTR", partners=[f"{name}; BCĐ"])
            actions.agree(document, base_version=document.version, by=other, now=NOW)
            documents.append((lead, document))
    found = at_once(*[lambda lead=lead, row=row: lead.issue(row) for lead, row in documents])
    assert [type(one).__name__ for one in found] == ["Issue"] * 10
    assert sorted(Register.objects.values_list("last", flat=True)) == [10, 10]
    assert trail.first_break() is None


def test_one_document_issued_twenty_times_at_once_takes_one_number(office: Office) -> None:
    document = office.signed()
    found = at_once(
        *[
            lambda key=f"k{n}": actions.issue(
                document, base_version=3, issued_on=TODAY, key=key, by=office.cast.clerk, now=NOW
            )
            for n in range(MANY)
        ]
    )
    assert sorted(type(one).__name__ for one in found) == ["Conflict"] * (MANY - 1) + ["Issue"]
    assert (Number.objects.count(), Register.objects.get().last) == (1, 1)


def test_one_key_sent_twenty_times_at_once_is_one_act(office: Office) -> None:
    series = actions.main_series(office.cast.committee_pu_luong)
    found = at_once(
        *[lambda: actions.reserve(series, note="Công văn", key="k", by=office.cast.clerk, now=NOW)] * MANY
    )
    assert {number.pk for number in found} == {Number.objects.get().pk}
    assert Register.objects.get().last == 1


def test_what_arrives_at_once_bears_numbers_without_gaps(office: Office) -> None:
    found = at_once(*[lambda n=n: office.arrive(f"Văn bản {n}") for n in range(MANY)])
    assert sorted(row.arrival.number for row in found) == list(range(1, MANY + 1))


def test_a_number_cancelled_and_taken_at_once_is_one_of_both(office: Office) -> None:
    document = office.signed()
    kept = actions.reserve(document.series, note="Công văn", by=office.cast.clerk, now=NOW)
    found = at_once(
        lambda: actions.cancel(kept, reason="Nhầm", by=office.cast.clerk, now=NOW),
        lambda: office.issue(document, number=kept),
    )
    assert sorted(isinstance(one, Conflict) for one in found) == [False, True]
    assert Cancellation.objects.count() + Issue.objects.count() == 1
