"""Numbers are given in order without gaps."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from phongtrao.core.period import local_day
from phongtrao.documents import access
from phongtrao.documents.actions.common import line, once, reason_of
from phongtrao.documents.models import Cancellation, Document, Number, Register, Series
from phongtrao.documents.queries.history import kept_number
from phongtrao.documents.rules import LARGEST_NUMBER, NumberState, Unfit, kinds
from phongtrao.kit.refusals import Conflict
from phongtrao.people.models import Officer, Organisation
from phongtrao.trail import actions as trail

MAIN = {False: "Văn bản đi", True: "Văn bản đến"}


def main_series(organisation: Organisation, *, incoming: bool = False) -> Series:
    """The series for all that no other takes; made when it is first needed."""
    return Series.objects.get_or_create(
        organisation=organisation, incoming=incoming, main=True, defaults={"name": MAIN[incoming]}
    )[0]


def series_for(organisation: Organisation, kind: str) -> Series:
    own = Series.objects.filter(organisation=organisation, incoming=False, main=False).order_by("pk")
    return next((row for row in own if kind in row.kinds), None) or main_series(organisation)


@transaction.atomic
def add_series(
    organisation: Organisation,
    *,
    name: str,
    abbreviation: str = "",
    kinds_of: Sequence[str] = (),
    by: Officer,
    now: datetime,
) -> Series:
    access.must_keep(by, organisation)
    called = line(name, longest=120, missing=_("Type the name of the series."), field="name")
    short = "".join(line(abbreviation, longest=40, field="abbreviation").split())
    if unknown := [kind for kind in kinds_of if kind not in kinds()]:
        raise Unfit(_("“%(kind)s” is no kind of document.") % {"kind": unknown[0]})
    taken = Series.objects.filter(organisation=organisation, incoming=False, main=False)
    if any(set(kinds_of) & set(row.kinds) for row in taken):
        raise Unfit(_("Another series of your office numbers these kinds already."), field="kinds")
    try:
        with transaction.atomic():
            row = Series.objects.create(
                organisation=organisation, name=called, abbreviation=short, kinds=list(kinds_of)
            )
    except IntegrityError as taken_name:
        raise Conflict(_("Your office has a series of this name already.")) from taken_name
    after = {"name": called, "abbreviation": short, "kinds": list(kinds_of)}
    trail.record(
        "series of numbers added",
        record=f"documents.series:{row.pk}",
        chain=organisation.chain,
        by=by.trail_name,
        now=now,
        after=after,
    )
    return row


@transaction.atomic
def begin_register(series: Series, *, year: int, last: int, by: Officer, now: datetime) -> Register:
    """Go on from the paper register: `last` was given there. Only before the first number is given here."""
    access.must_keep(by, series.organisation)
    if not 0 < last < LARGEST_NUMBER:
        raise Unfit(_("Type the last number that the paper register gave, a whole number."), field="last")
    if year != local_day(now).year:
        raise Unfit(_("Only this year's register can be begun."), field="year")
    row = _locked(series, year)
    changed = Register.objects.filter(pk=row.pk, last=row.first - 1, numbers__isnull=True)
    if not changed.update(first=last + 1, last=last):
        raise Conflict(_("This register has given numbers already; it can't begin anew."))
    row.first, row.last = last + 1, last
    trail.record(
        "register begun",
        record=f"documents.register:{row.pk}",
        chain=series.organisation.chain,
        by=by.trail_name,
        now=now,
        after={"year": year, "last": last},
    )
    return row


def reserve(
    series: Series,
    *,
    note: str = "",
    document: Document | None = None,
    key: str = "",
    by: Officer,
    now: datetime,
) -> Number:
    """The next number of this year, kept for a document that will be issued, or for a paper kept elsewhere, which the
    note names."""
    access.must_keep(by, series.organisation)
    missing = "" if document else _("Say what the number is for.")
    said = line(note, longest=300, missing=missing, field="note", subject=True)
    body = {"series": series.pk, "note": said, "document": document.pk if document else None}

    def act() -> Number:
        if document and kept_number(document):
            raise Conflict(_("A number is kept for this document already."))
        number = give(series, local_day(now), document=document, note=said, by=by, now=now)
        recorded("number reserved", number, by=by, now=now)
        return number

    return once(Number, key, body, act, by=by, now=now)


def give(
    series: Series, day: date, *, document: Document | None = None, note: str = "", by: Officer, now: datetime
) -> Number:
    """The next number of the year in which the day lies. Within a transaction of the caller, who records it: whoever
    comes at the same moment waits until it commits, and a number taken back with it is given to him."""
    register = _locked(series, day.year)
    number = register.last + 1
    if number > LARGEST_NUMBER:
        raise Unfit(_("This register is full."))
    if not Register.objects.filter(pk=register.pk, last=register.last).update(last=number):
        raise Conflict(_("Someone else took a number at the same moment. Try again."))
    row = Number(register=register, number=number, document=document, note=note, by=by, at=now)
    row.save(force_insert=True)
    return row


def cancel(number: Number, *, reason: str, by: Officer, now: datetime) -> Cancellation:
    """A number that no document bears is crossed out, with the reason; it is never given again."""
    access.must_keep(by, number.register.series.organisation)
    said = reason_of(reason)
    with transaction.atomic():
        return cancelled(number, said, by=by, now=now)


def cancelled(number: Number, reason: str, *, by: Officer, now: datetime) -> Cancellation:
    """Within the caller's transaction; the register's lock keeps a use and a cancellation apart."""
    Register.objects.select_for_update().get(pk=number.register_id)
    standing = Number.objects.select_related("cancellation", "issue", "incoming", "joint").get(pk=number.pk)
    if standing.state is not NumberState.RESERVED:
        raise Conflict(_("This number is used or cancelled already."))
    row = Cancellation.objects.create(number=number, reason=reason, by=by, at=now)
    recorded("number cancelled", number, by=by, now=now, reason=reason)
    return row


def _locked(series: Series, year: int) -> Register:
    register, _made = Register.objects.get_or_create(series=series, year=year)
    return Register.objects.select_for_update().get(pk=register.pk)


def recorded(act: str, number: Number, *, by: Officer, now: datetime, reason: str = "") -> None:
    """Of the document that the number is for, else of its register."""
    series = number.register.series
    after = {"series": series.pk, "year": number.register.year, "number": number.number, "note": number.note}
    of = f"documents.document:{number.document_id}" if number.document_id else ""
    trail.record(
        act,
        record=of or f"documents.register:{number.register_id}",
        chain=series.organisation.chain,
        by=by.trail_name,
        now=now,
        after=after,
        reason=reason,
    )
