"""A web page that is kept as a paper: text and its looks, nothing that runs, fetches or sends."""

import re
from html.parser import HTMLParser

from phongtrao.core.vetting.faults import Code, Fault

RUNS = frozenset(
    ["script", "iframe", "frame", "object", "embed", "applet", "form", "textarea", "portal", "svg", "math"]
)
RAW = frozenset(["xmp", "noscript", "noembed", "noframes", "plaintext"])
"""What one reader takes for words and another for tags."""
FETCHED = frozenset({"src", "srcset", "background", "poster", "data", "code", "archive"})
OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[\\/]{2})", re.IGNORECASE)
INLINE = re.compile(r"\s*(?:data:image/|cid:)", re.IGNORECASE)
RUNNING = re.compile(r"[\s\x00-\x1f]*(?:(?:java|vb)script\s*:|data:text)", re.IGNORECASE)
STYLE_URL = re.compile(r"url\(\s*['\"]?([^)'\"]*)|(@import|expression\s*\()", re.IGNORECASE)
STYLE_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,5})\s?")


def inspect(text: str) -> None:
    """A comment that every reader takes for one is not looked at. What readers take differently is refused."""
    page = _Page()
    page.feed(text)
    page.close()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.styled = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.styled = tag == "style"
        given = {name: value or "" for name, value in attrs}
        if tag.rpartition(":")[2] in RUNS | RAW or any(name.startswith("on") for name in given):
            raise Fault(Code.ACTIVE_PAGE)
        if tag == "meta" and given.get("http-equiv", "").strip().lower() == "refresh":
            raise Fault(Code.ACTIVE_PAGE)
        if any(RUNNING.match(value) or "</" in value for value in given.values()):
            raise Fault(Code.ACTIVE_PAGE)
        for name, value in given.items():
            fetched = name in FETCHED or (name.endswith("href") and tag not in ("a", "area"))
            if fetched and _outside(value):
                raise Fault(Code.EXTERNAL_LINKS)
        _inspect_style(given.get("style", ""))

    def handle_comment(self, data: str) -> None:
        if data.startswith((">", "->")) or "--!>" in data or "</title" in data.lower():
            raise Fault(Code.ACTIVE_PAGE)

    def unknown_decl(self, data: str) -> None:
        if ">" in data:
            raise Fault(Code.ACTIVE_PAGE)

    def handle_endtag(self, tag: str) -> None:
        self.styled = False

    def handle_data(self, data: str) -> None:
        if self.styled:
            _inspect_style(data)


def _inspect_style(style: str) -> None:
    plain = STYLE_ESCAPE.sub(lambda found: chr(int(found[1], 16)), style)
    for found in STYLE_URL.finditer(plain):
        if found[2] or _outside(found[1]):
            raise Fault(Code.EXTERNAL_LINKS)


def _outside(address: str) -> bool:
    return OUTSIDE.match(address) is not None and not INLINE.match(address)
