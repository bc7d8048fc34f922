"""The command `read`: figures out of narratives, on the command line. It needs no database."""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress, TaskID
from rich.table import Table

from phongtrao.core import indicator as catalogue
from phongtrao.core.sandbox import SandboxProblem, Unfit
from phongtrao.kit.console import Refusal, progress, say, tell
from phongtrao.kit.file_words import notes, unread, where
from phongtrao.kit.writing import in_english
from phongtrao.reading import Finding, Reader, reader, row
from phongtrao.reading.files import ENDINGS, Document, figures_of, open_file

WIDTH = 150  # of a table that goes to a file
PERCENT = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A file, and its name as the rows tell it: below the folder that was given."""

    path: Path
    name: str


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    read = commands.add_parser("read", help=_("the figures of narratives: Word, PDF, text, pictures"))
    read.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=_("files or folders"))
    read.add_argument("--jsonl", action="store_true", help=_("one JSON object a figure"))
    read.add_argument("--targets", action="store_true", help=_("plans and targets too"))
    read.add_argument("--text", action="store_true", help=_("only the text that offsets refer to"))
    read.set_defaults(run=run_read)


def run_read(options: argparse.Namespace) -> None:
    files = [asked for path in options.paths for asked in _files(path)]
    if not files:
        raise Refusal(_("There is no file here that can be read."))
    if options.text:
        _print_text(files)
        return
    refused = 0
    by = reader()
    with progress() as shown:
        task = shown.add_task("", total=len(files))
        for asked in files:
            shown.update(task, description=asked.name)
            document = _opened(asked, shown, task)
            shown.advance(task)
            if document is None:
                refused += 1
                continue
            _print(asked, document, by, options)
    if refused:
        raise Refusal(
            _("%(refused)s of %(files)s files could not be read.") % {"refused": refused, "files": len(files)}
        )


def _files(path: Path) -> Iterator[Asked]:
    """A folder's files of the kinds that are read, in the order of their names; a file as it is."""
    if not path.exists():
        raise Refusal(_("%(path)s does not exist.") % {"path": path})
    if not path.is_dir():
        yield Asked(path, path.name)
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and file.suffix.lower().lstrip(".") in ENDINGS and not _hidden(file, path):
            yield Asked(file, file.relative_to(path).as_posix())


def _hidden(file: Path, folder: Path) -> bool:
    """Word's own locks (~$...) and what the system hides."""
    return any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)


def _opened(asked: Asked, shown: Progress, task: TaskID) -> Document | None:
    def on_page(done: int, of: int) -> None:
        page = _("page %(page)s of %(pages)s") % {"page": done + 1, "pages": of}
        shown.update(task, description=f"{asked.name}: {page}")

    try:
        return open_file(asked.path, on=on_page)
    except (Unfit, SandboxProblem) as problem:
        tell(f"{asked.name}: {unread(problem)}")
    except OSError as problem:
        tell(f"{asked.name}: {problem.strerror}.")
    return None


def _print_text(files: Sequence[Asked]) -> None:
    """As it is: offsets count its signs."""
    if len(files) > 1:
        raise Refusal(_("--text shows one file."))
    try:
        document = open_file(files[0].path)
    except (Unfit, SandboxProblem) as problem:
        raise Refusal(f"{files[0].name}: {unread(problem)}") from problem
    for words in notes(document):
        tell(words)
    say(document.text)


def _print(asked: Asked, document: Document, by: Reader, options: argparse.Namespace) -> None:
    found = figures_of(document, by=by, targets=options.targets)
    for words in notes(document):
        tell(f"{asked.name}: {words}")
    if options.jsonl:
        for finding in found:
            say(json.dumps(row(finding, doc=asked.name, among=found), ensure_ascii=False))
    elif found:
        _print_table(asked, document, found)
    else:
        say(_("%(name)s: no figure was found.") % {"name": asked.name})


def _print_table(asked: Asked, document: Document, found: Sequence[Finding]) -> None:
    table = Table(title=asked.name, title_justify="left")
    for title in (_("Number"), _("What is counted"), _("Indicator"), _("Window"), _("Whose"), _("Where")):
        table.add_column(title, overflow="fold")
    table.add_column(_("Sure"), justify="right")
    for finding in found:
        table.add_row(
            finding.text if not finding.target else _("%(number)s (target)") % {"number": finding.text},
            finding.noun,
            _indicator(finding.indicator),
            " ".join(word for word in (finding.period or "", finding.note) if word),
            finding.scope.text if finding.scope else "",
            where(document.place(finding.span.start)),
            f"{finding.confidence * PERCENT:.0f} %",
        )
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = WIDTH
    console.print(table)


def _indicator(id: str) -> str:
    known = catalogue.load().get(id)
    return known.name_en if in_english() else known.name_vi
