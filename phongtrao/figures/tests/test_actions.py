import threading
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from phongtrao.core.figure import Basis, Qualifier, ValueKind
from phongtrao.core.indicator import BadCell
from phongtrao.core.period import Window
from phongtrao.figures import actions, queries
from phongtrao.figures.actions import correct, expect
from phongtrao.figures.models import AskedList, Batch, Figure, FigureKey, Recorded
from phongtrao.figures.queries import Asked
from phongtrao.figures.tests.ledger import YEAR, entry, write, year
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.trail.models import Row
from tests.cast import NOW, TODAY, Cast, raise_curtain

EXACT = Qualifier.EXACT


def value(place: str, known_on: date | None = None) -> int | None:
    return queries.totals([place], ["propaganda_sessions"], Asked(2026, known_on=known_on))[0].total.value


def test_a_batch_has_its_figures_its_number_its_moment_and_one_row_in_the_trail(cast: Cast) -> None:
    [figure] = write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)
    assert (figure.value, figure.definition, figure.batch.recorded.number) == (12, 1, 1)
    assert figure.batch.recorded.at == NOW
    assert [(row.action, row.record) for row in Row.objects.all()] == [
        ("accepted", f"figures.batch:{figure.batch_id}")
    ]


def test_batches_are_numbered_one_after_another_and_never_go_back_in_time(cast: Cast) -> None:
    write(entry(cast.pu_luong, cast.committee_pu_luong, 1), by=cast.province_head, now=NOW)
    earlier = NOW - timedelta(days=3)
    write(entry(cast.ba_dinh, cast.committee_ba_dinh, 2), by=cast.province_head, now=earlier)
    assert list(Recorded.objects.order_by("number").values_list("number", "at")) == [(1, NOW), (2, NOW)]


def test_a_place_that_did_not_exist_on_the_windows_last_day_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused):
        write(entry(cast.minh_tan, cast.committee_vu_ban, 1), by=cast.neighbour)
    with pytest.raises(Refused):
        write(entry(cast.vu_ban, cast.committee_vu_ban, 1, window=year(2021)), by=cast.neighbour)
    assert (Batch.objects.count(), Figure.objects.count(), Row.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    "more",
    [
        {"value": -1},
        {"value": 2**63},
        {"indicator": "units_launched", "kind": ValueKind.RATIO, "denominator": 0},
        {"indicator": "units_launched", "kind": ValueKind.RATIO, "denominator": None},
    ],
)
def test_what_is_no_figure_is_refused(cast: Cast, more: dict[str, object]) -> None:
    one = replace(entry(cast.pu_luong, cast.committee_pu_luong, 1), **more)
    with pytest.raises(Refused):
        write(one, by=cast.province_head)
    assert Batch.objects.count() == 0


def test_a_kind_that_the_indicator_does_not_have_is_refused(cast: Cast) -> None:
    with pytest.raises(BadCell):
        write(entry(cast.pu_luong, cast.committee_pu_luong, 1, cell="colour=red"), by=cast.province_head)


# Corrections -----------------------------------------------------------------------------------------------


def test_a_correction_adds_a_row_and_the_total_as_known_before_stays(cast: Cast) -> None:
    [old] = write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)
    later = NOW + timedelta(days=2)
    new = correct(old, value=15, qualifier=EXACT, reason="Cộng sót", by=cast.province_head, now=later)
    assert (Figure.objects.count(), new.supersedes_id, new.reason) == (2, old.pk, "Cộng sót")
    assert value("c14896") == 15
    assert [value("c14896", TODAY + timedelta(days=d)) for d in (-1, 0, 1, 2)] == [None, 12, 12, 15]
    assert [row.pk for row in queries.history(old)] == [old.pk, new.pk]


