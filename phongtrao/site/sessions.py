"""Who is signed in, asked at every request: two reads that are ready."""

from datetime import datetime
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from phongtrao.kit.ready import ready
from phongtrao.people.models import Officer


@ready
def _living(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


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


class Accounts(ModelBackend):
    """Accounts as Django knows them; with the organisation, which every page names."""

    def get_user(self, user_id: Any) -> Officer | None:
        found = _holder(user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None
