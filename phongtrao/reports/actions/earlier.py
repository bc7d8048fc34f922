"""Figures of earlier years go into the ledger as statements, with the file they were read from."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from phongtrao.core.figure import Basis, Qualifier, ValueKind
from phongtrao.core.period import local_day
from phongtrao.documents.models import File
from phongtrao.figures import actions as figures
from phongtrao.figures.models import Batch, Evidence
from phongtrao.figures.rules import EARLIER_YEARS
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people import access as people
from phongtrao.people.models import Officer
from phongtrao.people.rules import May
from phongtrao.reports.queries.earlier import Plan, Planned, speakers
from phongtrao.reports.rules import split

ACTS = (gettext_noop("earlier years entered"),)
SOURCE = "Số liệu các năm trước, nhập lại từ tệp “%(name)s”"


@transaction.atomic
def enter_earlier(plan: Plan, file: File, *, seen: str, by: Officer, now: datetime) -> Batch:
    """Record what was shown, all of it or nothing. `seen`: the digest of the plan that the officer confirmed."""
    people.must(by, May.DECIDE, by.organisation)
    if file.organisation_id != by.organisation_id:
        raise Refused(_("The file belongs to another organisation."))
    if plan.digest() != seen:
        raise Conflict(_("The ledger or the map changed since the preview. Look at it again, then confirm."))
    if not plan.entries:
        raise Refused(_("Nothing new is in the file."))
    evidence = _evidence(plan.entries, file, by, now)
    stated_by = speakers(plan.entries, by.organisation)
    return figures.record(
        [
            figures.Entry(
                indicator=split(entry.key)[0],
                cell=split(entry.key)[1],
                place=entry.place.place,
                organisation=stated_by[entry.place.place_id],
                clock=plan.clock,
                window=entry.window,
                value=entry.answer["value"] or 0,
                denominator=entry.answer["denominator"],
                kind=ValueKind(entry.answer["kind"]),
                qualifier=Qualifier(entry.answer["qualifier"]),
                basis=Basis.STATEMENT,
                evidence=source,
            )
            for entry, source in zip(plan.entries, evidence, strict=True)
        ],
        act=EARLIER_YEARS,
        record=f"documents.file:{file.pk}",
        organisation=by.organisation,
        by=by,
        now=now,
    )


def _evidence(entries: Sequence[Planned], file: File, by: Officer, now: datetime) -> list[Evidence]:
    source = (SOURCE % {"name": file.name})[:300]
    return Evidence.objects.bulk_create(
        Evidence(
            source=source,
            published=local_day(now),
            file=file,
            locator=entry.cell[:120],
            line=entry.line,
            confirmed_by=by.trail_name,
        )
        for entry in entries
    )
