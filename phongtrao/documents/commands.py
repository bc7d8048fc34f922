import argparse
from pathlib import Path

from django.utils.translation import gettext as _

from phongtrao.documents import queries
from phongtrao.kit.console import Refusal, must_be_set_up, progress, say
from phongtrao.people.models import Organisation

LARGEST = 2**63 - 1


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("documents", help=_("official documents of an office"))
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    export = verbs.add_parser(
        "export", help=_("all documents, registers and files of an office in one zip with an index")
    )
    export.add_argument(
        "--organisation", required=True, type=int, metavar="N", help=_("number of the office")
    )
    export.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.zip")
    export.set_defaults(run=run_export)


def run_export(options: argparse.Namespace) -> None:
    must_be_set_up("documents_document")
    asked = options.organisation
    found = Organisation.objects.filter(pk=asked).first() if 0 < asked <= LARGEST else None
    if found is None:
        raise Refusal(_("There is no office with the number %(number)s.") % {"number": asked})
    try:
        with progress() as bar, options.output.open("wb") as target:
            line = bar.add_task(_("Packing"), total=None)
            queries.pack(found, target, lambda done, total: bar.update(line, completed=done, total=total))
    except OSError as problem:
        raise Refusal(f"{options.output}: {problem.strerror}") from problem
    say(str(options.output))
