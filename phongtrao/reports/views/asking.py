"""The page on which a report is asked: first of which days and whom, then what and until when."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from phongtrao.core.figure import Basis
from phongtrao.core.period import local_day
from phongtrao.kit.refusals import Refused
from phongtrao.kit.workdays import earliest_due
from phongtrao.people import access as people
from phongtrao.people import queries as addressees
from phongtrao.people.models import Officer
from phongtrao.people.rules import May
from phongtrao.reports import access, actions, queries
from phongtrao.reports.forms import AskForm, ChoiceOfWindow
from phongtrao.reports.models import Request
from phongtrao.reports.views.common import officer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request: HttpRequest) -> HttpResponse:
    by, now = officer(request), timezone.now()
    people.must(by, May.ASK, by.organisation)
    today = local_day(now)
    provinces = addressees.provinces_below(by.organisation, today)
    choice = ChoiceOfWindow((request.POST or request.GET).dict(), today=today, provinces=provinces)
    context: dict[str, Any] = {"choice": choice}
    if choice.is_valid():
        days = choice.days
        below = addressees.addressees(by.organisation, since=days.start, day=days.end, **choice.who)
        form = AskForm(
            below,
            request.POST or None,
            earliest=earliest_due(days.end),
            today=today,
            forms_to_ask=access.can_be_asked(by),
        )
        asked = _asked(choice, form, by=by, now=now) if form.is_valid() else None
        if asked is not None:
            n = asked.reports.count()
            said = ngettext("Asked of %(n)s organisation.", "Asked of %(n)s organisations.", n)
            messages.success(request, said % {"n": n})
            return redirect("reports:request", asked.pk)
        window = queries.window_words(choice.cleaned_data["clock"], days)
        context |= {"form": form, "window": window, "many": below.count()}
    return render(request, "reports/ask.html", context)


def _asked(choice: ChoiceOfWindow, form: AskForm, *, by: Officer, now: datetime) -> Request | None:
    """The request; nothing where it was refused, which the form then says."""
    window, said = choice.cleaned_data, form.cleaned_data
    try:
        return actions.ask(
            said["form"],
            asker=by.organisation,
            organisations=list(said["organisations"]),
            clock=window["clock"],
            year=window["year"],
            frequency=window["frequency"],
            number=window["number"],
            own_days=window["own_days"],
            due=said["due"],
            due_hour=said["due_hour"],
            reminders=said["reminders"],
            basis=Basis(said["basis"]),
            title=said["title"],
            note=said["note"],
            needs_paper=form.needs_paper,
            by=by,
            now=now,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
