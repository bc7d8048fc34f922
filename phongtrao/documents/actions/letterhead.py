"""The head of an office's documents and its signatories."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.documents import access
from phongtrao.documents.actions.common import line, recorded
from phongtrao.documents.models import Letterhead, Signatory
from phongtrao.documents.rules import Authority, Profile, Unfit, lines_of
from phongtrao.kit.refusals import Conflict
from phongtrao.people.models import Officer, Organisation
from phongtrao.trail import actions as trail


@transaction.atomic
def set_letterhead(
    organisation: Organisation,
    *,
    valid_from: date,
    superior: str,
    issuer: str,
    abbreviation: str,
    place: str,
    profile: Profile,
    recipients: str | Sequence[str] = (),
    filing: str = "VT",
    unit: str = "",
    by: Officer,
    now: datetime,
) -> Letterhead:
    """From a day on; documents of days before keep the head they had."""
    access.must_keep(by, organisation)
    row = Letterhead(
        organisation=organisation,
        valid_from=valid_from,
        superior=line(superior, longest=250, field="superior"),
        issuer=line(issuer, longest=250, missing=_("Type the name of the issuing body."), field="issuer"),
        abbreviation="".join(
            line(abbreviation, longest=40, missing=_("Type the abbreviation."), field="abbreviation").split()
        ),
        place=line(place, longest=100, missing=_("Type the place of issue."), field="place"),
        profile=profile.value,
        recipients=[line(one, longest=250, field="recipients") for one in lines_of(recipients)],
        filing=line(filing, longest=60, field="filing") or "VT",
        unit="".join(line(unit, longest=40, field="unit").split()),
        by=by,
        at=now,
    )
    row.save(force_insert=True)
    names = ("superior", "issuer", "abbreviation", "place", "profile", "recipients", "filing", "unit")
    trail.record(
        "letterhead set",
        record=organisation.record,
        chain=organisation.chain,
        by=by.trail_name,
        now=now,
        after={**{name: getattr(row, name) for name in names}, "valid_from": valid_from.isoformat()},
    )
    return row


@transaction.atomic
def add_signatory(
    organisation: Organisation,
    *,
    name: str,
    post: str,
    authority: Authority,
    valid_from: date,
    by: Officer,
    now: datetime,
) -> Signatory:
    """Name and post, nothing else; the trail holds neither the name nor its digest."""
    access.must_keep(by, organisation)
    called = " ".join(name.split())
    if not called or len(called) > 120 or any(sign.isdigit() for sign in called):
        raise Unfit(_("Type the name of who signs, without number or other data."), field="name")
    row = Signatory.objects.create(
        organisation=organisation,
        name=called,
        post=line(post, longest=120, missing=_("Type the post."), field="post"),
        authority=authority.value,
        valid_from=valid_from,
    )
    after = {"post": row.post, "authority": row.authority, "valid_from": valid_from.isoformat()}
    recorded("signatory added", row, organisation, by=by, now=now, after=after)
    return row


@transaction.atomic
def end_signatory(row: Signatory, *, last_day: date, by: Officer, now: datetime) -> None:
    access.must_keep(by, row.organisation)
    if last_day < row.valid_from:
        raise Unfit(_("The last day comes before the first."), field="last_day")
    if not Signatory.objects.filter(pk=row.pk, erased_at__isnull=True).update(valid_to=last_day):
        raise Conflict(_("This name was erased already."))
    recorded(
        "signatory ended", row, row.organisation, by=by, now=now, after={"valid_to": last_day.isoformat()}
    )


@transaction.atomic
def erase_signatory(row: Signatory, *, by: Officer, now: datetime) -> None:
    """On request: the name goes, what was signed keeps its post and day. The signed files themselves are the
    office's records and stay."""
    access.must_head(by, row.organisation)
    rows = Signatory.objects.filter(pk=row.pk, erased_at__isnull=True)
    if not rows.update(name="", erased_at=now):
        raise Conflict(_("This name was erased already."))
    recorded("signatory erased", row, row.organisation, by=by, now=now)
