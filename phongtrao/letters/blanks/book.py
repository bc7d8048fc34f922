"""Workbooks: a cell's value is written into the sheet's own XML, so that everything else stays as it was made."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from phongtrao.core.sandbox import Unfit
from phongtrao.letters.blanks.surface import MOST_SPOTS, Surface, labelled

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
WIDEST = 60
ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")
SAFE = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)

Parts = dict[str, bytes]


def survey(content: bytes) -> list[Surface]:
    parts = _opened(content)
    strings = _strings(parts)
    return [
        Surface(name, labelled(_grid(name, _parsed(parts, path), strings))) for name, path in _sheets(parts)
    ]


def fill(content: bytes, values: Mapping[str, Mapping[str, str]]) -> bytes:
    parts = _opened(content)
    paths = dict(_sheets(parts))
    roots = {path: _parsed(parts, path) for path in paths.values()}
    for key, value in values.items():
        name, _mark, address = key.rpartition("!")
        if name not in paths or not _open(roots[paths[name]], address):
            raise Unfit("no_spot", key=key)
        _write(_cell(roots[paths[name]], address), value)
    for path, root in roots.items():
        _forget_results(root)
        parts[path] = _serialised(root)
    parts["xl/workbook.xml"] = _reckoned_anew(parts)
    return _packed(content, parts)


# Reading ----------------------------------------------------------------------------------------------------


def _opened(content: bytes) -> Parts:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError) as broken:
        raise Unfit("damaged") from broken


def _parsed(parts: Parts, path: str) -> Any:
    try:
        root = etree.fromstring(parts[path], SAFE)
    except (KeyError, etree.XMLSyntaxError) as broken:
        raise Unfit("damaged") from broken
    if root.getroottree().docinfo.doctype:
        raise Unfit("damaged")
    return root


def _sheets(parts: Parts) -> Iterator[tuple[str, str]]:
    """Name and path of each sheet that is shown."""
    targets = {one.get("Id"): one.get("Target", "") for one in _parsed(parts, "xl/_rels/workbook.xml.rels")}
    for sheet in _parsed(parts, "xl/workbook.xml").iter(f"{MAIN}sheet"):
        target = targets.get(sheet.get(RELATION), "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if path in parts and sheet.get("state", "visible") == "visible" and "worksheets/" in path:
            yield sheet.get("name"), path


def _strings(parts: Parts) -> list[str]:
    if "xl/sharedStrings.xml" not in parts:
        return []
    return [_text(one) for one in _parsed(parts, "xl/sharedStrings.xml").iter(f"{MAIN}si")]


def _text(element: Any) -> str:
    return " ".join("".join(one.text or "" for one in element.iter(f"{MAIN}t")).split())


def _grid(name: str, root: Any, strings: list[str]) -> Iterator[list[tuple[str, str, bool]]]:
    """All cells of the used area, so that an empty one can be pointed at."""
    cells = {one.get("r"): one for one in root.iter(f"{MAIN}c")}
    places = [_place(address) for address in cells if address and ADDRESS.match(address)]
    covered = _covered(root)
    places += covered.values()
    width = min(WIDEST, max((column for column, _row in places), default=0) + 1)
    height = max((row for _column, row in places), default=0)
    if width * height > MOST_SPOTS:
        raise Unfit("too_long")
    for row in range(1, height + 1):
        line = []
        for column in range(width):
            address = f"{_letters(column)}{row}"
            cell = cells.get(address)
            free = (cell is None or cell.find(f"{MAIN}f") is None) and address not in covered
            line.append((f"{name}!{address}", "" if cell is None else _shown(cell, strings), free))
        yield line


def _shown(cell: Any, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _text(cell)
    value = cell.findtext(f"{MAIN}v") or ""
    if cell.get("t") == "s":
        return strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
    return value


def _covered(root: Any) -> dict[str, tuple[int, int]]:
    """The addresses that a merged cell hides, each with its far corner."""
    found = {}
    for merged in root.iter(f"{MAIN}mergeCell"):
        first, _mark, last = (merged.get("ref") or "").partition(":")
        if not ADDRESS.match(first) or not ADDRESS.match(last or ""):
            continue
        (left, top), (right, bottom) = _place(first), _place(last)
        if (right - left + 1) * (bottom - top + 1) > MOST_SPOTS:
            raise Unfit("too_long")
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (column, row) != (left, top):
                    found[f"{_letters(column)}{row}"] = (right, bottom)
    return found


def _open(root: Any, address: str) -> bool:
    if not ADDRESS.match(address) or address in _covered(root):
        return False
    found = root.find(f".//{MAIN}c[@r='{address}']")
    return found is None or found.find(f"{MAIN}f") is None


def _place(address: str) -> tuple[int, int]:
    """Column from 0, row from 1."""
    found = ADDRESS.match(address)
    if found is None:
        raise Unfit("damaged")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1, int(found[2])


def _letters(column: int) -> str:
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


# Writing ----------------------------------------------------------------------------------------------------


def _cell(root: Any, address: str) -> Any:
    """The cell, made in its place where the sheet has none."""
    column, number = _place(address)
    data = root.find(f"{MAIN}sheetData")
    if data is None:
        raise Unfit("damaged")
    row = _found_or_made(data, "row", str(number), lambda one: int(one.get("r")), number)
    return _found_or_made(row, "c", address, lambda one: _place(one.get("r"))[0], column)


def _found_or_made(parent: Any, tag: str, name: str, order: Any, at: int) -> Any:
    before = 0
    for child in parent:
        if child.tag != f"{MAIN}{tag}" or child.get("r") is None:
            continue
        if order(child) == at:
            return child
        if order(child) > at:
            break
        before = parent.index(child) + 1
    made = etree.Element(f"{MAIN}{tag}", r=name)
    parent.insert(before, made)
    return made


def _write(cell: Any, value: Mapping[str, str]) -> None:
    """The cell keeps its style."""
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if "number" in value:
        etree.SubElement(cell, f"{MAIN}v").text = value["number"]
        return
    cell.set("t", "inlineStr")
    inside = etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t")
    inside.text = value["text"]


def _forget_results(root: Any) -> None:
    """Of formulas, which would else show what they came to before."""
    for cell in root.iter(f"{MAIN}c"):
        value = cell.find(f"{MAIN}v")
        if value is not None and cell.find(f"{MAIN}f") is not None:
            cell.remove(value)
            cell.attrib.pop("t", None)


def _reckoned_anew(parts: Parts) -> bytes:
    root = _parsed(parts, "xl/workbook.xml")
    reckoning = root.find(f"{MAIN}calcPr")
    if reckoning is None:
        reckoning = etree.Element(f"{MAIN}calcPr")
        before = [root.find(f"{MAIN}{tag}") for tag in ("definedNames", "externalReferences", "sheets")]
        root.insert(root.index(next(one for one in before if one is not None)) + 1, reckoning)
    reckoning.set("fullCalcOnLoad", "1")
    return _serialised(root)


def _serialised(root: Any) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _packed(content: bytes, parts: Parts) -> bytes:
    """The archive anew, its entries in their order and with their times."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(buffer, "w") as after:
        for entry in before.infolist():
            kept = zipfile.ZipInfo(entry.filename, entry.date_time)
            kept.compress_type = zipfile.ZIP_DEFLATED
            kept.external_attr = entry.external_attr
            after.writestr(kept, parts[entry.filename])
    return buffer.getvalue()
