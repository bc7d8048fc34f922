"""Language, and refusals as pages: the doors' own business."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from phongtrao.kit.refusals import Conflict, Refused

Handler = Callable[[HttpRequest], HttpResponse]
COOKIE = settings.LANGUAGE_COOKIE_NAME


def language(get_response: Handler) -> Handler:
    """The header's choice (a cookie), else Vietnamese; the browser's Accept-Language is ignored."""

    def handle(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(COOKIE, "")
        with translation.override(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return handle


def own_language(get_response: Handler) -> Handler:
    """Where the header chose nothing, the account's language."""

    def handle(request: HttpRequest) -> HttpResponse:
        if COOKIE not in request.COOKIES and request.user.is_authenticated:
            translation.activate(request.user.language)
        return get_response(request)

    return handle


class refusals:  # noqa: N801 (a middleware is named as it reads in the list)
    """A refusal raised anywhere below becomes a page that says why; what was typed stays in the form where
    the view kept it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, Conflict):
            return render(request, "409.html", {"reason": str(problem)}, status=409)
        if isinstance(problem, Refused):
            return render(request, "403.html", {"reason": str(problem)}, status=403)
        return None
