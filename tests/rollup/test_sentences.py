"""The sentences of the arithmetic, one by one, on one small nation. Province P has communes p1, p2; the old
provinces A and B became AB on 1 July 2025: a1 became n1, a2 and b1 became n2."""

from dataclasses import replace
from datetime import date

import pytest

from phongtrao.core.figure import Basis, Fact, Qualifier, ValueKind, combined
from phongtrao.core.indicator import Aggregation, Indicator, load
from phongtrao.core.period import ANY, Window
from phongtrao.core.place import NATION, Level, Parent, Place, Succession, World
from phongtrao.rollup.plain import totals
from phongtrao.rollup.question import Beside, Expected, Question, Total
from phongtrao.rollup.select import known
from tests.worlds import AFTER, BEFORE, DAWN, EVER, NEW, OLD, REFORM

YEAR = Window(date(2025, 1, 1), date(2025, 12, 31))
FIRST_HALF = Window(date(2025, 1, 1), date(2025, 6, 30))
SECOND_HALF = Window(date(2025, 7, 1), date(2025, 12, 31))
ND09 = Window(date(2024, 12, 15), date(2025, 12, 14))


def day(month: int, number: int) -> Window:
    return Window(date(2025, month, number), date(2025, month, number))


WORLD = World(
    [
        Place(NATION, Level.NATION, EVER),
        *(Place(key, Level.PROVINCE, EVER) for key in ("P",)),
        *(Place(key, Level.PROVINCE, OLD) for key in ("A", "B")),
        Place("AB", Level.PROVINCE, NEW),
        *(Place(key, Level.COMMUNE, EVER) for key in ("p1", "p2")),
        *(Place(key, Level.COMMUNE, OLD) for key in ("a1", "a2", "b1")),
        *(Place(key, Level.COMMUNE, NEW) for key in ("n1", "n2")),
        Place("p1-area", Level.AREA, EVER),
    ],
    [
        *(Parent(key, NATION, EVER) for key in ("P", "A", "B", "AB")),
        *(Parent(key, "P", EVER) for key in ("p1", "p2")),
        *(Parent(key, "A", OLD) for key in ("a1", "a2")),
        Parent("b1", "B", OLD),
        *(Parent(key, "AB", NEW) for key in ("n1", "n2")),
        Parent("p1-area", "p1", EVER),
    ],
    [
        *(Succession(old, "AB", REFORM, True) for old in ("A", "B")),
        Succession("a1", "n1", REFORM, True),
        *(Succession(old, "n2", REFORM, True) for old in ("a2", "b1")),
    ],
)


class Ledger:
    """Figures written down one after another."""

    def __init__(self, aggregation: Aggregation = Aggregation.FLOW) -> None:
        known_one = load().get("propaganda_sessions")
        self.indicator: Indicator = replace(known_one, id="x", aggregation=aggregation)
        self.facts: list[Fact] = []

    def write(self, place: str, value: int, basis: Basis = Basis.OWN, **more: object) -> Fact:
        number = len(self.facts) + 1
        fact = Fact(
            number=number,
            indicator="x",
            cell="",
            place=place,
            organisation=f"of {place}",
            clock="calendar",
            window=YEAR,
            value=value,
            qualifier=Qualifier.EXACT,
            basis=basis,
            batch=number,
            recorded_at=DAWN,
        )
        self.facts.append(replace(fact, **more))  # type: ignore[arg-type]
        return self.facts[-1]

    def total(self, place: str, **asked: object) -> Total:
        question = Question(**{"window": YEAR, "clock": "calendar", **asked})  # type: ignore[arg-type]
        return totals(known(self.facts, None), self.indicator, [place], question, WORLD)[0]

    def value(self, place: str, **asked: object) -> int | None:
        return self.total(place, **asked).value


# Qualifiers -----------------------------------------------------------------------------------------------

EXACT, MORE, NEARLY, ABOUT, LESS = Qualifier


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([], EXACT),
        ([EXACT, EXACT], EXACT),
        ([EXACT, MORE], MORE),
        ([MORE, MORE], MORE),
        ([EXACT, NEARLY], NEARLY),
        ([EXACT, LESS], LESS),
        ([NEARLY, LESS], LESS),
        ([MORE, NEARLY], ABOUT),
        ([MORE, LESS], ABOUT),
        ([ABOUT], ABOUT),
        ([ABOUT, EXACT], ABOUT),
        ([ABOUT, NEARLY], ABOUT),
        ([ABOUT, MORE], ABOUT),
    ],
)
def test_the_qualifier_of_a_sum_comes_from_its_parts(parts: list[Qualifier], whole: Qualifier) -> None:
    assert combined(parts) == whole


