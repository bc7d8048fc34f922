"""Whether a document's layout keeps the decree: of any Word file, and of a draft before it is signed."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from phongtrao.core.period import local_day
from phongtrao.documents import access, queries
from phongtrao.documents.forms import LayoutForm
from phongtrao.documents.views.common import officer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def checking(request: HttpRequest) -> HttpResponse:
    """Of any Word file, which is read, told of and forgotten."""
    head = queries.head_of(officer(request).organisation, local_day(timezone.now()))
    form = LayoutForm(initial={"profile": head.profile.value})
    looked, status = None, 200
    if request.method == "POST":
        form = LayoutForm(request.POST, request.FILES)
        status = 422
        if form.is_valid():
            looked = queries.looked_at(form.cleaned_data["file"].read(), form.cleaned_data["profile"])
            if looked.refused:
                form.add_error("file", looked.refused)
            else:
                status = 200
    context = {
        "form": form,
        "looked": looked if status == 200 else None,
        "table": queries.faults_table(looked) if looked and looked.faults else None,
    }
    return render(request, "documents/checking.html", context, status=status)


@require_safe
@login_required
def layout(request: HttpRequest, number: int) -> HttpResponse:
    """Of the text that stands with a document."""
    by = officer(request)
    found = access.get(by, number)
    text = next((one for one in queries.contents(found) if not one.signed), None)
    if text is None or text.file.kind != "docx":
        raise Http404
    try:
        content = queries.path_of(text.file.digest).read_bytes()
    except OSError as gone:
        raise Http404 from gone
    looked = queries.looked_at(content, found.profile)
    context = {
        "document": found,
        "file": text.file,
        "looked": looked,
        "table": queries.faults_table(looked) if looked.faults else None,
    }
    return render(request, "documents/layout.html", context)


@require_safe
@login_required
def letterhead_picture(request: HttpRequest) -> HttpResponse:
    """The head of the office's documents of today, as it is drawn."""
    by, today = officer(request), local_day(timezone.now())
    drawn = queries.picture_of(queries.head_of(by.organisation, today), by.organisation.name, today)
    headers = {"Content-Disposition": "inline", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(drawn, content_type="image/png", headers=headers)
