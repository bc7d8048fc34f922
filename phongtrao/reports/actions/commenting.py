"""The office that asked and the one that answers speak about a field."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people.models import Officer
from phongtrao.reports import access
from phongtrao.reports.actions.writing import recorded
from phongtrao.reports.models import Comment, Report
from phongtrao.reports.rules import LONGEST_COMMENT, MOST_COMMENTS, TIME, Side, Unfit, clean


@transaction.atomic
def comment(
    report: Report, field: str, *, text: str, settles: bool = False, by: Officer, now: datetime
) -> Comment:
    """Say something, or settle what was spoken of, with or without a last word."""
    side = access.must_comment(by, report)
    if field not in report.request.form.questions.fields:
        raise Unfit(_("The form has no field “%(name)s”.") % {"name": field})
    said = _said(text, may_be_empty=settles)
    last = Comment.objects.filter(report=report, field=field).order_by("-pk").first()
    if settles and (last is None or last.settles):
        raise Conflict(_("Nothing is open on this field."))
    if Comment.objects.filter(by=by, at__gt=now - TIME).count() >= MOST_COMMENTS:
        raise Refused(_("You have written very many comments within an hour. Go on later, or telephone."))
    made = Comment.objects.create(
        report=report, field=field, side=side.value, text=said, settles=settles, by=by, at=now
    )
    after = {"field": field, "text": said, "settles": settles}
    if settles:
        recorded("comments settled", report, by=by, now=now, after=after)
    else:
        recorded("comment written", report, by=by, now=now, after=after)
    return made


def first_comments(report: Report, notes: Mapping[str, str], *, by: Officer, now: datetime) -> dict[str, str]:
    """What is said of single fields when a report goes back: a part of that act, which writes the trail."""
    said = {field: _said(text, may_be_empty=False) for field, text in notes.items()}
    Comment.objects.bulk_create(
        Comment(report=report, field=field, side=Side.ASKED.value, text=text, by=by, at=now)
        for field, text in said.items()
    )
    return said


def _said(text: str, *, may_be_empty: bool) -> str:
    said = clean(text)
    if len(said) > LONGEST_COMMENT or not (said or may_be_empty):
        raise Unfit(_("Write a comment of at most 1,000 characters."))
    return said
