"""What changed, what contradicts, what looks odd: by table and by property."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Qualifier, ValueKind
from phongtrao.core.indicator import CheckKind, Term
from phongtrao.figures.rules import (
    Change,
    Doubt,
    Limits,
    Past,
    Reading,
    Suspicion,
    change,
    comparable,
    contradicted,
    doubts,
    is_part_of_whole,
    median_of,
    robust_z,
    span,
)

SESSIONS = catalogue.load().get("propaganda_sessions")
SHARE = catalogue.load().get("areas_meeting_standard")
counts = st.integers(0, 10**9)


def share(part: int, whole: int) -> Reading:
    scale = catalogue.scale(SHARE)
    return Reading(part * scale, whole * scale, ValueKind.RATIO)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (Reading(1124), Reading(1000), Change(124, 124, 0)),
        (Reading(876), Reading(1000), Change(-124, -124, 0)),
        (Reading(40), Reading(40), Change(0, 0, 0)),
        (Reading(5), Reading(8), Change(-3, None, 0)),
        (Reading(5), Reading(0), Change(5, None, 0)),
        (Reading(0), Reading(50), Change(-50, -1000, 0)),
        (Reading(41, qualifier=Qualifier.MORE_THAN), Reading(40), Change(1, 25, 0, about=True)),
        (share(46, 50), share(9, 10), Change(200, None, 2, points=True)),
        (share(46, 50), Reading(9000, kind=ValueKind.PERCENT), Change(200, None, 2, points=True)),
        (share(1, 0), share(9, 10), None),
    ],
)
def test_a_change(now: Reading, before: Reading, expected: Change | None) -> None:
    entry = SHARE if ValueKind.RATIO in (now.kind, before.kind) else SESSIONS
    assert change(now, before, entry) == expected


@given(counts, counts)
def test_a_change_back_is_the_same_difference(now: int, before: int) -> None:
    there, back = (
        change(Reading(now), Reading(before), SESSIONS),
        change(Reading(before), Reading(now), SESSIONS),
    )
    assert there is not None and back is not None
    assert there.difference == -back.difference
    assert before + there.difference == now


@given(st.integers(20, 10**9), counts)
def test_tenths_of_a_percent_are_never_further_than_half_of_one(before: int, now: int) -> None:
    found = change(Reading(now), Reading(before), SESSIONS)
    assert found is not None and found.tenths is not None
    assert abs(2 * (found.tenths * before - 1000 * (now - before))) <= before


STEADY = tuple(Reading(v) for v in (40, 42, 38, 41, 39, 40))


@pytest.mark.parametrize(
    ("now", "past", "expected"),
    [
        (41, Past(earlier=STEADY), []),
        (140, Past(earlier=STEADY), [Doubt(Suspicion.OUTLIER, 140, 40, 38, 42, 6)]),
        (5, Past(earlier=STEADY), [Doubt(Suspicion.OUTLIER, 5, 40, 38, 42, 6)]),
        (49, Past(earlier=STEADY), []),
        (140, Past(earlier=STEADY[:4]), []),
        (140, Past(Reading(40)), [Doubt(Suspicion.JUMP, 140, 40, 40, 40, 1)]),
        (120, Past(Reading(40)), []),
        (13, Past(Reading(40)), [Doubt(Suspicion.JUMP, 13, 40, 40, 40, 1)]),
        (14, Past(Reading(40)), []),
        (9, Past(Reading(1)), []),
        (12, Past(Reading(0)), [Doubt(Suspicion.JUMP, 12, 0, 0, 0, 1)]),
        (140, Past(Reading(130), Reading(40)), [Doubt(Suspicion.JUMP, 140, 40, 40, 40, 1, last_year=True)]),
        (140, Past(Reading(40), Reading(130)), []),
        (7, Past(), []),
    ],
)
def test_what_looks_odd(now: int, past: Past, expected: list[Doubt]) -> None:
    assert list(doubts(Reading(now), past, SESSIONS)) == expected


def test_a_share_looks_odd_by_its_points() -> None:
    assert list(doubts(share(60, 100), Past(share(90, 100)), SHARE)) == [
        Doubt(Suspicion.JUMP, 6000, 9000, 9000, 9000, 1)
    ]
    assert list(doubts(share(61, 100), Past(share(90, 100)), SHARE)) == []


def test_the_limits_can_be_set() -> None:
    assert list(doubts(Reading(140), Past(Reading(40)), SESSIONS, Limits(factor=4))) == []
    assert list(doubts(Reading(140), Past(earlier=STEADY), SESSIONS, Limits(shortest=7))) == []


histories = st.lists(st.integers(0, 10**6), min_size=1, max_size=15)


@given(histories, st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_statistic_moves_with_all_numbers_together(known: list[int], value: int, by: int) -> None:
    moved = robust_z(value + by, [other + by for other in known])
    assert moved == pytest.approx(robust_z(value, known))


@given(histories, st.integers(0, 10**6), st.integers(2, 1000))
def test_the_statistic_does_not_know_the_unit(known: list[int], value: int, times: int) -> None:
    scaled = robust_z(value * times, [other * times for other in known])
    assert scaled == pytest.approx(robust_z(value, known))


@given(histories)
def test_the_middle_number_is_never_odd(known: list[int]) -> None:
    assert abs(robust_z(median_of(known), known)) <= 1
    assert min(known) <= median_of(known) <= max(known)


@given(st.lists(counts, max_size=15), counts)
def test_a_unit_that_says_what_it_always_said_is_never_asked(known: list[int], value: int) -> None:
    same = Past(Reading(value), Reading(value), tuple(Reading(value) for _other in known))
    assert list(doubts(Reading(value), same, SESSIONS)) == []


checks = st.sampled_from(catalogue.load().checks)
qualifiers = st.sampled_from(Qualifier)


@given(checks, st.data())
def test_exact_numbers_contradict_just_where_the_catalogue_says(check: Any, data: st.DataObject) -> None:
    values = {term: data.draw(st.integers(0, 50)) for term in (check.left, *check.right)}
    spans = {term: span(value, Qualifier.EXACT) for term, value in values.items()}
    assert contradicted(check, spans) is (check.holds(values) is False)


@given(checks, st.data())
def test_a_qualifier_never_makes_a_contradiction(check: Any, data: st.DataObject) -> None:
    values = {term: data.draw(st.integers(0, 50)) for term in (check.left, *check.right)}
    vague = {term: span(value, data.draw(qualifiers)) for term, value in values.items()}
    if check.holds(values):
        assert contradicted(check, vague) is False


def test_only_a_part_of_its_whole_must_be_mended() -> None:
    must = {check.id: is_part_of_whole(check) for check in catalogue.load().checks}
    assert must["disputes_resolved_within_disputes_received"] is True
    assert must["sessions_within_attendances"] is False
    assert all(check.kind is CheckKind.AT_MOST for check in catalogue.load().checks if must[check.id])


def test_what_is_missing_contradicts_nothing() -> None:
    check = next(c for c in catalogue.load().checks if c.id == "disputes_by_outcome")
    assert contradicted(check, {Term("disputes_received"): span(1, Qualifier.EXACT)}) is False


def test_a_share_without_a_whole_cannot_be_compared() -> None:
    assert comparable(share(1, 0), SHARE) is None
