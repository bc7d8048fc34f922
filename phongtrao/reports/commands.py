import argparse
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.core.period import local_day
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
    yearly.add_argument(
        "--place", required=True, metavar="CODE", help=_("code of the place, read in that year; VN")
    )
    yearly.add_argument("--year", required=True, metavar="Y")
    yearly.add_argument("--clock", default="calendar", metavar="NAME", help=_("the clock of the year"))
    yearly.add_argument("--freeze", default="", metavar="N", help=_("as frozen: the number of a freeze"))
    yearly.add_argument("--pdf", action="store_true", help=_("write PDF instead of Word"))
    yearly.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")
    yearly.set_defaults(run=run_annual)


def run_annual(options: argparse.Namespace) -> None:
    must_be_set_up("places_place")
    _must_fit(options)
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
    _write(report, options)


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
