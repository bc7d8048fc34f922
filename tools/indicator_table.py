"""The reference page of the catalogue: python -m tools.indicator_table > docs/reference/indicators.md"""

import sys
from collections.abc import Iterator

from phongtrao.core.indicator import Aggregation, Catalogue, Indicator, load

HOW = {
    Aggregation.FLOW: "adds over places and over time",
    Aggregation.STOCK: "adds over places; over time the latest",
    Aggregation.DISTINCT: "counts different keys; never adds up what lies below",
    Aggregation.RATIO: "carries both its parts and divides once",
    Aggregation.MONEY: "adds like a flow, in whole đồng",
    Aggregation.NONE: "stands where it was said, never totalled",
}
INTRODUCTION = """# Indicators

Generated from `phongtrao/core/data/indicators.json` by `python -m tools.indicator_table`; edit the data, not
this page. No indicator counts people by a personal trait other than the sex of members. Where an indicator
has a breakdown, a figure stands either for the whole or for one value of it; "always" marks those that have
no whole, because their kinds have different units. *Not public*: the portal leaves it out unless an office
decides otherwise.
"""


def page(catalogue: Catalogue) -> str:
    lines = [INTRODUCTION, "## How figures add up", "", *_how(), ""]
    for group in catalogue.groups:
        members = [entry for entry in catalogue.indicators if entry.group == group.id]
        lines += [f"## {group.en} · {group.vi}", "", *_indicators(members), ""]
    lines += ["## Breakdowns", "", *_dimensions(catalogue), ""]
    lines += ["## Checks between figures", "", *_checks(catalogue)]
    return "\n".join(lines) + "\n"


def _how() -> Iterator[str]:
    yield from ("| aggregation | rule |", "|---|---|")
    for kind, rule in HOW.items():
        yield f"| {kind} | {rule} |"


def _indicators(members: list[Indicator]) -> Iterator[str]:
    yield from ("| id | Tên | English | unit | adds up as | breakdown | definition |", "|" + "---|" * 7)
    for entry in members:
        cells = (
            f"`{entry.id}`" + ("" if entry.public else " (not public)"),
            entry.name_vi,
            entry.name_en,
            entry.unit_vi,
            entry.aggregation + (f", {entry.decimals} decimals" if entry.decimals else ""),
            ", ".join(f"`{dimension.id}`" for dimension in entry.dimensions)
            + ("" if entry.whole else " (always)"),
            " ".join(_definitions(entry)),
        )
        yield f"| {' | '.join(cells)} |"


def _definitions(entry: Indicator) -> Iterator[str]:
    for definition in entry.definitions:
        ends = f" Until {definition.valid_to.isoformat()}." if definition.valid_to else ""
        begins = f" From {definition.valid_from.isoformat()}." if definition.valid_from else ""
        yield f"({definition.version}){begins}{ends} {definition.en}"
    if entry.part_of:
        yield f"Part of `{entry.part_of}`."


def _dimensions(catalogue: Catalogue) -> Iterator[str]:
    yield from ("| id | Tên | English | values |", "|---|---|---|---|")
    for dimension in catalogue.dimensions:
        values = "; ".join(f"`{value.id}` {value.vi}" for value in dimension.values)
        yield f"| `{dimension.id}` | {dimension.vi} | {dimension.en} | {values} |"


def _checks(catalogue: Catalogue) -> Iterator[str]:
    yield from ("| id | kind | sentence |", "|---|---|---|")
    for check in catalogue.checks:
        yield f"| `{check.id}` | {check.kind} | {check.en} |"


if __name__ == "__main__":
    sys.stdout.write(page(load()))
