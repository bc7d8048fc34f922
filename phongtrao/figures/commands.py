"""The command `total`: data on stdout; what can't be answered as one sentence."""

import argparse

from django.db import connection
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from phongtrao.figures import queries
from phongtrao.figures.models import Figure, Indicator
from phongtrao.figures.queries import (
    Inquiry,
    Row,
    Unanswerable,
    beside_words,
    coverage_words,
    figure_words,
    name_of,
    notes_of,
    unit_beside,
    window_words,
)
from phongtrao.kit.console import Refusal, print_json, tell

WIDTH = 110


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("total", help=_("totals of a place, a year and indicators"))
    parser.add_argument(
        "--place", required=True, metavar="CODE", help=_("a place's code, read on the map; VN is the nation")
    )
    parser.add_argument(
        "--indicator", required=True, action="append", metavar="ID", help=_("may be given several times")
    )
    parser.add_argument("--year", required=True, metavar="Y", help=_("the clock's year"))
    parser.add_argument(
        "--period",
        default="",
        metavar="P",
        help=_("a part of the year: month-3, quarter-1, half-1, nine_months"),
    )
    parser.add_argument("--by", default="", metavar="LEVEL", help=_("one row for each place of this level"))
    parser.add_argument(
        "--clock", default="calendar", metavar="NAME", help=_("the rule that makes the year (calendar)")
    )
    parser.add_argument("--map", metavar="DATE", help=_("carried to the places of this day: 2025-07-01"))
    parser.add_argument("--known-on", metavar="DATE", help=_("as known at the end of this day"))
    parser.add_argument("--freeze", default="", metavar="N", help=_("as frozen: the number of a freeze"))
    parser.add_argument("--json", action="store_true", help=_("JSON on standard output"))
    parser.set_defaults(run=run_total)


def run_total(options: argparse.Namespace) -> None:
    _must_be_set_up()
    try:
        inquiry = queries.inquire(
            place=options.place,
            indicators=options.indicator,
            year=options.year,
            clock=options.clock,
            map=options.map,
            known_on=options.known_on,
            level=options.by,
            period=options.period,
            freeze=queries.freeze_numbered(options.freeze) if options.freeze else None,
        )
    except Unanswerable as problem:
        raise Refusal(str(problem)) from problem
    rows = inquiry.answer()
    if not any(row.total.parts for row in rows):
        raise Refusal(_nothing(inquiry, rows))
    if options.json:
        print_json(queries.plain_answer(rows, inquiry.asked))
        return
    _print(inquiry, rows)


def _must_be_set_up() -> None:
    tables = connection.introspection.table_names()
    if Figure._meta.db_table not in tables or not Indicator.objects.exists():
        raise Refusal(_("Nothing is set up here yet: run first “bin/phongtrao demo” or “serve”."))


def _nothing(inquiry: Inquiry, rows: list[Row]) -> str:
    if not rows:
        return _("No place of the level “%(level)s” lies within the place asked.") % {"level": inquiry.level}
    if not any(row.indicator.whole for row in rows):
        return _("This indicator is counted by kind, in different units; it has no total of all kinds.")
    words = {"window": window_words(inquiry.asked)}
    if left_out := sum(row.total.left_out for row in rows):
        return _(
            "No figure lies %(window)s; %(count)s were left out (across its edge, or on another clock)."
        ) % {
            **words,
            "count": left_out,
        }
    return _("No figure lies %(window)s.") % words


def _print(inquiry: Inquiry, rows: list[Row]) -> None:
    table = Table(title=window_words(inquiry.asked), title_justify="left", show_lines=True)
    for title, number in (
        (_("Place"), False),
        (_("Indicator"), False),
        (_("Total"), True),
        (_("Basis"), False),
    ):
        table.add_column(title, justify="right" if number else "left", overflow="fold")
    for row in rows:
        entry = row.indicator
        beside = [coverage_words(row), *beside_words(row), *notes_of(row)]
        table.add_row(
            f"{row.place.full} ({row.place.code})",
            name_of(entry),
            f"{figure_words(row)} {unit_beside(entry)}".strip(),
            "\n".join(line for line in beside if line),
        )
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = WIDTH
    console.print(table)
    if inquiry.asked.frozen:
        tell(queries.frozen_words(inquiry.asked.frozen))
    if inquiry.asked.known_on:
        tell(_("As known on %(day)s.") % {"day": inquiry.asked.known_on.isoformat()})
