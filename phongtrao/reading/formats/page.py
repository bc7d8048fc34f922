"""The text of a web page: what a browser would show, block by block; nothing is fetched and nothing runs."""

from html.parser import HTMLParser

from phongtrao.core.sandbox import Unfit
from phongtrao.core.vietnamese.decoding import Unreadable, decode
from phongtrao.reading.formats.piece import Extract, Piece, Where

UNSEEN = frozenset({"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "head"})
INLINE = "a abbr b bdi bdo cite code em font i img ins label mark q s small span strong sub sup time u wbr"
WITHIN = frozenset(INLINE.split())
CELLS = frozenset({"td", "th"})


def pieces_of_page(content: bytes) -> Extract:
    try:
        decoded = decode(content)
    except Unreadable as problem:
        raise Unfit("encoding") from problem
    page = _Page()
    page.feed(decoded.text)
    page.close()
    page.end_block()
    return Extract(pieces=page.pieces, encoding=decoded.encoding, confidence=decoded.confidence)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self.hidden = 0
        self.words: list[str] = []
        self.before = "\n"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self.hidden += 1
        elif tag not in WITHIN:
            self.end_block("\t" if tag in CELLS and self.before == "\t" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag not in WITHIN:
            self.end_block("\t" if tag in CELLS else "\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)

    def end_block(self, then: str = "\n") -> None:
        text = " ".join("".join(self.words).split())
        self.words.clear()
        if text:
            where = Where(paragraph=len(self.pieces) + 1)
            self.pieces.append(Piece(text=text, before=self.before, where=where))
        self.before = then
