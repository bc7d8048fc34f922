"""The demo: the real map, five published reports, read out of their texts as statements of their provinces, and one
province with invented reports, each figure of which is marked illustrative. Made through the same actions as everything
else."""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import resources
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import gettext as _

from phongtrao.core.figure import Basis
from phongtrao.core.period import local_day
from phongtrao.figures.models import Figure
from phongtrao.kit import guards
from phongtrao.kit.console import Refusal
from phongtrao.people import actions as people
from phongtrao.people import queries as people_queries
from phongtrao.people.actions.organisations import new
from phongtrao.people.models import Officer, Organisation, OrganisationParent
from phongtrao.people.rules import Kind, Role
from phongtrao.places import queries as places
from phongtrao.places.models import Loaded, Place
from phongtrao.reports import actions as reports
from phongtrao.reports.models import Form, ReadFigure, Reading, Report
from phongtrao.reports.rules import Reason, Typed
from phongtrao.reports.tasks import read_narrative
from phongtrao.site.demo_papers import issue_papers
from phongtrao.site.startup import DEMO_WORLD

STEPS = 3
PASSWORD = "phongtrao-dung-thu"
PROVINCES = ("38", "37", "48", "08", "46")
"""Thanh Hóa, Ninh Bình (with Nam Định), Đà Nẵng (with Quảng Nam), Tuyên Quang; Huế for the invented reports."""

Step = Callable[[str], None]


@dataclass(frozen=True)
class Account:
    """One of the five: its sentence says who it is."""

    username: str
    sentence: str


def present() -> bool:
    return Loaded.objects.filter(name=DEMO_WORLD).exists()


def must_be_empty() -> None:
    """The demo never mixes with an office's own data."""
    if Organisation.objects.exists() or Figure.objects.exists():
        raise Refusal(
            _(
                "This database already holds an office's own data; the demo needs an empty one. "
                "Set PHONGTRAO_HOME to a new folder, or unset DATABASE_URL."
            )
        )


def reset() -> None:
    """Empty what the demo created. Refuses a database that is not the demo's."""
    if not present():
        must_be_empty()
    with guards.lifted(connection):
        call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(settings.FILES, ignore_errors=True)


@transaction.atomic
def load(*, now: datetime, step: Step) -> None:
    """The whole world in one transaction: it stands, or nothing does."""
    must_be_empty()
    step(_("Setting up the offices"))
    ministry = _ministry(now)
    for code in PROVINCES:
        _province(code, ministry, now)
    step(_("Reading five published reports"))
    for seed in _data("seeds.json"):
        _seed(seed, ministry, now)
    step(_("Inventing one province's reports (illustrative)"))
    _illustrative(_data("illustrative.json"), now)
    _open_accounts()
    Loaded.objects.create(name=DEMO_WORLD, digest="", at=now)


def accounts() -> list[Account]:
    """The five accounts, lowest first."""
    sentences = {
        "commune clerk": _("commune clerk of %(unit)s: fills in the report"),
        "commune head": _("commune head of %(unit)s: also sends it up"),
        "province clerk": _("clerk of the standing office, %(unit)s: asks for reports and follows them"),
        "province head": _("head, %(unit)s: accepts reports or returns them, reads the trail"),
        "ministry": _("head at %(unit)s: sees every place and total"),
    }
    return [
        Account(officer.username, sentences[role] % {"unit": officer.organisation.name})
        for role, officer in _chosen()
    ]


# Offices --------------------------------------------------------------------------------------------------


def _ministry(now: datetime) -> Officer:
    founded = people.found_office(places.nation(), "", "Tài khoản dùng thử", renew=False, now=now)
    if founded is None:
        raise RuntimeError("an empty database has no ministry")
    officer: Officer = founded[1].officer
    return officer


def _province(code: str, ministry: Officer, now: datetime) -> None:
    place = places.by_code(code, local_day(now))
    lines = people_queries.proposal(place, local_day(now))
    wanted = [people.Wanted(line.key, line.name, line.abbreviation) for line in lines]
    people.set_up_province(place, wanted, by=ministry, now=now)


# Published reports ----------------------------------------------------------------------------------------


