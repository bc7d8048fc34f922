import argparse
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.core.period import local_day
from phongtrao.figures import queries as figures
from phongtrao.kit.console import Refusal, must_be_set_up, say, tell
from phongtrao.letters.annual import compose
from phongtrao.letters.docx import write
from phongtrao.reports.queries import annual


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("report", help=_("official documents from what was reported"))
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    yearly = verbs.add_parser("annual", help=_("the annual report of a place, as a Word document"))
    yearly.add_argument(
        "--place", required=True, metavar="CODE", help=_("code of the place, read in that year; VN")
    )
    yearly.add_argument("--year", required=True, metavar="Y")
    yearly.add_argument("--clock", default="calendar", metavar="NAME", help=_("the clock of the year"))
    yearly.add_argument("--freeze", default="", metavar="N", help=_("as frozen: the number of a freeze"))
    yearly.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.docx")
    yearly.set_defaults(run=run_annual)


def run_annual(options: argparse.Namespace) -> None:
    must_be_set_up("places_place")
    try:
        asked = figures.inquire(
            place=options.place,
            indicators=[catalogue.load().indicators[0].id],
            year=options.year,
            clock=options.clock,
            freeze=figures.freeze_numbered(options.freeze) if options.freeze else None,
        )
        report = annual.annual_report(asked.place, asked.asked, known_on=local_day(timezone.now()))
    except figures.Unanswerable as problem:
        raise Refusal(str(problem)) from problem
    except annual.NothingToReport:
        raise Refusal(
            _("Nothing is known of %(place)s in %(year)s: neither a figure nor an accepted narrative.")
            % {"place": options.place, "year": options.year}
        ) from None
    try:
        options.output.write_bytes(write(compose(report)))
    except OSError as problem:
        raise Refusal(f"{options.output}: {problem.strerror}") from problem
    if report.illustrative:
        tell(_("This report holds illustrative figures; every page says so."))
    say(str(options.output))
