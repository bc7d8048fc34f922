from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from phongtrao.kit.addresses import addresses
from phongtrao.people.rules import May, Role, may

IN_APP = ("Zalo", "FBAN", "FBAV", "Line/")


def shell(request: HttpRequest) -> dict[str, Any]:
    """What the page's frame needs on every page; a fragment that has no frame asks for no navigation."""
    agent = request.headers.get("User-Agent", "")
    return {
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "version": settings.VERSION,
        "demo": settings.DEMO,
        "in_app_browser": any(mark in agent for mark in IN_APP),
    }


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    links = [
        (_("Home"), "desk:home", None),
        (_("Reports"), "reports:list", None),
        (_("Documents"), "documents:list", None),
        (_("Notices"), "notices:list", None),
        (_("Totals"), "figures:totals", None),
        (_("Places"), "places:search", None),
        (_("Indicators"), "figures:catalogue", None),
        (_("Set-up"), "people:set-up", May.SET_UP),
        (_("Trail"), "people:trail", May.READ_TRAIL),
    ]
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    shown = [
        (label, addresses(name)()) for label, name, act in links if act is None or may(Role(user.role), act)
    ]
    return [
        {
            "label": label,
            "url": url,
            "current": request.path == url or (url != "/" and request.path.startswith(url)),
        }
        for label, url in shown
    ]