def test_a_total_says_how_many_parts_were_not_exact() -> None:
    ledger = Ledger()
    ledger.write("p1", 10, qualifier=MORE)
    ledger.write("p2", 5)
    total = ledger.total("P")
    assert (total.value, total.qualifier, total.parts, total.not_exact) == (15, MORE, 2, 1)


def test_a_total_says_how_many_parts_are_illustrative() -> None:
    ledger = Ledger()
    ledger.write("p1", 10, illustrative=True)
    ledger.write("p2", 5)
    assert ledger.total(NATION).illustrative == 1


# Own, statement, derived ----------------------------------------------------------------------------------


def test_an_incomplete_sum_stands_beside_the_statement_with_its_coverage() -> None:
    ledger = Ledger()
    ledger.write("P", 100, Basis.STATEMENT)
    ledger.write("p1", 30)
    total = ledger.total("P")
    assert (total.value, total.basis, total.missing) == (100, "statement", 0)
    assert total.beside == {"own": Beside(30, 70, have=1, expected=2)}


def test_a_complete_sum_replaces_the_statement_which_stands_beside_it() -> None:
    ledger = Ledger()
    ledger.write("P", 100, Basis.STATEMENT)
    ledger.write("p1", 30)
    ledger.write("p2", 50)
    total = ledger.total("P")
    assert (total.value, total.basis, total.missing) == (80, "own", 0)
    assert total.beside == {"statement": Beside(100, -20, have=2, expected=2)}


def test_without_a_statement_the_incomplete_sum_counts_and_says_what_is_missing() -> None:
    ledger = Ledger()
    ledger.write("p1", 30)
    total = ledger.total("P")
    assert (total.value, total.basis, total.missing, total.have, total.expected) == (30, "own", 1, 1, 2)


def test_twelve_of_148_is_the_coverage_of_a_province_that_states_its_own_number() -> None:
    communes = [f"c{i}" for i in range(148)]
    world = World(
        [
            Place(NATION, Level.NATION, EVER),
            Place("Q", Level.PROVINCE, EVER),
            *(Place(key, Level.COMMUNE, EVER) for key in communes),
        ],
        [Parent("Q", NATION, EVER), *(Parent(key, "Q", EVER) for key in communes)],
        [],
    )
    ledger = Ledger()
    ledger.write("Q", 40_000, Basis.STATEMENT, qualifier=MORE)
    for key in communes[:12]:
        ledger.write(key, 100)
    total = totals(ledger.facts, ledger.indicator, ["Q"], Question(YEAR, "calendar"), world)[0]
    assert (total.value, total.qualifier) == (40_000, MORE)
    assert total.beside == {"own": Beside(1200, 38_800, have=12, expected=148)}


def test_what_a_registry_knows_comes_before_what_the_organisation_says_of_its_own_work() -> None:
    ledger = Ledger()
    ledger.write("p1", 7)
    ledger.write("p1", 4, Basis.DERIVED, organisation="registry")
    ledger.write("p1", 5, Basis.DERIVED, organisation="registry", window=day(3, 1))
    total = ledger.total("p1")
    assert total.value == 9
    assert total.beside == {"own": Beside(7, 2, have=1, expected=1)}


def test_two_organisations_own_work_adds_up() -> None:
    ledger = Ledger()
    ledger.write("p1", 7, organisation="police")
    ledger.write("p1", 5, organisation="front")
    assert ledger.value("p1") == 12


def test_two_statements_of_one_place_speak_of_the_same_subtree_and_are_never_added() -> None:
    ledger = Ledger()
    ledger.write("P", 100, Basis.STATEMENT, organisation="police")
    ledger.write("P", 90, Basis.STATEMENT, organisation="front")
    assert (ledger.value("P"), ledger.total("P").parts) == (90, 1)


def test_of_two_statements_the_one_that_covers_more_days_counts() -> None:
    ledger = Ledger()
    ledger.write("P", 100, Basis.STATEMENT, organisation="police")
    ledger.write("P", 40, Basis.STATEMENT, organisation="front", window=FIRST_HALF)
    assert ledger.value("P") == 100


def test_a_nation_of_mixed_sources_says_so() -> None:
    ledger = Ledger()
    ledger.write("P", 100, Basis.STATEMENT)
    ledger.write("n1", 20)
    total = ledger.total(NATION)
    assert (total.value, total.basis) == (120, "mixed")


