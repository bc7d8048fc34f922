"""Those who issue a document too: whoever works in this system agrees here, and its own register gives the number."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.documents import access
from phongtrao.documents.actions.common import must_be_seen, recorded
from phongtrao.documents.actions.registers import give, series_for
from phongtrao.documents.models import Agreement, Document, Issue, JointNumber, Number
from phongtrao.documents.queries.joint import unagreed
from phongtrao.documents.rules import LARGEST_NUMBER, DocumentState, Unfit
from phongtrao.kit.refusals import Conflict
from phongtrao.notices import actions as notices
from phongtrao.notices.rules import Subject
from phongtrao.people.models import Officer, Organisation


@transaction.atomic
def agree(document: Document, *, base_version: int, by: Officer, now: datetime) -> Agreement:
    """To the text that was signed. Whatever is changed afterwards must be agreed to anew."""
    access.must_agree(by, document)
    row = Document.objects.select_for_update().get(pk=document.pk)
    must_be_seen(row, base_version)
    if row.state != DocumentState.SIGNED:
        raise Conflict(_("Only what is signed and not issued yet can be agreed to."))
    agreement, new = Agreement.objects.get_or_create(
        document=row, organisation=by.organisation, version=row.version, defaults={"by": by, "at": now}
    )
    if new:
        recorded("joint document agreed to", row, by.organisation, by=by, now=now, after=row.snapshot())
    return agreement


def ask_partners(row: Document, *, now: datetime) -> None:
    """Within the caller's transaction: who works in this system is told that it waits."""
    asked = [one.organisation for one in row.partners if one.organisation is not None]
    page = reverse("documents:document", args=[row.pk])
    data = {"title": row.subject, "unit": row.organisation.name}
    key = f"joint:{row.pk}:{row.version}"
    notices.tell([notices.New(one, Subject.JOINT, page, key, data) for one in asked], now=now)


def must_have_agreed(row: Document) -> None:
    if missing := unagreed(row):
        raise Conflict(
            _("Not agreed to yet by: %(bodies)s. It can be issued once they agree.")
            % {"bodies": ", ".join(one.name for one in missing)}
        )


def given_by_partners(row: Document, day: date, *, by: Officer, now: datetime) -> dict[int, Number]:
    """By organisation. Of two documents that share a body the second waits here, before it takes a register or a trail
    in another order."""
    known = [one.organisation for one in row.partners if one.organisation is not None]
    if not known:
        return {}
    bodies = Organisation.objects.filter(pk__in=[row.organisation_id, *known]).order_by("pk")
    partners = [one for one in bodies.select_for_update(no_key=True) if one.pk in known]
    return {one.pk: give(series_for(one, row.kind), day, by=by, now=now) for one in partners}


def numbered(row: Document, typed: Sequence[int], given: Mapping[int, Number]) -> list[dict[str, Any]]:
    """Each issuer gives the document a number of its own."""
    outside = [one for one in row.partners if one.organisation is None]
    if len(typed) != len(outside) or not all(0 < one <= LARGEST_NUMBER for one in typed):
        raise Unfit(_("Type the number that each of the other bodies gave it."), field="partner_0")
    rest = iter(typed)
    return [
        replace(one, number=next(rest) if one.organisation is None else given[one.organisation].number).kept()
        for one in row.partners
    ]


def tell_partners(made: Issue, given: Mapping[int, Number], *, by: Officer, now: datetime) -> None:
    """Their registers show which document bears the number; their trails hold what was issued."""
    for number in given.values():
        JointNumber.objects.create(issue=made, number=number)
        partner = number.register.series.organisation
        after = {**made.said, "partner_number": number.number}
        recorded("joint document issued", made.document, partner, by=by, now=now, after=after)
