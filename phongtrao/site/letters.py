"""The group of commands `letter`: what can be done with official documents without any database."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from phongtrao.core.sandbox import SandboxProblem, Unfit
from phongtrao.kit.console import Refusal, print_json, say, tell
from phongtrao.kit.file_words import unread
from phongtrao.letters.checking import (
    LARGEST,
    STATE,
    Fault,
    Profile,
    ProfileProblem,
    Weight,
    check,
    from_data,
    profiles,
    row,
)
from phongtrao.site import certificates

WIDTH = 150  # of a table that goes to a file
ENDING = ".docx"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    letter = commands.add_parser(
        "letter", help=_("official documents: check their layout, make certificates")
    )
    inside = letter.add_subparsers(required=True, metavar="COMMAND")
    _register_check(inside)
    certificates.register(inside)


def _register_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    checked = commands.add_parser("check", help=_("what in a Word file breaks Nghị định 30/2020, by article"))
    checked.add_argument("files", nargs="+", type=Path, metavar="FILE.docx", help=_("Word files"))
    checked.add_argument(
        "--profile",
        default=STATE.id,
        metavar="NAME",
        help=_("the rules to check by: %(names)s; or a JSON file of your own")
        % {"names": ", ".join(profiles())},
    )
    checked.add_argument("--json", action="store_true", help=_("print what was found as JSON"))
    checked.set_defaults(run=run_check)


def run_check(options: argparse.Namespace) -> None:
    """0: nothing was found; 1: something breaks the layout or is advised; 2: a file can't be read."""
    profile = _profile(options.profile)
    if not profile.verified:
        tell(
            _("The rules “%(name)s” were not verified against their source: what they find is advice.")
            % {"name": profile.name(_language())}
        )
    told, refused = [], 0
    for path in options.files:
        try:
            faults = check(_content(path), profile=profile)
        except (Unfit, SandboxProblem) as problem:
            tell(f"{path.name}: {unread(problem)}")
            refused += 1
            continue
        told.append((path, faults))
        if not options.json:
            _print(path, faults)
    if options.json:
        print_json(_as_json(profile, told))
    if refused:
        raise Refusal(
            _("%(refused)s of %(files)s files could not be read.")
            % {"refused": refused, "files": len(options.files)}
        )
    if any(faults for _path, faults in told):
        raise Refusal(_summary([fault for _path, faults in told for fault in faults]), code=1)


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise Refusal(_("%(path)s does not exist.") % {"path": path})
    if path.suffix.lower() != ENDING:
        raise Refusal(
            _("%(name)s is no Word file (.docx). Save it as one, then check it.") % {"name": path.name}
        )
    if path.stat().st_size > LARGEST:
        raise Unfit("too_large")
    return path.read_bytes()


def _profile(name: str) -> Profile:
    """One that ships with the house, or an office's own file, which is laid over its `base`."""
    if name in profiles():
        return profiles()[name]
    path = Path(name)
    if not path.is_file():
        raise Refusal(
            _("There are no rules “%(name)s”: choose one of %(names)s, or name a JSON file.")
            % {"name": name, "names": ", ".join(profiles())}
        )
    try:
        return from_data(path.stem, json.loads(path.read_text(encoding="utf-8")))
    except (ProfileProblem, ValueError) as problem:
        raise Refusal(
            _("%(name)s holds no rules that can be used: %(problem)s.")
            % {"name": path.name, "problem": problem}
        ) from problem


def _as_json(profile: Profile, told: Sequence[tuple[Path, list[Fault]]]) -> dict[str, Any]:
    return {
        "profile": profile.id,
        "law": profile.law,
        "verified": profile.verified,
        "files": [{"name": path.name, "faults": [row(fault) for fault in faults]} for path, faults in told],
    }


def _print(path: Path, faults: Sequence[Fault]) -> None:
    if not faults:
        say(_("%(name)s: nothing breaks the layout.") % {"name": path.name})
        return
    table = Table(title=path.name, title_justify="left")
    table.add_column(_("What is wrong"), overflow="fold", ratio=5)
    table.add_column(_("Article"), overflow="fold", ratio=3)
    table.add_column(_("Where"), overflow="fold", ratio=4)
    for fault in faults:
        advice = fault.weight is Weight.ADVICE
        sentence = fault.sentence(_language())
        table.add_row(
            _("Advice: %(sentence)s") % {"sentence": sentence} if advice else sentence,
            fault.article,
            where(fault),
        )
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = WIDTH
    console.print(table)


def where(fault: Fault) -> str:
    """Paragraph 12: “Tình hình …”; 3 more places"""
    if fault.where.paragraph:
        place = _("paragraph %(n)s: “%(words)s”") % {"n": fault.where.paragraph, "words": fault.where.words}
    else:
        place = _("section %(n)s of the file") % {"n": fault.where.section}
    if not fault.also:
        return place
    return _("%(place)s; and %(n)s more places") % {"place": place, "n": fault.also}


def _summary(faults: Sequence[Fault]) -> str:
    breaks = sum(fault.weight is Weight.BREAKS for fault in faults)
    return _("Found: %(breaks)s that break the layout, %(advice)s to consider.") % {
        "breaks": breaks,
        "advice": len(faults) - breaks,
    }


def _language() -> str:
    return get_language() or "vi"
