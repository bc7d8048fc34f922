"""From what was typed to a question, or one sentence that says why there is none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.core.period import (
    ANY,
    FIRST_DAY,
    LAST_DAY,
    Part,
    PeriodProblem,
    Window,
    askable,
    clocks,
    read_part,
)
from phongtrao.core.place import NATION, Level
from phongtrao.figures.models import Freeze
from phongtrao.figures.queries.catalogue import find
from phongtrao.figures.queries.totals import Asked, Frozen, Row, below, totals
from phongtrao.kit.writing import in_english, written_day
from phongtrao.places import queries as places
from phongtrao.places.models import Place, PlaceName

MOST_NAMED = 4


class Unanswerable(ValueError):
    """One clear sentence about what was typed into `field`."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question whose every word is known."""

    place: Place
    indicators: tuple[str, ...]
    asked: Asked
    level: str = ""

    def keys(self) -> list[str]:
        """The places of its rows, by code."""
        if not self.level:
            return [self.place.key]
        return below(self.place.key, self.level, self.asked, self.indicators)

    def answer(self, keys: Sequence[str] | None = None) -> list[Row]:
        return totals(self.keys() if keys is None else keys, self.indicators, self.asked)


def inquire(
    *,
    place: str,
    indicators: Sequence[str],
    year: str | int,
    clock: str = "",
    map: str | date | None = None,
    known_on: str | date | None = None,
    level: str = "",
    period: str = "",
    freeze: Freeze | None = None,
    cell: str = "",
    first: str = "",
    last: str = "",
) -> Inquiry:
    """`cell`: of the indicators' breakdown; `first`, `last`: days of the asker's own instead of a period."""
    if freeze is not None and known_on:
        raise Unanswerable("known_on", _("Ask as known on a day or as frozen, not both."))
    part, number = _part(period)
    asked = Asked(
        _year(year),
        _clock(clock or "calendar"),
        _day("map", map),
        _day("known_on", known_on),
        cell=cell,
        days=_days(first, last),
        part=part,
        number=number,
        frozen=frozen(freeze) if freeze else None,
    )
    _must_have(asked)
    try:
        day = asked.day
    except PeriodProblem:
        raise Unanswerable("year", _("There is no year “%(year)s”.") % {"year": year}) from None
    codes = tuple(dict.fromkeys(_indicator(text) for text in indicators))
    if not codes:
        raise Unanswerable("indicator", _("Choose at least one indicator."))
    _must_break_down(codes, cell)
    return Inquiry(place_called(place, day), codes, asked, _level(level))


def frozen(freeze: Freeze) -> Frozen:
    return Frozen(freeze.pk, freeze.name, freeze.purpose, freeze.number, freeze.at)


def _far_day(day: date) -> str:
    words = {"day": day.isoformat(), "first": FIRST_DAY.isoformat(), "last": LAST_DAY.isoformat()}
    return _("%(day)s is too far away; days from %(first)s to %(last)s can be asked.") % words


def clock_name(clock: str) -> str:
    if clock == ANY:
        return _("any clock, each figure with its own window")
    return clocks()[clock].name("en" if in_english() else "vi")


def _year(text: str | int) -> int:
    if re.fullmatch(r"(19|20|21)[0-9]{2}", str(text).strip(), re.ASCII):
        return int(text)
    raise Unanswerable("year", _("“%(year)s” is not a year; write it like 2025.") % {"year": text})


def _part(text: str) -> tuple[Part | None, int]:
    try:
        return read_part(text.strip())
    except PeriodProblem:
        sentence = _(
            "“%(period)s” is no period; known are: year, half-1, half-2, nine_months, quarter-1 to quarter-4, "
            "month-1 to month-12."
        )
        raise Unanswerable("period", sentence % {"period": text}) from None


