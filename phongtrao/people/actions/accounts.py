"""Accounts without e-mail: a one-time code on paper opens each, the unit above renews it."""

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.kit.writing import at_home
from phongtrao.people import access, queries
from phongtrao.people.actions.organisations import end_access
from phongtrao.people.models import ActivationCode, Officer, Organisation
from phongtrao.people.rules import (
    CODE_VALID,
    Kind,
    May,
    Role,
    dialled,
    digest_of,
    may_keep,
    new_code,
    plain_code,
    scope_of,
    username,
)
from phongtrao.places import queries as places
from phongtrao.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed on one sheet, once: the code itself is kept nowhere."""

    officer: Officer
    code: str
    expires_at: datetime


@transaction.atomic
def make_accounts(*, by: Officer, now: datetime) -> list[Slip]:
    """In one act, a clerk's and a head's account for every unit in scope that lacks one."""
    access.must(by, May.SET_UP, by.organisation)
    Organisation.objects.select_for_update().get(pk=by.organisation_id)
    wanted = queries.lacking(by)
    officers = Officer.objects.bulk_create(_new_officers(wanted, now), batch_size=500)
    slips = _slips(officers, by=by.trail_name, now=now)
    _record_many("accounts opened", officers, by=by, now=now)
    return slips


@transaction.atomic
def make_account(
    organisation: Organisation, role: Role, name: str, post: str, *, by: Officer, now: datetime
) -> Slip:
    """One more account of a unit."""
    access.must(by, May.SET_UP, organisation)
    if organisation.valid_to is not None:
        raise Refused(_("This unit is closed."))
    (officer,) = _new_officers([(organisation, role)], now)
    if not may_keep(Role(by.role), role, own=organisation.pk == by.organisation_id):
        raise Refused(_("The unit above does this; in your own unit its head can, for all but heads."))
    officer.name, officer.post = name.strip() or officer.name, post.strip()
    officer.save(force_insert=True)
    (slip,) = _slips([officer], by=by.trail_name, now=now)
    _record("account opened", officer, by=by.trail_name, now=now)
    return slip


@transaction.atomic
def renew_slip(officer: Officer, *, by: Officer, now: datetime) -> Slip:
    """A lost password, or a lost slip: a new code; codes given before no longer count."""
    access.must_keep_account(by, officer)
    _must_be_open(officer)
    (slip,) = _slips([officer], by=by.trail_name, now=now)
    _record("slip renewed", officer, by=by.trail_name, now=now)
    return slip


@transaction.atomic
def renew_unused_slips(*, by: Officer, now: datetime) -> list[Slip]:
    """New slips in one act for the accounts of units below that were never activated."""
    access.must(by, May.SET_UP, by.organisation)
    officers = [officer for officer in queries.never_used(by) if access.may_keep_account(by, officer)]
    slips = _slips(officers, by=by.trail_name, now=now)
    _record_many("slips renewed", officers, by=by, now=now)
    return slips


@transaction.atomic
def activate(name: str, typed: str, password: str, *, now: datetime) -> Officer:
    """Spend a one-time code: set the password, end all older sessions. `password` is checked by the door."""
    code = code_for(name, typed, now=now)
    if not ActivationCode.objects.filter(pk=code.pk, used_at__isnull=True).update(used_at=now):
        raise Refused(_("This code was used already. Ask the unit above for a new slip."))
    officer = code.officer
    officer.credentials += 1
    officer.set_password(password)
    officer.save(update_fields=["password", "credentials"])
    _record("account activated", officer, by=officer.trail_name, now=now)
    return officer


def code_for(name: str, typed: str, *, now: datetime) -> ActivationCode:
    """The code of a slip; one sentence for an unknown name and an unknown code alike."""
    code = (
        ActivationCode.objects.select_related("officer__organisation__place")
        .filter(digest=digest_of(plain_code(typed)), officer__is_active=True)
        .first()
    )
    holder = code.officer.username if code else ""
    if code is None or not hmac.compare_digest(holder.lower().encode(), name.strip().lower().encode()):
        raise Refused(_("The user name and the code do not fit together. Type both as printed on the slip."))
    if code.used_at is not None:
        raise Refused(_("This code was used already. Ask the unit above for a new slip."))
    if code.expires_at <= now:
        raise Refused(_("This code has expired. Ask the unit above for a new slip."))
    return code


@transaction.atomic
def change_password(officer: Officer, password: str, *, now: datetime) -> None:
    """All other sessions end, since the session is bound to the password."""
    officer.set_password(password)
    officer.save(update_fields=["password"])
    _record("password changed", officer, by=officer.trail_name, now=now)


@transaction.atomic
def describe(
    officer: Officer,
    name: str,
    post: str,
    language: str,
    *,
    now: datetime,
    contact_number: str = "",
    email: str = "",
) -> None:
    """The holder's own words about himself. The trail keeps neither his number nor his address."""
    number = dialled(contact_number)
    if number is None:
        raise Refused(_("Type a Vietnamese number of 10 or 11 digits, such as 0912 345 678, or nothing."))
    before = officer.snapshot()
    officer.name, officer.post, officer.language = name.strip(), post.strip(), language
    officer.contact_number, officer.email = number, email.strip()
    officer.save(update_fields=["name", "post", "language", "contact_number", "email"])
    _record("account described", officer, by=officer.trail_name, now=now, before=before)


