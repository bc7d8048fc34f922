"""On the whole real map: as the files ship it, and as the program answers with it."""

import csv
import gzip
import io
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.core.place import NATION, Level, Parent, Place, Spell, Succession, World
from phongtrao.kit.console import Refusal
from phongtrao.places import actions, commands, queries
from phongtrao.places.actions.loading import DATA
from tests.cast import BEFORE, NOW, REFORM, TODAY

pytestmark = pytest.mark.map
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    text = gzip.decompress((DATA / f"{name}.csv.gz").read_bytes()).decode()
    return list(csv.DictReader(io.StringIO(text)))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def spell(row: Row) -> Spell:
    return Spell(day(row["valid_from"]), day(row["valid_to"]))


@cache
def real() -> World:
    return World(
        [Place(row["key"], Level(row["level"]), spell(row)) for row in rows("places")],
        [Parent(row["key"], row["parent"], spell(row)) for row in rows("parents")],
        [
            Succession(row["old"], row["new"], date.fromisoformat(row["on"]), row["whole"] == "1")
            for row in rows("successions")
        ],
    )


@cache
def full_names() -> dict[tuple[str, date], str]:
    """(full name, day) -> key, on the two maps."""
    return {
        (f"{row['kind']} {row['name']}", on): row["key"]
        for row in rows("names")
        for on in (BEFORE, REFORM)
        if spell(row).covers(on)
    }


def levels(on: date) -> Counter[str]:
    return Counter(real().places[key].level.value for key in real().on(on))


def test_the_two_maps_have_the_units_that_the_state_counts() -> None:
    assert levels(BEFORE) == {"nation": 1, "province": 63, "district": 696, "commune": 10_035}
    assert levels(REFORM) == {"nation": 1, "province": 34, "commune": 3_321}


def test_every_old_commune_goes_on_or_has_a_successor() -> None:
    lost = [
        key
        for key in real().on(BEFORE)
        if real().places[key].level is Level.COMMUNE
        and not real().valid(key, REFORM)
        and not real().successors(key)
    ]
    assert lost == []


def test_every_new_commune_goes_on_or_was_made_of_something() -> None:
    rootless = [
        key
        for key in real().on(REFORM)
        if real().places[key].level is not Level.NATION
        and not real().valid(key, BEFORE)
        and not real().predecessors(key)
    ]
    assert rootless == []


def test_every_unit_stands_under_the_nation_on_each_map() -> None:
    for on in (BEFORE, REFORM, TODAY):
        tops = {real().line(key, on)[-1] for key in real().on(on)}
        assert tops == {NATION}


def test_carrying_never_leaves_the_map_of_the_day() -> None:
    for on in (BEFORE, REFORM, TODAY):
        map_of_day = real().on(on)
        astray = [key for key in real().places if real().carry(key, on) not in map_of_day]
        assert astray == []


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(real().on(BEFORE))))
def test_forward_then_back_contains_where_it_began(key: str) -> None:
    there = real().carry(key, REFORM)
    back = real().carry(there, BEFORE)
    assert back in real().line(key, BEFORE)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(real().on(REFORM))))
def test_back_then_forward_contains_where_it_began(key: str) -> None:
    there = real().carry(key, BEFORE)
    assert real().carry(there, REFORM) in real().line(key, REFORM)


def test_every_old_province_is_in_one_new_province_as_a_whole() -> None:
    old = [key for key in real().on(BEFORE) if real().places[key].level is Level.PROVINCE]
    carried = Counter(real().places[real().carry(key, REFORM)].level for key in old)
    assert carried == {Level.PROVINCE: 63}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Tỉnh Nam Định", "Tỉnh Ninh Bình"),
        ("Tỉnh Hà Nam", "Tỉnh Ninh Bình"),
        ("Tỉnh Thanh Hóa", "Tỉnh Thanh Hóa"),
        ("Tỉnh Quảng Nam", "Thành phố Đà Nẵng"),
        ("Huyện Hoàng Sa", "Đặc khu Hoàng Sa"),
        ("Huyện Côn Đảo", "Đặc khu Côn Đảo"),
    ],
)
def test_old_units_are_carried_to_the_new_ones(old: str, new: str) -> None:
    assert real().carry(full_names()[old, BEFORE], REFORM) == full_names()[new, REFORM]


