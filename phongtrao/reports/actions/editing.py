"""An office words a section of its report itself; what was composed stays beside it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from phongtrao.figures.queries import Asked
from phongtrao.kit.refusals import Conflict
from phongtrao.people.models import Officer
from phongtrao.places.models import Place
from phongtrao.reports import access
from phongtrao.reports.models import EditedText
from phongtrao.reports.queries.edited import edited
from phongtrao.reports.rules import Unfit
from phongtrao.trail import actions as trail

LONGEST = 20_000


def edit_text(
    place: Place,
    asked: Asked,
    section: str,
    *,
    text: str,
    against: str,
    base_version: int,
    by: Officer,
    now: datetime,
) -> EditedText:
    """Refused where somebody edited since the officer looked: nobody's words are overwritten unseen."""
    access.must_edit_text(by, place)
    if max(len(text), len(against)) > LONGEST:
        raise Unfit(_("A section is at most 20,000 characters long."))
    try:
        return _next(place, asked, section, text.strip(), against, base_version, by, now)
    except IntegrityError:
        raise _faster() from None


@transaction.atomic
def _next(
    place: Place, asked: Asked, section: str, text: str, against: str, base: int, by: Officer, now: datetime
) -> EditedText:
    last = edited(place, asked).get(section)
    if (last.version if last else 0) != base:
        raise _faster()
    made = EditedText.objects.create(
        place=place,
        clock=asked.clock,
        start=asked.window.start,
        end=asked.window.end,
        section=section,
        version=base + 1,
        text=text,
        against=against,
        by=by,
        at=now,
    )
    trail.record(
        "report text edited",
        record=made.record,
        chain=by.organisation.chain,
        by=by.trail_name,
        now=now,
        before={"text": last.text} if last else None,
        after={"text": text, "against": against},
    )
    return made


def _faster() -> Conflict:
    return Conflict(_("Someone else edited this section after you opened it. Look at both texts, then save."))
