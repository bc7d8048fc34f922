from datetime import timedelta
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from phongtrao.core.period import local_day
from phongtrao.documents import queries as documents
from phongtrao.notices import queries as notices
from phongtrao.people.models import Officer
from phongtrao.people.rules import May, Role, may
from phongtrao.reports import queries as reports

LONGEST = 10
AHEAD = timedelta(days=7)
"""Documents that came in stand on the first page a week before they are due."""


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What is due, what came back, what waits for me; for an office that asks, how far each of
    its own requests has come."""
    by, now = cast(Officer, request.user), timezone.now()
    today = local_day(now)
    asked = reports.own_requests(by)
    counts = reports.counts(asked, now=now)
    return render(
        request,
        "desk/home.html",
        {
            "to_do": reports.to_do(by, now=now),
            "odd": reports.concerns(by)[False] if asked else 0,
            "comments": reports.awaiting_answer(by),
            "asked": [(row, counts[row.pk]) for row in asked],
            "may_ask": may(Role(by.role), May.ASK),
            "today": today,
            "arrived": documents.due_soon(by, today + AHEAD),
            "notices": notices.told(notices.newest_unread(by)),
            "wishes": reports.wishes(by)[:LONGEST] if asked else [],
        },
    )
