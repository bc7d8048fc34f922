"""What the pages of documents share."""

from collections.abc import Callable
from typing import TypeVar, cast

from django.http import HttpRequest

from phongtrao.documents.actions import NotKept
from phongtrao.documents.forms import Guided
from phongtrao.documents.rules import Unfit
from phongtrao.kit.refusals import Conflict
from phongtrao.people.models import Officer

A_PAGE = 50
Made = TypeVar("Made")


def officer(request: HttpRequest) -> Officer:
    """Who is signed in; the views stand behind login_required."""
    return cast(Officer, request.user)


def version(request: HttpRequest) -> int:
    """The version that the page showed; one that is none can't be the last."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else -1


def attempt(form: Guided, act: Callable[[], Made]) -> tuple[Made | None, int]:
    """What the act made, or the status under which its refusal is shown in the form. Who may not do it at all is
    refused on a page of its own."""
    if not form.is_valid():
        return None, 422
    try:
        return act(), 200
    except Conflict as conflict:
        form.tell(conflict)
        return None, 409
    except NotKept as refused:
        form.add_error("file", str(refused))
        return None, 422
    except Unfit as unfit:
        form.tell(unfit)
        return None, 422
