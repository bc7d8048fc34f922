"""The command line: gathers the commands of the parts. Words in the language of PHONGTRAO_LANGUAGE, else
Vietnamese; data on stdout, the rest on stderr; exit 2 where something asked can't be done."""

import argparse
import errno
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import NoReturn

import django
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from phongtrao.kit.console import Refusal, tell
from phongtrao.parts import PARTS
from phongtrao.site import home


def main(arguments: list[str] | None = None) -> NoReturn:
    given = sys.argv[1:] if arguments is None else arguments
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phongtrao.site.settings")
    _choose_home(given[0] if given else "")
    try:
        django.setup()
    except (ImproperlyConfigured, home.HomeProblem) as problem:
        tell(str(problem))
        sys.exit(2)
    if given[:1] == ["manage"]:
        sys.exit(_manage(given[1:]))
    with translation.override(_language()):
        sys.exit(_run(given))


def parser() -> argparse.ArgumentParser:
    says = _("Runs a people's movement through its year")
    top = argparse.ArgumentParser(prog="bin/phongtrao", description=says)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for module in _command_modules():
        import_module(module).register(commands)
    commands.add_parser("manage", help=_("Django's own commands"), add_help=False)
    return top


def _command_modules() -> list[str]:
    modules = [f"phongtrao.{part}.commands" for part in (*PARTS, "site")]
    return [module for module in modules if find_spec(module)]


def _run(given: list[str]) -> int:
    if sys.stdout is None:  # the shell's >&-
        tell(_("The output could not be written: %(problem)s.") % {"problem": os.strerror(errno.EBADF)})
        return 2
    options = parser().parse_args(given)
    try:
        options.run(options)
        sys.stdout.flush()
    except Refusal as refusal:
        tell(str(refusal))
        return refusal.code
    except DatabaseError as problem:
        tell(_("The database does not answer as it should: %(problem)s") % {"problem": str(problem).strip()})
        return 2
    except BrokenPipeError:
        _let_output_go()
        return 0
    except OSError as problem:
        _let_output_go()
        tell(_system_sentence(problem))
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _let_output_go() -> None:
    """Else Python tries once more as it ends, and tells of it in its own words."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _system_sentence(problem: OSError) -> str:
    why = problem.strerror or str(problem)
    if problem.filename:
        return f"{problem.filename}: {why}."
    return _("The output could not be written: %(problem)s.") % {"problem": why}


def _manage(given: list[str]) -> int:
    management = import_module("django.core.management")
    management.execute_from_command_line(["bin/phongtrao manage", *given])
    return 0


def _language() -> str:
    chosen = os.environ.get("PHONGTRAO_LANGUAGE", "vi")
    return chosen if chosen in ("vi", "en") else "vi"


def _choose_home(command: str) -> None:
    """The demo has a home of its own; what is real never falls back to it."""
    if command == "demo":
        os.environ["PHONGTRAO_HOME"] = str(home.demo_home())
        os.environ["PHONGTRAO_DEMO"] = "1"
    elif command in ("serve", "restore"):
        os.environ.setdefault("PHONGTRAO_HOME", str(home.real_home()))