def test_residential_areas_are_not_expected_of_a_commune_that_answers_for_itself() -> None:
    ledger = Ledger()
    ledger.write("p1", 30)
    ledger.write("p2", 1)
    assert (ledger.total("P").missing, ledger.total("P").basis) == (0, "own")


# The frozen list of a request ------------------------------------------------------------------------------


def test_where_a_request_asked_only_one_commune_its_figure_completes_the_sum() -> None:
    ledger = Ledger()
    ledger.write("P", 100, Basis.STATEMENT)
    ledger.write("p1", 30)
    asked = frozenset({Expected("P", "p1", "of p1")})
    assert (ledger.value("P"), ledger.value("P", asked=asked)) == (100, 30)


def test_where_two_organisations_of_a_commune_were_asked_one_does_not_complete_the_sum() -> None:
    ledger = Ledger()
    ledger.write("P", 100, Basis.STATEMENT)
    ledger.write("p1", 30, organisation="police")
    asked = frozenset({Expected("P", "p1", "police"), Expected("P", "p1", "front")})
    assert ledger.value("P", asked=asked) == 100
    ledger.write("p1", 5, organisation="front")
    assert ledger.value("P", asked=asked) == 35


def test_a_provinces_list_says_nothing_of_other_provinces() -> None:
    ledger = Ledger()
    ledger.write(NATION, 1000, Basis.STATEMENT)
    ledger.write("p1", 30)
    asked = frozenset({Expected("P", "p1", "of p1")})
    total = ledger.total(NATION, asked=asked)
    assert (total.value, total.basis) == (1000, "statement")
    assert total.beside == {"own": Beside(30, 970, have=1, expected=2)}


def test_who_was_asked_for_a_statement_has_answered_with_one() -> None:
    ledger = Ledger()
    ledger.write(NATION, 1000, Basis.STATEMENT)
    ledger.write("P", 100, Basis.STATEMENT)
    asked = frozenset({Expected(NATION, "P", "of P", own=False)})
    total = ledger.total(NATION, asked=asked)
    assert (total.value, total.beside["statement"].value) == (100, 1000)


# Windows and clocks ----------------------------------------------------------------------------------------


def test_a_figure_across_the_edge_is_left_out_and_counted() -> None:
    ledger = Ledger()
    ledger.write("p1", 30, window=Window(date(2024, 12, 1), date(2025, 1, 31)))
    ledger.write("p2", 5)
    total = ledger.total("P")
    assert (total.value, total.left_out, total.parts) == (5, 1, 1)


def test_a_figure_of_another_clock_is_left_out_and_counted_where_it_stands() -> None:
    ledger = Ledger()
    ledger.write("p1", 30, clock="nd09", window=ND09)
    ledger.write("p2", 5)
    assert [(p, ledger.total(p).left_out) for p in (NATION, "P", "p1", "p2")] == [
        (NATION, 1),
        ("P", 1),
        ("p1", 1),
        ("p2", 0),
    ]


def test_with_any_each_figure_is_taken_with_its_own_window_in_the_year_it_ends() -> None:
    ledger = Ledger()
    ledger.write("p1", 30, clock="nd09", window=ND09)
    ledger.write("p2", 5)
    total = ledger.total("P", clock=ANY)
    assert (total.value, total.left_out, total.parts) == (35, 0, 2)


def test_months_and_the_year_of_one_organisation_are_not_added_twice() -> None:
    ledger = Ledger()
    ledger.write("p1", 120)
    for month in (1, 2, 3):
        ledger.write("p1", 10, window=Window(date(2025, month, 1), date(2025, month, 28)))
    total = ledger.total("p1")
    assert (total.value, total.parts, total.left_out) == (120, 1, 0)


def test_months_of_one_organisation_add_up_where_there_is_no_year() -> None:
    ledger = Ledger()
    for month in (1, 2, 3):
        ledger.write("p1", 10, window=Window(date(2025, month, 1), date(2025, month, 28)))
    assert ledger.value("p1") == 30


def test_a_figure_whose_days_a_counted_one_covers_only_in_part_is_left_out_and_counted() -> None:
    ledger = Ledger()
    ledger.write("p1", 60, window=FIRST_HALF)
    ledger.write("p1", 10, window=Window(date(2025, 6, 1), date(2025, 7, 31)))
    assert (ledger.value("p1"), ledger.total("p1").left_out) == (60, 1)


# Cells -----------------------------------------------------------------------------------------------------


def test_a_whole_and_its_cells_are_not_added() -> None:
    ledger = Ledger()
    ledger.write("p1", 10)
    ledger.write("p1", 4, cell="kind=a")
    ledger.write("p1", 6, cell="kind=b")
    assert (ledger.value("p1"), ledger.value("p1", cell="kind=a")) == (10, 4)


