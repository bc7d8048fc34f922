from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from phongtrao.core.vietnamese import fold, sort_key
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.kit.writing import at_home
from phongtrao.people import access, queries
from phongtrao.people.models import FormerName, Officer, Organisation, OrganisationParent
from phongtrao.people.rules import SORTS, Kind, May, fits_under
from phongtrao.trail import actions as trail

DAY = timedelta(days=1)


@transaction.atomic
def add(
    parent: Organisation, sort: str, name: str, abbreviation: str, *, by: Officer, now: datetime
) -> Organisation:
    """An agency, enterprise or school under a commune's steering committee (TT 124/2021/TT-BCA, art. 2)."""
    access.must(by, May.SET_UP, parent)
    _must_be_open(parent)
    if parent.kind != Kind.STEERING_COMMITTEE or parent.place.level != "commune":
        raise Refused(_("Agencies, enterprises and schools stand under a commune's steering committee."))
    kind, subject = SORTS[sort]
    made = new(kind, name, abbreviation, parent.place_id)
    made.subject = subject.value
    made.save(force_insert=True)
    OrganisationParent.objects.create(child=made, parent=parent)
    _record("organisation added", made, by=by, now=now)
    return made


@transaction.atomic
def correct(
    organisation: Organisation, name: str, abbreviation: str, *, version: int, by: Officer, now: datetime
) -> None:
    """The name was written wrongly: nothing is kept of it but the trail."""
    before = _claim(organisation, version, by)
    _name(organisation, name, abbreviation)
    _record("organisation corrected", organisation, by=by, now=now, before=before)


@transaction.atomic
def rename(
    organisation: Organisation,
    name: str,
    abbreviation: str,
    *,
    since: date,
    version: int,
    by: Officer,
    now: datetime,
) -> None:
    """The body bears a new name since a day; the former one stays for the documents of its time."""
    before = _claim(organisation, version, by)
    _must_be_past(since, now)
    last = since - DAY
    if organisation.former_names.filter(valid_to__gte=last).exists():
        raise Refused(_("It was renamed on that day or later already: choose a later day."))
    FormerName.objects.create(
        organisation=organisation,
        name=organisation.name,
        abbreviation=organisation.abbreviation,
        valid_to=last,
    )
    _name(organisation, name, abbreviation)
    _record("organisation renamed", organisation, by=by, now=now, before=before)


@transaction.atomic
def close(
    organisation: Organisation, last_day: date, *, reason: str, version: int, by: Officer, now: datetime
) -> None:
    """The body ends. Its records stay with the unit above; its accounts and their tokens end at once."""
    before = _claim(organisation, version, by)
    _must_be_above(by, organisation)
    _must_be_past(last_day, now)
    if not reason.strip():
        raise Refused(_("Say why it is closed: the reason stays in the trail."))
    if queries.children_of(organisation).exists():
        raise Refused(_("Other units still stand under it: move or close them first."))
    organisation.valid_to = last_day
    organisation.save(update_fields=["valid_to"])
    for officer in organisation.officers.filter(is_active=True):
        end_access(officer, now=now, active=False)
    _record("organisation closed", organisation, by=by, now=now, before=before, reason=reason.strip())


@transaction.atomic
def move(
    organisation: Organisation,
    parent: Organisation,
    *,
    since: date,
    version: int,
    by: Officer,
    now: datetime,
) -> None:
    """The body reports to another since a day. Both must lie in the officer's scope."""
    _claim(organisation, version, by)
    _must_be_above(by, organisation)
    access.must(by, May.SET_UP, parent)
    _must_be_open(parent)
    _must_be_past(since, now)
    if not fits_under(organisation.pk, parent.pk, queries.open_parents()):
        raise Refused(_("It cannot stand there: it would stand under itself, or too deep."))
    link = organisation.parents.filter(valid_to__isnull=True).select_related("parent").first()
    _end_link(link, since)
    OrganisationParent.objects.create(child=organisation, parent=parent, valid_from=since)
    before = {"parent": link.parent_id if link else None}
    trail.record(
        "organisation moved",
        record=organisation.record,
        chain=organisation.chain,
        by=by.trail_name,
        now=now,
        before=before,
        after={"parent": parent.pk, "since": since},
    )


def new(kind: Kind, name: str, abbreviation: str, place: int) -> Organisation:
    """Unsaved, with its keys for search and order."""
    made = Organisation(kind=kind.value, place_id=place)
    set_name(made, name, abbreviation)
    return made


def set_name(organisation: Organisation, name: str, abbreviation: str) -> None:
    organisation.name = " ".join(name.split())
    organisation.abbreviation = " ".join(abbreviation.split())
    organisation.folded = fold(organisation.name)[:300]
    organisation.sort_key = sort_key(organisation.name)[:500]


def end_access(officer: Officer, *, now: datetime, active: bool) -> None:
    """All sessions, tokens and codes of an account end with this request; how its holder could be reached is
    erased."""
    officer.is_active = active
    officer.credentials += 1
    officer.set_unusable_password()
    officer.contact_number = officer.email = ""
    officer.save()
    officer.codes.filter(used_at__isnull=True).delete()
    officer.tokens.filter(revoked_at__isnull=True).update(revoked_at=now)


def _claim(organisation: Organisation, version: int, by: Officer) -> dict[str, object]:
    """The state before, if it is still the one that the officer saw."""
    access.must(by, May.SET_UP, organisation)
    _must_be_open(organisation)
    seen = Organisation.objects.filter(pk=organisation.pk, version=version)
    if not seen.update(version=F("version") + 1):
        raise Conflict(_("Someone else changed this unit after you opened it; your change was not saved."))
    organisation.refresh_from_db()
    return organisation.snapshot()


def _name(organisation: Organisation, name: str, abbreviation: str) -> None:
    set_name(organisation, name, abbreviation)
    organisation.save(update_fields=["name", "abbreviation", "folded", "sort_key"])


def _end_link(link: OrganisationParent | None, since: date) -> None:
    if link is None:
        return
    if link.valid_from is not None and link.valid_from >= since:
        raise Refused(_("It was moved on that day or later already: choose a later day."))
    link.valid_to = since - DAY
    link.save(update_fields=["valid_to"])


def _must_be_open(organisation: Organisation) -> None:
    if organisation.valid_to is not None:
        raise Refused(_("This unit is closed."))


def _must_be_above(by: Officer, organisation: Organisation) -> None:
    if by.organisation_id == organisation.pk:
        raise Refused(_("Only the unit above can close or move a unit."))


def _must_be_past(day: date, now: datetime) -> None:
    if day > at_home(now).date():
        raise Refused(_("The day lies in the future: come back on that day."))


def _record(
    action: str,
    organisation: Organisation,
    *,
    by: Officer,
    now: datetime,
    before: dict[str, object] | None = None,
    reason: str = "",
) -> None:
    trail.record(
        action,
        record=organisation.record,
        chain=organisation.chain,
        by=by.trail_name,
        now=now,
        before=before,
        after=organisation.snapshot(),
        reason=reason,
    )
