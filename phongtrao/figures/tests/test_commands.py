import argparse
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from phongtrao.core.figure import Basis, Qualifier, ValueKind
from phongtrao.core.period import Window
from phongtrao.figures import commands
from phongtrao.figures.tests.ledger import entry, write, year
from phongtrao.kit.console import Refusal
from tests.cast import NOW, Cast

MORE = Qualifier.MORE_THAN


def run(*arguments: str) -> None:
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers())
    options = parser.parse_args(["total", *arguments])
    with translation.override("en"):
        options.run(options)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    run(*arguments, "--json")
    out, _ = capsys.readouterr()
    found: list[dict[str, Any]] = json.loads(out)["totals"]
    return found


def refusal(*arguments: str) -> str:
    with pytest.raises(Refusal) as raised:
        run(*arguments)
    assert raised.value.code == 2
    return str(raised.value)


def test_one_total_as_json(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    stated = entry(cast.thanh_hoa, cast.committee_38, 40_000, basis=Basis.STATEMENT, qualifier=MORE)
    own = entry(cast.pu_luong, cast.committee_pu_luong, 120)
    across = Window(date(2025, 12, 15), date(2026, 12, 14))
    other = entry(cast.ba_dinh, cast.committee_ba_dinh, 5, clock="nd09", window=across)
    write(stated, own, other, by=cast.province_head)
    args = ("--place", "38", "--year", "2026", "--indicator", "propaganda_sessions", "--clock", "calendar")
    assert answer(capsys, *args) == [
        {
            "place": {"code": "38", "name": "Tỉnh Thanh Hóa", "level": "province"},
            "indicator": "propaganda_sessions",
            "window": {"clock": "calendar", "start": "2026-01-01", "end": "2026-12-31"},
            "map": None,
            "known_on": None,
            "value": 40000,
            "low": None,
            "high": None,
            "numerator": None,
            "denominator": None,
            "qualifier": "more_than",
            "basis": "statement",
            "beside": {"own": 120},
            "parts": 1,
            "not_exact": 1,
            "missing": 0,
            "left_out": 1,
            "illustrative": 0,
        }
    ]


def test_a_merged_provinces_figure_is_carried_to_the_map_asked_for(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    stated = entry(
        cast.nam_dinh, cast.committee_37, 17, indicator="models_new", basis=Basis.STATEMENT, window=year(2021)
    )
    write(stated, by=cast.neighbour)
    args = ("--year", "2021", "--indicator", "models_new")
    carried = answer(capsys, "--place", "37", *args, "--map", "2025-07-01")[0]
    assert (carried["value"], carried["map"], carried["place"]["name"]) == (
        17,
        "2025-07-01",
        "Tỉnh Ninh Bình",
    )
    assert refusal("--place", "37", *args).startswith("No figure lies")
    nation = [
        answer(capsys, "--place", "VN", *args, *of)[0]["value"]
        for of in ((), ("--map", "2025-06-30"), ("--map", "2025-07-01"))
    ]
    assert nation == [17, 17, 17]


def test_rows_of_a_level_stand_by_code_and_those_without_data_are_null(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)
    rows = answer(
        capsys,
        *("--place", "VN", "--year", "2026", "--by", "commune"),
        *("--indicator", "models_new", "--indicator", "propaganda_sessions"),
    )
    assert [(r["place"]["code"], r["indicator"], r["value"]) for r in rows] == [
        (code, indicator, 12 if (code, indicator) == ("14896", "propaganda_sessions") else None)
        for code in ("13753", "14362", "14854", "14896")
        for indicator in ("models_new", "propaganda_sessions")
    ]


def test_as_reported_a_place_that_ended_within_the_window_has_its_row(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    half = Window(date(2025, 1, 1), date(2025, 6, 30))
    write(entry(cast.minh_tan, cast.committee_vu_ban, 5, window=half), by=cast.neighbour)
    args = ("--place", "VN", "--year", "2025", "--indicator", "propaganda_sessions", "--by", "province")
    reported = answer(capsys, *args)
    assert [(r["place"]["code"], r["place"]["name"], r["value"]) for r in reported] == [
        ("36", "Tỉnh Nam Định", 5),
        ("37", "Tỉnh Ninh Bình", None),
        ("38", "Tỉnh Thanh Hóa", None),
    ]
    carried = answer(capsys, *args, "--map", "2025-07-01")
    assert [(r["place"]["code"], r["value"]) for r in carried] == [("37", 5), ("38", None)]


@pytest.mark.parametrize(
    ("numerator", "denominator", "value"), [(1, 3, 33.33), (2, 3, 66.67), (1, 800, 0.13), (5, 5, 100.0)]
)
def test_a_ratio_divides_once_and_is_rounded_half_up(
    cast: Cast, capsys: pytest.CaptureFixture[str], numerator: int, denominator: int, value: float
) -> None:
    """0.125 % is 0.13 %: rounding half to even would say 0.12."""
    ratio = entry(
        cast.pu_luong,
        cast.committee_pu_luong,
        numerator * 100,
        indicator="units_launched",
        kind=ValueKind.RATIO,
        denominator=denominator * 100,
    )
    write(ratio, by=cast.province_head)
    [row] = answer(capsys, "--place", "14896", "--year", "2026", "--indicator", "units_launched")
    assert (row["value"], row["numerator"], row["denominator"]) == (value, numerator, denominator)


def test_with_statements_a_distinct_total_has_bounds(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    kinds = {"indicator": "model_types", "basis": Basis.STATEMENT}
    write(
        entry(cast.thanh_hoa, cast.committee_38, 76, **kinds),
        entry(cast.ninh_binh, cast.committee_37, 46, **kinds),
        by=cast.province_head,
    )
    [row] = answer(capsys, "--place", "VN", "--year", "2026", "--indicator", "model_types")
    assert (row["value"], row["low"], row["high"]) == (None, 76, 122)


def test_as_known_on_a_past_day(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)
    write(entry(cast.ba_dinh, cast.committee_ba_dinh, 3), by=cast.province_head, now=NOW + timedelta(days=1))
    args = ("--place", "38", "--year", "2026", "--indicator", "propaganda_sessions")
    assert [answer(capsys, *args, *on)[0]["value"] for on in ((), ("--known-on", "2026-11-20"))] == [15, 12]


def test_with_any_a_figure_of_another_clock_counts(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    nd09 = Window(date(2025, 12, 15), date(2026, 12, 14))
    write(entry(cast.pu_luong, cast.committee_pu_luong, 12, clock="nd09", window=nd09), by=cast.province_head)
    args = ("--place", "38", "--year", "2026", "--indicator", "propaganda_sessions")
    [row] = answer(capsys, *args, "--clock", "any")
    assert (row["value"], row["window"]["clock"]) == (12, "any")
    assert refusal(*args) == (
        "No figure lies from 1 January 2026 to 31 December 2026 (calendar year); "
        "1 were left out (across its edge, or on another clock)."
    )


SESSIONS = ("--year", "2026", "--indicator", "propaganda_sessions")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--place", "99", *SESSIONS), "No place has the code or name “99” on 31 December 2026."),
        (
            ("--place", "36", *SESSIONS),
            "No place has the code or name “36” on 31 December 2026; Tỉnh Nam Định had it until "
            "30 June 2025: ask on the map of 2025-06-30.",
        ),
        (
            ("--place", "38", "--year", "2026", "--indicator", "propaganda_sesions"),
            "No indicator is called “propaganda_sesions”; did you mean propaganda_sessions "
            "(Awareness sessions)?",
        ),
        (("--place", "38", *SESSIONS, "--by", "village"), "No level is called “village”; known are: "),
        (("--place", "38", *SESSIONS, "--clock", "moon"), "No clock is called “moon”; known are: "),
        (
            ("--place", "38", *SESSIONS, "--map", "1.7.2025"),
            "“1.7.2025” is not a day; write it like 2025-06-30.",
        ),
        (
            ("--place", "38", "--year", "26", "--indicator", "propaganda_sessions"),
            "“26” is not a year; write it like 2025.",
        ),
        (
            ("--place", "38", *SESSIONS),
            "No figure lies from 1 January 2026 to 31 December 2026 (calendar year).",
        ),
        (
            ("--place", "14896", *SESSIONS, "--by", "province"),
            "No place of the level “province” lies within the place asked.",
        ),
        (
            ("--place", "38", *SESSIONS, "--known-on", "9999-12-31"),
            "9999-12-31 is too far away; days from 1900-01-01 to 2200-12-31 can be asked.",
        ),
        (
            ("--place", "38", *SESSIONS, "--map", "0001-01-01"),
            "0001-01-01 is too far away; days from 1900-01-01 to 2200-12-31 can be asked.",
        ),
        (
            ("--place", "38", "--year", "2026", "--indicator", "border_extent"),
            "This indicator is counted by kind, in different units; it has no total of all kinds.",
        ),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(
    cast: Cast, arguments: tuple[str, ...], sentence: str
) -> None:
    said = refusal(*arguments)
    assert said == sentence if sentence.endswith((".", "?")) else said.startswith(sentence)


@pytest.mark.django_db
def test_where_nothing_is_set_up_the_command_that_mends_it_is_named() -> None:
    assert refusal("--place", "38", *SESSIONS) == (
        "Nothing is set up here yet: run first “bin/phongtrao demo” or “serve”."
    )


def test_without_json_a_table_in_words(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        entry(cast.thanh_hoa, cast.committee_38, 1_200_000, basis=Basis.STATEMENT, qualifier=MORE),
        entry(cast.pu_luong, cast.committee_pu_luong, 120, illustrative=True),
        by=cast.province_head,
    )
    run("--place", "38", *SESSIONS)
    title, *lines = capsys.readouterr().out.splitlines()
    assert title.strip() == "from 1 January 2026 to 31 December 2026 (calendar year)"
    columns = zip(*(line.split("│")[1:-1] for line in lines if line.startswith("│")), strict=True)
    assert [" ".join(" ".join(column).split()) for column in columns] == [
        "Tỉnh Thanh Hóa (38)",
        "Awareness sessions",
        "more than 1,200,000 sessions",
        "stated by the unit for its whole area beside it: 120 (the units' own figures; 1 of 2 units); "
        "difference 1,199,880",
    ]
