"""The command `letter certificates`: a list in Excel becomes papers to print. It needs no database, and keeps nothing
of the list."""

import argparse
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from phongtrao.core.persons import denied
from phongtrao.core.sandbox import SandboxProblem, Unfit
from phongtrao.core.vetting import Code
from phongtrao.core.vietnamese import fold
from phongtrao.kit.console import Refusal, progress, say, tell
from phongtrao.kit.file_words import sentence as file_sentence
from phongtrao.kit.file_words import unread
from phongtrao.kit.writing import in_english
from phongtrao.letters.certificates import Template, TemplateFault, Writer, example, load, shipped
from phongtrao.letters.certificates.listing import LARGEST, CellFault, Entry, Listing, Wrong, laid_out, read
from phongtrao.letters.certificates.writing import Page, moment
from phongtrao.letters.text import clean

MOST_TOLD = 40  # faults that are told one by one
WIDTH = 120  # of a table that goes to a file
LONGEST_NAME = 60  # of a file, without its number
ENDING = ".xlsx"
Pages = list[Page]


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = commands.add_parser(
        "certificates", help=_("certificates, flags and the like from a list in Excel, as PDF")
    )
    made.add_argument("list", nargs="?", type=Path, metavar="LIST.xlsx", help=_("a row for each recipient"))
    made.add_argument(
        "--template", metavar="NAME", help=_("one of --list-templates, or a JSON file of your own")
    )
    made.add_argument("-o", "--output", type=Path, metavar="FOLDER", help=_("a new or empty folder"))
    made.add_argument(
        "--pdf",
        choices=["one", "many"],
        default="one",
        help=_("one file of many pages (one), or a file each"),
    )
    made.add_argument("--list-templates", action="store_true", help=_("the templates that there are"))
    made.add_argument("--example", type=Path, metavar="FILE.xlsx", help=_("write a list to fill in"))
    made.set_defaults(run=run_certificates)


def run_certificates(options: argparse.Namespace) -> None:
    if options.list_templates:
        _print_templates()
    elif options.example:
        _write_example(options.example)
    elif not (options.list and options.template and options.output):
        raise Refusal(
            _("Name a list, a template and a folder: LIST.xlsx --template NAME -o FOLDER; or ask for --help.")
        )
    else:
        _make(options.list, _template(options.template), options.output, many=options.pdf == "many")


def _make(path: Path, template: Template, folder: Path, *, many: bool) -> None:
    _must_be_new(folder)
    listing = _listing(path, template)
    _tell_left_out(listing.left_out)
    _must_be_right(listing.faults)
    writer = Writer(template)
    with progress() as shown:
        task = shown.add_task(_("laying out"), total=len(listing.entries))
        pages, faults = laid_out(listing, writer, lambda done: shown.update(task, completed=done))
        shown.remove_task(task)
        _must_be_right(faults)
        with _whole(folder) as into:
            if many:
                _write_many(listing.entries, pages, writer, into, shown)
            else:
                _write_one(listing.entries, pages, writer, into, shown)
    number = len(pages)
    tell(ngettext("%(n)s paper was made.", "%(n)s papers were made.", number) % {"n": number})
    say(str(folder if many else folder / f"{template.name}.pdf"))


def _write_one(entries: Sequence[Entry], pages: Pages, writer: Writer, into: Path, shown: Progress) -> None:
    shown.add_task(_("setting the pages"), total=None)
    (into / f"{writer.template.name}.pdf").write_bytes(_set(entries[0], pages, writer))


def _write_many(entries: Sequence[Entry], pages: Pages, writer: Writer, into: Path, shown: Progress) -> None:
    task = shown.add_task(_("writing"), total=len(pages))
    digits = max(3, len(str(len(pages))))
    for number, (entry, page) in enumerate(zip(entries, pages, strict=True), start=1):
        name = fold(entry.certificate.recipient).replace(" ", "-")[:LONGEST_NAME].strip("-")
        stem = "-".join(part for part in (f"{number:0{digits}}", name) if part)
        (into / f"{stem}.pdf").write_bytes(_set(entry, [page], writer))
        shown.advance(task)


def _set(first: Entry, pages: Pages, writer: Writer) -> bytes:
    one = first.certificate
    return writer.write(pages, at=moment(one), title=one.kind.printed, author=clean(one.issuer))


# What is given ----------------------------------------------------------------------------------------------


def _listing(path: Path, template: Template) -> Listing:
    if not path.is_file():
        raise Refusal(_("%(path)s does not exist.") % {"path": path})
    if path.suffix.lower() != ENDING:
        raise Refusal(_("%(name)s is no Excel workbook (.xlsx). Save it as one.") % {"name": path.name})
    try:
        if path.stat().st_size > LARGEST:
            raise Unfit(Code.TOO_LARGE.value)
        return read(path.name, path.read_bytes(), template.kind)
    except (Unfit, SandboxProblem) as problem:
        raise Refusal(f"{path.name}: {unread(problem)}") from problem


