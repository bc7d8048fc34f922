import json
from datetime import date
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.people.rules import Role
from phongtrao.reports.rules import (
    MOVES,
    BadForm,
    Fault,
    Move,
    NotPossible,
    Side,
    State,
    Typed,
    blocking,
    clean,
    differences,
    findings,
    fresh,
    late,
    open_to,
    part_of,
    read,
    read_figure,
    read_section,
    shown,
    step,
    with_section,
)
from phongtrao.reports.tests.stage import FORM, figure, narrative, section

CONTENT = read(FORM)
BOTH = frozenset(Side)


def answers(**texts: str) -> dict[str, Any]:
    """Figures as typed; "__" stands for the sign before a cell: models_recognized__ministry."""
    figures = {key.replace("__", "|recognised_by="): Typed(text) for key, text in texts.items()}
    return dict(read_section(figures, {}))


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("move", list(Move))
def test_a_move_is_in_the_table_or_not_possible(state: State, move: Move) -> None:
    possible = {
        Move.SAVE: {State.NOT_STARTED, State.DRAFT, State.RETURNED, State.REOPENED},
        Move.SUBMIT: {State.DRAFT, State.RETURNED, State.REOPENED},
        Move.ENTER: {State.NOT_STARTED, State.DRAFT},
        Move.RETURN: {State.SUBMITTED},
        Move.ACCEPT: {State.SUBMITTED},
        Move.ASK_TO_REOPEN: {State.ACCEPTED},
        Move.KEEP_CLOSED: {State.ACCEPTED},
        Move.REOPEN: {State.ACCEPTED},
    }
    if state in possible[move]:
        assert step(state, move) is MOVES[state, move]
    else:
        with pytest.raises(NotPossible):
            step(state, move)


@pytest.mark.parametrize(
    ("state", "role", "sides", "moves"),
    [
        (State.DRAFT, Role.CLERK, {Side.ANSWERS}, {Move.SAVE}),
        (State.DRAFT, Role.HEAD, {Side.ANSWERS}, {Move.SAVE, Move.SUBMIT}),
        (State.DRAFT, Role.VIEWER, {Side.ANSWERS}, set()),
        (State.DRAFT, Role.HEAD, {Side.ASKED}, {Move.ENTER}),
        (State.DRAFT, Role.VIEWER, {Side.ASKED}, set()),
        (State.SUBMITTED, Role.HEAD, {Side.ASKED}, {Move.RETURN, Move.ACCEPT}),
        (State.SUBMITTED, Role.CLERK, {Side.ASKED}, set()),
        (State.SUBMITTED, Role.HEAD, {Side.ANSWERS}, set()),
        (State.SUBMITTED, Role.HEAD, set(), set()),
        (State.ACCEPTED, Role.HEAD, {Side.ANSWERS}, {Move.ASK_TO_REOPEN}),
        (State.ACCEPTED, Role.HEAD, {Side.ASKED}, {Move.KEEP_CLOSED, Move.REOPEN}),
        (State.ACCEPTED, Role.CLERK, set(Side), set()),
        (State.REOPENED, Role.HEAD, {Side.ANSWERS}, {Move.SAVE, Move.SUBMIT}),
        (State.REOPENED, Role.HEAD, {Side.ASKED}, set()),
    ],
)
def test_who_may_move(state: State, role: Role, sides: set[Side], moves: set[Move]) -> None:
    assert open_to(state, role, frozenset(sides)) == moves


@pytest.mark.parametrize(
    ("state", "today", "expected"),
    [
        (State.DRAFT, date(2026, 12, 20), False),
        (State.DRAFT, date(2026, 12, 21), True),
        (State.RETURNED, date(2026, 12, 21), True),
        (State.SUBMITTED, date(2026, 12, 21), False),
        (State.REOPENED, date(2026, 12, 21), False),
    ],
)
def test_a_report_is_late_from_the_day_after(state: State, today: date, expected: bool) -> None:
    assert late(state, date(2026, 12, 20), today) is expected


