"""What else stands in the scene: the ministry asks the province, an office builds a form and keeps a regime, units
ask for more time and for their report back, talk of a figure, hand in a workbook."""

from datetime import date, timedelta

from phongtrao.core.figure import Basis
from phongtrao.core.period import local_day
from phongtrao.documents import actions as papers
from phongtrao.documents.rules import RelationKind, writings
from phongtrao.documents.tasks import make_package
from phongtrao.documents.tests.office import Office, upload
from phongtrao.documents.tests.written import typed
from phongtrao.figures import actions as ledger
from phongtrao.figures.tests import superior
from phongtrao.people.rules import Kind, Role, Scope
from phongtrao.plans import actions as plans
from phongtrao.reports import actions as reports
from phongtrao.reports import queries
from phongtrao.reports.models import Form, Report
from phongtrao.reports.rules import Typed
from phongtrao.reports.tests.above import officer_of as made
from phongtrao.reports.tests.books import blank, filled, handed_in
from phongtrao.reports.tests.texts import TEXT, figure, was_read
from phongtrao.reports.tests.texts import handed_in as narrative
from tests.browser.scene import SESSIONS, Scene, officer_of
from tests.cast import NOW
from tests.reading.files import printed


def raise_further(scene: Scene) -> None:
    _ask_from_above(scene)
    _build(scene)
    _keep_regimes(scene)
    _keep_a_superiors_form(scene)
    _talk(scene)
    _import(scene)
    _read(scene)
    _paper(scene)
    frozen = ledger.freeze(name="Số trình", purpose="Báo cáo năm", by=scene.cast.province_head, now=scene.now)
    scene.numbers["freeze"] = frozen.pk


def _ask_from_above(scene: Scene) -> None:
    """Of a form with a grid, so that the province's own report has totals, texts below and a grid."""
    cast, today = scene.cast, local_day(scene.now)
    minister = made(cast.ministry, "bo.lanhdao", Role.HEAD, Scope.SUBTREE)
    scene.officers["minister"] = minister
    asked = reports.ask(
        Form.objects.get(code="half_year_report"),
        asker=cast.ministry,
        organisations=[cast.committee_38],
        clock="calendar",
        year=today.year,
        due=date(today.year + 1, 1, 31),
        basis=Basis.STATEMENT,
        title=f"Báo cáo phong trào năm {today.year} của các tỉnh",
        by=minister,
        now=scene.now,
    )
    scene.numbers |= {"asked above": asked.pk, "above": asked.reports.get().pk}


def _build(scene: Scene) -> None:
    of = Form.objects.get(code="half_year_report")
    by = scene.cast.province_head
    draft = reports.begin(
        title_vi="Báo cáo nhanh của tỉnh", title_en="", copy_of=of, next_version=False, by=by, now=scene.now
    )
    scene.numbers |= {"form": of.pk, "form draft": draft.pk}


def _keep_regimes(scene: Scene) -> None:
    by = scene.cast.province_head
    regime = reports.adopt(queries.proposals(by.organisation)[0], by=by, now=scene.now)
    feed, secret = reports.make_feed(scene.cast.clerk, "Điện thoại", now=scene.now)
    scene.numbers |= {"regime": regime.pk, "feed": feed.pk, "secret": secret}


def _keep_a_superiors_form(scene: Scene) -> None:
    """One place filled, one left empty."""
    by = scene.cast.province_head
    form = superior.kept(by)
    superior.pointed(form, by)
    superior.pointed(form, by, "Biểu 01!C2", indicator="models_new")
    filling = superior.filled(form, by, year=scene.year, today=local_day(scene.now))
    scene.numbers |= {"superior form": form.pk, "filling": filling.pk}


