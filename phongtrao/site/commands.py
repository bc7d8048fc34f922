"""The commands that run and keep the house: demo, serve, backup, restore, check; and read and letter, which
need no house."""

import argparse
import csv
import sys
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.core.workdays import HolidayProblem, WorkCalendar, Year
from phongtrao.kit.console import Refusal, must_be_set_up, print_json, progress, say, tell
from phongtrao.kit.writing import in_english
from phongtrao.site import demo, holidays, letters, reading, server, startup
from phongtrao.site.keeping import checking, copying, manifest


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    show = commands.add_parser("demo", help=_("set up, load the demo, serve it on this machine only"))
    show.add_argument("--port", type=int, metavar="N", help=_("the port to answer at (8138)"))
    show.add_argument("--no-serve", action="store_true", help=_("only load it"))
    show.add_argument(
        "--reset", action="store_true", help=_("empty what the demo created, then load it anew")
    )
    show.set_defaults(run=run_demo)
    serve = commands.add_parser("serve", help=_("the server for real use"))
    serve.add_argument("--port", type=int, metavar="N", help=_("the port to answer at (8138)"))
    serve.set_defaults(run=run_serve)
    backup = commands.add_parser("backup", help=_("copy the database and the files, while serving"))
    backup.add_argument("folder", type=Path, metavar="TO", help=_("a new or empty folder"))
    backup.add_argument("--json", action="store_true", help=_("print the manifest as JSON"))
    backup.set_defaults(run=run_backup)
    restore = commands.add_parser("restore", help=_("bring a backup back into an empty home, then check it"))
    restore.add_argument("folder", type=Path, metavar="FROM", help=_("the folder of the backup"))
    restore.add_argument("--json", action="store_true", help=_("print what was found as JSON"))
    restore.set_defaults(run=run_restore)
    check = commands.add_parser("check", help=_("check database, guards, trail and files; or a backup"))
    check.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help=_("the folder of a backup"))
    check.add_argument("--json", action="store_true", help=_("print what was found as JSON"))
    check.set_defaults(run=run_check)
    days = commands.add_parser(
        "holidays", help=_("the working days that hold here; or check a file of holidays")
    )
    days.add_argument("file", type=Path, nargs="?", metavar="FILE", help=_("a CSV or JSON file to check"))
    days.add_argument("--csv", action="store_true", help=_("print them as a CSV to change in Excel"))
    days.set_defaults(run=run_holidays)
    reading.register(commands)
    letters.register(commands)


def run_demo(options: argparse.Namespace) -> None:
    listener = None if options.no_serve else server.listen(options.port, demo=True)
    startup.prepare(demo=True)
    if options.reset:
        demo.reset()
        startup.prepare(demo=True)
    if not demo.present():
        with progress() as shown:
            bar = shown.add_task("", total=demo.STEPS)
            demo.load(now=timezone.now(), step=lambda words: shown.update(bar, description=words, advance=1))
    for account in demo.accounts():
        say(f"{account.username:24} {demo.PASSWORD}   {account.sentence}")
    if listener is not None:
        server.serve(port=options.port, demo=True, listener=listener)


def run_serve(options: argparse.Namespace) -> None:
    startup.run(demo=False, port=options.port)


def run_backup(options: argparse.Namespace) -> None:
    must_be_set_up("trail_row")
    try:
        body = copying.backup(options.folder.absolute(), now=timezone.now())
    except OSError as problem:
        raise Refusal(_file_sentence(problem)) from problem
    if options.json:
        print_json(body)
    else:
        say(
            _("Backed up: %(rows)s rows, %(files)s files. Manifest: %(digest)s")
            % {"rows": sum(body["tables"].values()), "files": len(body["files"]), "digest": body["sha256"]}
        )
    if body["damaged"]:
        raise Refusal(
            _("All else is backed up, but this file is missing or damaged here: %(digest)s.")
            % {"digest": body["damaged"][0]},
            code=1,
        )


def run_restore(options: argparse.Namespace) -> None:
    try:
        findings = copying.restore(options.folder.absolute())
    except OSError as problem:
        raise Refusal(_file_sentence(problem)) from problem
    _tell_findings(findings, options.json)


def run_holidays(options: argparse.Namespace) -> None:
    calendar: WorkCalendar = settings.WORKDAYS
    if options.file is not None:
        try:
            given = holidays.years_of(options.file)
        except HolidayProblem as problem:
            raise Refusal(f"{options.file}: {problem.words('en' if in_english() else 'vi')}") from problem
        except OSError as problem:
            raise Refusal(_file_sentence(problem)) from problem
        calendar = WorkCalendar(calendar.fixed, given)
    if options.csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows(holidays.rows_of(calendar))
        return
    for number, year in sorted(calendar.years.items()):
        say(
            f"{number}: {_('%(off)s days off, %(worked)s weekend days worked') % _counted(year)}. {year.source}"
        )
        for first, last, kind, name, _source in list(holidays.rows_of(WorkCalendar({}, {number: year})))[1:]:
            say(f"  {first}{'' if first == last else f' – {last}'}  {kind}  {name}")
    if options.file is not None:
        say(_("The file can be read. Name it in PHONGTRAO_HOLIDAYS and start Phongtrao anew."))


def _counted(year: Year) -> dict[str, int]:
    return {"off": len(year.off), "worked": len(year.worked)}


def run_check(options: argparse.Namespace) -> None:
    if options.folder is None:
        _tell_findings(checking.home(), options.json)
        return
    if not manifest.lies_in(options.folder):
        raise Refusal(next(manifest.faults(options.folder)))
    tell(_("Checking the backup"))
    fault = next(manifest.faults(options.folder), "")
    body = {} if fault else manifest.read(options.folder)
    if options.json:
        print_json({"ok": not fault, "fault": fault, "manifest": body})
    if fault:
        raise Refusal(fault, code=1)
    if not options.json:
        say(
            _("The backup holds: %(files)s files, made at %(moment)s.")
            % {"files": len(body["files"]), "moment": body["made_at"]}
        )


def _tell_findings(findings: checking.Findings, as_json: bool) -> None:
    if as_json:
        print_json(findings.as_json())
    if findings.fault:
        raise Refusal(findings.fault, code=1)
    if not as_json:
        say(
            _("All holds: %(rows)s rows, ledger at %(ledger)s, %(files)s files, %(stray)s that no row names.")
            % {
                "rows": sum(findings.facts.tables.values()),
                "files": findings.files,
                "ledger": findings.facts.ledger,
                "stray": findings.stray,
            }
        )


def _file_sentence(problem: OSError) -> str:
    return f"{problem.filename}: {problem.strerror}." if problem.filename else f"{problem.strerror}."
