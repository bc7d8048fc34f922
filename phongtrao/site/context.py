from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from phongtrao.people.rules import May, Role, may

PAGES: dict[str, May | None] = {
    "desk:home": None,
    "reports:list": None,
    "documents:list": None,
    "notices:list": None,
    "figures:totals": None,
    "places:search": None,
    "figures:catalogue": None,
    "people:set-up": May.SET_UP,
    "people:trail": May.READ_TRAIL,
}
"""The main pages in their order, and what an officer must be allowed to find one there."""

IN_APP = ("Zalo", "FBAN", "FBAV", "Line/")


def shell(request: HttpRequest) -> dict[str, Any]:
    """What the page's frame needs on every page."""
    agent = request.headers.get("User-Agent", "")
    return {
        "navigation": _navigation(request),
        "version": settings.VERSION,
        "demo": settings.DEMO,
        "in_app_browser": any(mark in agent for mark in IN_APP),
    }


def _navigation(request: HttpRequest) -> SafeString:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return SafeString("")
    role, path = Role(user.role), request.path
    pages = _pages(role, get_script_prefix())
    current = next((name for name, url in pages if path == url or (url != "/" and path.startswith(url))), "")
    return _drawn(get_language(), role, current, get_script_prefix())


@cache
def _pages(role: Role, _prefix: str) -> tuple[tuple[str, str], ...]:
    """The main pages of a role, by name and address."""
    return tuple((name, reverse(name)) for name, act in PAGES.items() if act is None or may(role, act))


@cache
def _drawn(_language: str | None, role: Role, current: str, prefix: str) -> SafeString:
    """The list of main pages, as it stands on every page of the role."""
    labels = _labels()
    links = [
        {"label": labels[name], "url": url, "current": name == current} for name, url in _pages(role, prefix)
    ]
    return render_to_string("navigation.html", {"links": links})


def _labels() -> dict[str, str]:
    return {
        "desk:home": _("Home"),
        "reports:list": _("Reports"),
        "documents:list": _("Documents"),
        "notices:list": _("Notices"),
        "figures:totals": _("Totals"),
        "places:search": _("Places"),
        "figures:catalogue": _("Indicators"),
        "people:set-up": _("Set-up"),
        "people:trail": _("Trail"),
    }
