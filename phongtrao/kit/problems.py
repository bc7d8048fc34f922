"""What the API answers when it refuses: problem+json (RFC 9457), documented for every operation."""

from collections.abc import Iterable

from django.http import HttpResponse
from ninja import Schema


class Wrong(Schema):
    """Where in what was sent, and why it does not fit."""

    where: list[str]
    why: str


class Problem(Schema):
    type: str
    title: str
    status: int
    errors: list[Wrong] | None = None


PROBLEMS = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem}


def problem(status: int, title: str, errors: Iterable[tuple[list[str], str]] = ()) -> HttpResponse:
    """A refusal with its details, each with where it stands and why."""
    wrong = [Wrong(where=where, why=why) for where, why in errors]
    body = Problem(type="about:blank", title=title, status=status, errors=wrong or None)
    return HttpResponse(
        body.model_dump_json(exclude_none=True), status=status, content_type="application/problem+json"
    )
