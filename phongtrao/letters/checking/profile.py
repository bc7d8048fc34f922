"""Rules as data: what a family of documents must look like (data/profiles.json).

Only the State's was read in full in the decree. The others are marked as not verified: an office sets them right
in a file of its own, and until then all that is found by them is advice."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
OFF = "off"
Range = tuple[float, float]


class ProfileProblem(ValueError):
    """A profile's data is not complete or not of its kinds; the text names the field."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one box is printed; None and "" leave it open. `caps` False: not all in capitals."""

    article: str
    size: Range
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    align: str = ""


@dataclass(frozen=True, slots=True)
class PageRule:
    """Millimetres, least and most."""

    width: float
    height: float
    top: Range
    bottom: Range
    left: Range
    right: Range


@dataclass(frozen=True, slots=True)
class NumberRule:
    """ "Số: 05/BC-BCĐ": a colon after "Số", the sign after the number, the sign between what follows."""

    colon: bool
    after: str
    between: str


@dataclass(frozen=True, slots=True)
class Profile:
    """`above` stands in the place of the Quốc hiệu where a family has a title of its own; `weights`: a code, or the
    part of it before the dot, to "advice" or "off"."""

    id: str
    name_vi: str
    name_en: str
    law: str
    verified: bool
    page: PageRule
    font: str
    first_line: tuple[float, ...]
    gap: float
    line: Range
    above: str
    national: str
    motto: str
    number: NumberRule
    weights: Mapping[str, str]
    looks: Mapping[str, Look]
    data: Mapping[str, Any]

    def name(self, language: str = "vi") -> str:
        return self.name_en if language.startswith("en") else self.name_vi

    def weight(self, code: str) -> str:
        return self.weights.get(code) or self.weights.get(code.partition(".")[0]) or ""


def from_data(id: str, data: Mapping[str, Any]) -> Profile:
    """A profile from its JSON; what it doesn't say is taken from its `base`, else from the State's.

    Raises ProfileProblem."""
    try:
        whole = (
            data if id == "state" and "looks" in data else _over(_whole(data.get("base") or "state"), data)
        )
        page, number = whole["page"], whole["number"]
        return Profile(
            id=id,
            name_vi=_text(whole, "name_vi"),
            name_en=_text(whole, "name_en"),
            law=_text(whole, "law"),
            verified=whole.get("verified") is True,
            page=PageRule(
                float(page["width"]),
                float(page["height"]),
                *(_range(page[side]) for side in ("top", "bottom", "left", "right")),
            ),
            font=_text(whole, "font"),
            first_line=tuple(map(float, whole["first_line"])),
            gap=float(whole["gap"]),
            line=_range(whole["line"]),
            above=_text(whole, "above"),
            national=_text(whole, "national"),
            motto=_text(whole, "motto"),
            number=NumberRule(bool(number["colon"]), _text(number, "after"), _text(number, "between")),
            weights=dict(whole["weights"]),
            looks={box: _look(told) for box, told in whole["looks"].items()},
            data=whole,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise ProfileProblem(f"{id}: {problem}") from problem


def _whole(id: str) -> dict[str, Any]:
    own = _stored()[id]
    return _over(_whole(own["base"]), own) if "base" in own else own


def _look(told: Mapping[str, Any]) -> Look:
    return Look(
        _text(told, "article"),
        _range(told["size"]),
        told.get("bold"),
        told.get("italic"),
        told.get("caps"),
        told.get("align", ""),
    )


def _text(data: Mapping[str, Any], name: str) -> str:
    if not isinstance(data[name], str):
        raise TypeError(f"{name} is no text")
    return str(data[name])


def _range(told: Any) -> Range:
    least, most = told
    return float(least), float(most)


def _over(base: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """`data` laid over `base`, table by table."""
    if not isinstance(data, Mapping):
        raise TypeError("a profile is an object")
    merged = dict(base)
    for name, told in data.items():
        known = merged.get(name)
        merged[name] = (
            _over(known, told) if isinstance(known, Mapping) and isinstance(told, Mapping) else told
        )
    return merged


@cache
def _stored() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads((DATA / "profiles.json").read_text(encoding="utf-8"))
    return found


@cache
def profiles() -> dict[str, Profile]:
    """Those that ship with the house, by their id."""
    return {id: from_data(id, data) for id, data in _stored().items()}


STATE = profiles()["state"]
