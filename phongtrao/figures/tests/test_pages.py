import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.core.figure import Basis, Qualifier, ValueKind
from phongtrao.figures.actions import correct
from phongtrao.figures.models import Evidence, Figure
from phongtrao.figures.tests.ledger import entry, write, year
from phongtrao.places.models import PlaceName
from tests.cast import NOW, Cast

TOTALS = "/figures/totals/"
QUESTION = {"place": "38", "indicator": "propaganda_sessions", "year": "2026"}


@pytest.fixture(autouse=True)
def in_english(client: Client) -> None:
    client.cookies["django_language"] = "en"


def said(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_pages_need_a_sign_in(client: Client, cast: Cast) -> None:
    for path in ("indicators/", "indicators/models_new/", "totals/", "totals/lines/", "1/"):
        response = client.get(f"/figures/{path}")
        assert (response.status_code, response.headers["Location"].split("?")[0]) == (
            302,
            reverse("people:sign-in"),
        )


# Catalogue -------------------------------------------------------------------------------------------------


def test_the_catalogue_is_searched_without_diacritics(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    found = client.get("/figures/indicators/", {"q": "buoi tuyen truyen"})
    assert "/figures/indicators/propaganda_sessions/" in said(found)
    assert "/figures/indicators/models_new/" not in said(found)
    assert "No indicator holds all these words." in said(client.get("/figures/indicators/", {"q": "xyzzy"}))


def test_the_catalogue_asks_as_much_for_one_row_as_for_three(
    client: Client, cast: Cast, django_assert_num_queries: Callable[..., Any]
) -> None:
    client.force_login(cast.head)
    client.get("/figures/indicators/")
    for words, count in (("den chieu", 1), ("vu khi", 3)):
        with django_assert_num_queries(2):
            assert client.get("/figures/indicators/", {"q": words}).context["count"] == count


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_indicator_tells_its_definition_in_both_languages(
    client: Client, cast: Cast, language: str
) -> None:
    client.cookies["django_language"] = language
    client.force_login(cast.head)
    page = said(client.get("/figures/indicators/regular_commune_police/"))
    assert "Posts held by regular" in page or "Chức danh do Công an chính quy" in page
    assert page.count('<p lang="vi">') == 1 and page.count('<p lang="en">') == 1
    assert client.get("/figures/indicators/nothing/").status_code == 404


# Totals ----------------------------------------------------------------------------------------------------


def test_before_a_question_the_form_offers_the_officers_own_place(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    response = client.get(TOTALS)
    assert (response.status_code, response.context["form"]["place"].value()) == (200, "14896")


def test_a_total_says_its_qualifier_basis_coverage_and_what_stands_beside_it(
    client: Client, cast: Cast
) -> None:
    write(
        entry(
            cast.thanh_hoa, cast.committee_38, 40_000, basis=Basis.STATEMENT, qualifier=Qualifier.MORE_THAN
        ),
        entry(cast.pu_luong, cast.committee_pu_luong, 120, illustrative=True),
        by=cast.province_head,
    )
    client.force_login(cast.province_head)
    [head] = client.get(TOTALS, QUESTION).context["heads"]
    assert (head["value"], head["coverage"]) == ("more than 40,000", "stated by the unit for its whole area")
    assert head["beside"] == ["beside it: 120 (the units' own figures; 1 of 2 units); difference 39,880"]
    [head] = client.get(TOTALS, {**QUESTION, "place": "pu luong"}).context["heads"]
    assert (head["value"], head["notes"]) == ("120", ["illustrative data: 1 of 1 figures"])


@pytest.mark.parametrize("field", ["known_on", "map"])
def test_a_day_at_the_end_of_the_calendar_is_no_day_to_ask(client: Client, cast: Cast, field: str) -> None:
    client.force_login(cast.province_head)
    response = client.get(TOTALS, {**QUESTION, field: "9999-12-31"})
    assert list(response.context["form"].errors) == [field]


def test_the_year_before_stands_beside_with_the_change(client: Client, cast: Cast) -> None:
    write(
        entry(cast.thanh_hoa, cast.committee_38, 90, window=year(2025)),
        entry(cast.thanh_hoa, cast.committee_38, 120),
        by=cast.province_head,
    )
    client.force_login(cast.province_head)
    table = client.get(TOTALS, {**QUESTION, "years": "2"}).context["table"]
    [row] = table.rows
    assert [column.title for column in table.columns[3:6]] == [
        "2026",
        "2025",
        "Difference from the year before",
    ]
    assert [row[3].value.scaled, row[4].value.scaled, row[5].scaled] == [120, 90, 30]


def test_rows_of_a_level_are_drawn_and_listed_and_those_out_of_scope_counted(
    client: Client, cast: Cast
) -> None:
    write(
        entry(cast.pu_luong, cast.committee_pu_luong, 12),
        entry(cast.ba_dinh, cast.committee_ba_dinh, 30),
        by=cast.province_head,
    )
    client.force_login(cast.province_head)
    asked = {**QUESTION, "level": "commune"}
    response = client.get(TOTALS, asked)
    assert [row[0] for row in response.context["table"].rows] == ["Xã Ba Đình (14854)", "Xã Pù Luông (14896)"]
    assert [bar.amount.scaled for bar in response.context["chart"].bars] == [30, 12]
    assert 'aria-labelledby="chart-title chart-desc"' in said(response)
    nation = client.get(TOTALS, {**asked, "place": "VN"})
    assert (len(nation.context["table"].rows), nation.context["hidden"]) == (2, 2)
    assert "2 places lie outside your scope and are not shown." in said(nation)


def test_a_place_outside_the_scope_is_absent(client: Client, cast: Cast) -> None:
    client.force_login(cast.province_head)
    assert client.get(TOTALS, {**QUESTION, "place": "37"}).status_code == 404
    client.force_login(cast.head)
    codes = {
        place: client.get(TOTALS, {**QUESTION, "place": place}).status_code for place in ("VN", "38", "14854")
    }
    assert codes == {"VN": 200, "38": 200, "14854": 404}


def test_what_was_asked_wrongly_stays_typed_with_the_reason(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    response = client.get(TOTALS, {**QUESTION, "indicator": "", "more": "so buoi tuyen truyn"})
    form = response.context["form"]
    assert (form["more"].value(), list(form.errors)) == ("so buoi tuyen truyn", ["more"])
    assert "did you mean" in form.errors["more"][0]


def test_several_indicators_in_the_address_are_all_asked(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    response = client.get(f"{TOTALS}?place=38&year=2026&indicator=models_new&indicator=propaganda_sessions")
    assert response.context["inquiry"].indicators == ("models_new", "propaganda_sessions")


def test_no_figure_at_all_is_said(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    assert "No figure of these indicators lies in these years." in said(client.get(TOTALS, QUESTION))


def _places(cast: Cast, count: int) -> list[tuple[Any, Any]]:
    return [
        (cast.pu_luong, cast.committee_pu_luong),
        (cast.ba_dinh, cast.committee_ba_dinh),
        (cast.thanh_hoa, cast.committee_38),
    ][:count]


@pytest.mark.parametrize("count", [1, 3])
def test_totals_ask_the_database_as_much_for_one_figure_as_for_three(
    client: Client, cast: Cast, count: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    write(*(entry(place, org, 5) for place, org in _places(cast, count)), by=cast.province_head)
    client.force_login(cast.province_head)
    client.get(TOTALS, QUESTION)
    with django_assert_num_queries(TOTALS_QUERIES):
        client.get(TOTALS, {**QUESTION, "level": "commune", "years": "1"})


TOTALS_QUERIES = 16


def test_downloads_hold_what_was_seen_and_no_formula(client: Client, cast: Cast) -> None:
    PlaceName.objects.filter(place=cast.pu_luong).update(kind="=1+1", name="|cmd")
    write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)
    client.force_login(cast.province_head)
    asked = {**QUESTION, "level": "commune", "years": "1"}
    csv = client.get(TOTALS, {**asked, "format": "csv"}).content.decode("utf-8-sig")
    assert [line.split(",")[0] for line in csv.splitlines()] == [
        "Place",
        "Xã Ba Đình (14854)",
        "'=1+1 \\|cmd (14896)",
    ]
    book = openpyxl.load_workbook(io.BytesIO(client.get(TOTALS, {**asked, "format": "xlsx"}).content))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert "=1+1 |cmd (14896)" in [cell.value for cell in cells]


# Lines -----------------------------------------------------------------------------------------------------

LINES = "/figures/totals/lines/"


def test_behind_a_total_stand_its_lines_and_those_out_of_scope_are_counted(
    client: Client, cast: Cast
) -> None:
    write(
        entry(cast.pu_luong, cast.committee_pu_luong, 12),
        entry(cast.ba_dinh, cast.committee_ba_dinh, 30),
        by=cast.province_head,
    )
    asked = {"key": "p38", "indicator": "propaganda_sessions", "year": "2026"}
    client.force_login(cast.province_head)
    everything = client.get(LINES, asked)
    assert (len(everything.context["table"].rows), everything.context["hidden"]) == (2, 0)
    client.force_login(cast.head)
    own = client.get(LINES, asked)
    assert [row[0] for row in own.context["table"].rows] == ["Xã Pù Luông"]
    assert "1 line lies outside your scope." in said(own)
    client.force_login(cast.neighbour)
    assert client.get(LINES, asked).status_code == 404


def test_no_two_columns_of_the_lines_are_called_alike(client: Client, cast: Cast) -> None:
    write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)
    client.cookies["django_language"] = "vi"
    client.force_login(cast.province_head)
    response = client.get(LINES, {"key": "p38", "indicator": "propaganda_sessions", "year": "2026"})
    assert [column.title for column in response.context["table"].columns] == [
        *("Địa bàn", "Đơn vị", "Số liệu", "Thời kỳ", "Loại số liệu"),
        *("Đợt ghi", "Người ghi nhận", "Thời điểm ghi nhận", "Tài liệu nguồn"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_lines_ask_the_database_as_much_for_one_as_for_three(
    client: Client, cast: Cast, count: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    write(*(entry(place, org, 5) for place, org in _places(cast, count)), by=cast.province_head)
    client.force_login(cast.province_head)
    with django_assert_num_queries(LINES_QUERIES):
        response = client.get(LINES, {"key": "p38", "indicator": "propaganda_sessions", "year": "2026"})
    assert len(response.context["table"].rows) == count


LINES_QUERIES = 13


# One figure ------------------------------------------------------------------------------------------------


def with_evidence(cast: Cast) -> Figure:
    evidence = Evidence.objects.create(
        source="Báo cáo tổng kết",
        locator="trang 3",
        line="đã tổ chức 12 buổi <script>",
        confirmed_by="Trần Thu Hà",
    )
    one = entry(cast.pu_luong, cast.committee_pu_luong, 12, evidence=evidence)
    return write(one, by=cast.province_head)[0]


def test_a_figure_leads_to_its_line_and_to_who_recorded_it(client: Client, cast: Cast) -> None:
    figure = with_evidence(cast)
    client.force_login(cast.province_head)
    page = said(client.get(f"/figures/{figure.pk}/"))
    assert "đã tổ chức 12 buổi &lt;script&gt;" in page
    assert "10:00 on 20 November 2026, Trần Thu Hà, Ban Chỉ đạo 138 tỉnh Thanh Hóa (batch 1)" in page
    assert "Correct this figure" in page
    client.force_login(cast.head)
    assert "Correct this figure" not in said(client.get(f"/figures/{figure.pk}/"))
    client.force_login(cast.neighbour)
    assert client.get(f"/figures/{figure.pk}/").status_code == 404


def correction(client: Client, figure: Figure, number: str, reason: str = "Cộng sót") -> Any:
    body = {"value_0": number, "value_1": "exact", "reason": reason}
    return client.post(f"/figures/{figure.pk}/corrections/", body)


def test_the_head_corrects_with_a_reason_and_the_history_keeps_both(client: Client, cast: Cast) -> None:
    figure = with_evidence(cast)
    client.force_login(cast.province_head)
    response = correction(client, figure, "hơn 1.234")
    newer = Figure.objects.get(supersedes=figure)
    assert (response.status_code, response.headers["Location"]) == (302, f"/figures/{newer.pk}/")
    assert (newer.value, newer.qualifier) == (1234, "more_than")
    page = client.get(f"/figures/{figure.pk}/")
    assert [row.pk for row, _ in page.context["history"]] == [figure.pk, newer.pk]
    assert "This figure was corrected since." in said(page)


@pytest.mark.parametrize(("number", "reason"), [("nhiều", "Cộng sót"), ("15", ""), ("12", "Không đổi")])
def test_a_correction_that_cannot_stand_is_told_and_stays_typed(
    client: Client, cast: Cast, number: str, reason: str
) -> None:
    figure = with_evidence(cast)
    client.force_login(cast.province_head)
    response = correction(client, figure, number, reason)
    assert (response.status_code, Figure.objects.count()) == (422, 1)
    form = response.context["form"]
    assert (form["value"].value()[0], form["reason"].value()) == (number, reason)


def test_what_was_corrected_meanwhile_is_a_conflict_and_what_was_typed_stays(
    client: Client, cast: Cast
) -> None:
    figure = with_evidence(cast)
    correct(figure, value=15, qualifier=Qualifier.EXACT, reason="Cộng sót", by=cast.province_head, now=NOW)
    client.force_login(cast.province_head)
    response = correction(client, figure, "16")
    assert (response.status_code, Figure.objects.count()) == (409, 2)
    assert response.context["form"]["value"].value()[0] == "16"
    assert "See the newest" in said(response)


def test_others_cannot_correct(client: Client, cast: Cast) -> None:
    figure = with_evidence(cast)
    for officer, status in ((cast.viewer, 403), (cast.head, 404), (cast.neighbour, 404)):
        client.force_login(officer)
        assert correction(client, figure, "15").status_code == status
    assert Figure.objects.count() == 1


def test_a_ratio_is_corrected_in_both_its_parts(client: Client, cast: Cast) -> None:
    ratio = {"indicator": "units_launched", "kind": ValueKind.RATIO, "denominator": 1000}
    [figure] = write(entry(cast.pu_luong, cast.committee_pu_luong, 800, **ratio), by=cast.province_head)
    client.force_login(cast.province_head)
    page = client.get(f"/figures/{figure.pk}/")
    assert page.context["value"] == "8/10 (80 %)"
    assert ": 8/10 (80 %) </h1>" in said(page)
    body = {
        "value_0": "9",
        "value_1": "exact",
        "denominator_0": "12",
        "denominator_1": "exact",
        "reason": "Sai",
    }
    assert client.post(f"/figures/{figure.pk}/corrections/", body).status_code == 302
    newer = Figure.objects.get(supersedes=figure)
    assert (newer.value, newer.denominator) == (900, 1200)


def test_a_share_is_told_with_its_parts_and_stays_a_number_in_its_column(client: Client, cast: Cast) -> None:
    ratio = {"indicator": "units_launched", "kind": ValueKind.RATIO, "denominator": 1200}
    write(entry(cast.pu_luong, cast.committee_pu_luong, 1000, **ratio), by=cast.province_head)
    client.force_login(cast.province_head)
    asked = {**QUESTION, "indicator": "units_launched", "years": "1"}
    page = client.get(TOTALS, asked)
    [head] = page.context["heads"]
    assert (head["value"], head["unit"]) == ("10/12 (83.33 %)", "")
    cell = page.context["table"].rows[0][3]
    assert (cell.value.scaled, cell.note) == (8333, "10/12 (83.33 %)")
    lines = client.get(LINES, {"key": "p38", "indicator": "units_launched", "year": "2026"})
    assert lines.context["table"].rows[0][2].value == "10/12 (83.33 %)"


def test_a_percentage_given_without_its_parts_keeps_its_sign(client: Client, cast: Cast) -> None:
    percent = {"indicator": "units_launched", "kind": ValueKind.PERCENT}
    [figure] = write(entry(cast.pu_luong, cast.committee_pu_luong, 9250, **percent), by=cast.province_head)
    client.force_login(cast.province_head)
    [head] = client.get(TOTALS, {**QUESTION, "place": "14896", "indicator": "units_launched"}).context[
        "heads"
    ]
    assert (head["value"], head["unit"]) == ("92.5 %", "")
    assert client.get(f"/figures/{figure.pk}/").context["value"] == "92.5 %"


@pytest.mark.parametrize("code", ["propaganda_sessions", "units_launched"])
def test_an_indicator_does_not_tell_where_we_took_it_from(client: Client, cast: Cast, code: str) -> None:
    client.force_login(cast.head)
    page = client.get(f"/figures/indicators/{code}/")
    assert said(page).count(page.context["entry"].source) == 0