def _must_have(asked: Asked) -> None:
    """Only some clocks divide their year."""
    if asked.part is not None and asked.clock != ANY and asked.part not in clocks()[asked.clock].parts:
        sentence = _(
            "The clock “%(clock)s” knows whole years only; ask for the year or choose another clock."
        )
        raise Unanswerable("period", sentence % {"clock": clock_name(asked.clock)})


def _day(field: str, text: str | date | None) -> date | None:
    if not text:
        return None
    try:
        day = text if isinstance(text, date) else date.fromisoformat(text)
    except ValueError:
        raise Unanswerable(
            field, _("“%(day)s” is not a day; write it like 2025-06-30.") % {"day": text}
        ) from None
    if not askable(day):
        raise Unanswerable(field, _far_day(day))
    return day


def _days(first: str, last: str) -> Window | None:
    start, end = _day("first", first), _day("last", last)
    if start is None or end is None:
        return None
    if start > end:
        raise Unanswerable("last", _("The last day lies before the first."))
    return Window(start, end)


def _must_break_down(codes: Sequence[str], cell: str) -> None:
    for code in codes if cell else ():
        try:
            catalogue.load().get(code).parse_cell(cell)
        except ValueError:
            raise Unanswerable(
                "cell", _("This indicator has no such part: %(cell)s.") % {"cell": cell}
            ) from None


def _clock(text: str) -> str:
    if text == ANY or text in clocks():
        return text
    known = ", ".join([*clocks(), ANY])
    raise Unanswerable(
        "clock", _("No clock is called “%(clock)s”; known are: %(known)s.") % {"clock": text, "known": known}
    )


def _level(text: str) -> str:
    if text and text not in set(Level):
        known = ", ".join(Level)
        raise Unanswerable(
            "level",
            _("No level is called “%(level)s”; known are: %(known)s.") % {"level": text, "known": known},
        )
    return text


def _indicator(text: str) -> str:
    found, near = find(text)
    if found is not None:
        return found.id
    if near:
        name = catalogue.load().get(near)
        raise Unanswerable(
            "indicator",
            _("No indicator is called “%(text)s”; did you mean %(near)s (%(name)s)?")
            % {"text": text, "near": near, "name": name.name_en if in_english() else name.name_vi},
        )
    raise Unanswerable("indicator", _("No indicator is called “%(text)s”.") % {"text": text})


def place_called(text: str, day: date) -> Place:
    """By code or name on a day; one sentence where there is none, or several."""
    typed = text.replace("\0", "").strip()
    if typed.upper() == NATION:
        return places.nation()
    try:
        return places.by_code(typed, day)
    except places.UnknownPlace:
        pass
    hits = [hit.name for hit in places.search(typed, day=day) if hit.exact] if typed else []
    if not hits:
        raise Unanswerable("place", _unknown(typed, day))
    highest = [name for name in hits if name.place.level == hits[0].place.level]
    if len(highest) > 1:
        raise Unanswerable("place", _ambiguous(typed, highest))
    return highest[0].place


def _unknown(text: str, day: date) -> str:
    others = PlaceName.objects.filter(code=text).order_by("-valid_to")
    other = next((name for name in others if name.valid_to is not None and name.valid_to < day), None)
    words = {"text": text, "day": written_day(day)}
    if other is not None and other.valid_to is not None:
        return _(
            "No place has the code or name “%(text)s” on %(day)s; %(name)s had it until %(last)s: "
            "ask on the map of %(iso)s."
        ) % {
            **words,
            "name": other.full,
            "last": written_day(other.valid_to),
            "iso": other.valid_to.isoformat(),
        }
    return _("No place has the code or name “%(text)s” on %(day)s.") % words


def _ambiguous(text: str, names: Sequence[PlaceName]) -> str:
    listed = ", ".join(f"{name.full} ({name.code})" for name in names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        listed += ", …"
    return _("“%(text)s” is the name of several places: %(places)s. Ask by code.") % {
        "text": text,
        "places": listed,
    }