@pytest.mark.parametrize(
    ("name", "on", "province"),
    [
        ("Huyện Hoàng Sa", BEFORE, "Thành phố Đà Nẵng"),
        ("Huyện Trường Sa", BEFORE, "Tỉnh Khánh Hòa"),
        ("Đặc khu Hoàng Sa", REFORM, "Thành phố Đà Nẵng"),
        ("Đặc khu Trường Sa", REFORM, "Tỉnh Khánh Hòa"),
        ("Xã Pù Luông", REFORM, "Tỉnh Thanh Hóa"),
    ],
)
def test_these_units_stand_where_they_belong(name: str, on: date, province: str) -> None:
    assert real().ancestors(full_names()[name, on], on)[0] == full_names()[province, on]


# Through the program --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The real map in the database, once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        actions.load(now=NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def places(loaded: None, db: None) -> Any:
    def run(*arguments: str) -> None:
        top = ArgumentParser()
        commands.register(top.add_subparsers())
        options = top.parse_args(["places", *arguments])
        with translation.override("en"):
            options.run(options)

    return run


def test_the_command_finds_the_old_province_and_says_what_it_became(
    places: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    places("nam dinh")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Tỉnh Nam Định (36)"
    became = lines.index("  Became:")
    assert lines[became + 1] == "    Tỉnh Ninh Bình (37): the whole, since 1 July 2025; 202/2025/QH15"
    others = lines[lines.index("  Others of this name or code:") + 1 :]
    assert [line.partition(",")[0].strip() for line in others] == [
        "Thành phố Nam Định (356)",
        "Phường Nam Định (13669)",
    ]


def test_the_command_lists_candidates_and_refuses_in_one_sentence(
    places: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Refusal, match=r"^“phường 5” is the name of several places: ") as refusal:
        places("phường 5")
    told = capsys.readouterr()
    wards = [row["code"] for row in rows("names") if (row["kind"], row["name"]) == ("Phường", "5")]
    listed = [line.partition("(")[2][:5] for line in told.err.splitlines()]
    assert (refusal.value.code, told.out, sorted(listed)) == (2, "", sorted(wards))


def test_the_command_refuses_what_nobody_is_called(places: Any) -> None:
    with pytest.raises(Refusal, match=r"^No place is known by the code or name “Atlantis”\.$"):
        places("Atlantis")


def test_the_loaded_world_is_that_of_the_files(places: Any) -> None:
    world = queries.world()
    assert world.on(BEFORE) == real().on(BEFORE)
    assert world.on(TODAY) == real().on(TODAY)
    pairs = [(key, on) for key in sorted(real().places)[::97] for on in (BEFORE, TODAY)]
    assert [world.carry(*pair) for pair in pairs] == [real().carry(*pair) for pair in pairs]


NAMED = [
    ("Pù Luông", "Xã Pù Luông"),
    ("hoàng sa", "Huyện Hoàng Sa"),
    ("dac khu truong sa", "Đặc khu Trường Sa"),
    ("thua thien hue", "Tỉnh Thừa Thiên Huế"),
    ("TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ("Hoà Bình", "Tỉnh Hòa Bình"),
    ("quan hoa", "Huyện Quan Hóa"),
    ("ia hdrai", "Huyện Ia H'Drai"),
    ("q.1", "Quận 1"),
]


@pytest.mark.parametrize(("typed", "first"), NAMED)
def test_the_first_answer_is_the_one_that_was_meant(places: Any, typed: str, first: str) -> None:
    assert queries.search(typed)[0].name.full == first


def test_a_new_city_is_found_by_its_name_before(places: Any) -> None:
    (hit,) = queries.search("tỉnh đồng nai", day=REFORM)
    assert (hit.name.full, hit.since and hit.since.full) == ("Tỉnh Đồng Nai", "Thành phố Đồng Nai")