def test_cells_stand_for_the_whole_where_their_source_gave_none() -> None:
    ledger = Ledger()
    ledger.write("p1", 4, cell="kind=a")
    ledger.write("p1", 6, cell="kind=b")
    ledger.write("p2", 1)
    assert ledger.value("P") == 11


def test_a_whole_of_january_does_not_hide_the_cells_of_february() -> None:
    ledger = Ledger()
    ledger.write("p1", 10, window=day(1, 31))
    ledger.write("p1", 4, cell="kind=a", window=day(2, 28))
    assert ledger.value("p1") == 14


def test_an_indicator_of_different_units_has_no_total_of_all_kinds() -> None:
    ledger = Ledger()
    ledger.indicator = replace(ledger.indicator, whole=False)
    ledger.write("p1", 4, cell="kind=households")
    ledger.write("p1", 6, cell="kind=people")
    assert (ledger.value("p1"), ledger.value("p1", cell="kind=people")) == (None, 6)


# Stocks ----------------------------------------------------------------------------------------------------


def test_of_stocks_the_last_as_of_day_in_the_window_counts() -> None:
    ledger = Ledger(Aggregation.STOCK)
    ledger.write("p1", 5, window=day(3, 31))
    ledger.write("p1", 8, window=day(9, 30))
    ledger.write("p1", 6, window=day(6, 30))
    assert ledger.value("p1") == 8


def test_a_stock_is_never_carried_in_from_before() -> None:
    ledger = Ledger(Aggregation.STOCK)
    ledger.write("p1", 5, window=Window(date(2024, 12, 31), date(2024, 12, 31)))
    total = ledger.total("p1")
    assert (total.value, total.missing) == (None, 1)


def test_a_stock_is_overtaken_by_a_later_one_of_the_successor_that_contains_the_place() -> None:
    ledger = Ledger(Aggregation.STOCK)
    ledger.write("a2", 5, window=day(3, 31))
    ledger.write("b1", 7, window=day(3, 31))
    assert [ledger.value(NATION, map=on) for on in (None, BEFORE, AFTER)] == [12, 12, 12]
    ledger.write("n2", 9, window=day(12, 31))
    assert [ledger.value(NATION, map=on) for on in (None, BEFORE, AFTER)] == [9, 9, 9]
    assert (ledger.value("n2", map=AFTER), ledger.value("a2", map=BEFORE)) == (9, None)


# Flows and the reform --------------------------------------------------------------------------------------


def test_flows_before_and_after_the_reform_add_up_on_the_new_map() -> None:
    ledger = Ledger()
    ledger.write("a2", 5, window=FIRST_HALF)
    ledger.write("b1", 7, window=FIRST_HALF)
    ledger.write("n2", 9, window=SECOND_HALF)
    assert (ledger.value("n2", map=AFTER), ledger.value("AB", map=AFTER)) == (21, 21)


def test_as_reported_each_figure_stands_under_the_places_of_its_own_days() -> None:
    ledger = Ledger()
    ledger.write("a2", 5, window=FIRST_HALF)
    ledger.write("b1", 7, window=FIRST_HALF)
    ledger.write("n2", 9, window=SECOND_HALF)
    reported = {place: ledger.value(place) for place in (NATION, "A", "B", "AB", "a2", "n2")}
    assert reported == {NATION: 21, "A": 5, "B": 7, "AB": 9, "a2": 5, "n2": 9}


def test_on_the_old_map_what_was_made_of_two_provinces_belongs_to_the_nation_alone() -> None:
    ledger = Ledger()
    ledger.write("n2", 9, window=SECOND_HALF)
    assert [ledger.value(p, map=BEFORE) for p in (NATION, "A", "B", "b1")] == [9, None, None, None]


def test_an_old_provinces_statement_is_not_added_to_its_communes_figures() -> None:
    ledger = Ledger()
    ledger.write("A", 50, Basis.STATEMENT, window=FIRST_HALF)
    ledger.write("a1", 5, window=FIRST_HALF)
    ledger.write("n1", 4, window=SECOND_HALF)
    assert [ledger.value(p, map=AFTER) for p in (NATION, "AB")] == [54, 54]
    ledger.write("a2", 6, window=FIRST_HALF)
    assert [ledger.value(p, map=AFTER) for p in (NATION, "AB")] == [15, 15]


