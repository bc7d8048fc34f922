"""The year's deadlines of an officer's own organisation: what it owes, what it asks, and what is still to be asked
by a regime."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from phongtrao.core.period import DAY, LOCAL, Window, end_of_local_day, local_day
from phongtrao.core.place import Level
from phongtrao.people.models import Officer, Organisation
from phongtrao.plans import queries as plans
from phongtrao.reports import access
from phongtrao.reports.models import FormRetirement, Regime, Report, Request, Submission
from phongtrao.reports.queries.lists import Counts, counts
from phongtrao.reports.queries.regimes import Slot, above, dated, due_for
from phongtrao.reports.queries.words import due_words, state_label, window_words
from phongtrao.reports.rules import Event, Side, State, late

Key = tuple[int, date]
"""(regime, first day of a period)"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One deadline. `uid` names it for ever; `sequence` grows when it moves; `changed`: when anything said here
    last changed; `asked`: not only foreseen."""

    uid: str
    side: Side
    title: str
    window: str
    other: str
    due_at: datetime
    state: str
    state_label: str
    late: bool
    asked: bool
    href: str
    sequence: int
    changed: datetime
    illustrative: bool

    @property
    def day(self) -> date:
        return local_day(self.due_at)

    @property
    def due(self) -> str:
        return due_words(self.due_at)

    @property
    def side_label(self) -> str:
        return _("To send") if self.side is Side.ANSWERS else _("To receive")


def entries(officer: Officer, days: Window, *, now: datetime) -> list[Entry]:
    """The deadlines of some local days, in their order. What was not asked in time is not foreseen any more."""
    spell = (datetime.combine(days.start, time(), tzinfo=LOCAL).astimezone(UTC), end_of_local_day(days.end))
    own = officer.organisation
    found = [*_owed(own, spell, now), *_asked(own, spell, now), *_foreseen(officer, days, now)]
    return sorted(found, key=lambda entry: (entry.due_at, entry.side, entry.title, entry.uid))


def _owed(own: Organisation, spell: tuple[datetime, datetime], now: datetime) -> Iterator[Entry]:
    reports = Report.objects.filter(organisation=own, duty__due_at__gte=spell[0], duty__due_at__lt=spell[1])
    rows = reports.select_related("request__asker", "request__assignment", "duty").defer("draft", "sections")
    acts, moves = _last_acts(rows), plans.granted(row.duty_id for row in rows)
    for row in rows:
        request, state, due = row.request, State(row.state), row.duty.due_at
        times, moved_at = moves.get(row.duty_id, (0, request.asked_at))
        yield Entry(
            uid=_uid(request, Side.ANSWERS),
            side=Side.ANSWERS,
            title=request.title,
            window=window_words(request.clock, row.window),
            other=request.asker.name,
            due_at=due,
            state=state.value,
            state_label=state_label(state),
            late=late(state, due, now),
            asked=True,
            href=reverse("reports:report", args=[row.pk]),
            sequence=1 + times,
            changed=max(moved_at, row.saved_at or moved_at, acts.get(row.pk, moved_at)),
            illustrative=request.illustrative,
        )


def _last_acts(rows: Iterable[Report]) -> dict[int, datetime]:
    """When each that was sent was last sent, returned, accepted or opened again. One query."""
    sent = Submission.objects.filter(report__in=[row.pk for row in rows]).values_list("report")
    acts = sent.annotate(Max("at"), Max("returned__at"), Max("accepted__at"), Max("accepted__reopening__at"))
    return {report: max(at for at in moments if at) for report, *moments in acts}


def _asked(own: Organisation, spell: tuple[datetime, datetime], now: datetime) -> Iterator[Entry]:
    rows = list(
        Request.objects.filter(
            asker=own, assignment__due_at__gte=spell[0], assignment__due_at__lt=spell[1]
        ).select_related("assignment", "asker")
    )
    counted = counts(rows, now=now)
    for row in rows:
        yield Entry(
            uid=_uid(row, Side.ASKED),
            side=Side.ASKED,
            title=row.title,
            window=window_words(row.clock, row.window),
            other=_organisations(counted[row.pk]),
            due_at=row.due_at,
            state="asked",
            state_label=_("Asked"),
            late=counted[row.pk].late > 0,
            asked=True,
            href=reverse("reports:request", args=[row.pk]),
            sequence=1,
            changed=row.asked_at,
            illustrative=row.illustrative,
        )


def _organisations(counted: Counts) -> str:
    return _("%(sent)s of %(asked)s sent") % {"sent": counted.sent, "asked": counted.asked}


def _foreseen(officer: Officer, days: Window, now: datetime) -> Iterator[Entry]:
    """The periods that a regime will ask for, from his own office and by it; none whose form is out of use. Four
    queries."""
    own = officer.organisation
    regimes = list(access.regimes(officer).exclude(form_code__in=FormRetirement.objects.values("code")))
    owners = above(own)
    by_own, by_above = _already(regimes, own, owners)
    years = range(days.start.year - 1, days.end.year + 2)
    for regime in regimes:
        if regime.owner_id in owners - {own.pk} and regime.kind in ("", own.kind):
            due = regime.by_level.get(Level(own.place.level))
            for period, moment in dated(regime, due, years):
                if (regime.pk, period.window.start) not in by_above:
                    yield from _ahead(Slot(regime, period, moment, None), Side.ANSWERS, days, now)
        for period, moment in dated(regime, due_for(regime, own, owners), years):
            if (regime.pk, period.window.start) not in by_own:
                yield from _ahead(Slot(regime, period, moment, None), Side.ASKED, days, now)


def _already(regimes: list[Regime], own: Organisation, owners: set[int]) -> tuple[set[Key], set[Key]]:
    """What was asked by his own office and by those above it."""
    rows = Request.objects.filter(regime__in=regimes, asker__in=owners)
    by_own: set[Key] = set()
    by_above: set[Key] = set()
    for regime, start, asker in rows.values_list("regime", "start", "asker"):
        (by_own if asker == own.pk else by_above).add((int(regime or 0), start))
    return by_own, by_above


def _ahead(slot: Slot, side: Side, days: Window, now: datetime) -> Iterator[Entry]:
    if slot.due_at < now or not days.contains(local_day(slot.due_at)):
        return
    regime = slot.regime
    yield Entry(
        uid=_name(f"regime-{regime.pk}-{slot.period.window.start}", side),
        side=side,
        title=slot.title,
        window=slot.window,
        other=regime.owner.name,
        due_at=slot.due_at,
        state="",
        state_label=_("Not asked yet"),
        late=False,
        asked=False,
        href=f"{reverse('reports:regime', args=[regime.pk])}?year={slot.period.year}",
        sequence=0,
        changed=regime.made_at,
        illustrative=False,
    )


def _uid(request: Request, side: Side) -> str:
    """The same before and after a regime's period was asked."""
    if request.regime_id is None:
        return _name(f"request-{request.pk}", side)
    return _name(f"regime-{request.regime_id}-{request.start}", side)


def _name(record: str, side: Side) -> str:
    """Unlike that of any other installation."""
    return f"{record}-{side}@{salted_hmac('phongtrao.calendar', 'uid').hexdigest()[:16]}.phongtrao"


def year_window(year: int) -> Window:
    return Window(date(year, 1, 1), date(year, 12, 31))


def feed_window(today: date) -> Window:
    """What a calendar program is told: the quarter behind and a year ahead."""
    return Window(today - 90 * DAY, today + 400 * DAY)


def events(found: list[Entry], site: Any) -> list[Event]:
    """`site`: a function from an address to a whole one."""
    return [
        Event(
            uid=entry.uid,
            title=f"{entry.side_label}: {entry.title}",
            text="\n".join(part for part in (entry.window, entry.other, entry.state_label) if part),
            url=site(entry.href),
            due_at=entry.due_at,
            sequence=entry.sequence,
            changed=entry.changed,
        )
        for entry in found
    ]
