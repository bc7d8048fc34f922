from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from phongtrao.people.rules import May, Role, may

PAGES: dict[str, tuple[Any, May | None]] = {
    "desk:home": (_("Home"), None),
    "reports:list": (_("Reports"), None),
    "documents:list": (_("Documents"), None),
    "notices:list": (_("Notices"), None),
    "figures:totals": (_("Totals"), None),
    "places:search": (_("Places"), None),
    "figures:catalogue": (_("Indicators"), None),
    "people:set-up": (_("Set-up"), May.SET_UP),
    "people:trail": (_("Trail"), May.READ_TRAIL),
}
"""The main pages in their order: their labels, and what an officer must be allowed to find them there."""

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
    return tuple(
        (name, reverse(name)) for name, (_label, act) in PAGES.items() if act is None or may(role, act)
    )


@cache
def _drawn(_language: str | None, role: Role, current: str, prefix: str) -> SafeString:
    """The list of main pages, as it stands on every page of the role."""
    links = [
        {"label": PAGES[name][0], "url": url, "current": name == current}
        for name, url in _pages(role, prefix)
    ]
    return render_to_string("navigation.html", {"links": links})
