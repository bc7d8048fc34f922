"""Who may write whose annual report: one's own place's, and with a subtree scope those below."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import docx
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.core.figure import Qualifier
from phongtrao.core.period import Part, Window, clocks, part_window, window
from phongtrao.documents.actions import add_signatory, set_letterhead
from phongtrao.documents.rules import Authority, Profile
from phongtrao.figures.actions import freeze as freeze_now
from phongtrao.figures.queries import Asked
from phongtrao.figures.tests.ledger import entry, write
from phongtrao.letters.annual import AnnualReport, TextSource, Value, compose
from phongtrao.letters.document import Issuer, Signature
from phongtrao.letters.docx import write as write_word
from phongtrao.people.models import Organisation
from phongtrao.people.rules import Kind, Role, Scope
from phongtrao.places import queries as places
from phongtrao.places.models import Place
from phongtrao.reports import actions
from phongtrao.reports.models import Submission
from phongtrao.reports.queries import annual
from phongtrao.reports.queries.narratives import texts_below
from phongtrao.reports.tests.above import FORM_ABOVE, Above, officer_of, raise_above
from phongtrao.reports.tests.stage import FORM, narrative, raise_stage
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
KDC = window(clocks()["tt124_kdc"], 2026)


def asked(client: Client, place: str) -> tuple[int, str]:
    response = client.get(reverse("reports:annual"), {"place": place, "year": "2026", "clock": "calendar"})
    if response.status_code != 200:
        return response.status_code, ""
    opened = docx.Document(BytesIO(response.content))
    return 200, "\n".join(cell.text for table in opened.tables for row in table.rows for cell in row.cells)


@pytest.fixture
def figures(cast: Cast) -> None:
    write(
        entry(cast.pu_luong, cast.committee_pu_luong, 42),
        entry(cast.ba_dinh, cast.committee_ba_dinh, 17),
        by=cast.province_head,
    )


@pytest.mark.parametrize(
    ("officer", "place", "status"),
    [
        ("clerk", "14896", 200),
        ("clerk", "14854", 404),
        ("clerk", "38", 404),
        ("clerk", "VN", 404),
        ("province_head", "38", 200),
        ("province_head", "14854", 200),
        ("province_head", "VN", 404),
        ("neighbour", "38", 404),
        ("viewer", "VN", 200),
    ],
)
def test_who_may_write_whose_report(
    cast: Cast, client: Client, figures: None, officer: str, place: str, status: int
) -> None:
    client.force_login(getattr(cast, officer))
    assert asked(client, place)[0] == status


def test_lines_of_other_bodies_of_the_commune_are_counted_and_not_told(cast: Cast, client: Client) -> None:
    own, other = write(
        entry(cast.pu_luong, cast.committee_pu_luong, 42),
        entry(cast.pu_luong, cast.committee_38, 7),
        by=cast.province_head,
    )
    client.force_login(cast.clerk)
    text = asked(client, "14896")[1]
    assert f"dòng {own.pk} của sổ số liệu" in text
    assert f"dòng {other.pk} của sổ số liệu" not in text
    assert "1 dòng của đơn vị khác" in text


def test_the_second_button_gives_the_same_report_as_pdf(cast: Cast, client: Client, figures: None) -> None:
    client.force_login(cast.province_head)
    given = {"place": "38", "year": "2026", "clock": "calendar", "file": "pdf"}
    answer = client.get(reverse("reports:annual"), given)
    pages = pypdfium2.PdfDocument(answer.content)
    text = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())
    assert answer["Content-Type"] == "application/pdf"
    assert "Trong năm 2026, toàn tỉnh đã tổ chức 59 buổi tuyên truyền [1, 2]." in text


def test_the_pages_are_looked_at_as_pictures_one_after_the_other(
    cast: Cast, client: Client, figures: None
) -> None:
    client.force_login(cast.province_head)
    given = {"place": "38", "year": "2026", "clock": "calendar", "file": "preview"}
    first = client.get(reverse("reports:annual"), given)
    known = first.context["pictures"]
    assert (first.status_code, len(known.shown), known.before, known.after) == (200, 4, None, 5)
    page = first.content.decode()
    assert page.count('src="data:image/png;base64,') == 4
    assert (
        'href="?place=38&amp;year=2026&amp;clock=calendar&amp;file=preview&amp;from=5#preview"'
        in first.content.decode()
    )
    later = client.get(reverse("reports:annual"), {**given, "from": "5"}).context["pictures"]
    assert (later.pages, later.before, later.numbered[0][0]) == (known.pages, 1, 5)
    assert later.shown[0] not in known.shown
    for odd in ("999", "0", "x", "-3", "9" * 40):
        assert client.get(reverse("reports:annual"), {**given, "from": odd}).status_code == 200


# Months ---------------------------------------------------------------------------------------------------------


def in_month(clock: str, number: int) -> Window:
    return part_window(clocks()[clock], 2026, Part.MONTH, number)


def months(place: Place, **asked: Any) -> dict[str, list[tuple[str, Any]]]:
    found = annual.annual_report(place, Asked(2026, **asked), known_on=TODAY).by_month
    return {code: [(one.name, one.value) for one in row if one.value] for code, row in found.items()}


def test_months_and_what_was_said_for_longer_make_the_total(cast: Cast) -> None:
    quarter = part_window(clocks()["calendar"], 2026, Part.QUARTER, 3)
    more_than = {"qualifier": Qualifier.MORE_THAN}
    write(
        entry(cast.pu_luong, cast.committee_pu_luong, 5, window=in_month("calendar", 1)),
        entry(cast.ba_dinh, cast.committee_ba_dinh, 7, window=in_month("calendar", 1), **more_than),
        entry(cast.ba_dinh, cast.committee_ba_dinh, 4, window=in_month("calendar", 2)),
        entry(cast.pu_luong, cast.committee_pu_luong, 40, window=quarter),
        by=cast.province_head,
    )
    assert months(cast.thanh_hoa) == {
        "propaganda_sessions": [
            ("Tháng 1 (01/01/2026–31/01/2026)", Value(12, Qualifier.MORE_THAN)),
            ("Tháng 2 (01/02/2026–28/02/2026)", Value(4)),
            ("", Value(40)),
        ]
    }
    assert months(cast.thanh_hoa, part=Part.QUARTER, number=3) == {"propaganda_sessions": [("", Value(40))]}
    assert months(cast.thanh_hoa, part=Part.MONTH, number=1) == {}


def test_a_clock_has_its_own_months_or_none(cast: Cast) -> None:
    write(
        entry(cast.pu_luong, cast.committee_pu_luong, 5, clock="nd09", window=in_month("nd09", 1)),
        entry(cast.pu_luong, cast.committee_pu_luong, 6, clock="tt124_kdc", window=KDC),
        by=cast.province_head,
    )
    assert months(cast.pu_luong, clock="nd09") == {
        "propaganda_sessions": [("Tháng 1 (15/12/2025–14/01/2026)", Value(5))]
    }
    assert months(cast.pu_luong, clock="tt124_kdc") == {}


# The head -----------------------------------------------------------------------------------------------------


def province_says(cast: Cast, day: date, issuer: str) -> None:
    set_letterhead(
        cast.committee_38,
        valid_from=day,
        superior="Tỉnh ủy Thanh Hóa",
        issuer=issuer,
        abbreviation="BCĐPT",
        place="Hạc Thành",
        profile=Profile.STATE,
        recipients=["Thường trực Tỉnh ủy"],
        filing="VT, PV05",
        by=cast.province_head,
        now=NOW,
    )


def test_head_signature_and_recipients_are_those_of_the_offices_own_layout(cast: Cast, figures: None) -> None:
    usual = compose(annual.annual_report(cast.thanh_hoa, Asked(2026), known_on=TODAY))
    assert usual.signatures[0].posts == ("TRƯỞNG BAN",)
    assert (usual.issuers[0].above, usual.signatures[0].name) == ("Ủy ban nhân dân tỉnh Thanh Hóa", "")
    province_says(cast, TODAY, "Ban Chỉ đạo phong trào tỉnh")
    province_says(cast, TODAY + timedelta(days=1), "Ban Chỉ đạo sau này")
    add_signatory(
        cast.committee_38,
        name="Trần Thu Hà",
        post="Phó Trưởng ban",
        authority=Authority.FOR,
        valid_from=TODAY,
        by=cast.province_head,
        now=NOW,
    )
    drawn = compose(annual.annual_report(cast.thanh_hoa, Asked(2026), known_on=TODAY))
    assert drawn.issuers == (Issuer("Ban Chỉ đạo phong trào tỉnh", "Tỉnh ủy Thanh Hóa"),)
    assert (drawn.symbol, drawn.issue_place) == ("BC-BCĐPT", "Hạc Thành")
    assert drawn.signatures == (Signature(("KT. TRƯỞNG BAN",), ("PHÓ TRƯỞNG BAN",), "Trần Thu Hà"),)
    assert drawn.distribution == ("- Thường trực Tỉnh ủy;", "- Lưu: VT, PV05.")


def test_where_no_committee_is_set_up_its_usual_head_is_printed(cast: Cast, figures: None) -> None:
    Organisation.objects.filter(place=cast.thanh_hoa).update(kind=Kind.POLICE.value)
    drawn = compose(annual.annual_report(cast.thanh_hoa, Asked(2026), known_on=TODAY))
    assert (drawn.issuers[0].above, drawn.symbol, drawn.issue_place) == (
        "Ủy ban nhân dân tỉnh Thanh Hóa",
        "BC-BCĐ",
        "Thanh Hóa",
    )


# Narratives ---------------------------------------------------------------------------------------------------


def told_as(content: dict[str, Any], narrative_id: str) -> dict[str, Any]:
    """A form whose first section asks its narrative under another name."""
    first, *rest = content["sections"]
    fields = [field for field in first["fields"] if field.get("id") != "outreach"]
    return {**content, "sections": [{**first, "fields": [*fields, narrative(narrative_id)]}, *rest]}


def province_tells(cast: Cast, narrative_id: str, units: int) -> Above:
    """Units' accepted texts, one paragraph each, merged by the province; its report is accepted too."""
    stage = raise_stage(cast, content=told_as(FORM, narrative_id))
    above = raise_above(stage, content=told_as(FORM_ABOVE, narrative_id))
    other = officer_of(cast.committee_ba_dinh, "badinh", Role.HEAD, Scope.OWN)
    above.commune_accepted("5", told="Lắp đèn ngõ.\nĐường dây nóng.", under=narrative_id)
    above.commune_accepted(
        "7", organisation="committee_ba_dinh", told="Ra mắt tổ tự quản.", under=narrative_id, who=other
    )
    report = above.report()
    offers = [o for text in texts_below(above.by, report, narrative_id) for o in text.offers]
    chosen = [offer.paragraph for offer in offers[:units]]
    actions.merge(report, narrative_id, chosen, base_version=report.version, by=above.by, now=NOW)
    above.take("propaganda_sessions")
    above.send()
    above.accept()
    return above


