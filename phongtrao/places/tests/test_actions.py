import gzip
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import translation

from phongtrao.kit.refusals import Refused
from phongtrao.places import access, actions, queries
from phongtrao.places.access import Keeper
from phongtrao.places.models import Households, Place, PlaceName, PlaceParent, Succession
from phongtrao.places.rules.areas import Draft
from phongtrao.places.rules.sheet import Line
from phongtrao.trail import queries as trail
from phongtrao.trail.models import Row
from tests.cast import NOW, REFORM, TODAY, Cast

DON, HIEU = Draft("01", "Bản", "Đôn"), Draft("02", "Bản", "Hiêu")
NEXT_YEAR = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def keeper(commune: Place, *, may_write: bool = True) -> Keeper:
    return Keeper(place=commune, may_write=may_write, name="puluong.canbo", chain="organisation:3")


def added(cast: Cast, draft: Draft, on: date | None = None) -> Place:
    return actions.add_area(cast.pu_luong, draft, keeper=keeper(cast.pu_luong), on=on, now=NOW)


def listed(commune: Place, day: date = TODAY) -> list[tuple[str, str, int | None]]:
    return [(area.code, area.name.full, area.households) for area in queries.areas(commune, day)]


def trailed() -> list[tuple[str, str]]:
    assert trail.first_break() is None
    return list(Row.objects.order_by("number").values_list("officer", "action"))


def test_an_area_stands_from_its_first_day_on(cast: Cast) -> None:
    area = added(cast, DON, date(2026, 1, 1))
    assert listed(cast.pu_luong) == [("01", "Bản Đôn", None)]
    assert listed(cast.pu_luong, date(2025, 12, 31)) == []
    assert queries.by_code("14896-01", TODAY) == area
    assert queries.world().ancestors(area.key, TODAY) == (cast.pu_luong.key, "p38", "VN")
    assert trailed() == [("puluong.canbo", "area added")]


def test_without_a_day_an_area_is_as_old_as_its_commune(cast: Cast) -> None:
    assert added(cast, DON).valid_from == REFORM


def test_areas_without_a_code_are_numbered(cast: Cast) -> None:
    for name in ("Đôn", "Hiêu", "Kho Mường"):
        added(cast, Draft("", "Bản", name))
    assert [code for code, _name, _count in listed(cast.pu_luong)] == ["01", "02", "03"]


@pytest.mark.parametrize(
    ("draft", "on", "why"),
    [
        (Draft("01", "Bản", "Khác"), None, "The code 01 is in use in this commune."),
        (Draft("02", "Bản", "đôn"), None, "There is a Bản đôn in this commune already."),
        (Draft("02", "Quận", "Hiêu"), None, "Choose a kind from the list: thôn, bản, khu phố, tổ dân phố …"),
        (Draft("02", "Bản", ""), None, "Type the name."),
        (HIEU, date(2025, 6, 30), "The commune did not exist on that day; choose a day within its own."),
    ],
)
def test_what_can_not_be_added_is_refused_with_a_reason(
    cast: Cast, draft: Draft, on: date | None, why: str
) -> None:
    added(cast, DON)
    with pytest.raises(Refused, match=rf"^{why}$"):
        added(cast, draft, on)
    assert (Place.objects.filter(level="area").count(), len(trailed())) == (1, 1)


def test_a_new_name_leaves_the_old_one_in_its_days(cast: Cast) -> None:
    area = added(cast, DON)
    day = date(2026, 7, 1)
    actions.rename_area(area, Draft("", "Thôn", "Đôn Mới"), keeper=keeper(cast.pu_luong), on=day, now=NOW)
    assert listed(cast.pu_luong) == [("01", "Thôn Đôn Mới", None)]
    assert listed(cast.pu_luong, day - timedelta(days=1)) == [("01", "Bản Đôn", None)]
    assert [hit.since and hit.since.full for hit in queries.search("bản đôn")] == ["Thôn Đôn Mới"]
    assert trailed()[1:] == [("puluong.canbo", "area renamed")]


def test_on_its_first_day_a_name_is_mended(cast: Cast) -> None:
    area = added(cast, DON, TODAY)
    actions.rename_area(area, Draft("", "Bản", "Đốn"), keeper=keeper(cast.pu_luong), on=TODAY, now=NOW)
    assert [name.full for name in queries.spells(area)] == ["Bản Đốn"]


