"""Who is signed in, asked at every request: reads and writes that are ready."""

import json
import threading
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone

from phongtrao.kit.ready import ready
from phongtrao.kit.writes import change, insert
from phongtrao.people.models import Officer

MOST = 4096
_told: dict[str, int] = {}
"""By key whose session it was when this process last saw it: only a hint where to look."""


@ready
def _living(key: str, now: datetime) -> QuerySet[Session, str]:
    rows = Session.objects.filter(session_key=key, expire_date__gt=now)
    return rows.values_list("session_data", flat=True)


@lru_cache(MOST)
def _opened(signed: str) -> str:
    """What a session holds, as JSON. The text alone decides, so its signature is checked once."""
    return json.dumps(SessionStore().decode(signed))


@ready
def _held(number: int, key: str, now: datetime) -> "QuerySet[Any]":
    """An officer, with what the session holds: both in one read."""
    living = Session.objects.filter(session_key=key, expire_date__gt=now).values("session_data")
    return Officer.objects.filter(pk=number).select_related("organisation").annotate(held=Subquery(living))


@ready
def _of_key(key: str) -> QuerySet[Session, str]:
    return Session.objects.filter(session_key=key).values_list("session_key", flat=True)


@ready
def _holder(number: int) -> QuerySet[Officer]:
    return Officer.objects.filter(pk=number).select_related("organisation")


class SessionStore(DatabaseStore):
    """Sessions in the database, as Django keeps them."""

    holder: Officer | None = None
    """The officer, as the session was read together with him."""

    def load(self) -> dict[str, Any]:
        key, now = str(self.session_key), timezone.now()
        number = _told.pop(key, None)
        known = _held(number, key, now) if number else []
        self.holder = known[0] if known and known[0].held else None
        found = [self.holder.held] if self.holder else _living(key, now)
        if not found:
            self._session_key = None
            return {}
        held: dict[str, Any] = json.loads(_opened(found[0]))
        if SESSION_KEY in held:
            if len(_told) >= MOST:
                _told.clear()
            _told[key] = int(held[SESSION_KEY])
        return held

    def exists(self, session_key: str) -> bool:
        return bool(_of_key(session_key))

    def save(self, must_create: bool = False) -> None:
        """As Django's; CreateError where the key is taken, UpdateError where the session has ended meanwhile."""
        if self.session_key is None:
            self.create()
            return
        row = self.create_model_instance(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        if not must_create:
            after = {"session_data": row.session_data, "expire_date": row.expire_date}
            if not change(Session, {"session_key": row.session_key}, after):
                raise UpdateError
            return
        try:
            with transaction.atomic():
                insert(row)
        except IntegrityError as taken:
            raise CreateError from taken


class Accounts(ModelBackend):
    """Accounts as Django knows them; with the organisation, which every page names."""

    known = threading.local()

    def get_user(self, user_id: Any) -> Officer | None:
        holder: Officer | None = getattr(self.known, "holder", None)
        found = [holder] if holder is not None and holder.pk == user_id else _holder(user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None


def signed_in(request: HttpRequest) -> Any:
    """Django's `get_user`, which finds the officer that was read with this request's session."""
    session = cast(SessionStore, request.session)
    session.get(SESSION_KEY)
    Accounts.known.holder = session.holder
    try:
        return get_user(request)
    finally:
        Accounts.known.holder = None