def document(tells: Any = None) -> AnnualReport:
    place = Place.objects.get(key="p38")
    return annual.annual_report(place, Asked(2026, "nd09"), known_on=TODAY, tells=tells)


def test_each_merged_paragraph_leads_to_report_unit_and_section(cast: Cast) -> None:
    province_tells(cast, "propaganda", 2)
    receipts = dict(Submission.objects.values_list("report__organisation__name", "receipt"))
    found = document()
    assert found.narratives["propaganda"].split("\n") == ["Ra mắt tổ tự quản.", "Lắp đèn ngõ."]
    asker = {"accepted_by": "Ban Chỉ đạo 138 tỉnh Thanh Hóa", "accepted_on": TODAY}
    assert found.text_sources == tuple(
        TextSource(
            section="propaganda",
            text=text,
            organisation=unit,
            document=f"Tổng kết phong trào năm 2026 ({receipts[unit]})",
            where="mục I. Mục outreach",
            **asker,
        )
        for unit, text in (
            ("Ban Chỉ đạo xã Ba Đình", "Ra mắt tổ tự quản."),
            ("Ban Chỉ đạo xã Pù Luông", "Lắp đèn ngõ."),
        )
    )
    table = docx.Document(BytesIO(write_word(compose(found)))).tables[-1]
    assert [cell.text for cell in table.rows[-1].cells][2:4] == ["“Lắp đèn ngõ.”", "Ban Chỉ đạo xã Pù Luông"]