def _talk(scene: Scene) -> None:
    cast, now, numbers = scene.cast, scene.now, scene.numbers
    returned, accepted, draft = (_report(numbers[name]) for name in ("returned", "accepted", "draft"))
    reports.comment(returned, SESSIONS, text="Xã đã đếm lại theo sổ.", by=cast.clerk, now=now)
    head = officer_of(scene, draft, "lanhdao")
    wish = plans.ask_extension(
        draft.duty,
        until=local_day(draft.duty.due_at) + timedelta(days=7),
        reason="Còn chờ số liệu của ba thôn.",
        link="",
        by=head,
        now=now,
    )
    numbers["wish"] = wish.number
    reports.ask_to_reopen(
        accepted,
        base_version=accepted.version,
        reason="Xã đếm thiếu hai buổi.",
        by=officer_of(scene, accepted, "lanhdao"),
        now=now,
    )
    reports.chase(scene.request, [draft], by=cast.province_head, now=now)


def _import(scene: Scene) -> None:
    """A workbook with one number that can't be read."""
    report = scene.report(Kind.FATHERLAND_FRONT, scene.cast.pu_luong)
    by = officer_of(scene, report, "canbo")
    scene.officers["front"] = by
    file = handed_in(report, filled(blank(report), {SESSIONS: "nhiều", "movement_launches": 3}), by=by)
    scene.numbers |= {"import": file.of_id, "import file": file.number, "front": report.pk}


def _read(scene: Scene) -> None:
    """A PDF of three figures: one taken as something else, one dropped, one still open; and a text that waits."""
    report, by = _report(scene.numbers["front"]), scene.officers["front"]
    reading = was_read(report, printed(TEXT.replace("\n", "\n\n")), by=by)
    first, second = figure(reading, 1), figure(reading, 2)
    version = _report(report.pk).version
    typed = Typed(**first.typed)
    reports.take_figure(first, "movement_launches", typed, base_version=version, by=by, now=scene.now)
    reports.drop_figure(second, by=by, now=scene.now)
    waiting = narrative(report, TEXT, by=by)
    failed = reports.note_failed(narrative(report, f"{TEXT} ", by=by), None, now=scene.now)
    scene.numbers |= {"reading": reading.pk, "waiting": waiting.pk, "unread": failed.pk}


def _paper(scene: Scene) -> None:
    """Pù Luông's documents in every state, what arrived there, a number reserved, and who signs."""
    office = Office(scene.cast)
    issued, drafted = office.issued("Tổ chức ngày hội"), office.draft("Kế hoạch tuyên truyền tháng 12")
    replacing = office.draft("Tổ chức ngày hội (thay thế)")
    relation = {"kind": RelationKind.REPLACES, "own": issued, "base_version": replacing.version}
    papers.relate(replacing, **relation, by=scene.cast.clerk, now=NOW)
    arrived = office.arrive(upload=upload("cong-van.pdf"), due=date(2026, 11, 20))
    waiting = papers.ask_package(scene.cast.committee_pu_luong, by=scene.cast.clerk, now=NOW)
    packed = papers.ask_package(scene.cast.committee_pu_luong, by=scene.cast.clerk, now=NOW)
    make_package.call(packed.pk)
    kept = papers.reserve(issued.series, note="Công văn ký tay", by=scene.cast.clerk, now=NOW)
    text = papers.write(
        scene.cast.committee_pu_luong,
        writings()["letter"],
        typed("letter"),
        by=scene.cast.clerk,
        now=NOW,
    )
    scene.numbers |= {
        "written document": text.pk,
        "document": issued.pk,
        "draft document": drafted.pk,
        "replacing document": replacing.pk,
        "checked document": office.checked("Phương án bảo vệ ngày hội", kind="PA").pk,
        "signed document": office.signed("Báo cáo tháng 11", kind="BC").pk,
        "relation": replacing.relations.get().pk,
        "arrived": arrived.pk,
        "package": packed.pk,
        "waiting package": waiting.pk,
        "series": issued.series_id,
        "register": kept.register_id,
        "kept number": kept.number,
        "signatory": office.signatory.pk,
    }


def _report(number: int | str) -> Report:
    found = Report.objects.select_related("request__form", "request__asker", "organisation__place", "duty")
    return found.get(pk=number)
