import argparse
from datetime import date
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.core.period import Window, local_day
from phongtrao.figures import queries as figures
from phongtrao.kit.console import Refusal, must_be_set_up, say, tell
from phongtrao.letters import docx
from phongtrao.letters.annual import AnnualReport, compose
from phongtrao.letters.pdf import letter
from phongtrao.reports.queries import annual


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("report", help=_("official documents from what was reported"))
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    yearly = verbs.add_parser("annual", help=_("the annual report of a place, as Word or PDF"))
    _add_year(yearly, clock="calendar")
    _add_common(yearly)
    half = verbs.add_parser("half-year", help=_("the report of a place for half a year, as Word or PDF"))
    half.add_argument("--half", default="1", choices=("1", "2"), help=_("first or second half of the year"))
    _add_year(half, clock="nd09")
    _add_common(half)
    days = verbs.add_parser("days", help=_("the report of a place for days of their own, as Word or PDF"))
    days.add_argument(
        "--from", dest="first", required=True, metavar="DAY", help=_("first day, such as 2026-07-01")
    )
    days.add_argument(
        "--to", dest="last", required=True, metavar="DAY", help=_("last day, such as 2026-08-19")
    )
    days.add_argument("--clock", default="calendar", metavar="NAME", help=_("the clock of the figures"))
    _add_common(days)


def _add_year(parser: argparse.ArgumentParser, *, clock: str) -> None:
    parser.add_argument("--year", required=True, metavar="Y")
    parser.add_argument("--clock", default=clock, metavar="NAME", help=_("the clock of the year"))


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--place", required=True, metavar="CODE", help=_("code of the place, read in that year; VN")
    )
    parser.add_argument("--freeze", default="", metavar="N", help=_("as frozen: the number of a freeze"))
    parser.add_argument("--pdf", action="store_true", help=_("write PDF instead of Word"))
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")
    parser.set_defaults(run=run_report)


def run_report(options: argparse.Namespace) -> None:
    must_be_set_up("places_place")
    _must_fit(options)
    days = _days(options) if "first" in options else None
    try:
        asked = figures.inquire(
            place=options.place,
            indicators=[catalogue.load().indicators[0].id],
            year=days.end.year if days else options.year,
            clock=options.clock,
            period=f"half-{options.half}" if "half" in options else "",
            freeze=figures.freeze_numbered(options.freeze) if options.freeze else None,
            first=options.first if days else "",
            last=options.last if days else "",
        )
        report = annual.annual_report(asked.place, asked.asked, known_on=local_day(timezone.now()))
    except figures.Unanswerable as problem:
        raise Refusal(str(problem)) from problem
    except annual.NothingToReport:
        raise Refusal(
            _("Nothing is known of %(place)s in %(year)s: neither a figure nor an accepted narrative.")
            % {"place": options.place, "year": f"{options.first}–{options.last}" if days else options.year}
        ) from None
    _write(report, options)


def _days(options: argparse.Namespace) -> Window:
    try:
        return Window(date.fromisoformat(options.first), date.fromisoformat(options.last))
    except ValueError:
        words = {"first": options.first, "last": options.last}
        raise Refusal(
            _("“%(first)s” to “%(last)s” are no days of a report; write them like 2026-07-01.") % words
        ) from None


def _must_fit(options: argparse.Namespace) -> None:
    """A file whose name says Word holds no PDF, nor the other way round."""
    wrong = ".docx" if options.pdf else ".pdf"
    if options.output.suffix.lower() == wrong:
        sentence = (
            _("%(file)s is a name for Word; with --pdf give one that ends in .pdf.")
            if options.pdf
            else _("%(file)s is a name for PDF; add --pdf, or give one that ends in .docx.")
        )
        raise Refusal(sentence % {"file": options.output})


def _write(report: AnnualReport, options: argparse.Namespace) -> None:
    write = letter.write if options.pdf else docx.write
    try:
        options.output.write_bytes(write(compose(report)))
    except OSError as problem:
        raise Refusal(f"{options.output}: {problem.strerror}") from problem
    if report.illustrative:
        tell(_("This report holds illustrative figures; every page says so."))
    say(str(options.output))
