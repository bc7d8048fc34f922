"""Language, and refusals as pages: the doors' own business."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.site.sessions import signed_in

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
    """Where the header chose nothing, the account's language. From here on the request knows its officer himself:
    behind Django's proxy each look at him costs ten times as much, and every page looks hundreds of times."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.user = signed_in(request)
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
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET" and not request.path.startswith("/api/"):
            return render(request, "405.html", status=405)
        if request.method == "POST" and response.status_code == 302:
            return self._back_to_the_page(request, response)
        return response

    def _back_to_the_page(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Whose session ended while he pressed a button comes back to the page with the button."""
        sign_in = reverse(settings.LOGIN_URL)
        asked = urlsplit(response["Location"])
        if asked.path != sign_in or parse_qs(asked.query).get("next") != [request.get_full_path()]:
            return response
        came_from = urlsplit(request.headers.get("Referer", ""))
        page = (
            came_from._replace(scheme="", netloc="").geturl()
            if came_from.netloc == request.get_host()
            else "/"
        )
        response["Location"] = f"{sign_in}?{urlencode({'next': page or '/'})}"
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, Conflict):
            return render(request, "409.html", {"reason": str(problem)}, status=409)
        if isinstance(problem, Refused):
            return render(request, "403.html", {"reason": str(problem)}, status=403)
        return None
