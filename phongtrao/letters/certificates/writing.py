"""Certificates as PDF: every line is placed here, Typst only sets it. What is the same on all pages (ground, frame,
watermark) is drawn once, as a picture that the pages share; so a thousand of them take little more than their words.

The same list and template give the same bytes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from typing import Any

from phongtrao.letters.certificates.certificate import FIELDS, Certificate
from phongtrao.letters.certificates.codes import Codes
from phongtrao.letters.certificates.fitting import POINT, Fitted, NoSign, Style, TooLong, fitted
from phongtrao.letters.certificates.template import (
    Box,
    Down,
    Emblem,
    Part,
    Picture,
    Stroke,
    Template,
    Words,
    filled,
)
from phongtrao.letters.faces import face
from phongtrao.letters.pdf import printed
from phongtrao.letters.text import clean

NEVER = date(2000, 1, 1)  # of a paper that has no day yet
SHRINK = 0.04  # of the sizes, by which all that stands in a box gives way together
MOST_KEPT = 4096  # groups, so that a long list does not fill the memory
Item = dict[str, Any]
Step = Callable[[int], None]
Fit = Callable[[str, Style, float, float], Fitted | None]


@dataclass(frozen=True, slots=True)
class Group:
    """What stands in one box; pages that say the same there share it."""

    key: tuple[int, tuple[str, ...]]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """`dots`: a PNG of the code, empty where there is none."""

    groups: tuple[Group, ...]
    dots: bytes

    @property
    def items(self) -> list[Item]:
        return [item for group in self.groups for item in group.items]


class Writer:
    """One template, ready to write any number of papers."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.files = {"frame.pdf": _frame(template), **_pictures(template)}
        self.fit: Fit = lru_cache(maxsize=1024)(fitted)
        self.groups: dict[tuple[int, tuple[str, ...]], Group] = {}
        self.codes = Codes()

    def page(self, one: Certificate) -> Page:
        """What stands where on its page. Raises TooLong where a text has no room even at its smallest size, NoSign
        where the font can't write it."""
        values = {name: said(one) for name, said in FIELDS.items()}
        for name, value in values.items():
            if strange := face().lacks(value.replace("\n", "")):
                raise NoSign(name, strange)
        groups = tuple(self._group(at, box, values) for at, box in enumerate(self.template.boxes))
        checked = one.check_address and self.template.check
        return Page(groups, self.codes.picture(one.check_address) if checked else b"")

    def write(self, pages: Sequence[Page], *, at: datetime, title: str, author: str) -> bytes:
        template = self.template
        square = template.check
        groups = {group.key: group for page in pages for group in page.groups}
        places = {key: place for place, key in enumerate(groups)}
        data = {
            "title": title,
            "author": author,
            "scale": template.paper.scale,
            "ground": f"background.{template.background.kind}" if template.background else None,
            "check": asdict(square) if square else None,
            "groups": [group.items for group in groups.values()],
            "pages": [
                {"groups": [places[group.key] for group in page.groups], "dots": list(page.dots)}
                for page in pages
            ],
        }
        return printed("certificates.typ", data, at=at, files=self.files, tags=False)

    def _group(self, at: int, box: Box, values: dict[str, str]) -> Group:
        said = tuple(_said(part, values) for part in box.parts)
        key = (at, said)
        if key not in self.groups:
            if len(self.groups) > MOST_KEPT:
                self.groups.clear()
            self.groups[key] = Group(key, tuple(self._box(box, said)))
        return self.groups[key]

    def _box(self, box: Box, said: Sequence[str]) -> Iterator[Item]:
        shown = [(part, text) for part, text in zip(box.parts, said, strict=True) if self._shown(part, text)]
        fits, heights = _fitting(box, shown, self.fit)
        spare = box.height - sum(heights) - sum(part.before for part, _text in shown[1:])
        y = box.y + {Down.TOP: 0, Down.MIDDLE: spare / 2, Down.BOTTOM: spare}[box.down]
        for at, ((part, _text), fit_of, high) in enumerate(zip(shown, fits, heights, strict=True)):
            y += part.before if at else 0
            yield from self._drawn(part, fit_of, box, y)
            y += high

    def _shown(self, part: Part, text: str) -> bool:
        if isinstance(part, Words):
            return bool(text)
        return isinstance(part, Stroke) or self.template.emblem is not None

    def _drawn(self, part: Part, said: Fitted | None, box: Box, y: float) -> Iterator[Item]:
        place = {"x": box.x, "width": box.width, "across": box.across.value}
        if isinstance(part, Stroke):
            shape = {"is": "line", "length": min(part.length, box.width), "weight": part.weight}
            yield {**place, "y": y, **shape, "colour": part.colour}
        elif isinstance(part, Emblem):
            assert self.template.emblem is not None
            file = f"emblem.{self.template.emblem.kind}"
            yield {**place, "y": y, "is": "picture", "high": part.height, "file": file}
        elif said is not None:
            style = part.style
            for at, line in enumerate(said.lines):
                yield {
                    **place,
                    "y": y + at * _line_height(part, said.size),
                    "is": "text",
                    "text": line,
                    "size": said.size,
                    "bold": style.bold,
                    "italic": style.italic,
                    "tracking": style.tracking * said.size / style.size,
                    "colour": part.colour,
                    "bookmark": " ".join(said.lines) if part.bookmark and not at else "",
                }


