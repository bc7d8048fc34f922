"""A superior's own form: kept, pointed at, filled from the ledger, each number openable."""

import io
from typing import Any

import docx
import openpyxl
import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from phongtrao.core.figure import Basis, Qualifier
from phongtrao.core.period import Part, clocks, part_window
from phongtrao.documents import queries as files
from phongtrao.figures import actions, queries
from phongtrao.figures.models import SuperiorFilling, SuperiorForm
from phongtrao.figures.rules.superior import Span, Writing, bare
from phongtrao.figures.tests.ledger import entry, write, year
from phongtrao.figures.tests.superior import KEY, NAME, filled, kept, pointed, upload
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.trail import queries as trail
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


def sheet_of(filling: SuperiorFilling) -> Any:
    content = files.path_of(filling.file.digest).read_bytes()
    return openpyxl.load_workbook(io.BytesIO(content))["Biểu 01"]


def test_every_period_is_filled_in_that_very_file(cast: Cast) -> None:
    write(
        entry(cast.pu_luong, cast.committee_pu_luong, 40000, qualifier=Qualifier.MORE_THAN),
        entry(cast.pu_luong, cast.committee_pu_luong, 30000, window=year(2025)),
        by=cast.province_head,
    )
    form = kept(cast.clerk)
    pointed(form, cast.clerk)
    pointed(form, cast.clerk, "Biểu 01!C2", span=Span.LAST_YEAR)
    pointed(form, cast.clerk, "Biểu 01!B3", indicator="models_new")
    filling = filled(form, cast.clerk)
    sheet = sheet_of(filling)
    assert (sheet["B2"].value, sheet["C2"].value, sheet["D2"].value) == (40000, 30000, "=B2-C2")
    assert sheet["B3"].value is None
    assert [(one["key"], one["text"], one["said"]) for one in filling.outcomes] == [
        ("Biểu 01!B2", "40000", "hơn 40.000"),
        ("Biểu 01!C2", "30000", "30.000"),
        ("Biểu 01!B3", "", ""),
    ]
    assert (filling.file.name, filling.outcomes[2]["lines"]) == ("bieu-01 2026.xlsx", "")
    assert [row.action for row in trail.of_record(form.record)] == [
        "superior's form kept",
        *["spot of a superior's form named"] * 3,
        "superior's form filled",
    ]


def test_words_carry_the_qualifier_and_another_place_may_be_asked(cast: Cast) -> None:
    write(
        entry(cast.pu_luong, cast.committee_pu_luong, 12, qualifier=Qualifier.NEARLY), by=cast.province_head
    )
    form = kept(cast.province_head)
    pointed(form, cast.province_head, place=cast.pu_luong, writing=Writing.WORDS)
    pointed(form, cast.province_head, "Biểu 01!C2", place=cast.ba_dinh)
    filling = filled(form, cast.province_head)
    assert (sheet_of(filling)["B2"].value, sheet_of(filling)["C2"].value) == ("gần 12", None)
    assert [one["place"] for one in filling.outcomes] == ["Xã Pù Luông", "Xã Ba Đình"]


def test_a_month_its_year_so_far_and_its_lines(cast: Cast, client: Client) -> None:
    clock = clocks()["nd09"]
    months = [
        entry(
            cast.pu_luong,
            cast.committee_pu_luong,
            10 * month,
            clock="nd09",
            window=part_window(clock, 2026, Part.MONTH, month),
        )
        for month in (1, 2, 3, 4)
    ]
    write(*months, by=cast.province_head)
    form = kept(cast.clerk, clock="nd09", part="month")
    pointed(form, cast.clerk)
    pointed(form, cast.clerk, "Biểu 01!C2", span=Span.TO_DATE)
    filling = filled(form, cast.clerk, number=2)
    assert (sheet_of(filling)["B2"].value, sheet_of(filling)["C2"].value) == (20, 30)
    assert filling.file.name == "bieu-01 2026-month-2.xlsx"
    client.force_login(cast.clerk)
    lines = client.get(filling.outcomes[1]["lines"] + "&format=csv")
    assert lines.status_code == 200
    assert len(lines.content.decode("utf-8-sig").splitlines()) == 3


