"""The doors to documents: an office sees all of its own, and of those below it what they issued. Registers, letterheads
and incoming documents are an office's own."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.documents.models import (
    Content,
    Document,
    Incoming,
    Number,
    Package,
    Register,
    Series,
    Signatory,
)
from phongtrao.documents.rules import STANDING, DocumentMove, DocumentState
from phongtrao.kit.refusals import Refused
from phongtrao.people import access as people
from phongtrao.people.models import Officer, Organisation
from phongtrao.people.rules import May, Role, may

OF_HEADS = frozenset({DocumentMove.WITHDRAW})


def visible(officer: Officer) -> QuerySet[Document]:
    scope = people.visible(officer).values("pk")
    issued = Q(state__in=[state.value for state in STANDING], organisation__in=scope)
    own = Q(organisation=officer.organisation_id) | _joint(officer) if officer.is_active else Q(pk__in=())
    return Document.objects.filter(own | issued).select_related("organisation", "series")


def _joint(officer: Officer) -> Q:
    """What his office issues together with the one that keeps it, as soon as it is signed."""
    rows = Document.together.through.objects.filter(organisation=officer.organisation_id)
    states = [state.value for state in (*STANDING, DocumentState.SIGNED)]
    return Q(state__in=states, pk__in=rows.values("document"))


def get(officer: Officer, number: int) -> Document:
    rows = visible(officer).select_related("organisation__place", "by", "saved_by")
    return get_object_or_404(rows, pk=number)


def own(officer: Officer) -> QuerySet[Document]:
    return visible(officer).filter(organisation=officer.organisation_id)


def get_own(officer: Officer, number: int) -> Document:
    return get_object_or_404(own(officer), pk=number)


def get_content(officer: Officer, document: int, sequence: int) -> Content:
    rows = Content.objects.filter(document__in=visible(officer).values("pk"))
    return get_object_or_404(rows.select_related("file", "document"), document=document, sequence=sequence)


def incoming(officer: Officer) -> QuerySet[Incoming]:
    mine = Incoming.objects.filter(organisation__in=_own_organisation(officer))
    return mine.select_related("organisation", "arrival", "file", "by")


def get_incoming(officer: Officer, number: int) -> Incoming:
    return get_object_or_404(incoming(officer), pk=number)


def series(officer: Officer) -> QuerySet[Series]:
    return Series.objects.filter(organisation__in=_own_organisation(officer)).order_by("incoming", "pk")


def get_series(officer: Officer, number: int) -> Series:
    return get_object_or_404(series(officer).select_related("organisation"), pk=number)


def registers(officer: Officer) -> QuerySet[Register]:
    rows = Register.objects.filter(series__in=series(officer).order_by().values("pk"))
    return rows.select_related("series__organisation").order_by("-year", "series__incoming", "series")


def get_register(officer: Officer, number: int) -> Register:
    return get_object_or_404(registers(officer), pk=number)


def get_number(officer: Officer, register: int, number: int) -> Number:
    rows = Number.objects.select_related(
        "register__series__organisation", "cancellation", "issue", "incoming", "joint"
    )
    return get_object_or_404(
        rows, register__in=registers(officer).order_by().values("pk"), register_id=register, number=number
    )


def packages(officer: Officer) -> QuerySet[Package]:
    rows = Package.objects.filter(organisation__in=_own_organisation(officer))
    return rows.select_related("organisation", "by").order_by("-pk")


def get_package(officer: Officer, number: int) -> Package:
    return get_object_or_404(packages(officer), pk=number)


def signatories(officer: Officer) -> QuerySet[Signatory]:
    return Signatory.objects.filter(organisation__in=_own_organisation(officer)).order_by("pk")


def get_signatory(officer: Officer, number: int) -> Signatory:
    return get_object_or_404(signatories(officer).select_related("organisation"), pk=number)


def _own_organisation(officer: Officer) -> QuerySet[Organisation, dict[str, int]]:
    return people.visible(officer).filter(pk=officer.organisation_id).values("pk")  # type: ignore[return-value]


# Who may ----------------------------------------------------------------------------------------------------


def may_keep(officer: Officer, organisation: int) -> bool:
    """Draft, number and issue, keep registers and what came in: the clerk or the head of the office itself."""
    return officer.organisation_id == organisation and may(Role(officer.role), May.FILL)


def is_head(officer: Officer, organisation: int) -> bool:
    return officer.organisation_id == organisation and may(Role(officer.role), May.SUBMIT)


def must_keep(officer: Officer, organisation: Organisation) -> None:
    if officer.organisation_id != organisation.pk:
        raise Refused(_("Only officers of the office whose documents these are can do this."))
    if not may_keep(officer, organisation.pk):
        raise Refused(_("Your account can only look; the clerk or the head of your office does this."))


def must_head(officer: Officer, organisation: Organisation) -> None:
    must_keep(officer, organisation)
    if not is_head(officer, organisation.pk):
        raise Refused(_("Only the head of your office can do this."))


def may_agree(officer: Officer, document: Document) -> bool:
    """For a body that issues it too: its clerk or head."""
    return may(Role(officer.role), May.FILL) and any(
        one.organisation == officer.organisation_id for one in document.partners
    )


def must_agree(officer: Officer, document: Document) -> None:
    get(officer, document.pk)
    if not may_agree(officer, document):
        raise Refused(_("Only the clerk or the head of a body that issues it too can agree to it."))


def must(officer: Officer, document: Document, move: DocumentMove) -> None:
    get(officer, document.pk)
    (must_head if move in OF_HEADS else must_keep)(officer, document.organisation)
