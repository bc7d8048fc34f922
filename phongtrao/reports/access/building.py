"""Forms that can be asked, and those being built."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.kit.refusals import Refused
from phongtrao.people import access as people
from phongtrao.people.models import Officer
from phongtrao.people.rules import May
from phongtrao.reports.models import Form, FormDraft, FormRetirement


def forms(officer: Officer) -> QuerySet[Form]:
    """Shipped forms, those of his own office, and of the offices above and below it."""
    own = officer.organisation
    near = Q(owner__in=people.above(own).values("pk")) | Q(owner__in=people.below(own).values("pk"))
    return Form.objects.filter(Q(owner__isnull=True) | near).select_related("owner")


def get_form(officer: Officer, number: int) -> Form:
    return get_object_or_404(forms(officer), pk=number)


def can_be_asked(officer: Officer) -> QuerySet[Form]:
    """The last version of each form that is not retired."""
    newest: dict[str, int] = {}
    standing = forms(officer).exclude(code__in=FormRetirement.objects.values("code"))
    for number, code in standing.order_by("code", "version").values_list("pk", "code"):
        newest[code] = number
    return Form.objects.filter(pk__in=newest.values()).select_related("owner").order_by("code")


def drafts(officer: Officer) -> QuerySet[FormDraft]:
    """Those of his own office that are not published yet."""
    open_ones = FormDraft.objects.filter(owner=officer.organisation_id, published__isnull=True)
    return open_ones.select_related("owner", "based_on", "saved_by").order_by("-saved_at")


def get_draft(officer: Officer, number: int) -> FormDraft:
    return get_object_or_404(drafts(officer), pk=number)


def must_build(officer: Officer) -> None:
    people.must(officer, May.SET_UP, officer.organisation)


def must_retire(officer: Officer, form: Form) -> None:
    must_build(officer)
    if form.owner_id != officer.organisation_id:
        raise Refused(_("Only the office that built a form can take it out of use."))
