from pathlib import Path

from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template

from phongtrao.kit.problems import problem

WORKER = Path(__file__).parent / "static" / "sw.js"


def health(request: HttpRequest) -> JsonResponse:
    """Truthful: 200 only where the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root so that it may serve every page; asked for anew each time."""
    answer = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def offline(request: HttpRequest) -> HttpResponse:
    """What the worker shows where it kept nothing."""
    return HttpResponse(get_template("offline.html").render())


def of_the_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    too_large = isinstance(exception, RequestDataTooBig)
    status = 413 if too_large else 400
    if of_the_api(request):
        return problem(status, "What was sent is too large" if too_large else "What was sent can't be read")
    return HttpResponse(get_template("400.html").render({"too_large": too_large}), status=status)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if of_the_api(request):
        return problem(404, "Not found")
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Plain: it must come out although the database or the session failed."""
    if of_the_api(request):
        return problem(500, "Something went wrong here")
    return HttpResponse(get_template("500.html").render(), status=500)
