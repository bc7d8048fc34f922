"""A bar chart of a table's column, drawn on the server: it needs no JavaScript, prints, and keeps its letters
legible on a phone, since nothing in it is scaled. Beside it always stands the table."""

from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from phongtrao.core.figure import Qualifier
from phongtrao.kit.tables import Amount, Table, as_cell
from phongtrao.kit.writing import written_figure

LINE = 46
BAR = 16
MOST_BARS = 40
LONGEST_LINE = 39
"""Letters of label and value together on one line of a phone's width."""


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    amount: Amount

    @property
    def text(self) -> str:
        return written_figure(self.amount.scaled, self.amount.decimals, self.amount.qualifier)

    @property
    def exact(self) -> bool:
        return self.amount.qualifier is Qualifier.EXACT

    @property
    def size(self) -> float:
        return float(self.amount.scaled / 10**self.amount.decimals)


@dataclass(frozen=True, slots=True)
class Chart:
    """`name` is the id of its parts on the page; `left_out` counts bars beyond the most that are drawn."""

    name: str
    title: str
    bars: tuple[Bar, ...]
    left_out: int = 0

    @property
    def svg(self) -> SafeString:
        return mark_safe(ET.tostring(_drawing(self), encoding="unicode"))  # ElementTree escapes

    @property
    def data_name(self) -> str:
        return f"{self.name}-data"

    @property
    def data(self) -> dict[str, Any]:
        """What site.js hands to the chart library."""
        bars = [
            {
                "label": bar.label,
                "value": bar.size,
                "text": bar.text,
                "exact": bar.exact,
            }
            for bar in self.bars
        ]
        return {"title": self.title, "bars": bars}


def bar_chart(table: Table, *, name: str = "chart", label: int = 0, value: int = 1) -> Chart:
    """Rows without a value have no bar; the row at the foot is never drawn beside its parts."""
    bars = []
    for row in table.rows:
        amount = as_cell(row[value]).value
        if isinstance(amount, int):
            amount = Amount(amount)
        if isinstance(amount, Amount):
            bars.append(Bar(str(as_cell(row[label]).value), amount))
    return Chart(name, table.caption, tuple(bars[:MOST_BARS]), max(0, len(bars) - MOST_BARS))


def _drawing(chart: Chart) -> ET.Element:
    names = f"{chart.name}-title {chart.name}-desc"
    height = str(max(1, len(chart.bars)) * LINE)
    svg = ET.Element("svg", {"role": "img", "aria-labelledby": names, "width": "100%", "height": height})
    svg.set("xmlns", "http://www.w3.org/2000/svg")
    ET.SubElement(svg, "title", {"id": f"{chart.name}-title"}).text = chart.title
    ET.SubElement(svg, "desc", {"id": f"{chart.name}-desc"}).text = _("The table holds the same numbers.")
    largest = max((abs(bar.size) for bar in chart.bars), default=0) or 1
    for place, bar in enumerate(chart.bars):
        svg.append(_line(bar, place * LINE, 100 * abs(bar.size) / largest))
    return svg


def _line(bar: Bar, top: int, percent: float) -> ET.Element:
    group = ET.Element("g")
    label = ET.SubElement(group, "text", {"class": "pt-chart__label", "x": "0", "y": str(top + 15)})
    longest = max(12, LONGEST_LINE - len(bar.text))
    short = len(bar.label) <= longest
    ET.SubElement(label, "tspan").text = bar.label if short else bar.label[: longest - 1] + "…"
    value = {"class": "pt-chart__value", "x": "100%", "y": str(top + 15), "text-anchor": "end"}
    ET.SubElement(ET.SubElement(group, "text", value), "tspan").text = bar.text
    look = "pt-chart__bar" if bar.exact else "pt-chart__bar pt-chart__bar--not-exact"
    shape = {"class": look, "x": "0", "y": str(top + 21), "height": str(BAR), "width": f"{percent:.2f}%"}
    ET.SubElement(ET.SubElement(group, "rect", shape), "title").text = f"{bar.label}: {bar.text}"
    return group
