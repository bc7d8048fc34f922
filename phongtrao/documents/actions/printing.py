"""The number that a document took at its issue, and the day, stand in its Word file too."""

from django.db import transaction

from phongtrao.core.sandbox import SandboxProblem, limited
from phongtrao.core.sandbox import Unfit as UnfitFile
from phongtrao.documents.actions.common import recorded
from phongtrao.documents.actions.drafting import DRAFT_KINDS, attached, file_of, stored
from phongtrao.documents.models import Document, Issue
from phongtrao.documents.queries.files import path_of
from phongtrao.documents.queries.history import text_of, unprinted
from phongtrao.documents.rules import Unfit

PRINTED = "phongtrao.letters.blanks:issue"


def print_number(made: Issue) -> None:
    """Keeps the text as it was drafted, and beside it one that bears number and day. Nothing where no Word file is
    there, or no box of it waits for the number: then the office types them, as `queries.unprinted` says. The issue
    stands by now, so whatever hinders this is no failure of it."""
    if not unprinted(made):
        return
    row = made.document
    text = text_of(row)
    assert text is not None and row.issued_on is not None
    try:
        content = path_of(text.file.digest).read_bytes()
        printed: bytes = limited(PRINTED, content, made.number.number, made.issued_on.isoformat())
        file = stored(file_of(text.file.name, printed), row.organisation, DRAFT_KINDS, made.by, made.at)
    except (UnfitFile, SandboxProblem, Unfit, OSError):
        return
    with transaction.atomic():
        locked = Document.objects.select_for_update().get(pk=row.pk)
        if unprinted(made):
            attached(locked, file, by=made.by, now=made.at)
            after = {**locked.snapshot(), "file": file.digest}
            recorded("number printed", locked, row.organisation, by=made.by, now=made.at, after=after)