def _seed(seed: dict[str, Any], ministry: Officer, now: datetime) -> None:
    """One published report, read as its province's statement and accepted by the ministry."""
    organisation = _speaker(seed, ministry)
    slip = people.make_account(organisation, Role.HEAD, "Nhập từ tài liệu", "", by=ministry, now=now)
    request = reports.ask(
        Form.objects.get(code="published_document"),
        asker=ministry.organisation,
        organisations=[organisation],
        clock="calendar",
        year=seed["year"],
        due=local_day(now),
        basis=Basis.STATEMENT,
        title=seed["source"],
        by=ministry,
        now=now,
    )
    report = request.reports.get()
    _fill(report, {}, seed["narratives"], by=slip.officer, now=now)
    _read(report, seed, by=slip.officer, now=now)
    _send(report, by=slip.officer, now=now)
    reports.accept(report, base_version=report.version, by=ministry, now=now)
    people.close_account(slip.officer, reason="Đã nhập xong tài liệu", by=ministry, now=now)
    _end_with_its_place(organisation)


def _read(report: Report, seed: dict[str, Any], *, by: Officer, now: datetime) -> None:
    """The document's figures are read out of its text; an officer confirms for which field each of them is."""
    lines = [row["line"] for row in seed["figures"]]
    text = "\n".join([seed["source"], *seed["narratives"].values(), *lines])
    file = reports.store_narrative(report, upload=None, text=text, by=by, now=now)
    reading = reports.begin_reading(report, file, by=by, now=now)
    read_narrative.call(reading.pk)
    reading.refresh_from_db()
    for row in seed["figures"]:
        figure = _read_in(reading, row["line"])
        report.refresh_from_db()
        typed = Typed(**figure.typed)
        reports.take_figure(figure, row["field"], typed, base_version=report.version, by=by, now=now)


def _read_in(reading: Reading, line: str) -> ReadFigure:
    start = reading.text.index(line)
    return reading.figures.get(start__gte=start, end__lte=start + len(line))


def _speaker(seed: dict[str, Any], ministry: Officer) -> Organisation:
    """The body that published: the one set up today, or one of a province that has ended."""
    place = places.by_code(seed["place"], date(seed["year"], 12, 31))
    found = Organisation.objects.filter(place=place, kind=seed["kind"]).first()
    if found is not None:
        if found.valid_to is not None:
            found.valid_to = None
            found.save(update_fields=["valid_to"])
            OrganisationParent.objects.filter(child=found).update(valid_to=None)
        return found
    made = new(Kind(seed["kind"]), seed["organisation"], seed["abbreviation"], place.pk)
    made.save(force_insert=True)
    OrganisationParent.objects.create(child=made, parent=ministry.organisation)
    return made


def _end_with_its_place(organisation: Organisation) -> None:
    last = organisation.place.valid_to
    if last is not None:
        organisation.valid_to = last
        organisation.save(update_fields=["valid_to"])
        organisation.parents.update(valid_to=last)


# The invented province ------------------------------------------------------------------------------------


def _illustrative(plan: dict[str, Any], now: datetime) -> None:
    place = places.by_code(plan["province"], local_day(now))
    office = people_queries.office_of(place)
    if office is None:
        raise RuntimeError("the demo's province was not set up")
    ministry = Officer.objects.get(organisation__kind=Kind.MINISTRY.value, role=Role.HEAD.value)
    head = people.make_account(office, Role.HEAD, "Tài khoản dùng thử", "", by=ministry, now=now).officer
    people.make_account(office, Role.CLERK, "Tài khoản dùng thử", "", by=ministry, now=now)
    people.make_accounts(by=head, now=now)
    request = reports.ask(
        Form.objects.get(code="annual_report"),
        asker=office,
        organisations=_committees(place, local_day(now)),
        clock="calendar",
        year=plan["year"],
        due=max(date.fromisoformat(plan["due"]), local_day(now) + timedelta(days=14)),
        basis=Basis.OWN,
        title=plan["title"],
        by=head,
        now=now,
        illustrative=True,
    )
    for report, goal in zip(_in_order(request), _goals(plan["communes"]), strict=False):
        _bring_to(goal, report, plan, head, now)
    issue_papers(_data("papers.json"), head, now)


