"""Activation slips as pages of A4. The codes stand in this answer only."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

import segno
from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from phongtrao.people.actions import Slip

PLACE_OF_SLIPS = "<!-- slips -->"
# Trying all eight masks takes three times as long; readers take any of them.
MASK = 2


def slips_page(request: HttpRequest, slips: Sequence[Slip]) -> StreamingHttpResponse:
    """Sent as it is drawn: a whole province is more than a thousand sheets, and one sees them come."""
    frame = get_template("people/slips.html").render({"count": len(slips)}, request)
    address = request.build_absolute_uri(reverse("people:activate"))
    parts = _parts(frame, slips, address, translation.get_language() or "vi")
    return StreamingHttpResponse(parts)


def _parts(frame: str, slips: Sequence[Slip], address: str, language: str) -> Iterator[str]:
    head, _place, tail = frame.partition(PLACE_OF_SLIPS)
    sheet = get_template("people/slip.html")
    yield head
    for slip in slips:
        with translation.override(language):  # the request's own has ended when this is drawn
            drawn = sheet.render({"slip": slip, "address": address, "picture": _picture(address, slip)})
        yield drawn
    yield tail


def _picture(address: str, slip: Slip) -> SafeString:
    """Leads to the page with the user name filled in; the code is typed from paper."""
    link = f"{address}?{urlencode({'name': slip.officer.username})}"
    code = segno.make(link, error="l", micro=False, boost_error=False, mask=MASK)
    return mark_safe(code.svg_inline(omitsize=True, border=2, svgclass=None, lineclass=None))
