"""How a paper looks. Millimetres of an A4 that lies, from its top left corner; sizes in points. How it is held as
data: `loading`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from phongtrao.core.vetting import Kind as FileKind
from phongtrao.letters.certificates.certificate import Kind
from phongtrao.letters.certificates.fitting import Style

WIDTH, HEIGHT = 297.0, 210.0
NAMED = re.compile(r"\{(\w*)\}")


class Paper(StrEnum):
    A4 = "A4"
    A3 = "A3"

    @property
    def scale(self) -> float:
        return 1 if self is Paper.A4 else 420 / 297


class Frame(StrEnum):
    NONE = "none"
    DOUBLE = "double"
    LOTUS = "lotus"
    MEANDER = "meander"
    FINE = "fine"


class Watermark(StrEnum):
    NONE = "none"
    DRUM = "drum"
    LOTUS = "lotus"


class Across(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Down(StrEnum):
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class Words:
    """A text with fields in braces; left out where all fields that it names are empty. `before`: millimetres above."""

    text: str
    style: Style
    colour: str
    capitals: bool
    leading: float
    before: float
    bookmark: bool

    @property
    def fields(self) -> list[str]:
        return NAMED.findall(self.text)


@dataclass(frozen=True, slots=True)
class Stroke:
    length: float
    weight: float
    colour: str
    before: float


@dataclass(frozen=True, slots=True)
class Emblem:
    """Where the office's own picture goes; no room is taken where it has given none."""

    height: float
    before: float


Part = Words | Stroke | Emblem


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    across: Across
    down: Down
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Square:
    """Where the square of dots stands, with a word below it."""

    x: float
    y: float
    size: float
    label: str
    colour: str


@dataclass(frozen=True, slots=True)
class Picture:
    kind: FileKind
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Template:
    name: str
    title_vi: str
    title_en: str
    kind: Kind
    paper: Paper
    frame: Frame
    watermark: Watermark
    ground: str
    lines: str
    accent: str
    tint: str
    boxes: tuple[Box, ...]
    check: Square | None
    background: Picture | None
    emblem: Picture | None


def filled(words: Words, values: Mapping[str, str]) -> str:
    """Its text with the fields' values, which are not read again; empty where every field that it names is."""
    named = words.fields
    if named and not any(values[name] for name in named):
        return ""
    text = NAMED.sub(lambda match: values[match[1]], words.text).strip()
    return text.upper() if words.capitals else text
