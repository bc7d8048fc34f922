"""The API's root: one router a part, problem+json errors, every answer documented."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.parts import PARTS
from phongtrao.people.api import Bearer

PROBLEM = "application/problem+json"


class Root(NinjaAPI):
    """Its schema says that problems come as problem+json."""

    def get_openapi_schema(self, *args: Any, **options: Any) -> Any:
        schema = super().get_openapi_schema(*args, **options)
        answers = (
            a for verbs in schema["paths"].values() for v in verbs.values() for a in v["responses"].values()
        )
        for answer in answers:
            content = answer.get("content", {})
            if content.get("application/json", {}).get("schema", {}).get("$ref", "").endswith("/Problem"):
                answer["content"] = {PROBLEM: content["application/json"]}
        return schema


api = Root(
    title="Phongtrao",
    version="1",
    description="Places, indicators, totals and reports. A token of an officer sees what the officer sees.",
    urls_namespace="api",
    docs_url=None,
    auth=Bearer(),
)


def problem(request: HttpRequest, status: int, title: str, **more: Any) -> HttpResponse:
    body = {"type": "about:blank", "title": title, "status": status, **more}
    response = api.create_response(request, body, status=status)
    response.headers["Content-Type"] = PROBLEM
    return response


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [{"where": list(map(str, e["loc"])), "why": e["msg"]} for e in error.errors]
    return problem(request, 422, "What was sent does not fit", errors=errors)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    response = problem(request, 401, "A valid token is needed")
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Http404)
def absent(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(request, 404, "Not found")


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problem(request, 403, str(error))


@api.exception_handler(Conflict)
def conflict(request: HttpRequest, error: Conflict) -> HttpResponse:
    return problem(request, 409, str(error))


@api.exception_handler(HttpError)
def other(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, error.status_code, str(error))


for part in PARTS:
    if find_spec(f"phongtrao.{part}.api"):
        api.add_router(f"/{part}", import_module(f"phongtrao.{part}.api").router, tags=[part])
