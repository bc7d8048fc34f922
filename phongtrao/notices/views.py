"""The notices of one's own office, and the way to what each speaks of."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from phongtrao.notices import access, actions, queries
from phongtrao.people.access import OfficerRequest

PAGE = 30


@require_safe
@login_required
def notices(request: OfficerRequest) -> HttpResponse:
    rows = access.visible(request.user).order_by("-created_at", "-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    new = queries.unread(request.user).exists()
    return render(request, "notices/list.html", {"page": page, "lines": queries.told(page), "new": new})


@require_POST
@login_required
def reading(request: OfficerRequest, number: int) -> HttpResponse:
    """Open what a notice speaks of; it is read from now on."""
    notice = access.get(request.user, number)
    actions.mark_read([notice], by=request.user, now=timezone.now())
    return redirect(notice.link)


@require_POST
@login_required
def readings(request: OfficerRequest) -> HttpResponse:
    """All of them are read."""
    actions.mark_read(queries.unread(request.user), by=request.user, now=timezone.now())
    return redirect("notices:list")
