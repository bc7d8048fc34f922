"""A regime is made, adopted, changed from a day on, ended; and a period of it is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from phongtrao.core.deadline import due_hour
from phongtrao.core.figure import Basis
from phongtrao.core.period import DAY, Window, clocks, local_day
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.kit.writing import written_day
from phongtrao.notices.rules import REMINDERS
from phongtrao.people import access as people
from phongtrao.people.models import Officer
from phongtrao.people.rules import May
from phongtrao.reports import access, queries
from phongtrao.reports.actions.asking import ask
from phongtrao.reports.models import Regime, RegimeDue, Request
from phongtrao.reports.rules import Due, Frequency, flaw
from phongtrao.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Terms:
    """What a regime says. `own`: first and last day of a campaign, "07-01"."""

    title: str
    form_code: str
    clock: str
    frequency: Frequency
    basis: Basis
    dues: Sequence[Due]
    valid_from: date
    own: tuple[str, str] | None = None
    kind: str = ""
    source: str = ""
    note: str = ""
    reminders: Sequence[int] = REMINDERS


@transaction.atomic
def make_regime(terms: Terms, *, by: Officer, now: datetime, proposal: str = "") -> Regime:
    """A regime of the officer's own office."""
    people.must(by, May.ASK, by.organisation)
    regime = _made(terms, by=by, now=now, proposal=proposal)
    _record("regime made", regime, by=by, now=now)
    return regime


def adopt(proposal: queries.Proposal, *, by: Officer, now: datetime) -> Regime:
    """A shipped regime becomes the office's own, from today on; pressed twice it is one."""
    if not proposal.published:
        raise Refused(_("The form of this regime is not published yet."))
    terms = Terms(
        title=proposal.title,
        form_code=proposal.form,
        clock=proposal.clock,
        frequency=proposal.frequency,
        basis=Basis(proposal.basis),
        dues=proposal.dues,
        valid_from=local_day(now),
        own=proposal.own,
        kind=proposal.kind,
        source=proposal.source,
    )
    try:
        return make_regime(terms, by=by, now=now, proposal=proposal.id)
    except IntegrityError as twice:
        raise Conflict(_("Your office has adopted this regime already.")) from twice


@transaction.atomic
def change_regime(regime: Regime, terms: Terms, *, by: Officer, now: datetime) -> Regime:
    """Another row from `terms.valid_from` on; what was asked until then stays as it was asked."""
    access.must_keep(by, regime)
    before = {"valid_to": regime.valid_to}
    _end(regime, terms.valid_from - DAY)
    changed = _made(terms, by=by, now=now, proposal=regime.proposal, replaces=regime)
    _record("regime changed", changed, by=by, now=now, before={"regime": regime.pk, **before})
    return changed


@transaction.atomic
def end_regime(regime: Regime, last: date, *, by: Officer, now: datetime) -> None:
    """It holds for no period that ends after its last day."""
    access.must_keep(by, regime)
    before = {"valid_to": regime.valid_to}
    _end(regime, last)
    _record("regime ended", regime, by=by, now=now, before=before)


def ask_period(regime: Regime, year: int, number: int, *, by: Officer, now: datetime) -> tuple[Request, bool]:
    """The request of one period to whom the regime asks; asked already, the standing one. (request, new)"""
    access.get_regime(by, regime.pk)
    slot = queries.slot(regime, by.organisation, year, number)
    if slot is None:
        raise Refused(_("This regime has no such period that your office could ask."))
    if slot.request is not None:
        return slot.request, False
    try:
        return _ask(slot, by=by, now=now), True
    except IntegrityError:
        return regime.requests.get(asker=by.organisation, start=slot.period.window.start), False


def _ask(slot: queries.Slot, *, by: Officer, now: datetime) -> Request:
    regime, days = slot.regime, slot.period.window
    form, frequency = queries.newest(regime.form_code), Frequency(regime.frequency)
    if form is None:
        raise Refused(_("The form of this regime is not published yet."))
    return ask(
        form,
        asker=by.organisation,
        organisations=list(queries.addressees(regime, by.organisation, days)),
        clock=regime.clock,
        year=slot.period.year,
        frequency=frequency,
        number=slot.period.number,
        own_days=Window(days.start, days.end) if frequency.own_days else None,
        due=local_day(slot.due_at),
        due_hour=due_hour(slot.due_at),
        basis=Basis(regime.basis),
        title=slot.title,
        note=regime.note,
        reminders=regime.reminders,
        by=by,
        now=now,
        regime=regime,
    )


def _made(
    terms: Terms, *, by: Officer, now: datetime, proposal: str = "", replaces: Regime | None = None
) -> Regime:
    terms = replace(terms, title=terms.title.strip(), note=terms.note.strip())
    if not terms.title:
        raise Refused(_("Give the regime a title."))
    if terms.clock not in clocks():
        raise Refused(_("Choose one of the listed reporting clocks."))
    if queries.newest(terms.form_code) is None:
        raise Refused(_("Choose a published form."))
    if queries.retired(terms.form_code):
        raise Refused(_("This form was taken out of use; choose another one."))
    first, last = terms.own or ("", "")
    regime = Regime(
        owner=by.organisation,
        title=terms.title,
        form_code=terms.form_code,
        clock=terms.clock,
        frequency=terms.frequency.value,
        first_day=first,
        last_day=last,
        basis=terms.basis.value,
        kind=terms.kind,
        source=terms.source.strip(),
        note=terms.note,
        reminders=list(terms.reminders),
        proposal=proposal,
        valid_from=terms.valid_from,
        replaces=replaces,
        made_at=now,
        made_by=by,
    )
    found = flaw(regime.rhythm, terms.dues, terms.valid_from, None)
    if found is not None:
        raise Refused(queries.flaw_words(found))
    regime.save(force_insert=True)
    RegimeDue.objects.bulk_create(
        RegimeDue(regime=regime, level=due.level.value, days=due.days, hour=due.hour) for due in terms.dues
    )
    return regime


def _end(regime: Regime, last: date) -> None:
    """Not before what was asked by it, and only once."""
    asked = regime.requests.order_by("-end").values_list("end", flat=True).first()
    if asked is not None and last < asked:
        said = _("Periods up to %(day)s were asked by this regime: it can end or change only after that.")
        raise Refused(said % {"day": written_day(asked)})
    if last < regime.valid_from:
        said = _("The regime holds from %(day)s on: it can end or change only after that.")
        raise Refused(said % {"day": written_day(regime.valid_from)})
    if not Regime.objects.filter(pk=regime.pk, valid_to__isnull=True).update(valid_to=last):
        raise Conflict(_("This regime was changed or ended already. Open it again and look."))
    regime.valid_to = last


def _record(
    act: str, regime: Regime, *, by: Officer, now: datetime, before: dict[str, Any] | None = None
) -> None:
    names = ("title", "form_code", "clock", "frequency", "first_day", "last_day", "basis", "kind", "source")
    dues = regime.dues.order_by("level").values_list("level", "days", "hour")
    trail.record(
        act,
        record=regime.record,
        chain=regime.owner.chain,
        by=by.trail_name,
        now=now,
        before=before,
        after={
            **{name: getattr(regime, name) for name in names},
            "valid_from": regime.valid_from,
            "valid_to": regime.valid_to,
            "reminders": regime.reminders,
            "dues": [[level, days, hour.isoformat() if hour else None] for level, days, hour in dues],
        },
    )