def test_a_correction_changes_its_own_ancestors_and_nobody_else(cast: Cast) -> None:
    [old] = write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)
    write(entry(cast.hoa_lu, cast.committee_hoa_lu, 7), by=cast.neighbour)
    keys = ["VN", "p38", "c14896", "c14854", "p37-2025", "c14362"]
    assert [value(key) for key in keys] == [19, 12, 12, None, 7, 7]
    correct(old, value=15, qualifier=EXACT, reason="Cộng sót", by=cast.province_head, now=NOW)
    assert [value(key) for key in keys] == [22, 15, 15, None, 7, 7]


def test_a_figure_is_corrected_once(cast: Cast) -> None:
    [old] = write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)
    correct(old, value=15, qualifier=EXACT, reason="Cộng sót", by=cast.province_head, now=NOW)
    with pytest.raises(Conflict):
        correct(old, value=16, qualifier=EXACT, reason="Cộng sót", by=cast.province_head, now=NOW)
    assert Figure.objects.count() == 2


def test_a_correction_needs_a_reason_and_a_difference(cast: Cast) -> None:
    [old] = write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)
    for number, reason in ((15, "  "), (12, "Không đổi")):
        with pytest.raises(Refused):
            correct(old, value=number, qualifier=EXACT, reason=reason, by=cast.province_head, now=NOW)
    assert Figure.objects.count() == 1


def test_what_a_registry_counted_is_corrected_in_the_registry(cast: Cast) -> None:
    one = entry(
        cast.pu_luong,
        cast.committee_pu_luong,
        1,
        indicator="models_total",
        basis=Basis.DERIVED,
        keys=[("practices", "7")],
    )
    [old] = write(one, by=cast.province_head)
    with pytest.raises(Refused):
        correct(old, value=2, qualifier=EXACT, reason="Sai", by=cast.province_head, now=NOW)
    assert Figure.objects.count() == 1


def test_only_the_head_of_the_office_that_recorded_it_corrects(cast: Cast) -> None:
    [old] = write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)
    with pytest.raises(Refused):
        correct(old, value=15, qualifier=EXACT, reason="Sai", by=cast.viewer, now=NOW)
    assert Figure.objects.count() == 1


# What the database itself refuses --------------------------------------------------------------------------


def raw(figure: Figure, **changed: object) -> Figure:
    names = [f.attname for f in Figure._meta.concrete_fields if f.attname not in ("id", "supersedes_id")]
    return Figure(**{**{name: getattr(figure, name) for name in names}, **changed})


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": date(2026, 2, 1), "end": date(2026, 1, 31)},
        {"kind": "ratio"},
        {"denominator": 5},
        {"basis": "hearsay"},
        {"qualifier": "perhaps"},
    ],
)
def test_a_row_that_breaks_a_rule_never_enters_the_ledger(cast: Cast, wrong: dict[str, object]) -> None:
    [figure] = write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)
    with pytest.raises(IntegrityError), transaction.atomic():
        raw(figure, **wrong).save(force_insert=True)
    assert Figure.objects.count() == 1


def test_a_correction_without_a_reason_and_a_second_one_never_enter(cast: Cast) -> None:
    [figure] = write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)
    with pytest.raises(IntegrityError), transaction.atomic():
        raw(figure, supersedes_id=figure.pk).save(force_insert=True)
    raw(figure, supersedes_id=figure.pk, reason="một").save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        raw(figure, supersedes_id=figure.pk, reason="hai").save(force_insert=True)


def test_an_indicator_has_at_most_three_decimals(cast: Cast) -> None:
    [figure] = write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)
    figure.indicator.decimals = 4
    with pytest.raises(IntegrityError), transaction.atomic():
        figure.indicator.save(update_fields=["decimals"])


def test_a_key_is_counted_once_a_figure(cast: Cast) -> None:
    [figure] = write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)
    FigureKey.objects.create(figure=figure, registry="practices", key="7")
    with pytest.raises(IntegrityError), transaction.atomic():
        FigureKey.objects.create(figure=figure, registry="practices", key="7")


