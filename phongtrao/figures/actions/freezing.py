"""The head of an office freezes the figures for a report: the ledger as it stands at that moment, with a name."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from phongtrao.figures import access
from phongtrao.figures.models import Freeze, LedgerHead
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people.models import Officer
from phongtrao.trail import actions as trail

LONGEST_NAME = 150
LONGEST_PURPOSE = 300


def freeze(*, name: str, purpose: str, by: Officer, now: datetime) -> Freeze:
    """Batches are numbered in the order of their commits, so the last number that can be read is exactly what is
    known now; nothing is locked."""
    access.must_freeze(by)
    name, purpose = " ".join(name.split()), " ".join(purpose.split())
    if not 0 < len(name) <= LONGEST_NAME or not 0 < len(purpose) <= LONGEST_PURPOSE:
        raise Refused(_("Give the freeze a name, and say which report it is for."))
    try:
        return _freeze(name, purpose, by, now)
    except IntegrityError as taken:
        if not Freeze.objects.filter(place=by.organisation.place_id, name=name).exists():
            raise
        raise Conflict(_("A freeze of this place has this name already; give it another one.")) from taken


@transaction.atomic
def _freeze(name: str, purpose: str, by: Officer, now: datetime) -> Freeze:
    head = LedgerHead.objects.filter(pk=1).first()
    made = Freeze.objects.create(
        name=name,
        purpose=purpose,
        place=by.organisation.place,
        organisation=by.organisation,
        number=head.last if head else 0,
        by=by,
        at=now,
    )
    trail.record(
        "figures frozen",
        record=made.record,
        chain=by.organisation.chain,
        by=by.trail_name,
        now=now,
        after={"name": name, "purpose": purpose, "place": made.place.key, "number": made.number},
        reason=purpose,
    )
    return made
