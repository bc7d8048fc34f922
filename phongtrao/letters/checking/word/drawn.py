"""What is drawn: text boxes, and the lines that stand under the heads."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from phongtrao.letters.checking.word.package import W

EMU = 36_000  # a millimetre
LINES = frozenset({"line", "straightConnector1", "lineInv"})
POINT = 25.4 / 72
LENGTH = re.compile(r"^\s*(-?[\d.]+)\s*(pt|in|mm|cm|px)?\s*$")
UNITS = {"pt": POINT, "in": 25.4, "mm": 1.0, "cm": 10.0, "px": 25.4 / 96, None: 25.4 / 96}
FALLBACK = "Fallback"


def boxes(element: Element) -> list[Element]:
    """The contents of its text boxes, outermost only; of two versions of one drawing the newer."""
    return list(_contents(element))


def _contents(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == W + "txbxContent":
            yield child
        elif not child.tag.endswith(FALLBACK):
            yield from _contents(child)


def rules(element: Element) -> list[float]:
    """The lengths of its straight lines, in millimetres."""
    return [*_connectors(element), *_old_lines(element)]


def _connectors(element: Element) -> Iterator[float]:
    for shape in _inside(element):
        if shape.tag.endswith("}prstGeom") and shape.get("prst") in LINES:
            yield _emu(next((one for one in element.iter() if one.tag.endswith("}extent")), None))


def _emu(extent: Element | None) -> float:
    told = "" if extent is None else extent.get("cx", "")
    return int(told[:12]) / EMU if told.isdigit() else 0.0


def _old_lines(element: Element) -> Iterator[float]:
    """VML: <v:line from="…" to="…">, or a shape that is a connector."""
    for shape in _inside(element):
        name = shape.tag.rpartition("}")[2]
        if name == "line" and shape.get("from") is not None:
            start, end = (shape.get(side, "").split(",")[0] for side in ("from", "to"))
            first, last = _length(start), _length(end)
            yield abs(last - first) if first is not None and last is not None else 0.0
        elif name == "shape" and "32" in (shape.get("type", "")[-3:], shape.get("type", "")[-2:]):
            style = dict(_pairs(shape.get("style", "")))
            yield _length(style.get("width", "")) or 0.0


def _inside(element: Element) -> Iterator[Element]:
    yield element
    for child in element:
        if not child.tag.endswith(FALLBACK) and child.tag != W + "txbxContent":
            yield from _inside(child)


def _pairs(style: str) -> Iterator[tuple[str, str]]:
    for one in style.split(";"):
        name, colon, told = one.partition(":")
        if colon:
            yield name.strip(), told.strip()


def _length(text: str) -> float | None:
    found = LENGTH.match(text)
    return float(found[1]) * UNITS[found[2]] if found else None
