"""Templates from files: data/certificates/*.json, or an office's own beside its pictures. Every key is told in
docs/howto/certificates.md; what is not understood there is refused, by its key."""

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from phongtrao.core.vetting import Code, Fault, verdict
from phongtrao.core.vetting import Kind as FileKind
from phongtrao.letters.certificates.certificate import FIELDS, Kind
from phongtrao.letters.certificates.fitting import Style
from phongtrao.letters.certificates.template import (
    HEIGHT,
    NAMED,
    WIDTH,
    Across,
    Box,
    Down,
    Emblem,
    Frame,
    Paper,
    Part,
    Picture,
    Square,
    Stroke,
    Template,
    Watermark,
    Words,
)
from phongtrao.letters.pdf import drawable

FOLDER = Path(__file__).parent.parent / "data" / "certificates"
LARGEST_PICTURE = 20 * 1024 * 1024
LARGEST_FILE = 256 * 1024
DEEPEST = 5  # templates that build on each other
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
INK = "#1c1a17"
COLOURS = {"ground": "#ffffff", "lines": "#9a6b14", "accent": "#b3151b", "tint": "#f3e7cd"}
NAME = re.compile(r"[a-z0-9-]{1,60}")
Plain = dict[str, Any]
Choice = TypeVar("Choice", bound=StrEnum)


class TemplateFault(Exception):
    """`code` names what is wrong, `key` where, `details` more."""

    def __init__(self, code: str, key: str, **details: str) -> None:
        super().__init__(f"{key}: {code}")
        self.code, self.key, self.details = code, key, details


@cache
def shipped() -> Mapping[str, Template]:
    """By name, in the order of their files' names."""
    return {path.stem: load(path) for path in sorted(FOLDER.glob("*.json"))}


def load(path: Path) -> Template:
    """From a file; pictures are looked for beside it and nowhere else."""
    return _Reader(_merged(path)).template(path.stem, path.parent)


def _merged(path: Path, depth: int = 0) -> Plain:
    """With what it builds on: a key given here stands instead of the other's, box by box and key by key of a box."""
    if depth > DEEPEST:
        raise TemplateFault("too_deep", "extends")
    own = _plain(path)
    if "extends" not in own:
        return own
    name = own.pop("extends")
    base = FOLDER / f"{name}.json"
    if not isinstance(name, str) or not NAME.fullmatch(name) or not base.is_file():
        raise TemplateFault("no_template", "extends", value=str(name))
    below = _merged(base, depth + 1)
    boxes = _boxes(below.get("boxes", {}), own.get("boxes", {}))
    return {**below, **own, "boxes": boxes}


def _plain(path: Path) -> Plain:
    content = path.read_bytes()
    if len(content) > LARGEST_FILE:
        raise TemplateFault("too_large", "")
    try:
        plain = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as broken:
        raise TemplateFault("not_json", "", why=str(broken)[:120]) from broken
    if not isinstance(plain, dict):
        raise TemplateFault("not_json", "", why="{}")
    return plain


def _boxes(below: Any, own: Any) -> Any:
    """`null` takes a box away."""
    if not isinstance(own, dict):
        return own
    merged = dict(below)
    for name, box in own.items():
        merged[name] = {**below.get(name, {}), **box} if isinstance(box, dict) else box
    return {name: box for name, box in merged.items() if box is not None}


