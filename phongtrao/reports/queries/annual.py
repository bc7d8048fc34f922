"""What the annual report of a place says: totals with last year's, narratives as accepted, and for each figure
the lines it was counted from. The letters engine makes the document of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from phongtrao.core.period import clocks
from phongtrao.figures.models import Figure
from phongtrao.figures.queries import Asked
from phongtrao.letters import periods
from phongtrao.letters.annual import AnnualReport, Period, Territory
from phongtrao.people.models import Organisation
from phongtrao.people.rules import Kind, proposed
from phongtrao.places import queries as places
from phongtrao.places.models import Place, PlaceName
from phongtrao.reports.queries import letterhead
from phongtrao.reports.queries.annual_figures import below_of, by_month, figure_lines, known_of
from phongtrao.reports.queries.annual_texts import texts_of
from phongtrao.reports.queries.edited import edited


class NothingToReport(LookupError):
    """Neither a figure nor a narrative is known of the place in that year."""


def annual_report(
    place: Place,
    asked: Asked,
    *,
    known_on: date,
    shows: Callable[[list[Figure]], list[Figure]] = list,
    tells: QuerySet[Organisation] | None = None,
    sees: Callable[[Sequence[str]], Sequence[str]] = list,
) -> AnnualReport:
    """`known_on`: today: the last day whose records count, unless it is asked as frozen, as the document says; and the
    day whose layout of the office it bears.
    `shows`: of some lines of the ledger those that may be told one by one; `tells`: the organisations whose
    narratives may be told (all, where nobody asks but the operator); `sees`: of some places those whose totals may
    be."""
    if asked.frozen is None:
        asked = replace(asked, known_on=known_on)
    name = places.name_on(place, asked.day)
    known = known_of(place, asked, shows)
    lines, sources = figure_lines(known)
    texts = texts_of(place, asked, tells)
    if not lines and not texts.narratives:
        raise NothingToReport
    issuer = _issuer(place, name, asked.window.end)
    head = letterhead.head(issuer, known_on)
    return AnnualReport(
        territory=_territory(place, name, asked.day),
        period=period_of(asked),
        window=asked.window,
        clock=clocks().get(asked.clock),
        issuer_name=issuer.name,
        known_on=asked.known_day,
        freeze=asked.frozen.words if asked.frozen else "",
        below=below_of(place, known, sees),
        by_month=by_month(known),
        figures={section: tuple(found) for section, found in lines.items()},
        edited={section: row.text for section, row in edited(place, asked).items() if row.text},
        narratives=texts.narratives,
        sources=tuple(sources),
        text_sources=texts.sources,
        **{**head, "recipients": head["recipients"] or _recipients(place)},
    )


def period_of(asked: Asked) -> Period:
    if asked.days:
        return periods.of_days(asked.days)
    return periods.of_part(asked.year, asked.part, asked.number)


# The head -----------------------------------------------------------------------------------------------------


def _issuer(place: Place, name: PlaceName, day: date) -> Organisation:
    """The steering committee of the place, as it is called; where none is set up, as it is usually called."""
    known = (
        Organisation.objects.filter(place=place, kind=Kind.STEERING_COMMITTEE.value)
        .exclude(valid_to__lt=day)
        .order_by("pk")
        .first()
    )
    if known is not None:
        return known
    usual = proposed(name.kind, name.name, province=place.level == "province")[0]
    return Organisation(kind=usual.kind.value, name=usual.name, abbreviation=usual.abbreviation, place=place)


def _recipients(place: Place) -> tuple[str, ...]:
    if place.level == "province":
        return ("Bộ Công an (V05)", "Ủy ban nhân dân cấp tỉnh", "Các thành viên Ban Chỉ đạo")
    return ("Cơ quan cấp trên trực tiếp", "Các thành viên Ban Chỉ đạo")


def province_kind(place: Place, day: date) -> str:
    """How the province of a place is called on a day: "tỉnh", "thành phố"."""
    world = places.world()
    line = world.line(place.key, day)
    province = next((key for key in line if world.place(key).level == "province"), place.key)
    return places.names_on({province}, day)[province].kind.lower()


def _territory(place: Place, name: PlaceName, day: date) -> Territory:
    if place.level == "nation":
        return Territory(name.name)
    return Territory(name.name, name.kind.lower(), province_kind(place, day))
