import argparse

from django.db import connection
from django.utils.translation import gettext as _

from phongtrao.kit.console import Refusal, must_be_set_up, say
from phongtrao.kit.moments import moment
from phongtrao.trail import queries


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("trail", help=_("the trail: who did what, when"))
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    verify = verbs.add_parser("verify", help=_("check every chain and seal; exit 1 if one was tampered with"))
    verify.set_defaults(run=run_verify)


def run_verify(options: argparse.Namespace) -> None:
    must_be_set_up("trail_row")
    with moment(connection):
        found = queries.first_break()
    if found:
        raise Refusal(
            _("The trail does not hold: chain %(chain)s, row %(number)s: %(why)s.")
            % {"chain": found.chain, "number": found.number, "why": found.why},
            code=1,
        )
    rows, chains, seals = queries.counts()
    say(
        _("The trail holds: %(rows)s rows in %(chains)s chains, %(seals)s seals.")
        % {"rows": rows, "chains": chains, "seals": seals}
    )
