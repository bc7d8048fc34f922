"""The secret address at which an officer's calendar program reads deadlines."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people.models import Officer
from phongtrao.people.rules import digest_of
from phongtrao.reports import access
from phongtrao.reports.models import CalendarFeed
from phongtrao.trail import actions as trail

MOST_FEEDS = 10


@transaction.atomic
def make_feed(officer: Officer, name: str, *, now: datetime) -> tuple[CalendarFeed, str]:
    """The secret is shown once and kept nowhere."""
    if not name.strip():
        raise Refused(_("Say on which device or program you will use the link."))
    if access.feeds(officer).count() >= MOST_FEEDS:
        raise Refused(_("You have %(most)s links already: revoke one first.") % {"most": MOST_FEEDS})
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        officer=officer,
        name=name.strip(),
        digest=digest_of(secret),
        credentials=officer.credentials,
        made_at=now,
    )
    _record("calendar link made", feed, now=now)
    return feed, secret


@transaction.atomic
def revoke_feed(feed: CalendarFeed, *, now: datetime) -> None:
    if not CalendarFeed.objects.filter(pk=feed.pk, revoked_at__isnull=True).update(revoked_at=now):
        raise Conflict(_("This link was revoked already."))
    _record("calendar link revoked", feed, now=now)


def _record(act: str, feed: CalendarFeed, *, now: datetime) -> None:
    trail.record(
        act,
        record=feed.record,
        chain=feed.officer.organisation.chain,
        by=feed.officer.trail_name,
        now=now,
        after={"officer": feed.officer_id, "name": feed.name},
    )
