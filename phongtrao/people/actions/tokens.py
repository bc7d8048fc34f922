from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people.models import ApiToken, Officer
from phongtrao.people.rules import LONGEST_TOKEN_DAYS, Role, digest_of, new_token
from phongtrao.trail import actions as trail


@transaction.atomic
def make_token(
    officer: Officer, name: str, *, days: int, may_write: bool, now: datetime
) -> tuple[ApiToken, str]:
    """A key for programs: the text is shown once and kept nowhere."""
    if not 1 <= days <= LONGEST_TOKEN_DAYS:
        raise Refused(_("A token is valid for 1 to %(days)s days.") % {"days": LONGEST_TOKEN_DAYS})
    if may_write and officer.role == Role.VIEWER:
        raise Refused(_("Your account can only look: its tokens can only read."))
    secret = new_token()
    token = ApiToken.objects.create(
        officer=officer,
        name=name.strip(),
        digest=digest_of(secret),
        may_write=may_write,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    _record("token made", token, now=now)
    return token, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, now: datetime) -> None:
    """By its own officer; when an account is handed over or closed, all its tokens end with it."""
    if not ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now):
        raise Conflict(_("This token was revoked already."))
    _record("token revoked", token, now=now)


def _record(action: str, token: ApiToken, *, now: datetime) -> None:
    trail.record(
        action,
        record=f"people.token:{token.pk}",
        chain=token.officer.organisation.chain,
        by=token.officer.trail_name,
        now=now,
        after=token.snapshot(),
    )
