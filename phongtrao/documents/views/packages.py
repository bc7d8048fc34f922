"""All that an office has, in one file to take away."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from phongtrao.documents import access, queries, tasks
from phongtrao.documents.rules import PackageState
from phongtrao.documents.views.common import officer
from phongtrao.kit.export import disposition

NEWEST = 20


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def packages(request: HttpRequest) -> HttpResponse:
    by = officer(request)
    if request.method == "POST":
        access.must_keep(by, by.organisation)
        waiting = access.packages(by).filter(by=by, state=PackageState.WAITING.value).first()
        made = waiting or tasks.begin_package(by=by, now=timezone.now())
        return redirect("documents:package", made.pk)
    context = {
        "rows": list(access.packages(by)[:NEWEST]),
        "may_keep": access.may_keep(by, by.organisation_id),
    }
    return render(request, "documents/packages.html", context)


@require_safe
@login_required
def package(request: HttpRequest, number: int) -> HttpResponse:
    """How far it has come. While it runs the page asks for itself again."""
    found = access.get_package(officer(request), number)
    there = found.state == PackageState.DONE and queries.path_of(found.digest).is_file()
    return render(request, "documents/package.html", {"package": found, "there": there})


@require_safe
@login_required
def package_file(request: HttpRequest, number: int) -> HttpResponseBase:
    found = access.get_package(officer(request), number)
    try:
        content = queries.path_of(found.digest).open("rb") if found.digest else None
    except FileNotFoundError as gone:
        raise Http404 from gone
    if content is None:
        raise Http404
    response = FileResponse(content, content_type="application/zip")
    response.headers["Content-Disposition"] = disposition(f"{found.organisation.name}.zip")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