def _committees(province: Place, day: date) -> list[Organisation]:
    communes = set(places.world().children(province.key, day))
    return list(
        Organisation.objects.filter(kind=Kind.STEERING_COMMITTEE.value, place__key__in=communes).order_by(
            "sort_key"
        )
    )


def _in_order(request: Any) -> list[Report]:
    return list(
        request.reports.select_related("organisation", "request__form").order_by("organisation__sort_key")
    )[1:]


def _goals(counts: dict[str, int]) -> Iterator[str]:
    for goal, count in counts.items():
        yield from [goal] * count


def _bring_to(goal: str, report: Report, plan: dict[str, Any], head: Officer, now: datetime) -> None:
    """To the state that the demo wants to show. The first commune is left for the newcomer."""
    officer = Officer.objects.get(organisation=report.organisation, role=Role.HEAD.value)
    typed = _invented(report, plan)
    if goal == "draft":
        typed = {key: text for key, text in typed.items() if key in plan["ranges"]}
    _fill(report, typed, plan["narratives"] if goal != "draft" else {}, by=officer, now=now)
    if goal == "draft":
        return
    _send(report, by=officer, now=now)
    if goal == "accepted":
        reports.accept(report, base_version=report.version, by=head, now=now)
    elif goal == "returned":
        reports.return_(
            report,
            base_version=report.version,
            reason=Reason.INCOMPLETE,
            note="Đề nghị bổ sung số điểm mô hình và kiểm tra lại số người dự (nội dung minh họa).",
            fields=["model_sites"],
            by=head,
            now=now,
        )


def _invented(report: Report, plan: dict[str, Any]) -> dict[str, str]:
    """The same numbers each time: drawn by the place's own key."""
    draw = random.Random(report.organisation.place.key)
    typed = {key: str(draw.randint(*bounds)) for key, bounds in {**plan["ranges"], **plan["cells"]}.items()}
    for key, (low, high) in plan["ratios"].items():
        whole = draw.randint(low, high)
        typed[key] = f"{draw.randint(whole * 3 // 4, whole)}/{whole}"
    return typed


def _fill(
    report: Report, typed: dict[str, str], narratives: dict[str, str], *, by: Officer, now: datetime
) -> None:
    """Type a report section by section, as an officer would."""
    for section in report.request.form.questions.sections:
        figures = {key: Typed(typed[key]) for key in section.figure_keys if key in typed}
        told = {n.id: narratives[n.id] for n in section.narratives if n.id in narratives}
        if figures or told:
            reports.save_section(
                report,
                section.id,
                figures={key: figures.get(key, Typed("")) for key in section.figure_keys},
                narratives={n.id: told.get(n.id, "") for n in section.narratives},
                base_version=report.version,
                by=by,
                now=now,
            )
            report.refresh_from_db()


def _send(report: Report, *, by: Officer, now: datetime) -> None:
    report.refresh_from_db()
    reports.submit(report, base_version=report.version, key=f"demo-{report.pk}", by=by, now=now)
    report.refresh_from_db()


# Accounts -------------------------------------------------------------------------------------------------


def _chosen() -> list[tuple[str, Officer]]:
    office = Report.objects.filter(request__illustrative=True).order_by("organisation__sort_key").first()
    if office is None:
        raise RuntimeError("the demo is not loaded")
    commune, province = office.organisation, office.request.asker
    ministry = Organisation.objects.get(kind=Kind.MINISTRY.value)
    wanted = [
        ("commune clerk", commune, Role.CLERK),
        ("commune head", commune, Role.HEAD),
        ("province clerk", province, Role.CLERK),
        ("province head", province, Role.HEAD),
        ("ministry", ministry, Role.HEAD),
    ]
    return [
        (role, Officer.objects.select_related("organisation").get(organisation=body, role=part.value))
        for role, body, part in wanted
    ]


def _open_accounts() -> None:
    """The demo's accounts have one known password; `serve` refuses a database that holds them."""
    for _role, officer in _chosen():
        officer.set_password(PASSWORD)
        officer.save(update_fields=["password"])


def _data(name: str) -> Any:
    return json.loads((resources.files("phongtrao.site") / "data" / name).read_text("utf-8"))