@pytest.mark.parametrize(
    ("key", "typed", "value", "denominator", "kind", "qualifier"),
    [
        ("propaganda_sessions", Typed("1.234"), 1234, None, "count", "exact"),
        ("propaganda_sessions", Typed("hơn 40.000"), 40000, None, "count", "more_than"),
        ("propaganda_sessions", Typed("1,2 triệu buổi", "", "nearly"), 1_200_000, None, "count", "nearly"),
        ("propaganda_sessions", Typed("gần 2.000", "", "nearly"), 2000, None, "count", "nearly"),
        ("areas_meeting_standard", Typed("46/50"), 4600, 5000, "ratio", "exact"),
        ("areas_meeting_standard", Typed("46", "50"), 4600, 5000, "ratio", "exact"),
        ("areas_meeting_standard", Typed("46/50", "50"), 4600, 5000, "ratio", "exact"),
        ("areas_meeting_standard", Typed("92,5 %"), 9250, None, "percent", "exact"),
        ("areas_meeting_standard", Typed("trên 70%"), 7000, None, "percent", "more_than"),
    ],
)
def test_what_is_typed_becomes_a_number(
    key: str, typed: Typed, value: int, denominator: int | None, kind: str, qualifier: str
) -> None:
    answer = read_figure(key, typed)
    assert answer is not None
    assert (answer["value"], answer["denominator"], answer["kind"], answer["qualifier"]) == (
        value,
        denominator,
        kind,
        qualifier,
    )


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("propaganda_sessions", Typed("nhiều"), "not_a_number"),
        ("propaganda_sessions", Typed("1,5"), "too_many_decimals"),
        ("propaganda_sessions", Typed("92 %"), "percent_of_a_count"),
        ("propaganda_sessions", Typed("hơn 5", "", "nearly"), "qualifiers_differ"),
        ("propaganda_sessions", Typed("9" * 201), "too_long"),
        ("propaganda_sessions", Typed("5", "6"), "not_a_number"),
        ("areas_meeting_standard", Typed("46"), "whole_missing"),
        ("areas_meeting_standard", Typed("46/0"), "whole_zero"),
        ("areas_meeting_standard", Typed("46/50", "60"), "wholes_differ"),
        ("areas_meeting_standard", Typed("51/50"), "part_above_whole"),
        ("areas_meeting_standard", Typed("101 %"), "part_above_whole"),
        ("areas_meeting_standard", Typed("46 %", "50"), "not_a_number"),
    ],
)
def test_what_is_no_number_is_kept_with_its_reason(key: str, typed: Typed, code: str) -> None:
    answer = read_figure(key, typed)
    assert answer is not None
    assert (answer["text"], answer["value"], answer["problem"]["code"]) == (typed.text, None, code)


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["", "exact", "nearly", "x"]))
def test_whatever_is_typed_is_read_or_kept(text: str, whole: str, qualifier: str) -> None:
    for key in ("propaganda_sessions", "areas_meeting_standard"):
        answer = read_figure(key, Typed(text, whole, qualifier))
        if answer is None:
            assert (clean(text), clean(whole)) == ("", "")
        else:
            assert (answer["value"] is None) == ("problem" in answer)
            json.dumps(answer).encode("utf-8")


@given(st.integers(0, 10**9), st.integers(1, 10**6), st.sampled_from(["exact", "more_than", "nearly"]))
def test_what_is_shown_again_is_read_as_the_same(value: int, whole: int, qualifier: str) -> None:
    typed = {
        "propaganda_sessions": Typed(str(value), "", qualifier),
        "areas_meeting_standard": Typed(str(value % (whole + 1)), str(whole), qualifier),
    }
    for key, boxes in typed.items():
        first = read_figure(key, boxes)
        again = read_figure(key, shown(key, first))
        assert differences([key], {"figures": {key: first}}, {"figures": {key: again}}) == []


@pytest.mark.parametrize(
    ("given_answers", "expected"),
    [
        ({}, [(Fault.MISSING, "propaganda_sessions", True)]),
        ({"propaganda_sessions": "x"}, [(Fault.UNREADABLE, "propaganda_sessions", True)]),
        ({"propaganda_sessions": "5"}, []),
        (
            {"propaganda_sessions": "5", "propaganda_participants": "4"},
            [(Fault.CHECK, "propaganda_sessions", False)],
        ),
        ({"propaganda_sessions": "5", "propaganda_participants": "hơn 4"}, []),
        (
            {"propaganda_sessions": "hơn 5", "propaganda_participants": "gần 4"},
            [(Fault.CHECK, "propaganda_sessions", False)],
        ),
        (
            {"propaganda_sessions": "5", "disputes_received": "3", "disputes_resolved": "4"},
            [(Fault.CHECK, "disputes_resolved", True)],
        ),
        (
            {"propaganda_sessions": "5", "models_recognized": "3", "models_recognized__ministry": "4"},
            [(Fault.CELL_ABOVE_WHOLE, "models_recognized|recognised_by=ministry", True)],
        ),
        (  # a practice may be recognised at two levels: the cells of a distinct count need not add up
            {
                "propaganda_sessions": "5",
                "models_recognized": "3",
                "models_recognized__ministry": "2",
                "models_recognized__province": "2",
            },
            [],
        ),
    ],
)
def test_what_is_missing_or_contradicts(
    given_answers: dict[str, str], expected: list[tuple[Fault, str, bool]]
) -> None:
    found = findings(CONTENT, answers(**given_answers))
    assert [(f.fault, f.fields[0], f.blocking) for f in found] == expected
    assert blocking(found) == [f for f in found if f.blocking]


