"""A document about a request is drafted among the office's documents, where it is numbered, signed and issued."""

from datetime import datetime

from phongtrao.documents import actions as documents
from phongtrao.documents.models import Document
from phongtrao.letters.docx import write
from phongtrao.people.models import Officer
from phongtrao.reports import access
from phongtrao.reports.models import Request
from phongtrao.reports.queries.letters import letter_about
from phongtrao.reports.rules.letters import DOCUMENT_KINDS, LetterKind


def draft_letter(
    request: Request, kind: LetterKind, *, key: str = "", by: Officer, now: datetime
) -> Document:
    """Written from the board as it stands now; the same key gives the same draft."""
    access.must_chase(by, request)
    made = letter_about(request, kind, now=now)
    file = documents.file_of(f"{kind.value.replace('_', '-')}-{request.pk}.docx", write(made))
    return documents.draft(
        request.asker,
        kind=DOCUMENT_KINDS[kind],
        subject=made.subject,
        upload=file,
        addressees=list(made.addressees),
        illustrative=request.illustrative,
        key=key,
        by=by,
        now=now,
    )
