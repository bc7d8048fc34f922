"""What the operations on reports share."""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from phongtrao.kit.problems import problem
from phongtrao.people.access import TokenRequest
from phongtrao.people.models import Officer
from phongtrao.reports import queries
from phongtrao.reports.rules import Incomplete, KeyReused, Stale, Unfit

router = Router()
LARGEST_NUMBER = 2**63 - 1
Number = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
Operation = Callable[..., Any]


class Seen(Schema):
    """`version`: of the report as it was read."""

    version: Number


def refusable(operation: Operation) -> Operation:
    """Refusals with their details: what differs (409), what is missing or does not fit (422)."""

    @wraps(operation)
    def answered(*args: Any, **given: Any) -> Any:
        try:
            return operation(*args, **given)
        except Stale as stale:
            return problem(409, str(stale), [([change.field], _both(change)) for change in stale.differences])
        except Incomplete as lack:
            found = [(list(f.fields), queries.fault(f)) for f in lack.findings]
            return problem(422, str(lack), found)
        except (KeyReused, Unfit) as unfit:
            return problem(422, str(unfit))

    return answered


def _both(change: Any) -> str:
    theirs = queries.written(change.field, change.theirs)
    yours = queries.written(change.field, change.yours)
    return _("saved: “%(theirs)s”, sent: “%(yours)s”") % {"theirs": theirs, "yours": yours}


def officer(request: HttpRequest) -> Officer:
    return cast(TokenRequest, request).officer
