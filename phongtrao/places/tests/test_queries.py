import unicodedata
from datetime import date, timedelta
from typing import Any

import pytest

from phongtrao.places import queries
from phongtrao.places.models import Loaded, PlaceName
from phongtrao.places.queries import Edge
from tests.cast import BEFORE, NOW, REFORM, TODAY, Cast


def found(text: str, day: date | None = None) -> list[tuple[str, str]]:
    return [(hit.name.full, hit.name.code) for hit in queries.search(text, day=day)]


NAM_DINH = ("Tỉnh Nam Định", "36")
NINH_BINH = ("Tỉnh Ninh Bình", "37")
SEARCHES = [
    ("nam dinh", [NAM_DINH]),
    ("NAM ĐỊNH", [NAM_DINH]),
    ("tỉnh nam định", [NAM_DINH]),
    ("nam", [NAM_DINH, ("Việt Nam", "VN")]),
    ("định", [NAM_DINH, ("Xã Ba Đình", "14854")]),
    ("36", [NAM_DINH]),
    ("ninh binh", [NINH_BINH, NINH_BINH]),
    ("hoa", [("Phường Hoa Lư", "14362"), ("Tỉnh Thanh Hóa", "38")]),
    ("xã vụ bản", [("Xã Vụ Bản", "13753")]),
    ("phường vụ bản", [("Xã Vụ Bản", "13753")]),
    ("14896", [("Xã Pù Luông", "14896")]),
    ("Hà Giang", []),
    ("  ", []),
]


@pytest.mark.parametrize(("text", "hits"), SEARCHES)
def test_places_are_found_by_what_people_type(cast: Cast, text: str, hits: list[tuple[str, str]]) -> None:
    assert found(text) == hits
    assert found(unicodedata.normalize("NFD", text)) == hits


def test_what_still_stands_comes_before_what_ended(cast: Cast) -> None:
    hits = queries.search("ninh bình")
    assert [hit.name.place for hit in hits] == [cast.ninh_binh, cast.old_ninh_binh]


def test_a_search_on_a_day_finds_what_bore_the_name_then(cast: Cast) -> None:
    assert [found("ninh binh", BEFORE), found("nam dinh", REFORM)] == [[NINH_BINH], []]


def test_a_hit_says_where_it_stood_and_what_it_became(cast: Cast) -> None:
    (hit,) = queries.search("minh tan")
    assert [name.full for name in hit.line] == ["Việt Nam", "Tỉnh Nam Định"]
    assert [name.full for name in hit.became] == ["Xã Vụ Bản"]
    assert not hit.stands


def test_a_hit_by_an_old_name_says_the_new_one(cast: Cast) -> None:
    PlaceName.objects.filter(place=cast.hoa_lu).update(valid_to=date(2026, 4, 29))
    PlaceName.objects.create(
        place=cast.hoa_lu,
        code="14362",
        name="Tràng An",
        kind="Phường",
        valid_from=date(2026, 4, 30),
        folded="trang an",
        sort_key="1",
    )
    (hit,) = queries.search("hoa lư")
    assert (hit.name.full, hit.since and hit.since.full) == ("Phường Hoa Lư", "Phường Tràng An")
    assert queries.name_on(cast.hoa_lu, date(2026, 4, 29)).full == "Phường Hoa Lư"
    assert queries.name_on(cast.hoa_lu, date(2026, 4, 30)).full == "Phường Tràng An"


def told(edges: list[Edge]) -> list[tuple[str, date, bool]]:
    return [(edge.name.full, edge.on, edge.whole) for edge in edges]


def test_a_card_tells_what_a_place_is_was_and_became(cast: Cast) -> None:
    card = queries.card(cast.nam_dinh, TODAY)
    assert (card.name.full, card.day) == ("Tỉnh Nam Định", BEFORE)
    assert told(card.successors) == [("Tỉnh Ninh Bình", REFORM, True)]
    assert card.predecessors == []
    assert card.belongs is not None
    assert card.belongs.place == cast.ninh_binh
    new = queries.card(cast.ninh_binh, TODAY)
    assert told(new.predecessors) == [("Tỉnh Nam Định", REFORM, True), ("Tỉnh Ninh Bình", REFORM, True)]
    assert (new.successors, new.belongs) == ([], None)


def test_a_place_has_become_nothing_while_it_stands(cast: Cast) -> None:
    assert queries.became(cast.nam_dinh, BEFORE) == []


def test_children_are_those_of_the_day(cast: Cast) -> None:
    assert [name.full for name in queries.children(cast.nam_dinh, BEFORE)] == ["Xã Hợp Hưng", "Xã Minh Tân"]
    assert [name.full for name in queries.children(cast.ninh_binh, TODAY)] == ["Phường Hoa Lư", "Xã Vụ Bản"]
    assert queries.children(cast.nam_dinh, TODAY) == []


def test_a_code_is_read_on_a_day(cast: Cast) -> None:
    assert queries.by_code("37", BEFORE) == cast.old_ninh_binh
    assert queries.by_code("37", REFORM) == cast.ninh_binh
    with pytest.raises(queries.UnknownPlace):
        queries.by_code("36", REFORM)


def test_whether_the_map_changed_is_one_question(cast: Cast, django_assert_num_queries: Any) -> None:
    before = queries.world()
    with django_assert_num_queries(1):
        assert queries.world() is before
    cast.hoa_lu.valid_to = TODAY
    cast.hoa_lu.save()
    Loaded.objects.create(name="areas", digest="an act", at=NOW)
    tomorrow = TODAY + timedelta(days=1)
    assert [world.valid(cast.hoa_lu.key, tomorrow) for world in (before, queries.world())] == [True, False]


def test_what_a_units_papers_speak_of_are_its_places_old_and_new(cast: Cast) -> None:
    names = {one.name: (one.key, one.spell.last) for one in queries.spoken(cast.vu_ban, TODAY)}
    assert names == {
        "Xã Vụ Bản": ("c13753", None),
        "Xã Minh Tân": ("c13750", BEFORE),
        "Xã Hợp Hưng": ("c13756", BEFORE),
        "Tỉnh Ninh Bình": ("p37-2025", None),
        "Tỉnh Nam Định": ("p36", BEFORE),
        "Việt Nam": ("VN", None),
    }
    assert {one.key for one in queries.spoken(cast.vu_ban, BEFORE)} == {"c13753"}


def test_what_a_place_is_to_another(cast: Cast) -> None:
    keys = {"c13753", "c13750", "p36", "p38", "VN"}
    found = queries.meant(keys, cast.vu_ban, TODAY)
    assert {key: (one.name, one.now, one.inside, one.around) for key, one in found.items()} == {
        "c13753": ("Xã Vụ Bản", "", True, False),
        "c13750": ("Xã Minh Tân", "Xã Vụ Bản", True, False),
        "p36": ("Tỉnh Nam Định", "Tỉnh Ninh Bình", False, True),
        "p38": ("Tỉnh Thanh Hóa", "", False, False),
        "VN": ("Việt Nam", "", False, True),
    }
