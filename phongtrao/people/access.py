"""The one door to organisations and officers: what lies outside an officer's scope is absent."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.kit.refusals import Refused
from phongtrao.people.models import ApiToken, Officer, Organisation
from phongtrao.people.rules import May, Role, Scope, digest_of, may, may_keep

# Everyone below an organisation, itself included; a cycle could not trap it, since UNION drops what it has seen.
BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT CAST(%s AS BIGINT)
    UNION
    SELECT link.child_id FROM people_organisationparent link JOIN below ON link.parent_id = below.id
    WHERE {in_force}
)
SELECT id FROM below
"""
ABOVE = """
WITH RECURSIVE above(id) AS (
    SELECT CAST(%s AS BIGINT)
    UNION
    SELECT link.parent_id FROM people_organisationparent link JOIN above ON link.child_id = above.id
    WHERE link.valid_to IS NULL
)
SELECT id FROM above
"""
OPEN = "link.valid_to IS NULL"
ON_A_DAY = (
    "(link.valid_from IS NULL OR link.valid_from <= %s) AND (link.valid_to IS NULL OR link.valid_to >= %s)"
)


def below(organisation: Organisation, *, day: date | None = None) -> QuerySet[Organisation]:
    """The organisation and all that stand below it now, or on a day; one query however deep."""
    query = BELOW.format(in_force=OPEN if day is None else ON_A_DAY)
    values = [organisation.pk] if day is None else [organisation.pk, day, day]
    return Organisation.objects.filter(pk__in=RawSQL(query, values))


def above(organisation: Organisation) -> QuerySet[Organisation]:
    """The organisation and all that it stands under now."""
    return Organisation.objects.filter(pk__in=RawSQL(ABOVE, [organisation.pk]))


def visible(officer: Officer) -> QuerySet[Organisation]:
    if not officer.is_active:
        return Organisation.objects.none()
    if officer.scope == Scope.SUBTREE:
        return below(officer.organisation)
    return Organisation.objects.filter(pk=officer.organisation_id)


def get(officer: Officer, number: int) -> Organisation:
    return get_object_or_404(visible(officer).select_related("place"), pk=number)


def officers(officer: Officer) -> QuerySet[Officer]:
    return Officer.objects.filter(organisation__in=visible(officer).values("pk"))


def get_officer(officer: Officer, number: int) -> Officer:
    return get_object_or_404(officers(officer).select_related("organisation"), pk=number)


def must(officer: Officer, act: May, organisation: Organisation) -> None:
    """Refuse with a reason what the officer's role does not allow; what he can't see is absent."""
    get(officer, organisation.pk)
    if not may(Role(officer.role), act):
        raise Refused(who_can(act))


def may_keep_account(officer: Officer, holder: Officer) -> bool:
    own = holder.organisation_id == officer.organisation_id
    return may_keep(Role(officer.role), Role(holder.role), own=own)


def must_keep_account(officer: Officer, holder: Officer) -> None:
    """Refuse to touch an account that only its own head, or the unit above, may hand over, close or renew."""
    get_officer(officer, holder.pk)
    if not may_keep_account(officer, holder):
        raise Refused(_("The unit above does this; in your own unit its head can, for all but heads."))


def token_of(secret: str, *, now: datetime) -> ApiToken | None:
    """The token that this secret opens, unless revoked or expired, or its officer's account is closed."""
    valid = ApiToken.objects.filter(revoked_at__isnull=True, expires_at__gt=now, officer__is_active=True)
    return valid.select_related("officer__organisation").filter(digest=digest_of(secret)).first()


class OfficerRequest(HttpRequest):
    """A request behind @login_required."""

    user: Officer


class TokenRequest(HttpRequest):
    """A request that came through Bearer."""

    officer: Officer
    token: ApiToken


def who_can(act: May) -> str:
    return {
        May.SEE: _("Your account can't see this."),
        May.FILL: _("Your account can only look; the clerk or the head of your office fills in reports."),
        May.SUBMIT: _("Only the head of your office can send a report up."),
        May.DECIDE: _("Only the head of the office that asked can accept or return a report."),
        May.ASK: _("Your account can only look; the clerk or the head of your office asks for reports."),
        May.SET_UP: _("Your account can only look; the clerk or the head of your office sets it up."),
        May.READ_TRAIL: _("Only the head of an office can read the trail."),
    }[act]