def test_a_document_is_filled_too(cast: Cast) -> None:
    write(entry(cast.pu_luong, cast.committee_pu_luong, 1250), by=cast.province_head)
    made = docx.Document()
    made.add_paragraph("Đã tổ chức ........ buổi tuyên truyền.")
    buffer = io.BytesIO()
    made.save(buffer)
    form = kept(cast.clerk, upload=upload(buffer.getvalue(), "mau.docx"))
    pointed(form, cast.clerk, "L1B1", writing=Writing.WORDS)
    content = files.path_of(filled(form, cast.clerk).file.digest).read_bytes()
    assert docx.Document(io.BytesIO(content)).paragraphs[0].text == "Đã tổ chức 1.250 buổi tuyên truyền."


def test_a_total_as_frozen(cast: Cast) -> None:
    [figure] = write(entry(cast.pu_luong, cast.committee_pu_luong, 10), by=cast.province_head)
    freeze = actions.freeze(name="Chốt", purpose="báo cáo", by=cast.head, now=NOW)
    actions.correct(
        figure, value=12, qualifier=Qualifier.EXACT, reason="Đếm thiếu", by=cast.province_head, now=NOW
    )
    form = kept(cast.clerk)
    pointed(form, cast.clerk)
    assert sheet_of(filled(form, cast.clerk, freeze=freeze))["B2"].value == 10
    assert sheet_of(filled(form, cast.clerk))["B2"].value == 12


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"name": " "}, Refused),
        ({"clock": "tt124_areas", "part": "month"}, Refused),
        ({"upload": upload(b"%PDF-1.4", "mau.pdf")}, Refused),
        ({"upload": upload(b"PK\x03\x04", "mau.xlsx")}, Refused),
    ],
)
def test_a_form_that_can_not_be_kept_is_refused(
    cast: Cast, more: dict[str, Any], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        kept(cast.clerk, **more)
    assert SuperiorForm.objects.count() == 0


def test_one_name_stands_once_until_it_is_put_away(cast: Cast) -> None:
    first = kept(cast.clerk)
    with pytest.raises(Conflict):
        kept(cast.clerk)
    actions.put_away(first, base_version=1, by=cast.clerk, now=NOW)
    assert kept(cast.clerk).pk != first.pk
    first.refresh_from_db()
    with pytest.raises(Refused):
        filled(first, cast.clerk)


def test_a_closed_place_and_an_old_version_are_refused(cast: Cast) -> None:
    form = kept(cast.clerk)
    for key in ("Biểu 01!D2", "Biểu 01!A1", "Biểu 02!A1"):
        with pytest.raises(Refused):
            pointed(form, cast.clerk, key)
    pointed(form, cast.clerk)
    with pytest.raises(Conflict):
        pointed(form, cast.clerk, base_version=1)
    with pytest.raises(Conflict):
        actions.unpoint(form, key=KEY, base_version=1, by=cast.clerk, now=NOW)
    actions.unpoint(form, key=KEY, base_version=2, by=cast.clerk, now=NOW)
    with pytest.raises(Refused):
        filled(form, cast.clerk)


def test_a_place_out_of_sight_is_refused_and_a_viewer_only_looks(cast: Cast) -> None:
    form = kept(cast.clerk)
    pointed(form, cast.clerk, place=cast.vu_ban)
    with pytest.raises(Refused):
        filled(form, cast.clerk)
    with pytest.raises(Refused):
        kept(cast.viewer)


def test_what_was_filled_can_not_be_changed(cast: Cast) -> None:
    form = kept(cast.clerk)
    pointed(form, cast.clerk)
    filling = filled(form, cast.clerk)
    with pytest.raises(DatabaseError), transaction.atomic():
        SuperiorFilling.objects.filter(pk=filling.pk).update(year=2025)


@pytest.mark.parametrize("count", [1, 3])
def test_filling_takes_as_many_queries_for_one_place_as_for_three(
    cast: Cast, count: int, django_assert_num_queries: Any
) -> None:
    form = kept(cast.clerk)
    asked_for = {KEY: "propaganda_sessions", "Biểu 01!B3": "models_new", "Biểu 01!C2": "movement_launches"}
    for key, indicator in list(asked_for.items())[:count]:
        pointed(form, cast.clerk, key, indicator=indicator)
    spots = list(form.spots.select_related("indicator", "place"))
    asked = queries.asked_of(form, 2026, 0, None)
    queries.known(form, spots, asked)
    with django_assert_num_queries(4):
        queries.known(form, spots, asked)


@pytest.mark.parametrize(
    ("scaled", "decimals", "text"), [(1250, 0, "1250"), (1250, 2, "12.50"), (5, 3, "0.005")]
)
def test_a_bare_number_has_a_point(scaled: int, decimals: int, text: str) -> None:
    assert bare(scaled, decimals) == text


def test_the_pages_from_the_file_to_the_numbers(cast: Cast, client: Client) -> None:
    write(entry(cast.pu_luong, cast.committee_pu_luong, 1250, basis=Basis.OWN), by=cast.province_head)
    client.force_login(cast.clerk)
    said = {"name": NAME, "asker": "", "clock": "calendar", "part": "", "file": upload()}
    made = client.post(reverse("figures:superior-forms"), said)
    form = SuperiorForm.objects.get()
    here = reverse("figures:superior-form", args=[form.pk])
    assert (made.status_code, made.headers["Location"]) == (302, here)
    page = client.get(here, {"key": KEY}).content.decode()
    assert 'value="Buổi tuyên truyền"' in page
    spot = {
        "key": KEY,
        "version": 1,
        "what": "buoi tuyen truyen",
        "place": "",
        "span": "period",
        "writing": "number",
    }
    assert client.post(f"{here}spots/", spot).status_code == 302
    assert client.post(f"{here}spots/", spot).status_code == 409
    assert client.post(f"{here}spots/", {**spot, "what": "không có"}).status_code == 422
    assert client.post(f"{here}spots/", {**spot, "place": "99999"}).status_code == 422
    made = client.post(f"{here}fillings/", {"year": "2026", "number": "0", "freeze": ""})
    result = client.get(made.headers["Location"]).content.decode()
    assert (made.status_code, ">1.250</a>" in result) == (302, True)
    file = client.get(f"{made.headers['Location']}file/")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(file.streaming_content)))["Biểu 01"]  # type: ignore[attr-defined]
    assert sheet["B2"].value == 1250
    assert client.post(f"{here}fillings/", {"year": "x", "number": "0"}).status_code == 422
    client.post(f"{here}removals/", {"key": KEY, "version": "2"})
    client.post(f"{here}retirement/", {"version": "3"})
    assert SuperiorForm.objects.get().retired
    client.force_login(cast.neighbour)
    assert [
        client.get(path).status_code
        for path in (here, made.headers["Location"], f"{made.headers['Location']}file/")
    ] == [404] * 3


def test_a_refused_form_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    client.force_login(cast.clerk)
    said = {"name": NAME, "clock": "calendar", "part": "", "file": upload(b"%PDF-1.4", "mau.pdf")}
    answer = client.post(reverse("figures:superior-forms"), said)
    assert (answer.status_code, NAME in answer.content.decode()) == (422, True)
    client.force_login(cast.viewer)
    assert client.get(reverse("figures:superior-forms")).status_code == 200
    assert client.post(reverse("figures:superior-forms"), {**said, "file": upload()}).status_code == 403