def test_a_successors_statement_of_its_own_days_does_not_hide_the_days_before() -> None:
    ledger = Ledger()
    ledger.write("a1", 5, window=FIRST_HALF)
    ledger.write("n1", 4, Basis.STATEMENT, window=SECOND_HALF)
    assert [ledger.value(p, map=AFTER) for p in (NATION, "n1")] == [9, 9]


def test_a_successors_year_says_again_what_its_predecessors_said_of_the_first_half() -> None:
    ledger = Ledger()
    ledger.write("a1", 5, window=FIRST_HALF)
    ledger.write("n1", 20, window=YEAR)
    assert [ledger.value(NATION, map=on) for on in (None, BEFORE, AFTER)] == [20, 20, 20]


# Distinct --------------------------------------------------------------------------------------------------


def test_distinct_counts_different_keys() -> None:
    ledger = Ledger(Aggregation.DISTINCT)
    ledger.write("p1", 2, Basis.DERIVED, keys=frozenset({"r:1", "r:2"}))
    ledger.write("p2", 2, Basis.DERIVED, keys=frozenset({"r:2", "r:3"}))
    total = ledger.total("P")
    assert (total.value, total.low, total.high) == (3, 3, 3)


def test_with_statements_distinct_has_bounds_and_a_value_only_where_they_are_equal() -> None:
    ledger = Ledger(Aggregation.DISTINCT)
    ledger.write("P", 46, Basis.STATEMENT)
    alone = ledger.total(NATION)
    assert (alone.value, alone.low, alone.high) == (46, 46, 46)
    ledger.write("AB", 30, Basis.STATEMENT)
    both = ledger.total(NATION)
    assert (both.value, both.low, both.high) == (None, 46, 76)


# Ratio, percent, none --------------------------------------------------------------------------------------


def ratio(ledger: Ledger, place: str, above: int, below: int, basis: Basis = Basis.OWN) -> None:
    ledger.write(place, above, basis, kind=ValueKind.RATIO, denominator=below)


def test_a_ratio_adds_its_parts_and_divides_once() -> None:
    ledger = Ledger(Aggregation.RATIO)
    ratio(ledger, "p1", 1, 2)
    ratio(ledger, "p2", 9, 10)
    total = ledger.total("P")
    assert (total.value, total.numerator, total.denominator) == (None, 10, 12)


def test_beside_a_ratio_stand_the_parts_of_the_other_reading() -> None:
    ledger = Ledger(Aggregation.RATIO)
    ratio(ledger, "P", 90, 100, Basis.STATEMENT)
    ratio(ledger, "p1", 1, 2)
    assert ledger.total("P").beside == {"own": Beside(None, None, 1, 2, numerator=1, denominator=2)}


def test_a_bare_percent_is_shown_only_at_its_own_place() -> None:
    ledger = Ledger(Aggregation.RATIO)
    ledger.write("p1", 100, kind=ValueKind.PERCENT)
    assert (ledger.value("p1"), ledger.total("p1").percent) == (100, True)
    assert [ledger.value(place) for place in ("P", NATION)] == [None, None]


def test_a_provinces_bare_percent_stands_before_an_incomplete_sum_and_after_a_complete_one() -> None:
    ledger = Ledger(Aggregation.RATIO)
    ledger.write("P", 100, Basis.STATEMENT, kind=ValueKind.PERCENT)
    ratio(ledger, "p1", 1, 2)
    first = ledger.total("P")
    assert (first.value, first.percent) == (100, True)
    assert first.beside == {"own": Beside(None, None, 1, 2, numerator=1, denominator=2)}
    ratio(ledger, "p2", 9, 10)
    then = ledger.total("P")
    assert (then.value, then.numerator, then.denominator, then.percent) == (None, 10, 12, False)


def test_what_is_never_totalled_is_shown_only_at_its_own_place() -> None:
    ledger = Ledger(Aggregation.NONE)
    ledger.write("p1", 500)
    assert [ledger.value(place) for place in ("p1", "P", NATION)] == [500, None, None]


# Corrections -----------------------------------------------------------------------------------------------


def test_a_correction_replaces_the_value_and_never_which_figure_counts() -> None:
    ledger = Ledger()
    first = ledger.write("p1", 10)
    ledger.write("p1", 20)
    ledger.write("p1", 11, supersedes=first.number)
    assert ledger.value("p1") == 20


def test_a_correction_of_a_correction_is_the_one_that_counts() -> None:
    ledger = Ledger()
    first = ledger.write("p1", 10)
    second = ledger.write("p1", 11, supersedes=first.number)
    ledger.write("p1", 12, supersedes=second.number)
    assert (ledger.value("p1"), ledger.total("p1").figures) == (12, (3,))
