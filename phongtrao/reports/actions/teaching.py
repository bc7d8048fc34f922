"""What an office teaches: which words mean which indicator."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from phongtrao.core.persons import denied
from phongtrao.kit.refusals import Refused
from phongtrao.people.models import Officer
from phongtrao.reports import access
from phongtrao.reports.actions.writing import recorded
from phongtrao.reports.models import ReadFigure, Report, Synonym
from phongtrao.reports.rules import clean, split
from phongtrao.trail import actions as trail

LONGEST_WORDS = 120


def synonyms_of(report: Report) -> tuple[tuple[str, str], ...]:
    """(words, indicator) that the office has taught."""
    rows = Synonym.objects.filter(organisation=report.organisation_id, withdrawn_at__isnull=True)
    return tuple(rows.order_by("pk").values_list("words", "indicator"))


def learn(figure: ReadFigure, key: str, report: Report, by: Officer, now: datetime) -> None:
    """An indicator that was changed by hand and taken: from now on these words mean it at this office."""
    words, indicator = clean(figure.found["noun"]), split(key)[0]
    if indicator == figure.found["indicator"] or not words or len(words) > LONGEST_WORDS or denied(words):
        return
    standing = {"organisation": report.organisation, "words": words, "indicator": indicator}
    _row, made = Synonym.objects.get_or_create(**standing, withdrawn_at=None, defaults={"by": by, "at": now})
    if made:
        after = {"words": words, "indicator": indicator}
        recorded(gettext_noop("words confirmed"), report, record=_row.record, by=by, now=now, after=after)


@transaction.atomic
def withdraw_synonym(synonym: Synonym, *, by: Officer, now: datetime) -> Synonym:
    """The words mean this no more; the row stays."""
    access.must_teach(by, synonym)
    changed = Synonym.objects.filter(pk=synonym.pk, withdrawn_at__isnull=True).update(
        withdrawn_by=by, withdrawn_at=now
    )
    if not changed:
        raise Refused(_("These words were taken out of use already."))
    trail.record(
        "words withdrawn",
        record=synonym.record,
        chain=synonym.organisation.chain,
        by=by.trail_name,
        now=now,
        before={"words": synonym.words, "indicator": synonym.indicator},
    )
    return synonym