def test_merged_areas_become_one_whole(cast: Cast) -> None:
    parts = [added(cast, DON), added(cast, HIEU)]
    new = actions.merge_areas(
        parts, Draft("01", "Bản", "Đôn"), keeper=keeper(cast.pu_luong), on=NEXT_YEAR, now=NOW
    )
    assert listed(cast.pu_luong, NEXT_YEAR) == [("01", "Bản Đôn", None)]
    assert listed(cast.pu_luong) == [("01", "Bản Đôn", None), ("02", "Bản Hiêu", None)]
    assert [queries.world().carry(part.key, NEXT_YEAR) for part in parts] == [new.key, new.key]
    assert trailed()[2:] == [("puluong.canbo", "areas merged")]


def test_the_figures_of_a_split_area_stay_with_the_commune(cast: Cast) -> None:
    area = added(cast, DON)
    drafts = [Draft("", "Bản", "Đôn 1"), Draft("", "Bản", "Đôn 2")]
    actions.split_area(area, drafts, keeper=keeper(cast.pu_luong), on=NEXT_YEAR, now=NOW)
    assert listed(cast.pu_luong, NEXT_YEAR) == [("02", "Bản Đôn 1", None), ("03", "Bản Đôn 2", None)]
    assert queries.world().carry(area.key, NEXT_YEAR) == cast.pu_luong.key
    assert [edge.whole for edge in queries.became(area, NEXT_YEAR)] == [False, False]


def test_an_ended_area_is_gone_after_its_last_day(cast: Cast) -> None:
    area = added(cast, DON)
    actions.end_area(area, keeper=keeper(cast.pu_luong), last=TODAY, now=NOW, reason="NQ 05/2026")
    assert listed(cast.pu_luong) == [("01", "Bản Đôn", None)]
    assert listed(cast.pu_luong, TODAY + timedelta(days=1)) == []
    assert queries.world().carry(area.key, NEXT_YEAR) == cast.pu_luong.key
    with pytest.raises(Refused, match=r"^This area has ended already\.$"):
        actions.end_area(area, keeper=keeper(cast.pu_luong), last=TODAY, now=NOW, reason="again")


def test_households_are_as_last_counted(cast: Cast) -> None:
    area = added(cast, DON)
    by = keeper(cast.pu_luong)
    for on, count in ((date(2026, 1, 1), 90), (date(2026, 6, 1), 95), (date(2026, 6, 1), 96)):
        actions.count_households(area, count, keeper=by, on=on, now=NOW)
    assert listed(cast.pu_luong) == [("01", "Bản Đôn", 96)]
    assert listed(cast.pu_luong, date(2026, 5, 31)) == [("01", "Bản Đôn", 90)]
    assert Households.objects.count() == 2
    with pytest.raises(Refused):
        actions.count_households(area, -1, keeper=by, on=TODAY, now=NOW)


ACTS: list[Callable[[Place, Keeper], object]] = [
    lambda area, by: actions.rename_area(area, HIEU, keeper=by, on=TODAY, now=NOW),
    lambda area, by: actions.split_area(area, [DON, HIEU], keeper=by, on=TODAY, now=NOW),
    lambda area, by: actions.end_area(area, keeper=by, last=TODAY, now=NOW, reason="x"),
    lambda area, by: actions.count_households(area, 5, keeper=by, on=TODAY, now=NOW),
]


@pytest.mark.parametrize("act", ACTS)
def test_only_the_communes_own_writers_keep_its_areas(
    cast: Cast, act: Callable[[Place, Keeper], object]
) -> None:
    area = added(cast, DON)
    for by in (keeper(cast.ba_dinh), keeper(cast.thanh_hoa), keeper(cast.pu_luong, may_write=False)):
        assert not access.keeps(by, cast.pu_luong)
        with pytest.raises(Refused):
            act(area, by)
        with pytest.raises(Refused):
            actions.add_area(cast.pu_luong, HIEU, keeper=by, on=None, now=NOW)
    assert trailed() == [("puluong.canbo", "area added")]
    assert listed(cast.pu_luong) == [("01", "Bản Đôn", None)]


def test_an_act_on_what_is_no_area_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match=r"^This is no residential area\.$"):
        actions.rename_area(cast.pu_luong, DON, keeper=keeper(cast.pu_luong), on=TODAY, now=NOW)


def imported(cast: Cast, lines: list[Line]) -> dict[actions.What, int]:
    by = keeper(cast.pu_luong)
    return actions.import_areas(cast.pu_luong, lines, keeper=by, since=None, on=TODAY, now=NOW)