@pytest.mark.parametrize("table", ["figure", "batch", "recorded", "askedlist", "askedorganisation"])
@pytest.mark.parametrize("statement", ["UPDATE figures_{} SET id = id", "DELETE FROM figures_{}"])
def test_the_database_refuses_to_change_or_delete_a_row(cast: Cast, table: str, statement: str) -> None:
    write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)
    asked(cast)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


# Of whom figures are expected ------------------------------------------------------------------------------


def asked(cast: Cast, basis: Basis = Basis.OWN, window: Window = YEAR, now: datetime = NOW) -> AskedList:
    return expect(
        record=f"reports.request:{AskedList.objects.count()}",
        asker=cast.committee_38,
        organisations=[cast.committee_pu_luong],
        indicators=["propaganda_sessions"],
        clock="calendar",
        window=window,
        basis=basis,
        now=now,
    )


def stated_and_reported(cast: Cast) -> None:
    write(
        entry(cast.thanh_hoa, cast.committee_38, 100, basis=Basis.STATEMENT),
        entry(cast.pu_luong, cast.committee_pu_luong, 12),
        by=cast.province_head,
    )


def test_a_frozen_list_decides_when_a_sum_is_complete(cast: Cast) -> None:
    stated_and_reported(cast)
    assert value("p38") == 100
    asked(cast)
    assert value("p38") == 12


def test_a_list_of_another_window_or_indicator_decides_nothing(cast: Cast) -> None:
    stated_and_reported(cast)
    asked(cast, window=year(2025))
    assert value("p38") == 100
    both = queries.totals(["p38"], ["propaganda_sessions", "models_new"], Asked(2026))
    assert [row.total.value for row in both] == [100, None]


def test_a_list_asked_later_does_not_change_what_was_known_before(cast: Cast) -> None:
    stated_and_reported(cast)
    asked(cast, now=NOW + timedelta(days=3))
    assert [value("p38", TODAY + timedelta(days=d)) for d in (0, 2, 3)] == [100, 100, 12]


# Races -----------------------------------------------------------------------------------------------------


def at_once(*acts: object) -> list[BaseException | None]:
    """Run acts in threads that begin together; what each raised."""
    gate = threading.Barrier(len(acts))
    raised: list[BaseException | None] = [None] * len(acts)

    def run(number: int) -> None:
        try:
            gate.wait()
            acts[number]()  # type: ignore[operator]
        except Exception as problem:
            raised[number] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.alone
@pytest.mark.django_db(transaction=True)
def test_numbers_are_in_the_order_of_commits_however_many_write_at_once() -> None:
    cast = raise_curtain()
    pairs = [
        (cast.pu_luong, cast.committee_pu_luong, cast.province_head),
        (cast.hoa_lu, cast.committee_hoa_lu, cast.neighbour),
    ]

    def writer(number: int) -> None:
        place, organisation, officer = pairs[number]
        for turn in range(10):
            write(entry(place, organisation, turn), by=officer, now=NOW + timedelta(seconds=turn))

    assert at_once(lambda: writer(0), lambda: writer(1)) == [None, None]
    rows = list(Recorded.objects.order_by("number").values_list("number", "at"))
    assert [number for number, _ in rows] == list(range(1, 21))
    assert [at for _, at in rows] == sorted(at for _, at in rows)


@pytest.mark.alone
@pytest.mark.django_db(transaction=True)
def test_of_two_corrections_at_once_one_stands_and_the_other_is_told() -> None:
    cast = raise_curtain()
    [old] = write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)

    def corrector(number: int) -> None:
        figure = Figure.objects.get(pk=old.pk)
        actions.correct(figure, value=number, qualifier=EXACT, reason="Sai", by=cast.province_head, now=NOW)

    raised = at_once(lambda: corrector(15), lambda: corrector(16))
    assert sorted(type(problem).__name__ for problem in raised) == ["Conflict", "NoneType"]
    assert (Figure.objects.count(), Batch.objects.count(), Recorded.objects.count()) == (2, 2, 2)
