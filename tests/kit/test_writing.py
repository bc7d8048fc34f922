"""Numbers, days, states and tables as templates write them, in both languages."""

from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from phongtrao.core.figure import Qualifier
from phongtrao.kit.tables import Amount, Cell, Column, Kind, Table

EVENING = datetime(2026, 11, 22, 20, 5, tzinfo=UTC)


def shown(source: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return Template("{% load kit %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("source", "vietnamese", "english"),
    [
        ("{{ 12345|number:1 }}", "1.234,5", "1,234.5"),
        ("{{ 40000|number }}", "40.000", "40,000"),
        ("{{ nothing|number }}", "–", "–"),
        ("{% figure 40000 %}", "40.000", "40,000"),
        ("{{ day|local_date }}", "31/12/2021", "31 December 2021"),
        ("{{ evening|local_date }}", "23/11/2026", "23 November 2026"),
        ("{{ nothing|local_date }}{{ nothing|local_time }}", "––", "––"),
    ],
)
def test_each_language_writes_its_own_way(source: str, vietnamese: str, english: str) -> None:
    context = {"day": date(2021, 12, 31), "evening": EVENING, "nothing": None}
    assert [shown(source, "vi", **context), shown(source, "en", **context)] == [vietnamese, english]


def test_a_moment_is_told_in_the_countrys_time() -> None:
    assert shown("{{ evening|local_time }}", evening=EVENING) == "03:05 on 23 November 2026"


def test_a_figure_keeps_its_qualifier() -> None:
    assert shown('{% figure 12 0 "less_than" %}') == "less than 12"


@pytest.mark.parametrize(
    ("state", "colour"), [("returned", "orange"), ("accepted", "green"), ("never heard of", "grey")]
)
def test_a_state_is_a_word_with_a_colour(state: str, colour: str) -> None:
    tag = shown("{% state_tag state label %}", state=state, label="<Returned>")
    assert tag == f'<strong class="govuk-tag govuk-tag--{colour}">&lt;Returned&gt;</strong>'


def test_a_table_has_a_caption_heads_links_notes_and_a_foot() -> None:
    table = Table(
        caption="Sessions",
        columns=[Column("Place", heading=True), Column("Sessions", Kind.NUMBER), Column("Day", Kind.DAY)],
        rows=[
            [
                Cell("A & B", href="/places/1/?a=1&b=2"),
                Cell(Amount(40_000, 0, Qualifier.MORE_THAN), note="12 of 148"),
                None,
            ]
        ],
        total=["All", 40_000, date(2021, 12, 31)],
        footnotes=["<one>"],
    )
    lines = shown("{% data_table table name='due' %}", table=table).splitlines()
    assert "".join(line.strip() for line in lines) == (
        '<div class="pt-table-scroll" role="region" tabindex="0" aria-labelledby="due-caption">'
        '<table class="pt-table pt-cards">'
        '<caption><span class="pt-table__caption" id="due-caption">Sessions</span></caption>'
        '<thead><tr><th scope="col">Place</th><th scope="col" class="pt-num">Sessions</th>'
        '<th scope="col">Day</th></tr></thead>'
        '<tbody><tr><th scope="row"><a href="/places/1/?a=1&amp;b=2">A &amp; B</a></th>'
        '<td class="pt-num" data-column="Sessions">more than 40,000 <span class="pt-beside">12 of 148</span></td>'
        '<td class="pt-nowrap" data-column="Day">–</td></tr></tbody>'
        '<tfoot><tr><th scope="row">All</th><td class="pt-num" data-column="Sessions">40,000</td>'
        '<td class="pt-nowrap" data-column="Day">31 December 2021</td></tr></tfoot></table></div>'
        '<ul class="pt-table-notes"><li>&lt;one&gt;</li></ul>'
    )


def test_pages_keep_the_other_choices_of_the_address() -> None:
    request = RequestFactory().get("/places/", {"q": "nam dinh", "page": "2"})
    page = Paginator(range(30), 10).page(2)
    source = Template('{% include "kit/pagination.html" %}')
    html = source.render(RequestContext(request, {"page": page}))
    addresses = [part.split('"')[0] for part in html.split('href="')[1:]]
    assert addresses == ["?q=nam+dinh&amp;page=1", "?q=nam+dinh&amp;page=3"]


def test_one_page_needs_no_page_links() -> None:
    page = Paginator(range(3), 10).page(1)
    assert shown('{% include "kit/pagination.html" %}', page=page) == ""