def test_a_file_adds_renames_and_counts_and_leaves_the_rest(cast: Cast) -> None:
    for draft in (DON, HIEU, Draft("03", "Bản", "Cũ")):
        added(cast, draft)
    lines = [
        Line(2, Draft("01", "Bản", "Đôn"), 90),
        Line(3, Draft("02", "Thôn", "Hiêu"), None),
        Line(4, Draft("", "Bản", "Mới"), 12),
        Line(5, Draft("", "Bản", "Cũ"), None),
    ]
    assert list(imported(cast, lines).values()) == [1, 1, 1, 1]
    assert listed(cast.pu_luong) == [
        ("03", "Bản Cũ", None),
        ("01", "Bản Đôn", 90),
        ("02", "Thôn Hiêu", None),
        ("04", "Bản Mới", 12),
    ]
    assert list(imported(cast, lines).values()) == [0, 0, 0, 4]


def test_a_file_is_taken_in_whole_or_not_at_all(cast: Cast) -> None:
    added(cast, DON)
    lines = [Line(2, HIEU, 5), Line(3, Draft("03", "Bản", "Đôn"), 5)]
    with pytest.raises(Refused, match=r"^Row 3: An area of this name stands in the commune already\.$"):
        imported(cast, lines)
    assert (listed(cast.pu_luong), len(trailed())) == ([("01", "Bản Đôn", None)], 1)


# The shipped data -------------------------------------------------------------------------

SMALL = {
    "places": ["key,level,valid_from,valid_to,lat,lon", "VN,nation,,,,", "p1,province,,,21.0000,105.5000"],
    "names": [
        "key,code,name,kind,valid_from,valid_to,source",
        "VN,VN,Việt Nam,Quốc gia,,,",
        "p1,01,Đông,Tỉnh,,,NQ 1",
    ],
    "parents": ["key,parent,valid_from,valid_to", "p1,VN,,"],
    "successions": ["old,new,on,kind,whole,source"],
}


def shipped(folder: Path, **more: list[str]) -> Path:
    for name, lines in SMALL.items():
        text = "\n".join(more.get(name, lines)) + "\n"
        (folder / f"{name}.csv.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    return folder


def test_the_data_is_loaded_once(db: None, tmp_path: Path) -> None:
    folder = shipped(tmp_path)
    seen: list[tuple[int, int]] = []
    assert actions.load(now=NOW, folder=folder, progress=lambda done, total: seen.append((done, total)))
    assert not actions.load(now=NOW, folder=folder)
    assert seen == [(2, 5), (4, 5), (5, 5), (5, 5)]
    assert [name.full for name in queries.children(queries.nation(), TODAY)] == ["Tỉnh Đông"]
    assert [hit.name.full for hit in queries.search("dong")] == ["Tỉnh Đông"]


def test_newer_data_keeps_places_and_exchanges_what_is_dated(db: None, tmp_path: Path) -> None:
    actions.load(now=NOW, folder=shipped(tmp_path))
    province = Place.objects.get(key="p1")
    nation_name = PlaceName.objects.get(code="VN").pk
    newer = shipped(
        tmp_path,
        places=[
            *SMALL["places"][:2],
            "p1,province,,2026-06-30,21.0000,105.5000",
            "p2,province,2026-07-01,,,",
        ],
        names=[*SMALL["names"][:2], "p1,01,Đông,Tỉnh,,2026-06-30,NQ 1", "p2,02,Tây,Tỉnh,2026-07-01,,NQ 2"],
        parents=[SMALL["parents"][0], "p1,VN,,2026-06-30", "p2,VN,2026-07-01,"],
        successions=[SMALL["successions"][0], "p1,p2,2026-07-01,merge,1,NQ 2"],
    )
    before = queries.world()
    assert actions.load(now=NOW, folder=newer)
    province.refresh_from_db()
    assert province.valid_to == date(2026, 6, 30)
    assert queries.world() is not before
    assert queries.world().carry("p1", TODAY) == "p2"
    assert [name.valid_to for name in queries.spells(province)] == [date(2026, 6, 30)]
    assert PlaceName.objects.get(code="VN").pk == nation_name
    assert (PlaceParent.objects.count(), Succession.objects.count()) == (2, 1)


def test_newer_data_leaves_alone_what_a_commune_keeps(cast: Cast, tmp_path: Path) -> None:
    area = added(cast, DON)
    actions.load(now=NOW, folder=shipped(tmp_path))
    assert listed(cast.pu_luong) == [("01", "Bản Đôn", None)]
    assert Place.objects.filter(pk=area.pk).exists()
