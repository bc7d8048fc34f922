"""A form is published; a report is asked of organisations."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from importlib import resources
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.core.deadline import due_at
from phongtrao.core.figure import Basis
from phongtrao.core.period import PeriodProblem, Window, clocks
from phongtrao.core.place import Spell
from phongtrao.figures import actions as figures
from phongtrao.kit.refusals import Refused
from phongtrao.kit.workdays import earliest_due
from phongtrao.kit.writing import written_day, written_time
from phongtrao.notices import actions as notices
from phongtrao.notices.rules import REMINDERS, Subject
from phongtrao.people import access as people
from phongtrao.people.models import Officer, Organisation
from phongtrao.people.rules import May
from phongtrao.places import queries as places
from phongtrao.plans import actions as plans
from phongtrao.reports import access
from phongtrao.reports.actions.following import followed
from phongtrao.reports.actions.registry import count_requested
from phongtrao.reports.actions.telling import news
from phongtrao.reports.models import Form, FormRetirement, Regime, Report, Request
from phongtrao.reports.queries import clock_not_valid
from phongtrao.reports.rules import Frequency, clock_valid, days_of, read
from phongtrao.reports.rules import needs_paper as usual_paper
from phongtrao.trail import actions as trail
from phongtrao.trail.rules import canonical

LONGEST_TITLE = 250


@transaction.atomic
def publish(content: Mapping[str, Any], *, now: datetime) -> Form:
    """Bring a form's content into the database: the standing version if it says the same, else a new one."""
    known = read(content)
    last = Form.objects.filter(code=known.code).order_by("-version").first()
    if last is not None and canonical(last.content) == canonical(content):
        return last
    return Form.objects.create(
        code=known.code,
        version=last.version + 1 if last else 1,
        title_vi=known.title_vi,
        title_en=known.title_en,
        content=dict(content),
        published_at=now,
    )


def load_forms(now: datetime) -> list[Form]:
    """Publish the forms that are shipped as data; nothing happens where they stand already."""
    folder = resources.files("phongtrao.reports") / "data"
    shipped = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda f: f.name)
    return [publish(json.loads(file.read_text("utf-8")), now=now) for file in shipped]


@transaction.atomic
def ask(
    form: Form,
    *,
    asker: Organisation,
    organisations: Sequence[Organisation],
    clock: str,
    year: int,
    due: date,
    basis: Basis,
    title: str,
    by: Officer,
    now: datetime,
    frequency: Frequency = Frequency.YEAR,
    number: int = 0,
    own_days: Window | None = None,
    due_hour: time | None = None,
    note: str = "",
    reminders: Sequence[int] = REMINDERS,
    illustrative: bool = False,
    needs_paper: bool | None = None,
    regime: Regime | None = None,
) -> Request:
    """Ask a form of organisations at or below the asker; the list is frozen: one report each, not started.
    `frequency` and `number` name the part of the clock's year; `own_days` are a campaign's; `regime` is what it
    is asked by, if any. `needs_paper`: whether the signed report belongs to the figures; None: as is usual for
    that frequency."""
    people.must(by, May.ASK, asker)
    chosen = list({organisation.pk: organisation for organisation in organisations}.values())
    _must_be_in_use(form, by)
    _must_be_below(asker, chosen)
    days = _window(clock, frequency, year, number, own_days)
    _must_stand(chosen, days)
    _must_leave_a_working_day(days.end, due)
    moment = due_at(due, due_hour)
    title = title.strip()
    _must_make_sense(title, basis, moment, now)
    if regime is None:
        _must_be_new(form, asker, chosen, days, title)
    assignment, duties = plans.assign(
        template=f"reports.form:{form.pk}",
        title=title,
        asker=asker,
        organisations=chosen,
        clock=clock,
        window=days,
        due_at=moment,
        reminders=reminders,
        by=by,
        now=now,
    )
    request = Request.objects.create(
        assignment=assignment,
        form=form,
        asker=asker,
        title=title,
        clock=clock,
        start=days.start,
        end=days.end,
        year=year,
        part=frequency.value,
        number=number,
        basis=basis.value,
        note=note.strip(),
        regime=regime,
        illustrative=illustrative,
        needs_paper=usual_paper(frequency) if needs_paper is None else needs_paper,
        asked_at=now,
        asked_by=by,
    )
    Report.objects.bulk_create(
        Report(request=request, organisation=duty.organisation, duty=duty) for duty in duties
    )
    _expect(request, chosen, now)
    _record(request, chosen, by, now)
    followed(request, by=by.trail_name, now=now)
    _tell_and_count(request, by, now)
    return request