def _template(name: str) -> Template:
    if name in shipped():
        return shipped()[name]
    path = Path(name)
    if not path.is_file():
        raise Refusal(
            _("There is no template “%(name)s”: choose one of %(names)s, or name a JSON file.")
            % {"name": name, "names": ", ".join(shipped())}
        )
    try:
        return load(path)
    except TemplateFault as fault:
        raise Refusal(f"{path.name}: {template_words(fault)}") from fault


def _print_templates() -> None:
    table = Table(box=None, pad_edge=False)
    for title in (_("Template"), _("Paper"), _("What it looks like")):
        table.add_column(title, overflow="fold")
    for name, one in shipped().items():
        table.add_row(name, one.paper.value, one.title_en if in_english() else one.title_vi)
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = WIDTH
    console.print(table)


def _write_example(path: Path) -> None:
    if path.exists():
        raise Refusal(_("%(path)s is there already; name a new file.") % {"path": path})
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        partial.write_bytes(example.workbook())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    say(str(path))


# What is made -----------------------------------------------------------------------------------------------


def _must_be_new(folder: Path) -> None:
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise Refusal(_("%(path)s holds something already; name a new folder.") % {"path": folder})


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """A folder beside it, which takes its name when all is written: nobody finds half of it."""
    partial = folder.with_name(f".{folder.name}.{os.getpid()}")
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial.mkdir()
    try:
        yield partial
        partial.replace(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


# Words ------------------------------------------------------------------------------------------------------


def _tell_left_out(titles: Sequence[str]) -> None:
    """Columns about persons are named apart: they are better taken out of the list too."""
    persons = [title for title in titles if denied(title)]
    others = [title for title in titles if not denied(title)]
    if persons:
        tell(
            _("Not read, because nothing more about persons is needed: %(titles)s.")
            % {"titles": ", ".join(persons)}
        )
    if others:
        tell(_("Not read: %(titles)s.") % {"titles": ", ".join(others)})


def _must_be_right(faults: Sequence[CellFault]) -> None:
    if not faults:
        return
    for fault in faults[:MOST_TOLD]:
        tell(cell_words(fault))
    if len(faults) > MOST_TOLD:
        tell(_("and %(n)s more") % {"n": len(faults) - MOST_TOLD})
    number = len(faults)
    raise Refusal(
        ngettext(
            "%(n)s thing in the list is wrong; nothing was written.",
            "%(n)s things in the list are wrong; nothing was written.",
            number,
        )
        % {"n": number}
    )


def cell_words(fault: CellFault) -> str:
    where = _("sheet “%(sheet)s”") % {"sheet": fault.sheet}
    if fault.row:
        where = _("%(sheet)s, row %(row)s") % {"sheet": where, "row": fault.row}
    if fault.column:
        where = f"{where}, “{fault.column}”"
    return f"{where}: {_wrong_words(fault)}"


def _wrong_words(fault: CellFault) -> str:
    return {
        Wrong.NO_TITLES: _("no row has the titles of the columns; see --example."),
        Wrong.NO_ROWS: _("the list has no recipient."),
        Wrong.TWICE: _("this stands twice; keep one."),
        Wrong.EMPTY: _("this is missing."),
        Wrong.NOT_A_DAY: _("“%(said)s” is no day; write it as 19/08/2026."),
        Wrong.NOT_AN_ADDRESS: _("“%(said)s” is no address of a page; it begins with https://."),
        Wrong.NUMBER_OF_A_PERSON: _(
            "this looks like an identity or telephone number; a name and one line are enough."
        ),
        Wrong.TOO_LONG: _("“%(said)s…” is too long for its place; shorten it."),
        Wrong.NO_SIGN: _("the font has no sign “%(said)s”; write it otherwise."),
    }[fault.wrong] % {"said": fault.said}


def template_words(fault: TemplateFault) -> str:
    """Where in the template something is not understood, and what is expected there."""
    details = dict(fault.details)
    if "fault" in details:
        details["why"] = file_sentence(Code(details["fault"]))
    said = {
        "not_json": _("this is not JSON (%(why)s)."),
        "too_large": _("the file is too large for a template."),
        "too_deep": _("too many templates build on each other."),
        "no_template": _("there is no template “%(value)s” to build on."),
        "not_object": _("an object in braces is expected."),
        "not_boxes": _("an object with 1 to 40 boxes is expected."),
        "not_parts": _("a list of 1 to 20 parts is expected."),
        "unknown_key": _("this key is not known."),
        "not_number": _("a number from %(low)s to %(high)s is expected."),
        "not_text": _("a text of at most %(most)s signs is expected."),
        "not_truth": _("true or false is expected."),
        "not_choice": _("one of these is expected: %(choices)s."),
        "not_colour": _("a colour such as #b3151b is expected, or a name among “colours”."),
        "no_field": _("there is no field “%(value)s”."),
        "outside": _("this does not lie inside the page (297 × 210 mm)."),
        "not_beside": _("the name of a file beside the template is expected."),
        "no_picture": _("there is no file “%(value)s” beside the template."),
        "picture_kind": _("“%(value)s” is no PNG or JPG."),
        "picture": _("“%(value)s” can't be used: %(why)s"),
    }[fault.code] % details
    return f"{fault.key}: {said}" if fault.key else said