def test_of_a_report_that_one_may_not_read_only_its_name_is_told(cast: Cast) -> None:
    province_tells(cast, "propaganda", 1)
    receipt = Submission.objects.get(report__organisation=cast.committee_ba_dinh).receipt
    own = Organisation.objects.filter(pk=cast.committee_38.pk)
    assert document(own).text_sources == (
        TextSource("propaganda", "Ra mắt tổ tự quản.", "Ban Chỉ đạo xã Ba Đình", receipt),
    )


def test_a_text_that_has_no_place_in_the_outline_is_left_out(cast: Cast) -> None:
    province_tells(cast, "outreach", 1)
    found = document()
    assert (found.narratives, found.text_sources) == ({}, ())


@pytest.mark.parametrize("units", [1, 3])
def test_sources_of_texts_are_asked_for_at_once(
    cast: Cast, units: int, django_assert_num_queries: Any
) -> None:
    province_tells(cast, "propaganda", units)
    places.world()
    with django_assert_num_queries(22):
        found = document()
    assert len(found.text_sources) == units


FIRST_HALF = {"place": "38", "year": "2026", "period": "half-1", "clock": "nd09"}


def h1(year: int) -> Window:
    return Window(date(year - 1, 12, 15), date(year, 6, 14))


def test_half_a_year_stands_beside_the_same_half_of_last_year(cast: Cast, client: Client) -> None:
    """NĐ 09/2019: from 15 December to 14 June."""
    for year, amount in ((2025, 40), (2026, 50)):
        write(
            entry(cast.thanh_hoa, cast.committee_38, amount, clock="nd09", window=h1(year)),
            by=cast.province_head,
        )
    client.force_login(cast.province_head)
    answer = client.get(reverse("reports:annual"), FIRST_HALF)
    texts = [one.text for one in docx.Document(BytesIO(answer.content)).paragraphs]
    told = next(text for text in texts if text.startswith("Số liệu trong báo cáo"))
    assert told.startswith("Số liệu trong báo cáo tính từ 15/12/2025 đến 14/06/2026 (")
    assert (
        "Trong 6 tháng đầu năm 2026, toàn tỉnh đã tổ chức 50 buổi tuyên truyền, tăng 10 buổi (25%) so với cùng kỳ "
        "năm 2025 [1]."
    ) in texts


