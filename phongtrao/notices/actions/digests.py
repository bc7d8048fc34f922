"""The daily e-mail: made once a day for every officer who gave an address and whose organisation has news,
sent by the round, never in a request."""

import logging
import smtplib
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from phongtrao.core.period import local_day
from phongtrao.notices.models import Digest, Notice
from phongtrao.notices.queries import told
from phongtrao.notices.rules import Delivery, digest_time, next_try
from phongtrao.people.models import Officer

AT_ONCE = 200
log = logging.getLogger("phongtrao.notices")


def make_digests(*, now: datetime) -> int:
    """In the morning, for whoever has unread notices that no digest told of; how many were made."""
    if not settings.EMAIL_SENT or not digest_time(now):
        return 0
    day = local_day(now)
    officers = Officer.objects.filter(is_active=True).exclude(email="").exclude(digests__day=day)
    told_up_to = dict(Digest.objects.values_list("officer").annotate(Max("last")))
    newest = dict(
        Notice.objects.filter(read_at__isnull=True, created_at__lte=now)
        .values_list("organisation")
        .annotate(Max("pk"))
    )
    made = [
        Digest(officer=officer, day=day, last_id=last, try_at=now)
        for officer in officers
        if (last := newest.get(officer.organisation_id, 0)) > told_up_to.get(officer.pk, 0)
    ]
    Digest.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
    return len(made)


def send_digests(*, now: datetime) -> int:
    """Send what waits, each by itself: what fails is tried again later, at longer and longer distances."""
    if not settings.EMAIL_SENT:
        return 0
    waiting = Digest.objects.filter(state=Delivery.WAITING.value, try_at__lte=now)
    rows = list(waiting.select_related("officer").order_by("try_at", "pk")[:AT_ONCE])
    if not rows:
        return 0
    connection, sent = get_connection(), 0
    for digest in rows:
        try:
            sent += _send(digest, connection, now)
        except (smtplib.SMTPException, OSError) as problem:
            _failed(digest, problem, now)
    connection.close()
    return sent


def _send(digest: Digest, connection: BaseEmailBackend, now: datetime) -> int:
    message = _message(digest)
    if message is None:
        digest.state = Delivery.DROPPED.value
        digest.save(update_fields=["state"])
        return 0
    message.connection = connection
    message.send()
    digest.state, digest.sent_at, digest.problem = Delivery.SENT.value, now, ""
    digest.tries += 1
    digest.save(update_fields=["state", "sent_at", "problem", "tries"])
    return 1


def _failed(digest: Digest, problem: Exception, now: datetime) -> None:
    """The server's own words may hold the address: only the kind of failure is kept."""
    digest.tries += 1
    again = next_try(digest.tries, now)
    digest.problem = type(problem).__name__[:200]
    digest.state = (Delivery.WAITING if again else Delivery.DROPPED).value
    digest.try_at = again or digest.try_at
    digest.save(update_fields=["tries", "problem", "state", "try_at"])
    log.warning("A digest could not be sent: %s", digest.problem)


def _message(digest: Digest) -> EmailMessage | None:
    """None where the address was erased, the account closed, or everything read meanwhile."""
    officer = digest.officer
    rows = list(_news(digest).order_by("created_at", "pk"))
    if not officer.email or not officer.is_active or not rows:
        return None
    with override(officer.language):
        n = len(rows)
        subject = ngettext("Phongtrao: %(n)s notice", "Phongtrao: %(n)s notices", n) % {"n": n}
        lines = [f"- {notice.words}\n  {settings.ADDRESS}{notice.link}" for notice in told(rows)]
        foot = _("You get this because you entered your address. Take it away: %(link)s") % {
            "link": f"{settings.ADDRESS}/people/account/"
        }
        return EmailMessage(subject, "\n\n".join([*lines, foot]), to=[officer.email])


def _news(digest: Digest) -> QuerySet[Notice]:
    """Unread, after what the digest before told of."""
    before = (
        Digest.objects.filter(officer=digest.officer_id, day__lt=digest.day).aggregate(Max("last"))[
            "last__max"
        ]
        or 0
    )
    return Notice.objects.filter(
        organisation=digest.officer.organisation_id,
        read_at__isnull=True,
        pk__gt=before,
        pk__lte=digest.last_id,
    )
