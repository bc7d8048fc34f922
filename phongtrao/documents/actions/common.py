"""What every act on a document shares: the row under its lock, its version, its trail, once for each key."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from phongtrao.documents import access
from phongtrao.documents.models import Call, Document
from phongtrao.documents.queries.words import about_a_person, not_possible
from phongtrao.documents.rules import (
    DocumentMove,
    DocumentState,
    NotPossible,
    Unfit,
    about_persons,
    one_line,
    step,
)
from phongtrao.kit.refusals import Conflict
from phongtrao.people.models import Officer, Organisation
from phongtrao.trail import actions as trail
from phongtrao.trail.rules import canonical

LONGEST_KEY = 80
Row = TypeVar("Row", bound=models.Model)


class Recorded(Protocol):
    @property
    def record(self) -> str: ...


def new_key() -> str:
    """A key for one page: the page sent twice is one act."""
    return secrets.token_urlsafe(18)


def once(
    model: type[Row],
    key: str,
    body: Mapping[str, Any],
    act: Callable[[], Row],
    *,
    by: Officer,
    now: datetime,
) -> Row:
    """Do an act in one transaction; the same key and body give the row that was made the first time. Without a key it
    is done each time."""
    if not key:
        with transaction.atomic():
            return act()
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise Unfit(_("An idempotency key has 1 to 80 characters."))
    digest = hashlib.sha256(canonical({**body, "of": model._meta.label})).hexdigest()
    made = _made(model, key, digest, by)
    if made is not None:
        return made
    try:
        with transaction.atomic():
            row = act()
            Call.objects.create(by=by, key=key, body=digest, made=row.pk, at=now)
            return row
    except (IntegrityError, Conflict):
        made = _made(model, key, digest, by)
        if made is None:
            raise
        return made


def _made(model: type[Row], key: str, digest: str, by: Officer) -> Row | None:
    call = Call.objects.filter(by=by, key=key).first()
    if call is None:
        return None
    if call.body != digest:
        raise Unfit(_("This key was already used for something else. Open the page again."))
    return model._default_manager.get(pk=call.made)


def locked(document: Document, move: DocumentMove, by: Officer) -> tuple[Document, DocumentState]:
    """The document as it stands now, and the state that the move leads to. PostgreSQL locks the row; on SQLite the
    transaction itself is exclusive; `written` compares the version in either."""
    access.must(by, document, move)
    rows = Document.objects.select_related("organisation__place", "series").select_for_update(of=("self",))
    row = rows.get(pk=document.pk)
    try:
        return row, step(DocumentState(row.state), move)
    except NotPossible as problem:
        raise Conflict(not_possible(problem)) from problem


def must_be_seen(row: Document, base: int) -> None:
    """An act is done on what the officer saw."""
    if base != row.version:
        raise Conflict(_("Someone else changed this document after you opened it. Open it again and look."))


def written(row: Document, **columns: Any) -> None:
    """Save named columns with the next version, if nobody was faster."""
    after = {**columns, "version": row.version + 1}
    if not Document.objects.filter(pk=row.pk, version=row.version).update(**after):
        raise Conflict(_("Someone else changed this document at the same moment. Open it again and look."))
    for name, value in after.items():
        setattr(row, name, value)


def recorded(
    act: str,
    of: Recorded,
    organisation: Organisation,
    *,
    by: Officer,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    trail.record(
        act,
        record=of.record,
        chain=organisation.chain,
        by=by.trail_name,
        now=now,
        before=before,
        after=after,
        reason=reason,
    )


def line(typed: str, *, longest: int, missing: str = "", field: str = "", subject: bool = False) -> str:
    """A line as it is kept; refused where it is too long, or missing though it is asked. `subject`: it says what a
    document is about, and must be about no person."""
    text = one_line(typed)
    denial = about_persons(text) if subject else None
    if denial:
        raise Unfit(about_a_person(denial), denial=denial, field=field)
    if missing and not text:
        raise Unfit(missing, field=field)
    if len(text) > longest:
        raise Unfit(_("This is too long: at most %(count)s characters.") % {"count": longest}, field=field)
    return text


def reason_of(typed: str) -> str:
    return line(typed, longest=500, missing=_("Say why."), field="reason", subject=True)
