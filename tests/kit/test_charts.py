"""The chart drawn on the server: well-formed, read aloud, escaped, and no wider than its largest bar."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template
from django.utils import translation

from phongtrao.core.figure import Qualifier
from phongtrao.kit.charts import MOST_BARS, Chart, bar_chart
from phongtrao.kit.tables import Amount, Cell, Column, Kind, Table

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def chart_of(*rows: tuple[str, Amount | Cell | int | None]) -> Chart:
    columns = [Column("Place", heading=True), Column("Sessions", Kind.NUMBER)]
    return bar_chart(Table("Sessions", columns, rows, total=("All", 99)))


def drawing(chart: Chart) -> ET.Element:
    return ET.fromstring(chart.svg)


def test_bars_are_as_long_as_their_share_of_the_largest() -> None:
    svg = drawing(chart_of(("A", 200), ("B", Amount(500, 1)), ("C", 0)))
    assert [bar.get("width") for bar in svg.iter(f"{SVG}rect")] == ["100.00%", "25.00%", "0.00%"]


def test_values_are_written_with_their_qualifier_and_marked() -> None:
    svg = drawing(chart_of(("A", Amount(40_000, 0, Qualifier.MORE_THAN)), ("B", Cell(312, note="x"))))
    words = ["".join(text.itertext()) for text in svg.iter(f"{SVG}text")]
    looks = [bar.get("class") for bar in svg.iter(f"{SVG}rect")]
    assert (words, looks) == (
        ["A", "more than 40,000", "B", "312"],
        ["pt-chart__bar pt-chart__bar--not-exact", "pt-chart__bar"],
    )


def test_the_drawing_is_an_image_with_a_name_and_a_description() -> None:
    svg = drawing(chart_of(("A", 1)))
    named = [(part.get("id"), part.text) for part in svg if part.tag in (f"{SVG}title", f"{SVG}desc")]
    assert (svg.get("role"), svg.get("aria-labelledby"), named) == (
        "img",
        "chart-title chart-desc",
        [("chart-title", "Sessions"), ("chart-desc", "The table holds the same numbers.")],
    )


def test_no_attribute_of_the_drawing_is_a_style() -> None:
    parts = drawing(chart_of(("A", 1), ("B", 2))).iter()
    assert [part.tag for part in parts if "style" in part.attrib] == []


def test_a_name_from_outside_is_escaped_in_drawing_and_data() -> None:
    evil = "</script><b>x"
    page = Template("{% load kit %}{% drawn chart %}").render(Context({"chart": chart_of((evil, 1))}))
    assert (page.count("<b>"), page.count("</script>")) == (0, 1)


def test_a_missing_value_has_no_bar_and_the_total_is_never_drawn() -> None:
    assert [bar.label for bar in chart_of(("A", 1), ("B", None)).bars] == ["A"]


def test_what_is_beyond_the_most_bars_is_counted() -> None:
    chart = chart_of(*((f"commune {number}", number) for number in range(MOST_BARS + 3)))
    assert (len(chart.bars), chart.left_out) == (MOST_BARS, 3)


def test_the_library_gets_the_same_numbers_and_words() -> None:
    assert chart_of(("A", Amount(985, 1, Qualifier.NEARLY))).data == {
        "title": "Sessions",
        "bars": [{"label": "A", "value": 98.5, "text": "nearly 98.5", "exact": False}],
    }


def test_an_empty_table_draws_nothing() -> None:
    page = Template("{% load kit %}{% drawn chart %}").render(Context({"chart": chart_of(("A", None))}))
    assert page.strip() == ""
