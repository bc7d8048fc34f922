"""An organisation's own report as a document: what it filled in, in the order of the form. Always Vietnamese, as
State documents are."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Basis, Qualifier, ValueKind
from phongtrao.core.indicator import Aggregation, Indicator
from phongtrao.core.period import clocks
from phongtrao.letters.figures import FigureLine, Value
from phongtrao.letters.report import Asked, Told, UnitReport
from phongtrao.people.rules import Kind
from phongtrao.places import queries as places
from phongtrao.places.models import PlaceName
from phongtrao.reports.models import Report
from phongtrao.reports.queries.annual_figures import cell_name
from phongtrao.reports.rules import Answer, Content, Frequency, Section, readable, split


@dataclass(frozen=True, slots=True)
class Called:
    """How a report's place was called on its last day, and what its province was: "tỉnh", "thành phố"."""

    name: PlaceName
    province_kind: str


def called(reports: Collection[Report]) -> dict[int, Called]:
    """By report, as many as there are, with the same queries."""
    world = places.world()
    lines = {one.pk: world.line(one.organisation.place.key, one.window.end) for one in reports}
    own = {one.pk: one.organisation.place.key for one in reports}
    above = {
        number: next((key for key in line if world.place(key).level == "province"), own[number])
        for number, line in lines.items()
    }
    names = places.all_names({*own.values(), *above.values()})
    return {
        one.pk: Called(
            places.called(names[own[one.pk]], one.window.end),
            places.called(names[above[one.pk]], one.window.end).kind.lower(),
        )
        for one in reports
    }


def own_report(
    report: Report,
    answers: Mapping[str, Any],
    known: Called | None = None,
    *,
    head: Mapping[str, Any] | None = None,
) -> UnitReport:
    """`answers`: the draft, or what was sent; `known`: the names, where they were looked up before; `head`: as
    `letterhead.head` gives it, where a document is to be drawn."""
    known = known or called([report])[report.pk]
    asked, issuer = report.request, report.organisation
    place, name = issuer.place, known.name
    of_the_area = asked.basis == Basis.STATEMENT or issuer.kind == Kind.STEERING_COMMITTEE
    nation = place.level == "nation"
    content = asked.form.questions
    figures = {key: _value(key, answer) for key, answer in readable(answers).items()}
    return UnitReport(
        subject=asked.title,
        year=asked.year,
        window=report.window,
        clock=clocks().get(asked.clock),
        **{"issuer": issuer.name, **(head or {})},
        issuer_name=issuer.name,
        addressee=asked.asker.name,
        whole=("cả nước" if nation else f"toàn {name.kind.lower()}") if of_the_area else "đơn vị",
        province_kind="cấp tỉnh" if nation else known.province_kind,
        sections=tuple(_section(content, one, figures, answers, report) for one in content.sections),
        illustrative=asked.illustrative,
    )


def _section(
    content: Content, section: Section, figures: Mapping[str, Value], answers: Mapping[str, Any], of: Report
) -> Asked:
    texts = answers.get("narratives", {})
    chapter = content.chapter(section)
    return Asked(
        part=content.part(section).vi,
        chapter=chapter.vi if chapter else "",
        title=section.vi,
        told=tuple(
            Told(narrative.vi, texts[narrative.id])
            for narrative in section.narratives
            if texts.get(narrative.id)
        ),
        lines=tuple(_lines(section.figure_keys, figures, of)),
        rows=tuple(_rows(section.figure_keys, figures, of)),
    )


def _rows(keys: Sequence[str], figures: Mapping[str, Value], of: Report) -> Iterator[FigureLine]:
    """Every indicator that was asked, and of its breakdown the cells that were answered."""
    for key in keys:
        if key in figures or not split(key)[1]:
            yield _line(key, figures.get(key), of)


def _lines(keys: Sequence[str], figures: Mapping[str, Value], of: Report) -> Iterator[FigureLine]:
    """What sentences say: a whole with its parts within it; parts whose whole was not given stand alone, and
    awards always do, by their form."""
    for code, group in groupby(keys, lambda key: split(key)[0]):
        given = [key for key in group if key in figures]
        parts = [_line(key, figures[key], of) for key in given if split(key)[1]]
        by_form = any(dimension.id == "award_form" for dimension in catalogue.load().get(code).dimensions)
        if code in given and not (by_form and parts):
            yield _line(code, figures[code], of, tuple(parts))
        else:
            yield from parts


def _line(key: str, value: Value | None, of: Report, parts: tuple[FigureLine, ...] = ()) -> FigureLine:
    code, cell = split(key)
    entry = catalogue.load().get(code)
    return FigureLine(
        indicator=code,
        name=entry.name_vi,
        unit=entry.unit(cell)[0],
        value=value,
        cell=cell,
        cell_name=cell_name(entry, cell),
        of_which=parts,
        illustrative=of.request.illustrative,
        **_time(entry, of),
    )


def _time(entry: Indicator, of: Report) -> dict[str, Any]:
    """A year needs no more words; a month's or a campaign's figures say their days."""
    if of.request.part == Frequency.YEAR and of.window == of.request.window:
        return {}
    if entry.aggregation is Aggregation.STOCK:
        return {"as_of": of.window.end}
    return {"window": of.window}


def _value(key: str, answer: Answer) -> Value:
    decimals = catalogue.load().get(split(key)[0]).decimals
    amount, kind = answer["value"] or 0, ValueKind(answer["kind"])
    return Value(amount, Qualifier(answer["qualifier"]), decimals, kind, answer["denominator"])
