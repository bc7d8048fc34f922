"""What Word makes of a run and a paragraph: its own properties, else its styles', else the document's.

Properties are kept as small mappings of what is said; the nearest one to the text wins. Bold, italic and capitals
are switches: a character style turns over what the paragraph's style says (ECMA-376, 17.7.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from phongtrao.letters.checking.word.package import W, number, switched, value

Said = Mapping[str, Any]
SWITCHES = ("bold", "italic", "caps")
TAGS = {"bold": "b", "italic": "i", "caps": "caps"}
PLAIN_FONT = "Times New Roman"  # where nothing says one
PLAIN_SIZE = 10.0
BLACK = ("", "auto", "000000")
DARK = ("text1", "dark1")
AUTO = 14.0  # points that Word puts for "automatic" space
LINE = 12.0  # points of the grid line that space is counted in
ALIGNS = {"start": "left", "end": "right", "distribute": "both", "mediumKashida": "both", "": "left"}


@dataclass(frozen=True, slots=True)
class Letters:
    """`ascii` and `other`: the fonts of plain Latin and of the letters with marks."""

    ascii: str = PLAIN_FONT
    other: str = PLAIN_FONT
    size: float = PLAIN_SIZE
    bold: bool = False
    italic: bool = False
    caps: bool = False
    colour: str = ""
    underline: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """A paragraph's place. Points for the space and an exact line, millimetres for indents; `line` in lines, 0
    where it is given in points (`exact`, or at least `least`)."""

    align: str = "left"
    before: float = 0
    after: float = 0
    line: float = 1
    exact: float = 0
    least: float = 0
    first: float = 0
    left: float = 0
    right: float = 0
    alone: bool = True  # False: no space between paragraphs of one style
    edges: tuple[str, ...] = ()
    page: bool = False  # begins a new page
    framed: bool = False
    tabs: tuple[float, ...] = ()


def letters_said(properties: Element | None) -> dict[str, Any]:
    if properties is None:
        return {}
    said: dict[str, Any] = {}
    for name, tag in TAGS.items():
        on = switched(properties, tag)
        if on is not None:
            said[name] = on
    size = number(value(properties, "sz"))
    if size:
        said["size"] = size / 2
    underline = value(properties, "u")
    if underline is not None:
        said["underline"] = underline not in ("none", "")
    _fonts(properties.find(W + "rFonts"), said)
    colour = properties.find(W + "color")
    if colour is not None:
        theme, own = colour.get(W + "themeColor", ""), colour.get(W + "val", "")
        said["colour"] = "" if own.lower() in BLACK or theme in DARK else f"#{own.upper()}"
    if switched(properties, "vanish"):
        said["hidden"] = True
    return said


def _fonts(fonts: Element | None, said: dict[str, Any]) -> None:
    if fonts is None:
        return
    for name, own, theme in (("ascii", "ascii", "asciiTheme"), ("other", "hAnsi", "hAnsiTheme")):
        if by_theme := fonts.get(W + theme):
            said[name] = f"@{by_theme}"
        elif font := fonts.get(W + own):
            said[name] = font


def setting_said(properties: Element | None) -> dict[str, Any]:
    if properties is None:
        return {}
    said: dict[str, Any] = {}
    align = value(properties, "jc")
    if align is not None:
        said["align"] = ALIGNS.get(align, align)
    _spacing(properties.find(W + "spacing"), said)
    _indents(properties.find(W + "ind"), said)
    contextual = switched(properties, "contextualSpacing")
    if contextual is not None:
        said["alone"] = not contextual
    edges = properties.find(W + "pBdr")
    if edges is not None:
        said["edges"] = tuple(
            one.tag.removeprefix(W) for one in edges if one.get(W + "val") not in ("nil", "none", None)
        )
    breaks = switched(properties, "pageBreakBefore")
    if breaks is not None:
        said["page"] = breaks
    frame = properties.find(W + "framePr")
    if frame is not None:
        said["framed"] = True
        if frame.get(W + "xAlign") == "center":
            said["align"] = "center"
    tabs = properties.find(W + "tabs")
    if tabs is not None:
        said["tabs"] = tuple(
            sorted(
                number(one.get(W + "pos")) or 0 for one in tabs if one.get(W + "val") not in ("clear", "bar")
            )
        )
    return said


def _spacing(spacing: Element | None, said: dict[str, Any]) -> None:
    if spacing is None:
        return
    for side in ("before", "after"):
        points = number(spacing.get(W + side))
        in_lines = number(spacing.get(f"{W}{side}Lines"))
        if points is not None:
            said[side] = points / 20
        if in_lines:
            said[side] = in_lines / 100 * LINE
        if (spacing.get(f"{W}{side}Autospacing") or "0") not in ("0", "false", "off"):
            said[side] = AUTO
    line = number(spacing.get(W + "line"))
    if line:
        rule = spacing.get(W + "lineRule", "auto")
        said["line"] = line / 240 if rule == "auto" else 0.0
        said["exact"] = line / 20 if rule == "exact" else 0.0
        said["least"] = line / 20 if rule == "atLeast" else 0.0


def _indents(indents: Element | None, said: dict[str, Any]) -> None:
    if indents is None:
        return
    for name, words in (("left", ("left", "start")), ("right", ("right", "end"))):
        for word in words:
            found = number(indents.get(W + word))
            if found is not None:
                said[name] = found
    first, hanging = number(indents.get(W + "firstLine")), number(indents.get(W + "hanging"))
    if first is not None:
        said["first"] = first
    if hanging:
        said["first"] = -hanging


def letters_of(layers: list[Said], own: Said, *, usual: Said, fonts: Mapping[str, str]) -> Letters:
    """`layers`: table style, paragraph style, character style; `usual`: the document's defaults."""
    merged: dict[str, Any] = {**usual}
    for layer in layers:
        merged |= layer
    for switch in SWITCHES:
        if switch in own:
            continue
        said = [layer[switch] for layer in layers if switch in layer]
        merged[switch] = sum(said) % 2 == 1 if said else usual.get(switch, False)
    merged |= own
    merged.pop("hidden", None)
    for name in ("ascii", "other"):
        font = merged.get(name, PLAIN_FONT)
        merged[name] = fonts.get(font[1:], PLAIN_FONT) if font.startswith("@") else font
    return Letters(**merged)
