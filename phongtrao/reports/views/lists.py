from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from phongtrao.core.figure import Basis
from phongtrao.core.period import PeriodProblem, clocks, local_day, window
from phongtrao.kit.refusals import Refused
from phongtrao.people import access as people
from phongtrao.people import queries as addressees
from phongtrao.people.rules import May, Role, may
from phongtrao.reports import actions, queries
from phongtrao.reports.forms import AskForm, ChoiceOfWindow
from phongtrao.reports.views.common import officer

A_PAGE = 50


@require_safe
@login_required
def all_reports(request: HttpRequest) -> HttpResponse:
    """What was asked of one's own organisation, and what it and those below it asked."""
    by, now = officer(request), timezone.now()
    page = Paginator(queries.mine(by), A_PAGE).get_page(request.GET.get("page"))
    requests = list(queries.asked_by(by)[:A_PAGE])
    counted = queries.counts(requests, now=now)
    context = {
        "page": page,
        "mine": queries.lines(page, now),
        "asked": [(row, counted[row.pk]) for row in requests],
        "may_ask": may(Role(by.role), May.ASK),
    }
    return render(request, "reports/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request: HttpRequest) -> HttpResponse:
    by, now = officer(request), timezone.now()
    people.must(by, May.ASK, by.organisation)
    today = local_day(now)
    provinces = addressees.provinces_below(by.organisation, today)
    choice = ChoiceOfWindow((request.POST or request.GET).dict(), today=today, provinces=provinces)
    if not choice.is_valid():
        choice = ChoiceOfWindow({}, today=today, provinces=provinces)
        choice.is_valid()
    chosen, problem = choice.cleaned_data, ""
    try:
        days = choice.window
    except PeriodProblem:
        own = chosen["frequency"].own_days
        problem = (
            _("Give the first and the last day of the period.")
            if own
            else _("This clock has no such period; choose another clock or another period.")
        )
        days = window(clocks()[chosen["clock"]], chosen["year"])
    below = addressees.addressees(by.organisation, since=days.start, day=days.end, **choice.who)
    form = AskForm(below, request.POST) if request.method == "POST" else AskForm(below)
    if problem:
        choice.add_error("start" if chosen["frequency"].own_days else "period", problem)
    if form.is_bound and form.is_valid() and not problem:
        try:
            asked = actions.ask(
                form.cleaned_data["form"],
                asker=by.organisation,
                organisations=list(form.cleaned_data["organisations"]),
                clock=chosen["clock"],
                year=chosen["year"],
                frequency=chosen["frequency"],
                number=chosen["number"],
                own_days=chosen["own_days"],
                due=form.cleaned_data["due"],
                due_hour=form.cleaned_data["due_hour"],
                basis=Basis(form.cleaned_data["basis"]),
                title=form.cleaned_data["title"],
                note=form.cleaned_data["note"],
                needs_paper=form.needs_paper,
                by=by,
                now=now,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            n = asked.reports.count()
            messages.success(
                request,
                ngettext("Asked of %(n)s organisation.", "Asked of %(n)s organisations.", n) % {"n": n},
            )
            return redirect("reports:request", asked.pk)
    context = {
        "choice": choice,
        "form": form,
        "window": queries.window_words(chosen["clock"], days),
        "problem": problem,
        "many": 0 if problem else below.count(),
        "open": form.is_bound,
    }
    return render(request, "reports/ask.html", context)