class _Reader:
    """Every key of the file, checked; one that is not known is refused, so that a slip of the pen is seen."""

    def __init__(self, plain: Plain) -> None:
        self.top = _Keys(plain, "")
        self.inks = {"text": INK, **_object(self.top.take("colours", {}), "colours")}
        for name, default in COLOURS.items():
            self.inks.setdefault(name, self.top.colour(name, default))

    def template(self, name: str, folder: Path) -> Template:
        top = self.top
        made = Template(
            name=name,
            title_vi=top.text("title_vi", name, most=200),
            title_en=top.text("title_en", name, most=200),
            kind=top.choice("kind", Kind),
            paper=top.choice("paper", Paper, Paper.A4),
            frame=top.choice("frame", Frame, Frame.NONE),
            watermark=top.choice("watermark", Watermark, Watermark.NONE),
            ground=top.colour("ground", COLOURS["ground"]),
            lines=top.colour("lines", COLOURS["lines"]),
            accent=top.colour("accent", COLOURS["accent"]),
            tint=top.colour("tint", COLOURS["tint"]),
            boxes=self._all_boxes(),
            check=self._square(),
            background=_picture(top, "background", folder),
            emblem=_picture(top, "emblem", folder),
        )
        top.done()
        return made

    def _all_boxes(self) -> tuple[Box, ...]:
        boxes = self.top.take("boxes", {})
        if not isinstance(boxes, dict) or not 1 <= len(boxes) <= 40:
            raise TemplateFault("not_boxes", "boxes")
        return tuple(self._box(box, f"boxes.{name}") for name, box in boxes.items())

    def _box(self, plain: Any, key: str) -> Box:
        keys = _Keys(plain, key)
        parts = keys.take("parts", [])
        if not isinstance(parts, list) or not 1 <= len(parts) <= 20:
            raise TemplateFault("not_parts", f"{key}.parts")
        box = Box(
            x=keys.number("x", 0, WIDTH),
            y=keys.number("y", 0, HEIGHT),
            width=keys.number("width", 5, WIDTH),
            height=keys.number("height", 2, HEIGHT),
            across=keys.choice("across", Across, Across.CENTER),
            down=keys.choice("down", Down, Down.TOP),
            parts=tuple(self._part(part, f"{key}.parts[{at}]") for at, part in enumerate(parts, start=1)),
        )
        keys.done()
        if box.x + box.width > WIDTH or box.y + box.height > HEIGHT:
            raise TemplateFault("outside", key)
        return box

    def _part(self, plain: Any, key: str) -> Part:
        keys = _Keys(plain, key)
        before = keys.number("before", 0, HEIGHT, 0)
        made: Part
        if "line" in keys.plain:
            length = keys.number("line", 1, WIDTH)
            weight = keys.number("weight", 0.1, 10, 0.75)
            made = Stroke(length, weight, self._ink(keys), before)
        elif "emblem" in keys.plain:
            made = Emblem(keys.number("emblem", 2, HEIGHT), before)
        else:
            made = self._words(keys, before)
        keys.done()
        return made

    def _words(self, keys: "_Keys", before: float) -> Words:
        text = keys.text("text", most=500)
        unknown = [name for name in NAMED.findall(text) if name not in FIELDS]
        if unknown:
            raise TemplateFault("no_field", f"{keys.key}.text", value=unknown[0])
        size = keys.number("size", 4, 200)
        style = Style(
            size=size,
            least=keys.number("least", 4, size, min(size, max(4.0, size * 0.6))),
            most_lines=int(keys.number("most_lines", 1, 20, 1)),
            bold=keys.truth("bold"),
            italic=keys.truth("italic"),
            tracking=keys.number("tracking", 0, 40, 0),
            whole=keys.truth("whole"),
        )
        return Words(
            text=text,
            style=style,
            colour=self._ink(keys),
            capitals=keys.truth("capitals"),
            leading=keys.number("leading", 0.8, 3, 1.2),
            before=before,
            bookmark=keys.truth("bookmark"),
        )

    def _ink(self, keys: "_Keys") -> str:
        """A name among the template's colours, or a colour itself."""
        value = keys.take("colour", "text")
        ink = self.inks.get(value, value) if isinstance(value, str) else value
        if not isinstance(ink, str) or not COLOUR.fullmatch(ink):
            raise TemplateFault("not_colour", keys.at("colour"), value=str(ink)[:40])
        return ink.lower()

    def _square(self) -> Square | None:
        plain = self.top.take("check", None)
        if plain is None:
            return None
        keys = _Keys(plain, "check")
        square = Square(
            x=keys.number("x", 0, WIDTH),
            y=keys.number("y", 0, HEIGHT),
            size=keys.number("size", 12, 80),
            label=keys.text("label", "", most=100),
            colour=self._ink(keys),
        )
        keys.done()
        if square.x + square.size > WIDTH or square.y + square.size > HEIGHT:
            raise TemplateFault("outside", "check")
        return square


class _Keys:
    """The keys of one object; `done` refuses what nobody asked for."""

    def __init__(self, plain: Any, key: str) -> None:
        if not isinstance(plain, dict):
            raise TemplateFault("not_object", key)
        self.plain, self.key, self.asked = plain, key, set[str]()

    def at(self, name: str) -> str:
        return f"{self.key}.{name}" if self.key else name

    def take(self, name: str, default: Any) -> Any:
        self.asked.add(name)
        return self.plain.get(name, default)

    def done(self) -> None:
        unknown = sorted(set(self.plain) - self.asked)
        if unknown:
            raise TemplateFault("unknown_key", self.at(unknown[0]))

    def number(self, name: str, low: float, high: float, default: float | None = None) -> float:
        value = self.take(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise TemplateFault("not_number", self.at(name), low=f"{low:g}", high=f"{high:g}")
        return float(value)

    def text(self, name: str, default: str | None = None, *, most: int) -> str:
        value = self.take(name, default)
        if not isinstance(value, str) or len(value) > most:
            raise TemplateFault("not_text", self.at(name), most=str(most))
        return value

    def truth(self, name: str) -> bool:
        value = self.take(name, False)
        if not isinstance(value, bool):
            raise TemplateFault("not_truth", self.at(name))
        return value

    def choice(self, name: str, of: type[Choice], default: Choice | None = None) -> Choice:
        value = self.take(name, default)
        if not isinstance(value, str) or value not in set(of):
            raise TemplateFault("not_choice", self.at(name), choices=", ".join(of))
        return of(value)

    def colour(self, name: str, default: str) -> str:
        value = self.take(name, default)
        if not isinstance(value, str) or not COLOUR.fullmatch(value):
            raise TemplateFault("not_colour", self.at(name), value=str(value)[:40])
        return value.lower()


def _object(value: Any, key: str) -> Plain:
    if not isinstance(value, dict):
        raise TemplateFault("not_object", key)
    return value


def _picture(top: "_Keys", name: str, folder: Path) -> Picture | None:
    """A PNG or JPG beside the template, weighed and looked at before it is drawn."""
    given = top.take(name, None)
    if given is None:
        return None
    if not isinstance(given, str) or not given or Path(given).name != given or given.startswith("."):
        raise TemplateFault("not_beside", name)
    try:
        content = _weighed(folder / given)
        kind = verdict(given, content)
    except FileNotFoundError as missing:
        raise TemplateFault("no_picture", name, value=given) from missing
    except Fault as fault:
        raise TemplateFault("picture", name, value=given, fault=fault.code.value) from fault
    if kind not in (FileKind.PNG, FileKind.JPG):
        raise TemplateFault("picture_kind", name, value=given)
    if not drawable(f"picture.{kind}", content):
        raise TemplateFault("picture", name, value=given, fault=Code.DAMAGED.value)
    return Picture(kind, content)


def _weighed(path: Path) -> bytes:
    if path.stat().st_size > LARGEST_PICTURE:
        raise Fault(Code.TOO_LARGE)
    return path.read_bytes()