def _must_make_sense(title: str, basis: Basis, moment: datetime, now: datetime) -> None:
    if moment < now:
        raise Refused(_("The due date lies in the past."))
    if basis is Basis.DERIVED:
        raise Refused(_("Figures of a report are an organisation's own, or its statement; none is derived."))
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(_("Give the request a title of at most 250 characters."))


def _must_be_new(
    form: Form, asker: Organisation, chosen: Sequence[Organisation], days: Window, title: str
) -> None:
    """A press made twice asks nobody twice (a regime asks a period once by itself). The asker's row is held, so
    that the second press sees the first."""
    Organisation.objects.select_for_update(no_key=True).filter(pk=asker.pk).values("pk").first()
    same = Request.objects.filter(
        asker=asker, form=form, title=title, start=days.start, end=days.end, reports__organisation__in=chosen
    )
    found = same.order_by("asked_at").first()
    if found is not None:
        said = _("This was asked already, at %(at)s. To ask it once more, give it another title.")
        raise Refused(said % {"at": written_time(found.asked_at)})


def _expect(request: Request, chosen: Sequence[Organisation], now: datetime) -> None:
    """One published document says nothing of who else should report."""
    if not request.form.questions.expects_all:
        return
    figures.expect(
        record=request.record,
        asker=request.asker,
        organisations=chosen,
        indicators=[figure.indicator for figure in request.form.questions.figures],
        clock=request.clock,
        window=request.window,
        basis=Basis(request.basis),
        now=now,
    )


def _tell_and_count(request: Request, by: Officer, now: datetime) -> None:
    """Every unit asked, those too that follow one that ended within the period."""
    reports = Report.objects.filter(request=request).select_related(
        "duty__assignment", "duty__report", "organisation__place"
    )
    asked = list(reports.order_by("pk"))
    data: dict[str, object] = {"unit": request.asker.name, "note": request.note}
    notices.tell([news(report.duty, Subject.ASKED, "asked", data) for report in asked], now=now)
    count_requested(request, asked, by=by, now=now)


def _window(clock: str, frequency: Frequency, year: int, number: int, own: Window | None) -> Window:
    if clock not in clocks():
        raise Refused(_("Choose one of the listed reporting clocks."))
    try:
        found = days_of(clocks()[clock], frequency, year, number, own)
    except PeriodProblem as problem:
        raise Refused(_("There is no such period on this clock.")) from problem
    if not clock_valid(clocks()[clock], found.end):
        raise Refused(clock_not_valid(clocks()[clock], found.end))
    return found


def _must_leave_a_working_day(cut_off: date, due: date) -> None:
    earliest = earliest_due(cut_off)
    if due < earliest:
        said = _(
            "At least one working day must lie after the last day of the period (Decree 09/2019/NĐ-CP, "
            "article 8.5): choose %(earliest)s or later."
        )
        raise Refused(said % {"earliest": written_day(earliest)})


def _must_be_in_use(form: Form, by: Officer) -> None:
    access.get_form(by, form.pk)
    if FormRetirement.objects.filter(code=form.code).exists():
        raise Refused(_("This form was taken out of use; choose another one."))


def _must_be_below(asker: Organisation, chosen: Sequence[Organisation]) -> None:
    if not chosen:
        raise Refused(_("Choose at least one organisation."))
    below = set(people.below(asker).values_list("pk", flat=True))
    if not all(organisation.pk in below for organisation in chosen):
        raise Refused(_("A report can be asked only of organisations below the one that asks."))


def _must_stand(chosen: Sequence[Organisation], days: Window) -> None:
    """Nobody answers for a closed body, nor for a place that did not stand in the period. One that ended within
    answers for its own days (actions.following)."""
    closed = [o.name for o in chosen if o.valid_to is not None]
    if closed:
        raise Refused(_("These organisations are closed: %(names)s.") % {"names": "; ".join(closed[:5])})
    world = places.world()
    gone = [o.name for o in chosen if not _stood(world.place(o.place.key).spell, days)]
    if gone:
        raise Refused(
            _("These organisations' places did not exist in the period, or began after it: %(names)s.")
            % {"names": "; ".join(gone[:5])}
        )


def _stood(spell: Spell, days: Window) -> bool:
    return spell.overlaps(Spell(days.start, days.end))


def _record(request: Request, chosen: Sequence[Organisation], by: Officer, now: datetime) -> None:
    frozen = ("title", "clock", "start", "end", "year", "part", "number", "due_at", "basis", "note")
    names = (*frozen, "needs_paper", "illustrative")
    trail.record(
        "report asked",
        record=request.record,
        chain=request.asker.chain,
        by=by.trail_name,
        now=now,
        after={
            "form": [request.form.code, request.form.version],
            "organisations": [organisation.pk for organisation in chosen],
            **{name: getattr(request, name) for name in names},
        },
    )
