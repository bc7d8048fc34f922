"""What the browser meets: the cast's Thanh Hóa set up as an office does it, the annual report asked of the
bodies of its communes and standing in every state, a figure corrected, residential areas, a token."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Basis, Qualifier
from phongtrao.core.period import local_day
from phongtrao.documents import actions as documents
from phongtrao.figures import actions as ledger
from phongtrao.figures.models import Figure
from phongtrao.people import actions as people
from phongtrao.people import queries as people_queries
from phongtrao.people.models import Officer, Organisation
from phongtrao.people.rules import Kind
from phongtrao.places import actions as places
from phongtrao.places.access import Keeper
from phongtrao.places.models import Place
from phongtrao.places.rules.areas import Draft
from phongtrao.reports import actions as reports
from phongtrao.reports.actions import registry
from phongtrao.reports.models import Form, Report, Request
from phongtrao.reports.rules import Reason, Typed, read, split
from tests.cast import Cast, raise_curtain

LEFT_EMPTY = "propaganda"
SESSIONS = "propaganda_sessions"
SOURCE = b"So lan tuyen truyen trong nam: 42"


@dataclass
class Scene:
    cast: Cast
    now: datetime
    request: Request
    officers: dict[str, Officer]
    numbers: dict[str, int | str] = field(default_factory=dict)

    @property
    def year(self) -> int:
        return self.request.year

    def report(self, kind: Kind, place: Place) -> Report:
        found = Report.objects.select_related("request__form", "request__asker", "organisation__place")
        return found.get(request=self.request, organisation__kind=kind.value, organisation__place=place)


@transaction.atomic
def raise_scene(now: datetime) -> Scene:
    cast = raise_curtain()
    by = cast.province_head
    lines = people_queries.proposal(cast.thanh_hoa, local_day(now))
    wanted = [people.Wanted(line.key, line.name, line.abbreviation) for line in lines]
    people.set_up_province(cast.thanh_hoa, wanted, by=by, now=now)
    officers = {
        name: getattr(cast, name) for name in ("clerk", "head", "province_head", "neighbour", "viewer")
    }
    for slip in people.make_accounts(by=by, now=now):
        officers[slip.officer.username] = slip.officer
    scene = Scene(cast, now, _asked(cast, now), officers)
    _answer(scene)
    _keep_areas(scene)
    token, _secret = people.make_token(cast.clerk, "Báo cáo của tỉnh", days=30, may_write=False, now=now)
    scene.numbers |= {
        "token": token.pk,
        "clerk": cast.clerk.pk,
        "unit": cast.committee_pu_luong.pk,
        "commune": cast.pu_luong.pk,
        "old province": cast.nam_dinh.pk,
        "request": scene.request.pk,
    }
    return scene


def _asked(cast: Cast, now: datetime) -> Request:
    reports.load_forms(now)
    today = local_day(now)
    return reports.ask(
        Form.objects.get(code="annual_report"),
        asker=cast.committee_38,
        organisations=list(Organisation.objects.filter(place__in=[cast.pu_luong, cast.ba_dinh])),
        clock="calendar",
        year=today.year,
        due=date(today.year + 1, 1, 15),
        basis=Basis.OWN,
        title=f"Báo cáo tổng kết phong trào Toàn dân bảo vệ an ninh Tổ quốc năm {today.year}",
        note="Đề nghị gửi đúng hạn.",
        by=cast.province_head,
        now=now,
    )


def _answer(scene: Scene) -> None:
    """Accepted, sent, returned, being filled in; the others were not begun."""
    cast, now = scene.cast, scene.now
    accepted = scene.report(Kind.PEOPLES_COMMITTEE, cast.ba_dinh)
    sent = scene.report(Kind.STEERING_COMMITTEE, cast.ba_dinh)
    returned = scene.report(Kind.STEERING_COMMITTEE, cast.pu_luong)
    drafts = [scene.report(kind, cast.pu_luong) for kind in (Kind.POLICE, Kind.FATHERLAND_FRONT)]
    for report in (accepted, sent, returned, *drafts):
        fill(scene, report, leave_out=[LEFT_EMPTY] if report in drafts else [])
    for report in (accepted, sent, returned):
        _attach_source(scene, report)
        send(scene, report)
    reports.accept(accepted, base_version=accepted.version, by=cast.province_head, now=now)
    reports.return_(
        returned,
        base_version=returned.version,
        reason=Reason.WRONG,
        note="Đề nghị kiểm tra lại số buổi tuyên truyền.",
        fields=[SESSIONS],
        by=cast.province_head,
        now=now,
    )
    _file_paper(scene, returned)
    figure = Figure.objects.get(indicator__code=SESSIONS)
    newer = ledger.correct(
        figure, value=41, qualifier=Qualifier.EXACT, reason="Ghi trùng", by=cast.province_head, now=now
    )
    scene.numbers |= {
        "accepted": accepted.pk,
        "sent": sent.pk,
        "returned": returned.pk,
        "draft": drafts[0].pk,
        "figure": newer.pk,
        "corrected figure": figure.pk,
    }


def fill(scene: Scene, report: Report, *, leave_out: Sequence[str] = ()) -> None:
    """Every required answer: 42 wherever a number is typed, a sentence wherever a text is."""
    clerk = officer_of(scene, report, "canbo")
    for section in read(report.request.form.content).sections:
        asked = (*section.figures, *section.narratives)
        if section.id in leave_out or not any(one.required for one in asked):
            continue
        report.refresh_from_db()
        reports.save_section(
            report,
            section.id,
            figures={key: Typed(_number(key)) for key in section.figure_keys},
            narratives={told.id: "Địa bàn ổn định." for told in section.narratives},
            base_version=report.version,
            by=clerk,
            now=scene.now,
        )
    report.refresh_from_db()


def _number(field: str) -> str:
    indicator, cell = split(field)
    ratio = catalogue.load().get(indicator).ratio
    return "" if cell or indicator in registry.CODES else "42/50" if ratio else "42"


def send(scene: Scene, report: Report) -> None:
    head = officer_of(scene, report, "lanhdao")
    reports.submit(report, base_version=report.version, key=f"scene-{report.pk}", by=head, now=scene.now)
    report.refresh_from_db()


def officer_of(scene: Scene, report: Report, post: str) -> Officer:
    return report.organisation.officers.get(username__endswith=post)


def _attach_source(scene: Scene, report: Report) -> None:
    clerk = officer_of(scene, report, "canbo")
    file = documents.store(
        SimpleUploadedFile("so-theo-doi.txt", SOURCE),
        organisation=report.organisation,
        by=clerk,
        now=scene.now,
    )
    reports.attach(
        report,
        SESSIONS,
        file=file,
        locator="trang 3",
        line="Tuyên truyền 42 buổi.",
        base_version=report.version,
        by=clerk,
        now=scene.now,
    )
    report.refresh_from_db()


def _file_paper(scene: Scene, report: Report) -> None:
    """With one number that the office changed on the paper."""
    table = docx.Document()
    table.add_paragraph("1 Văn bản lãnh đạo, chỉ đạo đã ban hành văn bản 43")
    saved = io.BytesIO()
    table.save(saved)
    reports.file_paper(
        report,
        SimpleUploadedFile("bao-cao.docx", saved.getvalue()),
        number=5,
        symbol="BC-BCĐ",
        signed_on=local_day(scene.now),
        by=officer_of(scene, report, "canbo"),
        now=scene.now,
    )
    report.refresh_from_db()


def _keep_areas(scene: Scene) -> None:
    cast = scene.cast
    office = cast.clerk.organisation
    keeper = Keeper(place=office.place, may_write=True, name=cast.clerk.trail_name, chain=office.chain)
    for code, name in (("1", "Đôn"), ("2", "Hiêu")):
        area = places.add_area(
            cast.pu_luong, Draft(code, "Thôn", name), keeper=keeper, on=None, now=scene.now, households=120
        )
        scene.numbers["area"] = area.pk
