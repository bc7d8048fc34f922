import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook

from phongtrao.places import actions, queries
from phongtrao.places.models import Place
from phongtrao.places.rules.areas import Draft
from phongtrao.places.tests.test_actions import added, listed
from tests.cast import REFORM, TODAY, Cast

ONLY_ITS_OWN = "Only the commune&#x27;s own office keeps its residential areas; you can read them."
DON = {"kind": "Bản", "name": "Đôn", "code": "", "since": "", "households": ""}


@pytest.fixture
def officer(client: Client, cast: Cast) -> Iterator[Client]:
    client.force_login(cast.clerk)
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield client


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def areas_url(place: Place, name: str = "areas", *more: int) -> str:
    return reverse(f"places:{name}", args=[place.pk, *more])


def test_a_stranger_is_asked_to_sign_in(client: Client, cast: Cast) -> None:
    for url in (reverse("places:search"), reverse("places:place", args=[cast.pu_luong.pk])):
        response = client.get(url)
        assert (response.status_code, response["Location"].partition("?")[2]) == (302, f"next={url}")


def test_the_search_page_begins_with_the_provinces(officer: Client) -> None:
    page = officer.get(reverse("places:search"))
    assert [row[0].value for row in page.context["table"].rows] == ["Tỉnh Ninh Bình", "Tỉnh Thanh Hóa"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_search_page_finds_an_old_province_and_what_it_became(officer: Client, language: str) -> None:
    officer.cookies["django_language"] = language
    page = officer.get(reverse("places:search"), {"q": "nam dinh"})
    (row,) = page.context["table"].rows
    assert (row[0].value, row[1], row[4]) == ("Tỉnh Nam Định", "36", "Tỉnh Ninh Bình")
    assert f'<html lang="{language}"' in text(page)


def test_the_search_page_says_when_nothing_is_found(officer: Client) -> None:
    page = text(officer.get(reverse("places:search"), {"q": "<b>zz</b>"}))
    assert page.count("&lt;b&gt;zz&lt;/b&gt;") == 2
    assert "<b>zz</b>" not in page


@pytest.mark.parametrize(("query", "rows"), [("vụ bản", 1), ("ho", 3)])
def test_the_search_page_asks_the_database_six_times(
    officer: Client, django_assert_num_queries: Any, query: str, rows: int
) -> None:
    queries.world()
    with django_assert_num_queries(5):
        page = officer.get(reverse("places:search"), {"q": query})
    assert len(page.context["hits"]) == rows


def test_the_page_of_a_place_tells_what_it_is_was_and_became(officer: Client, cast: Cast) -> None:
    page = officer.get(reverse("places:place", args=[cast.nam_dinh.pk]))
    shown = page.context
    assert [row[0].value for row in shown["became"].rows] == ["Tỉnh Ninh Bình"]
    assert [row[0].value for row in shown["children"].rows] == ["Xã Hợp Hưng", "Xã Minh Tân"]
    assert shown["made_of"] is None
    new = officer.get(reverse("places:place", args=[cast.ninh_binh.pk])).context
    assert [row[0].value for row in new["made_of"].rows] == ["Tỉnh Nam Định", "Tỉnh Ninh Bình"]


def test_children_are_shown_on_a_chosen_day(officer: Client, cast: Cast) -> None:
    url = reverse("places:place", args=[cast.thanh_hoa.pk])
    days = {"2025-06-30": None, "2025-07-01": ["Xã Ba Đình", "Xã Pù Luông"]}
    for day, names in days.items():
        table = officer.get(url, {"on": day}).context["children"]
        assert (table and [row[0].value for row in table.rows]) == names
    assert "This is not a day: 31/12/2026." in text(officer.get(url, {"on": "31/02/2026"}))


def test_the_page_of_a_place_asks_as_often_for_one_child_as_for_three(
    officer: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    url = areas_url(cast.pu_luong, "place")
    added(cast, Draft("", "Bản", "Đôn"))
    queries.world()
    officer.get(url)
    with django_assert_num_queries(8):
        officer.get(url)
    for name in ("Hiêu", "Kho Mường"):
        added(cast, Draft("", "Bản", name))
    queries.world()
    with django_assert_num_queries(8):
        page = officer.get(url)
    assert len(page.context["children"].rows) == 3


def test_the_list_of_areas_asks_as_often_for_one_as_for_three(
    officer: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    added(cast, Draft("", "Bản", "Đôn"))
    officer.get(areas_url(cast.pu_luong))
    with django_assert_num_queries(6):
        officer.get(areas_url(cast.pu_luong))
    for name in ("Hiêu", "Kho Mường"):
        added(cast, Draft("", "Bản", name))
    with django_assert_num_queries(6):
        page = officer.get(areas_url(cast.pu_luong))
    assert len(page.context["standing"]) == 3


def test_a_clerk_adds_an_area_of_his_commune(officer: Client, cast: Cast) -> None:
    typed = {**DON, "households": "96"}
    response = officer.post(areas_url(cast.pu_luong, "area-new"), typed)
    assert (response.status_code, response["Location"]) == (302, areas_url(cast.pu_luong))
    (area,) = queries.areas(cast.pu_luong, REFORM)
    assert (area.code, area.name.full) == ("01", "Bản Đôn")
    assert [count.count for count in area.name.place.household_counts.all()] == [96]


def test_what_was_typed_stays_where_it_is_refused(officer: Client, cast: Cast) -> None:
    added(cast, Draft("", "Bản", "Đôn"))
    page = officer.post(areas_url(cast.pu_luong, "area-new"), {**DON, "since": "2025-06-30"})
    assert page.status_code == 200
    assert 'value="Đôn"' in text(page)
    assert page.context["form"].non_field_errors() == [
        "The commune did not exist on that day; choose a day within its own."
    ]


def test_the_acts_on_one_area(officer: Client, cast: Cast) -> None:
    commune = cast.pu_luong
    area = added(cast, Draft("", "Bản", "Đôn"))
    for name, typed in (
        ("area-name", {"kind": "Thôn", "name": "Đôn", "on": "2026-01-01"}),
        ("area-households", {"count": "80", "on": "2026-02-01"}),
        ("area-division", {"names": "Thôn Đôn 1\nThôn Đôn 2\n", "on": "2026-03-01"}),
    ):
        assert officer.get(areas_url(commune, name, area.pk)).status_code == 200
        assert officer.post(areas_url(commune, name, area.pk), typed).status_code == 302
    parts = [one.name.place for one in queries.areas(commune, date.fromisoformat("2026-03-01"))]
    assert listed(commune, date.fromisoformat("2026-02-28")) == [("01", "Thôn Đôn", 80)]
    chosen = [str(part.pk) for part in parts]
    merged = {"areas": chosen, "kind": "Thôn", "name": "Đôn", "code": "9", "on": "2026-04-01"}
    assert officer.post(areas_url(commune, "area-merger"), merged).status_code == 302
    (last,) = queries.areas(commune, date.fromisoformat("2026-04-01"))
    assert (last.code, last.name.full) == ("09", "Thôn Đôn")
    end = areas_url(commune, "area-end", last.name.place.pk)
    assert officer.post(end, {"last": "2026-04-30", "reason": ""}).status_code == 200
    assert officer.post(end, {"last": "2026-04-30", "reason": "NQ 5"}).status_code == 302
    assert listed(commune, date.fromisoformat("2026-05-01")) == []


@pytest.mark.parametrize("who", ["province_head", "neighbour", "viewer"])
def test_others_read_and_are_told_why_they_can_not_write(client: Client, cast: Cast, who: str) -> None:
    added(cast, Draft("", "Bản", "Đôn"))
    client.force_login(getattr(cast, who))
    client.cookies["django_language"] = "en"
    page = client.get(areas_url(cast.pu_luong))
    assert (page.status_code, page.context["keeps"]) == (200, False)
    for name in ("area-new", "area-merger", "area-file"):
        refused = client.post(areas_url(cast.pu_luong, name), DON)
        assert (refused.status_code, text(refused).count(ONLY_ITS_OWN)) == (403, 1)
    assert len(queries.areas(cast.pu_luong, REFORM)) == 1


def test_areas_of_another_commune_are_absent_here(officer: Client, cast: Cast) -> None:
    assert officer.get(areas_url(cast.thanh_hoa)).status_code == 404
    assert officer.get(areas_url(cast.pu_luong, "area-name", cast.ba_dinh.pk)).status_code == 404


# The list as a file ------------------------------------------------------------------------


def workbook(*rows: list[Any]) -> SimpleUploadedFile:
    book, content = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return SimpleUploadedFile("areas.xlsx", content.getvalue())


HEAD = ["Mã", "Loại", "Tên", "Số hộ"]


def test_a_workbook_is_shown_first_and_taken_in_when_confirmed(officer: Client, cast: Cast) -> None:
    url = areas_url(cast.pu_luong, "area-file")
    sheet = workbook(HEAD, [1, "Bản", "Đôn", 90], [2, "bản", "Hiêu", None])
    page = officer.post(url, {"file": sheet, "since": ""})
    assert [row[4].value for row in page.context["steps"].rows] == ["new", "new"]
    assert Place.objects.filter(level="area").count() == 0
    done = officer.post(url, {"lines": page.context["packed"]})
    assert (done.status_code, done["Location"]) == (302, areas_url(cast.pu_luong))
    names = [area.name.full for area in queries.areas(cast.pu_luong, REFORM)]
    assert names == ["Bản Đôn", "Bản Hiêu"]


def test_a_workbook_with_wrong_cells_is_told_and_not_taken_in(officer: Client, cast: Cast) -> None:
    sheet = workbook(HEAD, ["01", "Bản", "Đôn", 90], ["02", "Quận", "Hiêu", "nhiều"])
    page = officer.post(areas_url(cast.pu_luong, "area-file"), {"file": sheet, "since": ""})
    assert [row[:2] for row in page.context["wrong"].rows] == [["B3", "Quận"], ["D3", "nhiều"]]
    assert "packed" not in page.context


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04 no", "This is no Excel workbook (.xlsx): save it as .xlsx or CSV and try again."),
        (b"\xff\x00\xd8", "The file can't be read: save it as .xlsx or CSV (UTF-8)."),
    ],
)
def test_what_is_no_list_is_refused_in_words(officer: Client, cast: Cast, content: bytes, why: str) -> None:
    file = SimpleUploadedFile("x.csv", content)
    page = officer.post(areas_url(cast.pu_luong, "area-file"), {"file": file, "since": ""})
    assert page.context["form"].errors["file"] == [why]


def test_a_preview_of_another_commune_is_not_taken_in(officer: Client, cast: Cast) -> None:
    url = areas_url(cast.pu_luong, "area-file")
    page = officer.post(url, {"file": workbook(HEAD, ["01", "Bản", "Đôn", 1]), "since": ""})
    packed = page.context["packed"]
    cast.clerk.organisation.place = cast.ba_dinh
    cast.clerk.organisation.save()
    other = areas_url(cast.ba_dinh, "area-file")
    for lines in (packed, packed[:-1]):
        assert officer.post(other, {"lines": lines}).context["refused"].is_valid() is False
    assert Place.objects.filter(level="area").count() == 0


def test_the_list_that_was_downloaded_can_be_sent_in_again(officer: Client, cast: Cast) -> None:
    for draft in (Draft("", "Bản", "Đôn"), Draft("", "Tổ dân phố", "7")):
        added(cast, draft)
    officer.cookies["django_language"] = "vi"
    for kind in ("xlsx", "csv"):
        content = officer.get(areas_url(cast.pu_luong), {"format": kind}).content
        file = SimpleUploadedFile(f"x.{kind}", content)
        page = officer.post(areas_url(cast.pu_luong, "area-file"), {"file": file, "since": ""})
        read = page.context["form"].cleaned_data["file"]
        steps = actions.plan(read.lines, queries.areas(cast.pu_luong, TODAY))
        assert [step.what for step in steps] == [actions.What.SAME, actions.What.SAME]
        assert read.wrong == []


def test_a_day_at_the_end_of_the_calendar_is_no_day_of_a_page(officer: Client, cast: Cast) -> None:
    url = reverse("places:place", args=[cast.pu_luong.pk])
    assert list(officer.get(url, {"on": "9999-12-31"}).context["form"].errors) == ["on"]
    assert officer.get(url, {"on": "2025-07-01"}).context["form"].errors == {}
