"""Who is signed in, asked at every request: reads and writes that are ready."""

from datetime import datetime
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from phongtrao.kit.ready import ready
from phongtrao.kit.writes import change, insert
from phongtrao.people.models import Officer


@ready
def _living(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


@ready
def _of_key(key: str) -> QuerySet[Session, str]:
    return Session.objects.filter(session_key=key).values_list("session_key", flat=True)


@ready
def _holder(number: int) -> QuerySet[Officer]:
    return Officer.objects.filter(pk=number).select_related("organisation")


class SessionStore(DatabaseStore):
    """Sessions in the database, as Django keeps them."""

    def _get_session_from_db(self) -> Session | None:
        found = _living(str(self.session_key), timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None

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

    def get_user(self, user_id: Any) -> Officer | None:
        found = _holder(user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None
