"""The number that a document took at its issue, and the day, stand in its Word file too."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.core.sandbox import SandboxProblem, limited
from phongtrao.core.sandbox import Unfit as UnfitFile
from phongtrao.documents import access
from phongtrao.documents.actions.common import must_be_seen, recorded
from phongtrao.documents.actions.drafting import DRAFT_KINDS, attached, file_of, stored
from phongtrao.documents.models import Document
from phongtrao.documents.queries.files import path_of
from phongtrao.documents.queries.history import contents, text_of, unprinted
from phongtrao.documents.queries.letterhead import head_of
from phongtrao.documents.rules import DocumentState, NotPrinted, Unfit, why
from phongtrao.kit.refusals import Conflict
from phongtrao.letters.blanks import Numbered
from phongtrao.people.models import Officer

PRINTED = "phongtrao.letters.blanks:issue"


def print_number(document: Document, *, base_version: int, by: Officer, now: datetime) -> NotPrinted | None:
    """Keeps the text as it was drafted, and beside it one that bears day and number: of a joint document, the number of
    each issuer in its own box. Nothing where it bears them already, or has no Word file. The issue stands by now, so
    whatever hinders this is no failure of it: why it can't be done is given back."""
    access.must_keep(by, document.organisation)
    row = Document.objects.select_related("organisation__place", "series").get(pk=document.pk)
    must_be_seen(row, base_version)
    if row.state != DocumentState.ISSUED or row.issued_on is None:
        raise Conflict(_("Only what is issued and in force takes its number into its Word file."))
    text = text_of(row)
    if text is None or not unprinted(contents(row)):
        return None
    try:
        content = path_of(text.file.digest).read_bytes()
        printed: bytes = limited(PRINTED, content, row.issued_on.isoformat(), _issuers(row), row.symbol)
        file = stored(file_of(text.file.name, printed), row.organisation, DRAFT_KINDS, by, now)
    except UnfitFile as unfit:
        return why(unfit.code)
    except (SandboxProblem, Unfit, OSError):
        return NotPrinted.HINDERED
    with transaction.atomic():
        locked = Document.objects.select_for_update().get(pk=row.pk)
        must_be_seen(locked, base_version)
        if unprinted(contents(locked)):
            attached(locked, file, by=by, now=now)
            after = {**locked.snapshot(), "file": file.digest}
            recorded("number printed", locked, row.organisation, by=by, now=now, after=after)
    return None


def _issuers(row: Document) -> list[Numbered]:
    """Who keeps it, then the others in the agreed order."""
    assert row.number is not None and row.issued_on is not None
    head = head_of(row.organisation, row.issued_on)
    lead = Numbered(
        number=row.number, abbreviation=row.series.abbreviation or head.abbreviation, name=head.issuer
    )
    others = (
        Numbered(number=one.number, abbreviation=one.abbreviation, name=one.name)
        for one in row.partners
        if one.number is not None
    )
    return [lead, *others]