@transaction.atomic
def hand_over(officer: Officer, name: str, post: str, *, by: Officer, now: datetime) -> Slip:
    """Bàn giao in one act: a new holder; every session, token and code of the one before ends at once."""
    access.must_keep_account(by, officer)
    officer = _locked(officer)
    _must_be_open(officer)
    before = officer.snapshot()
    officer.name, officer.post, officer.language = name.strip(), post.strip(), "vi"
    officer.last_login = None
    end_access(officer, now=now, active=True)
    (slip,) = _slips([officer], by=by.trail_name, now=now)
    _record("account handed over", officer, by=by.trail_name, now=now, before=before)
    return slip


@transaction.atomic
def close_account(officer: Officer, *, reason: str, by: Officer, now: datetime) -> None:
    access.must_keep_account(by, officer)
    officer = _locked(officer)
    _must_be_open(officer)
    if not reason.strip():
        raise Refused(_("Say why it is closed: the reason stays in the trail."))
    before = officer.snapshot()
    end_access(officer, now=now, active=False)
    _record("account closed", officer, by=by.trail_name, now=now, before=before, reason=reason.strip())


def open_first_account(organisation: Organisation, name: str, *, by: str, now: datetime) -> Slip:
    """A head's account for the office that nobody stands above, from the command line."""
    (officer,) = _new_officers([(organisation, Role.HEAD)], now)
    officer.name = name.strip() or officer.name
    officer.save(force_insert=True)
    return _slips([officer], by=by, now=now)[0]


def renew_first_slip(officer: Officer, *, by: str, now: datetime) -> Slip:
    (slip,) = _slips([officer], by=by, now=now)
    _record("slip renewed", officer, by=by, now=now)
    return slip


def _new_officers(wanted: Sequence[tuple[Organisation, Role]], now: datetime) -> list[Officer]:
    """Unsaved; a password that nobody can type until the slip's code is spent."""
    day = at_home(now).date()
    names = places.names_on({organisation.place.key for organisation, _role in wanted}, day)
    taken = {name.lower() for name in Officer.objects.values_list("username", flat=True)}
    officers = []
    for organisation, role in wanted:
        place = names[organisation.place.key]
        kind = Kind(organisation.kind)
        found = username(kind, organisation.name, place.name, place.code, role, taken)
        taken.add(found)
        officers.append(
            Officer(
                username=found,
                name=role.label,
                organisation=organisation,
                role=role.value,
                scope=scope_of(kind, province=organisation.place.level == "province").value,
                password=make_password(None),
            )
        )
    return officers


def _slips(officers: Sequence[Officer], *, by: str, now: datetime) -> list[Slip]:
    """New codes; those given before and not spent are gone."""
    expires = now + CODE_VALID
    slips = [Slip(officer, new_code(), expires) for officer in officers]
    for start in range(0, len(officers), 500):
        kept = [officer.pk for officer in officers[start : start + 500]]
        ActivationCode.objects.filter(officer__in=kept, used_at__isnull=True).delete()
    ActivationCode.objects.bulk_create(
        [
            ActivationCode(
                officer=slip.officer,
                digest=digest_of(plain_code(slip.code)),
                made_at=now,
                expires_at=expires,
                made_by=by,
            )
            for slip in slips
        ],
        batch_size=500,
    )
    return slips


def _locked(officer: Officer) -> Officer:
    return Officer.objects.select_for_update().select_related("organisation").get(pk=officer.pk)


def _must_be_open(officer: Officer) -> None:
    if not officer.is_active:
        raise Conflict(_("This account is closed."))


def _record(
    action: str,
    officer: Officer,
    *,
    by: str,
    now: datetime,
    before: dict[str, object] | None = None,
    reason: str = "",
) -> None:
    trail.record(
        action,
        record=officer.record,
        chain=officer.organisation.chain,
        by=by,
        now=now,
        before=before,
        after=officer.snapshot(),
        reason=reason,
    )


def _record_many(action: str, officers: Iterable[Officer], *, by: Officer, now: datetime) -> None:
    """One row in the chain of the unit that acted, with the digest of all that it opened."""
    trail.record(
        action,
        record=by.organisation.record,
        chain=by.organisation.chain,
        by=by.trail_name,
        now=now,
        after={"accounts": [officer.snapshot() for officer in officers]},
    )
