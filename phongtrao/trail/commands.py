import argparse
from dataclasses import asdict

from django.db import connection
from django.utils.translation import gettext as _

from phongtrao.kit import guards
from phongtrao.kit.console import Refusal, must_be_set_up, print_json, say
from phongtrao.kit.moments import moment
from phongtrao.trail import queries


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("trail", help=_("the trail: who did what, when"))
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    verify = verbs.add_parser("verify", help=_("check every chain and seal; exit 1 if one was tampered with"))
    verify.add_argument("--json", action="store_true", help=_("JSON on standard output"))
    verify.set_defaults(run=run_verify)


def run_verify(options: argparse.Namespace) -> None:
    must_be_set_up("trail_row")
    with moment(connection):
        found = queries.first_break()
        missing = sorted(guards.wanted(connection) - guards.standing(connection))
        rows, chains, seals = queries.counts()
    counted = {"rows": rows, "chains": chains, "seals": seals}
    if options.json:
        whole = found is None and not missing
        print_json({"ok": whole, **counted, "break": found and asdict(found), "missing_guards": missing})
    if found:
        raise Refusal(queries.break_sentence(found), code=1)
    if missing:
        name = {"name": missing[0]}
        raise Refusal(_("The guard %(name)s of an append-only table is missing.") % name, code=1)
    if not options.json:
        say(_("The trail holds: %(rows)s rows in %(chains)s chains, %(seals)s seals.") % counted)