def write(
    certificates: Iterable[Certificate],
    template: Template,
    *,
    at: datetime | None = None,
    step: Step | None = None,
) -> bytes:
    """One file with a page for each. `at`: the moment that the file says it was made, without it the first one's day;
    `step` is called with the number of those laid out."""
    every = tuple(certificates)
    if not every:
        raise ValueError("no certificate")
    writer, pages = Writer(template), []
    for number, one in enumerate(every, start=1):
        pages.append(writer.page(one))
        if step:
            step(number)
    first = every[0]
    return writer.write(pages, at=at or moment(first), title=first.kind.printed, author=clean(first.issuer))


def moment(one: Certificate) -> datetime:
    return datetime.combine(one.issued_on or one.decided_on or NEVER, time(), UTC)


def _said(part: Part, values: dict[str, str]) -> str:
    return filled(part, values) if isinstance(part, Words) else ""


def _fitting(
    box: Box, shown: Sequence[tuple[Part, str]], fit: Fit
) -> tuple[list[Fitted | None], list[float]]:
    """Each text in its lines; all smaller together until the box is high enough."""
    between = sum(part.before for part, _text in shown[1:])
    share = 1.0
    while True:
        fits = [_one(part, text, box.width, share, fit) for part, text in shown]
        heights = [_height(part, fit_of) for (part, _text), fit_of in zip(shown, fits, strict=True)]
        if sum(heights) + between <= box.height + 0.01:
            return fits, heights
        share -= SHRINK
        if share < SHRINK:
            raise TooLong(*_longest(shown))


def _one(part: Part, text: str, wide: float, share: float, fit: Fit) -> Fitted | None:
    if not isinstance(part, Words):
        return None
    found = fit(text, part.style, wide, share)
    if found is None:
        raise TooLong(part.fields[0] if part.fields else "", text)
    return found


def _longest(shown: Sequence[tuple[Part, str]]) -> tuple[str, str]:
    said = [(part, text) for part, text in shown if isinstance(part, Words)]
    part, text = max(said, key=lambda pair: len(pair[1]) * pair[0].style.size)
    return part.fields[0] if part.fields else "", text


def _height(part: Part, said: Fitted | None) -> float:
    if isinstance(part, Stroke):
        return part.weight * POINT
    if isinstance(part, Emblem):
        return part.height
    return len(said.lines) * _line_height(part, said.size) if said else 0


def _line_height(part: Words, size: float) -> float:
    return size * POINT * part.leading


def _pictures(template: Template) -> dict[str, bytes]:
    named: tuple[tuple[str, Picture | None], ...] = (
        ("background", template.background),
        ("emblem", template.emblem),
    )
    return {f"{name}.{one.kind}": one.content for name, one in named if one}


@cache
def _frame(template: Template) -> bytes:
    data = {
        "scale": template.paper.scale,
        "frame": template.frame.value,
        "watermark": template.watermark.value,
        "ground": None if template.background else template.ground,
        "lines": template.lines,
        "accent": template.accent,
        "tint": template.tint,
    }
    return printed("frame.typ", data, at=datetime.combine(NEVER, time(), UTC), tags=False)
