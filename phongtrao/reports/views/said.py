"""Answers beside which nothing stands, drawn without a template: a page of all answers has a hundred of them, and
`answers.html` asks twenty questions of each. It shows the others; tests/test_said.py holds both against each other."""

from functools import lru_cache
from html import escape
from itertools import groupby

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from phongtrao.kit.addresses import addresses
from phongtrao.reports import queries
from phongtrao.reports.models import Report
from phongtrao.reports.rules import Section

_section = addresses("reports:section")


def drawing(report: Report, *, links: bool = False) -> queries.Draw:
    """`links`: with a way to each answer. Only for pages on which nothing is marked and nothing talked about."""

    def draw(section: Section, rows: list[queries.Row]) -> list[queries.Row | queries.Drawn]:
        way = _way(report, section) if links else ("", "")
        shown: list[queries.Row | queries.Drawn] = []
        for plain, some in groupby([row for row in rows if row.text or row.marked], lambda row: row.plain):
            run = list(some)
            shown += [queries.Drawn(mark_safe("".join([_drawn(row, *way) for row in run])))] if plain else run
        return shown

    return draw


def _way(report: Report, section: Section) -> tuple[str, str]:
    """What stands before and after the label on the way to its answer."""
    href, word = escape(_section(report.pk, section.id)), escape(_("Change"))
    link = f'<a class="govuk-link" href="{href}">{word}<span class="govuk-visually-hidden"> '
    return f'<dd class="govuk-summary-list__actions">{link}', "</span></a></dd>"


def _drawn(row: queries.Row, before: str, after: str) -> str:
    label, said = _escaped(str(row.label)), escape(row.text)
    said = f'<span class="pt-pre">{said}</span>' if row.narrative else f"{said} {_escaped(row.label.unit)}"
    way = f"{before}{label}{after}" if before else ""
    return (
        f'<div id="{_anchor(row.field)}" class="govuk-summary-list__row">\n'
        f'<dt class="govuk-summary-list__key">{label}</dt>\n'
        f'<dd class="govuk-summary-list__value">{said}</dd>\n{way}</div>\n'
    )


@lru_cache(maxsize=10_000)
def _escaped(words: str) -> str:
    return escape(words)


@lru_cache(maxsize=10_000)
def _anchor(field: str) -> str:
    return escape(queries.anchor_of(field))
