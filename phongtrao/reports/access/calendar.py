"""Regimes, and the links by which a calendar program reads their deadlines."""

from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.kit.refusals import Refused
from phongtrao.people import access as people
from phongtrao.people.models import Officer
from phongtrao.people.rules import May, digest_of
from phongtrao.reports.models import CalendarFeed, Regime


def regimes(officer: Officer) -> QuerySet[Regime]:
    """Those of organisations in his scope, and of all that his own stands under: these ask him too."""
    owners = Q(owner__in=people.visible(officer).values("pk"))
    owners |= Q(owner__in=people.above(officer.organisation).values("pk"))
    return Regime.objects.filter(owners).select_related("owner__place").prefetch_related("dues")


def get_regime(officer: Officer, number: int) -> Regime:
    return get_object_or_404(regimes(officer), pk=number)


def must_keep(officer: Officer, regime: Regime) -> None:
    """Only the office whose regime it is changes or ends it."""
    get_regime(officer, regime.pk)
    if officer.organisation_id != regime.owner_id:
        raise Refused(_("Only officers of the office whose regime it is can change it."))
    people.must(officer, May.ASK, officer.organisation)


def feeds(officer: Officer) -> QuerySet[CalendarFeed]:
    """His own links that still open something, the newest first."""
    return _standing_feeds().filter(officer=officer).order_by("-made_at", "-pk")


def get_feed(officer: Officer, number: int) -> CalendarFeed:
    own = CalendarFeed.objects.filter(officer=officer)
    return get_object_or_404(own.select_related("officer__organisation"), pk=number)


def feed_of(secret: str) -> CalendarFeed:
    """The feed that this secret opens, unless revoked, or its officer's access has ended."""
    rows = _standing_feeds().select_related("officer__organisation__place")
    return get_object_or_404(rows, digest=digest_of(secret))


def _standing_feeds() -> QuerySet[CalendarFeed]:
    return CalendarFeed.objects.filter(
        revoked_at__isnull=True, officer__is_active=True, officer__credentials=F("credentials")
    )