def test_days_of_their_own_are_asked_by_their_ends(cast: Cast, client: Client) -> None:
    days = Window(date(2026, 7, 1), date(2026, 8, 19))
    write(entry(cast.pu_luong, cast.committee_pu_luong, 9, window=days), by=cast.province_head)
    client.force_login(cast.province_head)
    given = {"place": "38", "year": "2026", "clock": "calendar", "start": "2026-07-01", "end": "2026-08-19"}
    answer = client.get(reverse("reports:annual"), given)
    texts = [one.text for one in docx.Document(BytesIO(answer.content)).paragraphs]
    assert "Từ 01/07/2026 đến 19/08/2026, toàn tỉnh đã tổ chức 9 buổi tuyên truyền [1]." in texts


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"start": "2026-07-01"}, "Hãy ghi ngày đầu và ngày cuối của kỳ báo cáo."),
        ({"start": "2026-07-02", "end": "2026-07-01"}, "Ngày cuối đứng trước ngày đầu."),
    ],
)
def test_days_that_make_no_window_are_asked_back(
    cast: Cast, client: Client, typed: dict[str, str], sentence: str
) -> None:
    client.force_login(cast.province_head)
    given = {"place": "38", "year": "2026", "clock": "calendar", **typed}
    answer = client.get(reverse("reports:annual"), given)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_best_and_weakest_places_are_named_and_the_missing_too(cast: Cast, figures: None) -> None:
    report = annual.annual_report(cast.thanh_hoa, Asked(2026), known_on=TODAY)
    told = [
        (one.name, one.value.amount if isinstance(one.value, Value) else None)
        for one in report.below["propaganda_sessions"]
    ]
    assert told == [("Xã Ba Đình", 17), ("Xã Pù Luông", 42)]


def test_an_officer_of_the_office_alone_sees_no_places_below(cast: Cast, figures: None) -> None:
    report = annual.annual_report(cast.thanh_hoa, Asked(2026), known_on=TODAY, sees=lambda keys: [])
    assert report.below == {}


@pytest.mark.parametrize("count", [1, 3])
def test_a_report_asks_the_database_as_much_for_one_figure_as_for_three(
    cast: Cast, count: int, django_assert_num_queries: Any
) -> None:
    indicators = ["propaganda_sessions", "news_items", "models_total"][:count]
    write(
        *(entry(cast.pu_luong, cast.committee_pu_luong, 5, indicator=code) for code in indicators),
        by=cast.province_head,
    )
    places.world()
    with django_assert_num_queries(20):
        report = annual.annual_report(cast.thanh_hoa, Asked(2026), known_on=TODAY)
    assert len(report.sources) == count


def test_the_document_prints_its_freeze_and_the_figures_of_then(
    cast: Cast, client: Client, figures: None
) -> None:
    freeze = freeze_now(
        name="Số chốt 20/11/2026", purpose="phục vụ báo cáo số 45", by=cast.province_head, now=NOW
    )
    write(entry(cast.ba_dinh, cast.committee_ba_dinh, 7613, indicator="models_total"), by=cast.province_head)
    client.force_login(cast.province_head)
    given = {"place": "38", "year": "2026", "clock": "calendar"}

    def printed(**more: Any) -> str:
        response = client.get(reverse("reports:annual"), {**given, **more})
        document = docx.Document(BytesIO(response.content))
        tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *tables])

    then, now = printed(freeze=str(freeze.pk)), printed()
    said = "đến thời điểm chốt ngày 20/11/2026 (Số chốt 20/11/2026, phục vụ báo cáo số 45)"
    assert (said in then, said in now) == (True, False)
    assert ("7.613" in then, "7.613" in now) == (False, True)
