"""Regimes with their periods: when each is due, who is asked, what was asked already."""

import json
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from importlib import resources
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.core.period import Window, clocks
from phongtrao.core.place import Level
from phongtrao.kit.workdays import calendar
from phongtrao.kit.writing import in_english
from phongtrao.people import access as reach
from phongtrao.people import queries as people
from phongtrao.people.models import Officer, Organisation
from phongtrao.people.rules import Kind
from phongtrao.reports import access
from phongtrao.reports.models import Form, FormRetirement, Regime, Request
from phongtrao.reports.queries.words import due_words, period_label, window_words
from phongtrao.reports.rules import (
    Due,
    Flaw,
    Frequency,
    Period,
    clock_valid,
    due_of,
    holds,
    level_asked,
    periods,
    title_of,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One period of a regime as one office asks it; `request` where it has."""

    regime: Regime
    period: Period
    due_at: datetime
    request: Request | None

    @property
    def label(self) -> str:
        """Month 3, 2026"""
        words = period_label(Frequency(self.regime.frequency), self.period.number)
        return _("%(period)s, %(year)s") % {"period": words, "year": self.period.year}

    @property
    def title(self) -> str:
        return title_of(self.regime.title, Frequency(self.regime.frequency), self.period)

    @property
    def window(self) -> str:
        return window_words(self.regime.clock, self.period.window)

    @property
    def due(self) -> str:
        return due_words(self.due_at)

    @property
    def holidays_known(self) -> bool:
        """Whether the holidays of the days that were counted over are known."""
        return all(calendar().known(day.year) for day in (self.period.window.end, self.due_at))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A shipped regime that an office can adopt. `published`: its form stands already."""

    id: str
    title: str
    reason: str
    source: str
    confidence: str
    form: str
    clock: str
    frequency: Frequency
    own: tuple[str, str] | None
    basis: str
    kind: str
    dues: tuple[Due, ...]
    published: bool


def in_force(regimes: QuerySet[Regime], day: date) -> QuerySet[Regime]:
    return regimes.filter(Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def listed(officer: Officer) -> QuerySet[Regime]:
    """His own office's first, then those of the offices above and below."""
    own = Case(When(owner=officer.organisation_id, then=0), default=1)
    return access.regimes(officer).order_by(own, "title", "valid_from", "pk")


def newest(code: str) -> Form | None:
    """The newest published version of a form."""
    return Form.objects.filter(code=code).order_by("-version").first()


def retired(code: str) -> bool:
    return FormRetirement.objects.filter(code=code).exists()


def retired_forms(regimes: Iterable[Regime]) -> set[str]:
    """The codes of those of their forms that are out of use. One query."""
    codes = {regime.form_code for regime in regimes}
    return set(FormRetirement.objects.filter(code__in=codes).values_list("code", flat=True))


def form_label(code: str) -> str:
    form = newest(code)
    if form is None:
        return _("not published yet")
    return form.title_en if in_english() else form.title_vi


def kind_label(kind: str) -> str:
    return Kind(kind).label if kind in list(Kind) else _("All kinds")


def above(organisation: Organisation) -> set[int]:
    """The organisation and all that it stands under: the owners of the regimes by which it may ask."""
    return set(reach.above(organisation).values_list("pk", flat=True))


def due_for(regime: Regime, asker: Organisation, owners: Set[int]) -> Due | None:
    """Of which level an office asks by a regime, and when that is due; nothing by a regime of another line."""
    if regime.owner_id not in owners:
        return None
    return level_asked(Level(asker.place.level), regime.by_level, owner=regime.owner_id == asker.pk)


def addressees(regime: Regime, asker: Organisation, days: Window) -> QuerySet[Organisation]:
    """Whom an office asks by a regime, of those that stand within some days."""
    due = due_for(regime, asker, above(asker))
    if due is None:
        return Organisation.objects.none()
    return people.addressees(asker, since=days.start, day=days.end, level=due.level.value, kind=regime.kind)


def slots_of(
    regimes: Sequence[Regime], asker: Organisation, years: Sequence[int]
) -> Iterator[tuple[Regime, list[Slot]]]:
    """Each regime with the periods of some years of its clock that it holds for. Two queries for all, where their
    dues are fetched."""
    rows = Request.objects.filter(asker=asker, regime__in=regimes).select_related("assignment")
    asked = {(row.regime_id, row.start): row for row in rows}
    owners = above(asker)
    for regime in regimes:
        found = dated(regime, due_for(regime, asker, owners), years)
        yield (
            regime,
            [Slot(regime, period, due, asked.get((regime.pk, period.window.start))) for period, due in found],
        )


def slots(regime: Regime, asker: Organisation, years: Sequence[int]) -> list[Slot]:
    ((_regime, found),) = slots_of([regime], asker, years)
    return found


def dated(regime: Regime, due: Due | None, years: Iterable[int]) -> list[tuple[Period, datetime]]:
    """The periods of some years that it holds for, each with its due moment. No query."""
    if due is None:
        return []
    found = [period for year in years for period in periods(regime.rhythm, year)]
    held = [period for period in found if _held(regime, period.window.end)]
    return [(period, due_of(due, period.window.end, calendar())) for period in held]


def _held(regime: Regime, cut_off: date) -> bool:
    return holds(cut_off, regime.valid_from, regime.valid_to) and clock_valid(clocks()[regime.clock], cut_off)


def slot(regime: Regime, asker: Organisation, year: int, number: int) -> Slot | None:
    return next((s for s in slots(regime, asker, [year]) if s.period.number == number), None)


def next_slot(found: Sequence[Slot], now: datetime) -> Slot | None:
    """The first period that was not asked and can still be."""
    return next((slot for slot in found if slot.request is None and slot.due_at >= now), None)


def proposals(asker: Organisation) -> list[Proposal]:
    """The shipped regimes that this office could ask by and has not adopted."""
    adopted = set(asker.regimes.filter(valid_to__isnull=True).values_list("proposal", flat=True))
    published = set(Form.objects.values_list("code", flat=True))
    level = Level(asker.place.level)
    read = [_proposal(row, published) for row in _shipped() if row["id"] not in adopted]
    return [
        found for found in read if level_asked(level, {due.level: due for due in found.dues}, owner=False)
    ]


@cache
def _shipped() -> list[dict[str, Any]]:
    file = resources.files("phongtrao.reports") / "data" / "regimes" / "proposed.json"
    rows: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["regimes"]
    return rows


def _proposal(row: dict[str, Any], published: set[str]) -> Proposal:
    english = in_english()
    return Proposal(
        id=row["id"],
        title=row["title"],
        reason=row["reason_en"] if english else row["reason_vi"],
        source=row["source"],
        confidence=_confidence(row["confidence"]),
        form=row["form"],
        clock=row["clock"],
        frequency=Frequency(row["frequency"]),
        own=(row["own"][0], row["own"][1]) if row.get("own") else None,
        basis=row["basis"],
        kind=row["kind"],
        dues=tuple(
            Due(Level(level), days, time.fromisoformat(hour) if hour else None)
            for level, days, hour in row["dues"]
        ),
        published=row["form"] in published,
    )


def _confidence(word: str) -> str:
    return {
        "decree": _("The period follows the decree; the deadline is usual practice: check your own rules."),
        "practice": _("Usual practice, not compared with your own rules: check before you adopt it."),
    }[word]


def due_rule_words(dues: Iterable[Due]) -> list[str]:
    """Communes: 1 working day after the cut-off, until 17:00"""
    return [_due_rule(due) for due in dues]


def _due_rule(due: Due) -> str:
    words = {"level": people.level_word(due.level), "n": due.days}
    said = ngettext(
        "%(level)s: %(n)s working day after the cut-off",
        "%(level)s: %(n)s working days after the cut-off",
        due.days,
    )
    until = _(", until %(hour)s") % {"hour": f"{due.hour:%H:%M}"} if due.hour else ""
    return f"{said % words}{until}"


def reminder_words(steps: Iterable[int]) -> str:
    """5 days before the due day; on the due day; 3 days after it"""
    return "; ".join(_step_words(step) for step in steps) or _("nobody is reminded")


def _step_words(step: int) -> str:
    if step == 0:
        return _("on the due day")
    n = abs(step)
    if step < 0:
        return ngettext("%(n)s day before the due day", "%(n)s days before the due day", n) % {"n": n}
    return ngettext("%(n)s day after the due day", "%(n)s days after the due day", n) % {"n": n}


def flaw_words(flaw: Flaw) -> str:
    return {
        Flaw.NOTHING_DUE: _("Say for at least one level when the report is due."),
        Flaw.NO_WORKING_DAY: _(
            "A report is due 1 to 60 working days after the cut-off: at least one (Decree 09/2019/NĐ-CP, "
            "article 8.5)."
        ),
        Flaw.NOT_IN_CASCADE: _(
            "Communes must be due at least one working day before provinces, so that provinces can "
            "consolidate (Decree 09/2019/NĐ-CP, article 8.5)."
        ),
        Flaw.CLOCK_NOT_VALID: _("The clock is not in force on all days of this regime: choose other days."),
        Flaw.NO_SUCH_PART: _("This clock has no such period; choose another clock or another period."),
        Flaw.OWN_DAYS: _(
            "A campaign needs its first and last day (such as 01/07); no other regime has them."
        ),
    }[flaw]
