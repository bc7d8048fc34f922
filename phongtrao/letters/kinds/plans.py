"""What is planned and made known: plans, programmes, notices, lists."""

from collections.abc import Iterator
from dataclasses import dataclass

from phongtrao.letters.document import Block, Depth, Document, Heading
from phongtrao.letters.kinds.frame import Frame, Listed, typed, words


@dataclass(frozen=True, slots=True)
class Chapter:
    """ "I. MỤC ĐÍCH, YÊU CẦU": its text (a paragraph a line) and the chapters within it, two deep."""

    title: str
    text: str = ""
    within: tuple["Chapter", ...] = ()
    items: Listed | None = None


def plan(
    frame: Frame,
    subject: str,
    *,
    opening: str,
    chapters: tuple[Chapter, ...],
    first: Depth = Depth.SECTION,
    **more: object,
) -> Document:
    """A kế hoạch; what it may have of a Document (bases, annexes) comes by name. `first`: the level
    of its chapters, that of "I." or of "1."."""
    return frame.document("plan", subject, (*typed(opening), *_chapters(chapters, first)), **more)


def programme(
    frame: Frame,
    subject: str,
    *,
    opening: str,
    chapters: tuple[Chapter, ...],
    first: Depth = Depth.SECTION,
    **more: object,
) -> Document:
    """A chương trình, of one issuer or of several."""
    return frame.document("programme", subject, (*typed(opening), *_chapters(chapters, first)), **more)


def notice(
    frame: Frame, subject: str, *, text: str, items: Listed | None = None, annex: bool = False
) -> Document:
    """A thông báo; its list stands in the text or as an annex."""
    inside = items.blocks() if items and not annex else ()
    annexes = (items.annex(attached=False),) if items and annex else ()
    return frame.document("notice", subject, (*typed(text), *inside), annexes=annexes)


def listing(frame: Frame, subject: str, *, items: Listed, opening: str = "", closing: str = "") -> Document:
    """A danh sách that is a document of its own."""
    end = closing or words("list")["total"].format(count=len(items.rows))
    return frame.document("list", subject, (*typed(opening), *items.blocks(), *typed(end)))


def _chapters(chapters: tuple[Chapter, ...], depth: Depth) -> Iterator[Block]:
    for ordinal, chapter in enumerate(chapters, start=1):
        yield Heading(depth, ordinal, chapter.title)
        yield from typed(chapter.text)
        if chapter.items:
            yield from chapter.items.blocks()
        if chapter.within:
            yield from _chapters(chapter.within, Depth(depth + 1))
