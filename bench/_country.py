"""Every commune of the country with its officers, and the year's report asked of all of them."""

import sys
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from bench import _ground
from phongtrao.core.figure import Basis
from phongtrao.core.period import local_day
from phongtrao.people import actions as people
from phongtrao.people import queries as people_queries
from phongtrao.people.models import Officer, Organisation
from phongtrao.people.rules import Kind, Role, Scope
from phongtrao.places import queries as places
from phongtrao.places.models import Place
from phongtrao.reports import actions as reports
from phongtrao.reports.models import Form, Report
from phongtrao.site import startup

PASSWORD = "mat-khau-ngay-chot-so-lieu"
POSTS = (("canbo", Role.CLERK), ("lanhdao", Role.HEAD), ("theodoi", Role.VIEWER))


@dataclass(frozen=True)
class Commune:
    """One report to be sent, and the user names of who fills it, who sends it, who looks."""

    report: int
    clerk: str
    head: str
    looker: str


def raise_country(provinces: int) -> list[Commune]:
    """Sets up so many provinces, the largest first, with one committee and three officers a commune; about two
    minutes for all. Everything but the accounts goes through the product's own actions."""
    sys.stderr.write(f"setting up {provinces} provinces ({_ground.DATABASE}) …\n")
    startup.prepare(demo=True)
    now = timezone.now()
    founded = people.found_office(places.nation(), "", "Đo tải", renew=False, now=now)
    if founded is None:
        raise SystemExit("the database was not empty")
    ministry = founded[1].officer
    day, world = local_day(now), places.world()
    keys = sorted(
        (key for key in world.children("VN", day)), key=lambda key: (-len(world.children(key, day)), key)
    )
    for key in keys[:provinces]:
        _set_up(key, ministry, now)
    _accounts()
    for office in Organisation.objects.filter(place__level="province").order_by("pk"):
        _ask(office, now)
    return _communes()


def _set_up(key: str, ministry: Officer, now: datetime) -> None:
    place = Place.objects.get(key=key)
    lines = people_queries.proposal(place, local_day(now))
    wanted = [
        people.Wanted(line.key, line.name, line.abbreviation)
        for line in lines
        if line.kind == Kind.STEERING_COMMITTEE
    ]
    people.set_up_province(place, wanted, by=ministry, now=now)


def _accounts() -> None:
    """One password for all, hashed once: what counts is that each sign-in checks it."""
    hashed = make_password(PASSWORD)
    committees = Organisation.objects.filter(kind=Kind.STEERING_COMMITTEE.value).select_related("place")
    Officer.objects.bulk_create(
        (
            Officer(
                username=f"{name}.{committee.pk}",
                name=f"Tài khoản đo tải {committee.pk}",
                organisation=committee,
                role=role.value,
                scope=(Scope.SUBTREE if committee.place.level == "province" else Scope.OWN).value,
                password=hashed,
            )
            for committee in committees
            for name, role in POSTS
        ),
        batch_size=1000,
    )


def _ask(office: Organisation, now: datetime) -> None:
    below = Organisation.objects.filter(parents__parent=office, place__level="commune")
    reports.ask(
        Form.objects.filter(code="annual_report").latest("version"),
        asker=office,
        organisations=list(below.select_related("place")),
        clock="calendar",
        year=local_day(now).year - 1,
        due=local_day(now + timedelta(days=1)),
        basis=Basis.OWN,
        title="Báo cáo tổng kết phong trào năm",
        by=Officer.objects.get(username=f"lanhdao.{office.pk}"),
        now=now,
    )


def _communes() -> list[Commune]:
    rows = Report.objects.order_by("pk").values_list("pk", "organisation")
    return [
        Commune(pk, f"canbo.{body}", f"lanhdao.{body}", f"theodoi.{body}") for pk, body in rows.iterator()
    ]
