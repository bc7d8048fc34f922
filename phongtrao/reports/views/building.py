"""An office's forms: the list, one with its versions, its retirement, its preview."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from phongtrao.core.figure import Basis
from phongtrao.people.rules import May, Role, may
from phongtrao.reports import access, actions, queries
from phongtrao.reports.forms import RetirementForm, SectionForm, TitleForm, form_title
from phongtrao.reports.models import Form, FormRetirement
from phongtrao.reports.rules import Content, building, read
from phongtrao.reports.views.common import officer, section_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def forms(request: HttpRequest) -> HttpResponse:
    """What can be asked, what is being built; a new form begins here."""
    if request.method == "POST":
        return _begun(request, None)
    return _forms_page(request, TitleForm())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def form(request: HttpRequest, number: int) -> HttpResponse:
    """A published form with its versions. POST: a copy of it, or its next version."""
    found = access.get_form(officer(request), number)
    if request.method == "POST":
        return _begun(request, found)
    return _form_page(request, found, RetirementForm())


@require_POST
@login_required
def retirement(request: HttpRequest, number: int) -> HttpResponse:
    by = officer(request)
    found = access.get_form(by, number)
    access.must_retire(by, found)
    said = RetirementForm(request.POST)
    if not said.is_valid():
        return _form_page(request, found, said, status=422)
    actions.retire(found, reason=said.cleaned_data["reason"], by=by, now=timezone.now())
    messages.success(request, _("The form is out of use; requests that were made go on."))
    return redirect("reports:form", found.pk)


@require_safe
@login_required
def form_preview(request: HttpRequest, number: int, id: str) -> HttpResponse:
    found = access.get_form(officer(request), number)
    content = read(found.content)
    back = {"url": "reports:form", "number": found.pk}
    return preview_page(request, content, id, back=back, page="reports:form-preview")


def preview_page(
    request: HttpRequest, content: Content, id: str, *, back: dict[str, Any], page: str
) -> HttpResponse:
    """A section as it stands on a phone; nothing can be typed."""
    section = section_of(content, id)
    at = content.sections.index(section)
    language = queries.language()
    context = {
        "form_name": content.title(language),
        "title": section.title(language),
        "guidance": section.guidance(language),
        "area": section.guidance(language, Basis.STATEMENT) if section.area_vi else "",
        "groups": list(SectionForm(content, section, {}).groups({}, frozenset())),
        "may_save": False,
        "back": back,
        "page": page,
        "before": content.sections[at - 1].id if at else "",
        "after": content.sections[at + 1].id if at + 1 < len(content.sections) else "",
    }
    return render(request, "reports/forms/preview.html", context)


def _begun(request: HttpRequest, source: Form | None) -> HttpResponse:
    by = officer(request)
    said = TitleForm(request.POST)
    next_version = source is not None and "next" in request.POST
    titles = {"title_vi": source.title_vi, "title_en": source.title_en} if source else {}
    if source is None and not said.is_valid():
        return _forms_page(request, said, status=422)
    if source is None:
        titles = said.cleaned_data
    elif not next_version:
        titles = {"title_vi": f"{source.title_vi} (bản sao)", "title_en": f"{source.title_en} (copy)"}
    draft = actions.begin(
        title_vi=titles["title_vi"][:250],
        title_en=titles["title_en"][:250],
        copy_of=source,
        next_version=next_version,
        by=by,
        now=timezone.now(),
    )
    return redirect("reports:draft", draft.pk)


def _forms_page(request: HttpRequest, begin: TitleForm, *, status: int = 200) -> HttpResponse:
    by = officer(request)
    context = {
        "forms": [(row, form_title(row)) for row in access.can_be_asked(by)],
        "drafts": list(access.drafts(by)),
        "form": begin,
        "may_build": may(Role(by.role), May.SET_UP),
    }
    return render(request, "reports/forms/list.html", context, status=status)


def _form_page(
    request: HttpRequest, found: Form, retire: RetirementForm, *, status: int = 200
) -> HttpResponse:
    by = officer(request)
    versions = queries.versions_of_form(found)
    older = next((row for row in versions if row.version < found.version), None)
    changes = building.changes(older.content, found.content) if older else []
    own = found.owner_id == by.organisation_id
    context = {
        "found": found,
        "title": form_title(found),
        "versions": versions,
        "older": older,
        "changes": [queries.change_words(change) for change in changes],
        "outline": queries.outline(found.content),
        "retired": FormRetirement.objects.filter(code=found.code).select_related("by").first(),
        "form": retire,
        "may_build": may(Role(by.role), May.SET_UP),
        "own": own,
        "newest": versions[0].pk == found.pk,
    }
    return render(request, "reports/forms/form.html", context, status=status)