def test_cells_of_a_flow_may_not_exceed_their_whole_together() -> None:
    form = read(
        {**FORM, "sections": [section("a", "I", figure("commended_collectives", breakdown="award_form"))]}
    )
    cells = {"commended_collectives|award_form=letter": "2", "commended_collectives|award_form=title": "2"}
    said = read_section({k: Typed(t) for k, t in {"commended_collectives": "3", **cells}.items()}, {})
    assert [f.fault for f in findings(form, said)] == [Fault.CELLS_ABOVE_WHOLE]


def test_a_text_too_long_and_one_missing_are_found() -> None:
    form = read({**FORM, "sections": [section("a", "I", narrative("a", required=True), narrative("b"))]})
    said = read_section({}, {"b": "x" * 51})
    assert [(f.fault, f.fields, f.length) for f in findings(form, said)] == [
        (Fault.MISSING, ("a",), None),
        (Fault.TOO_LONG, ("b",), (50, 51)),
    ]


@pytest.mark.parametrize(
    ("saved", "base", "version", "expected"),
    [
        ({"a": 3}, 3, 3, True),
        ({"a": 2}, 2, 3, True),
        ({"a": 3}, 2, 3, False),
        ({}, 0, 9, True),
        ({"a": 1}, 4, 3, False),
        ({"a": 1}, -1, 3, False),
    ],
)
def test_a_save_on_an_older_version_stands_if_its_section_was_not_saved_since(
    saved: dict[str, int], base: int, version: int, expected: bool
) -> None:
    assert fresh(saved, "a", base, version) is expected


def test_only_what_is_said_differently_differs() -> None:
    theirs = answers(propaganda_sessions="1200", models_total="5")
    yours = answers(propaganda_sessions="1.200", models_total="6")
    [change] = differences(CONTENT.fields, theirs, yours)
    assert change.field == "models_total"


@given(st.lists(st.tuples(st.sampled_from([0, 1]), st.integers(0, 99)), max_size=8))
def test_saving_a_section_changes_no_other(saves: list[tuple[int, int]]) -> None:
    keys = ("propaganda_sessions", "models_total")
    draft: dict[str, Any] = {"figures": {}, "narratives": {}}
    last: dict[str, int] = {}
    for place, number in saves:
        draft = dict(
            with_section(draft, CONTENT.sections[place], read_section({keys[place]: Typed(str(number))}, {}))
        )
        last[keys[place]] = number
    assert {key: answer["value"] for key, answer in draft["figures"].items()} == last
    for place, part in enumerate(CONTENT.sections):
        assert set(part_of(draft, part)["figures"]) == set(last) & {keys[place]}


@pytest.mark.parametrize(
    "sections",
    [
        [section("a", "I", figure("unknown"))],
        [section("a", "I", figure("models_total", breakdown="sex"))],
        [section("a", "I", figure("models_total")), section("b", "II", figure("models_total"))],
        [section("a", "I"), section("a", "II")],
        [{"id": "a"}],
    ],
)
def test_a_form_that_contradicts_itself_is_refused(sections: list[dict[str, Any]]) -> None:
    with pytest.raises(BadForm):
        read({**FORM, "sections": sections})


def test_the_shipped_form_holds() -> None:
    text = (resources.files("phongtrao.reports") / "data/annual.json").read_text("utf-8")
    content = read(json.loads(text))
    assert (content.code, content.sections[0].id) == ("annual_report", "situation")
    assert {content.section_of(field).id for field in content.fields} == {s.id for s in content.sections}
