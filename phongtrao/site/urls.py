from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from phongtrao.parts import PARTS
from phongtrao.reports import urls as reports
from phongtrao.site import api_root, views

handler400 = "phongtrao.site.views.bad_request"
handler403 = "phongtrao.site.views.forbidden"
handler404 = "phongtrao.site.views.not_found"
handler500 = "phongtrao.site.views.server_error"


def _of_parts() -> list[URLPattern | URLResolver]:
    found: list[URLPattern | URLResolver] = []
    for part in PARTS:
        module = f"phongtrao.{part}.urls"
        if find_spec(module):
            urls = import_module(module)
            found.append(path(urls.PREFIX, include((urls.urlpatterns, part))))
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", set_language, name="set_language"),
    path("health/", views.health, name="health"),
    path("sw.js", views.worker, name="worker"),
    path("offline/", views.offline, name="offline"),
    path("api/v1/", api_root.api.urls),
    reports.SHORT,
    *_of_parts(),
]
