"""A year of the movement told in one test: read it after phongtrao/parts.py.

The province asks its communes for the annual report; a commune fills it, sends it, gets it back with a
reason, mends and sends it again; the province accepts; the totals move; a mistake is corrected; the official report
comes out as a Word document in which the number leads to its line; and the trail holds."""

from datetime import date, timedelta
from io import BytesIO

import docx
import pytest

from phongtrao.core.figure import Basis, Qualifier
from phongtrao.core.period import local_day
from phongtrao.figures import actions as ledger
from phongtrao.figures import queries as figures
from phongtrao.figures.models import Figure
from phongtrao.figures.queries import Asked
from phongtrao.letters.annual import compose
from phongtrao.letters.docx import write
from phongtrao.places.models import Place
from phongtrao.reports import actions as reports
from phongtrao.reports.models import Form, Report
from phongtrao.reports.queries import annual
from phongtrao.reports.rules import Reason, State, Typed
from phongtrao.rollup.question import Total
from phongtrao.trail import queries as trail
from tests.cast import NOW, Cast

YEAR = Asked(2026)
REGISTRY = ["reports_requested", "reports_submitted", "reports_on_time", "reports_accepted"]


def sessions(place: Place, asked: Asked = YEAR) -> Total:
    return figures.totals([place.key], ["propaganda_sessions"], asked)[0].total


def asked_of_communes(cast: Cast) -> Report:
    reports.load_forms(NOW)
    request = reports.ask(
        Form.objects.get(code="published_document"),
        asker=cast.committee_38,
        organisations=[cast.committee_pu_luong, cast.committee_ba_dinh],
        clock="calendar",
        year=2026,
        due=date(2027, 1, 8),
        basis=Basis.OWN,
        title="Báo cáo năm 2026",
        by=cast.province_head,
        now=NOW,
    )
    return request.reports.get(organisation=cast.committee_pu_luong)


def fill(report: Report, number: str, cast: Cast) -> None:
    """The clerk types; a narrative and one number."""
    for section, typed, told in (
        ("situation", {}, {"situation": "Địa bàn ổn định.", "directions": ""}),
        ("propaganda", {"propaganda_sessions": number}, {}),
    ):
        report.refresh_from_db()
        reports.save_section(
            report,
            section,
            figures={key: Typed(text) for key, text in typed.items()} | unfilled(section, typed),
            narratives=told,
            base_version=report.version,
            by=cast.clerk,
            now=NOW,
        )
    report.refresh_from_db()


def unfilled(section: str, typed: dict[str, str]) -> dict[str, Typed]:
    asked = {
        "propaganda": (
            "propaganda_sessions",
            "propaganda_participants",
            "news_items",
            "banners_slogans",
            "leaflets_distributed",
        )
    }
    return {key: Typed("") for key in asked.get(section, ()) if key not in typed}


def send(report: Report, key: str, cast: Cast) -> str:
    submission = reports.submit(report, base_version=report.version, key=key, by=cast.head, now=NOW)
    report.refresh_from_db()
    return submission.receipt


@pytest.mark.django_db
def test_a_year_of_the_movement(cast: Cast) -> None:
    # The province asks; the commune fills and sends.
    report = asked_of_communes(cast)
    fill(report, "hơn 40", cast)
    first = send(report, "one", cast)
    assert send_again_gives(report, "one", cast) == first

    # It comes back with a reason: the totals have not moved.
    reports.return_(
        report,
        base_version=report.version,
        reason=Reason.WRONG,
        note="Đề nghị ghi số chính xác.",
        fields=["propaganda_sessions"],
        by=cast.province_head,
        now=NOW,
    )
    assert sessions(cast.thanh_hoa).value is None

    # Mended and sent again; the province accepts: now they move, everywhere above.
    report.refresh_from_db()
    fill(report, "42", cast)
    send(report, "two", cast)
    reports.accept(report, base_version=report.version, by=cast.province_head, now=NOW)
    report.refresh_from_db()
    assert report.state == State.ACCEPTED
    for place in (cast.pu_luong, cast.thanh_hoa, cast.nation):
        total = sessions(place)
        assert (total.value, total.qualifier, total.basis) == (42, Qualifier.EXACT, "own")
    assert sessions(cast.ba_dinh).value is None
    assert sessions(cast.thanh_hoa).missing == 1

    # The official report: the number leads to its line.
    written = write(compose(annual.annual_report(cast.pu_luong, YEAR, known_on=local_day(NOW))))
    text = everything(written)
    assert "42 buổi tuyên truyền" in text
    line = Figure.objects.get(basis="own")
    assert f"dòng {line.pk} của sổ số liệu" in text

    # What nobody typed: the registry of requests counted what was asked, sent in time and accepted.
    counted = [row.total.value for row in figures.totals([cast.thanh_hoa.key], REGISTRY, YEAR)]
    assert counted == [2, 1, 1, 1]

    # Next week a mistake is found. The correction is a new row; what was known before stays as it was.
    later = NOW + timedelta(days=7)
    ledger.correct(
        line,
        value=41,
        qualifier=Qualifier.EXACT,
        reason="Một buổi ghi trùng",
        by=cast.province_head,
        now=later,
    )
    assert sessions(cast.nation).value == 41
    assert sessions(cast.nation, Asked(2026, known_on=local_day(NOW))).value == 42

    # And everything that was done can be read.
    assert trail.first_break() is None
    assert [row.action for row in trail.of_record(report.record)] == [
        "report saved",
        "report saved",
        "report sent",
        "report returned",
        "report saved",
        "report sent",
        "report accepted",
    ]


def send_again_gives(report: Report, key: str, cast: Cast) -> str:
    """The same press of the button, sent twice by a slow network."""
    version = report.submissions.get().version
    return reports.submit(report, base_version=version, key=key, by=cast.head, now=NOW).receipt


def everything(document: bytes) -> str:
    opened = docx.Document(BytesIO(document))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])
