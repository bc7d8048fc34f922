"""The words for files and cells that were handed in: what came of them, and what to do."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.core import indicator as catalogue
from phongtrao.core.persons import denied
from phongtrao.core.vetting import Code
from phongtrao.core.vietnamese import NumberProblem, ProblemCode
from phongtrao.kit.file_words import sentence as kept_sentence
from phongtrao.kit.lengths import too_long_words
from phongtrao.kit.widgets import problem_sentence
from phongtrao.kit.writing import in_english
from phongtrao.reports.models import ImportFile
from phongtrao.reports.queries.words import trouble
from phongtrao.reports.rules import Answer, Trouble, split
from phongtrao.reports.rules.columns import CellFault
from phongtrao.reports.rules.taking import FileFault, FileState

CONTRADICTION = "contradiction"


def titles_with_persons(titles: Sequence[str]) -> list[tuple[str, bool]]:
    """Titles of columns that were not read, and whether they ask about persons."""
    return [(title, denied(title) is not None) for title in titles]


def file_state_label(state: FileState | str) -> str:
    return {
        FileState.WAITING: _("Waiting"),
        FileState.TAKEN: _("Taken in"),
        FileState.SAME: _("Nothing new"),
        FileState.REFUSED: _("Not taken in"),
    }[FileState(state)]


def file_words(file: ImportFile) -> str:
    """One sentence of what came of a file."""
    result = file.result
    if file.state == FileState.WAITING:
        return ""
    if file.state == FileState.TAKEN:
        n = len(result.get("taken", []))
        return ngettext("%(n)s cell went into the draft.", "%(n)s cells went into the draft.", n) % {"n": n}
    if file.state == FileState.SAME:
        return _("The draft says all of this already.")
    if result.get("fault") == FileFault.CELLS:
        n = len(result["wrong"])
        said = ngettext(
            "%(n)s cell is wrong; nothing of this file was taken in.",
            "%(n)s cells are wrong; nothing of this file was taken in.",
            n,
        )
        return said % {"n": n}
    return fault_words(result.get("fault", ""), result.get("details", {}))


def fault_words(fault: str, details: Mapping[str, str]) -> str:
    """Why a file was not taken in, and what to do."""
    if fault in set(Code):
        return kept_sentence(Code(fault))
    return {
        FileFault.NOT_WORKBOOK: _("Only workbooks (.xlsx), CSV files and zip files of them are read."),
        FileFault.TOO_MANY_CELLS: _(
            "The file has far more sheets, rows or columns than a report; is it the right one?"
        ),
        FileFault.TOO_SLOW: _(
            "Reading the file took too long. Download the workbook again and copy the figures over."
        ),
        FileFault.NO_TABLE: _(
            "The file lacks the columns %(lacking)s. Download the workbook again and fill in that one."
        ),
        FileFault.NOTHING_LEFT: _(
            "No row of the report is left in the file. Download the workbook again and fill in that one."
        ),
        FileFault.SEVERAL: _("The file holds rows of several reports; one file is for one report."),
        FileFault.FORGED: _(
            "The hidden code of the workbook was changed. Download the workbook again and copy the "
            "figures over."
        ),
        FileFault.OTHER_REQUEST: _("This workbook belongs to another request: “%(title)s”, %(window)s."),
        FileFault.OTHER_UNIT: _("This workbook belongs to another unit: %(unit)s."),
        FileFault.OTHER_WINDOW: _(
            "This workbook counts other days: %(window)s. Download the workbook again."
        ),
        FileFault.OLDER_FORM: _(
            "This workbook was made from another version of the form. Download the workbook again."
        ),
        FileFault.NOT_OPEN: "%(said)s",
        FileFault.CHANGED: _(
            "Since the workbook was downloaded, this was changed on the page (there / in the file): "
            "%(fields)s. Download the workbook again, or change it on the page."
        ),
        FileFault.GONE: _("The file or its report is not there for you; hand it in again."),
        "stumbled": _(
            "The file could not be read because of a fault of ours. Hand it in again; if it happens "
            "again, tell the operator."
        ),
        "zip_damaged": _("The zip file is damaged. Pack the workbooks again."),
        "zip_locked": _("The zip file is locked with a password. Pack the workbooks without one."),
        "zip_too_many": _("The zip file holds more than 5,000 files. Pack the workbooks in several parts."),
        "zip_inflates": _("The zip file would swell to an enormous size. Pack only the workbooks."),
    }.get(fault, _("The file can't be read.")) % dict(details)


def cell_words(key: str, code: str, typed: str, readings: Sequence[str]) -> str:
    """What is wrong with a cell, and what to write there."""
    if code == CONTRADICTION:
        return readings[1 if in_english() else 0]
    if code in set(ProblemCode):
        problem = NumberProblem(ProblemCode(code), typed, tuple(readings))
        return problem_sentence(problem, catalogue.load().get(split(key)[0]).decimals)
    if code in set(Trouble):
        return trouble(key, _unread(code, typed, readings))
    if code in (CellFault.NARRATIVE_TOO_LONG, CellFault.REASON_TOO_LONG) and len(readings) == 2:
        return too_long_words(*map(int, readings))
    meant = readings[0] if readings else ""
    return _cell_sentences()[CellFault(code)] % {"meant": meant, "typed": typed}


def _cell_sentences() -> dict[CellFault, str]:
    return {
        CellFault.DAY: _(
            "Excel keeps a day here (%(typed)s), not a number. Set the cell's format to number and "
            "write the number again."
        ),
        CellFault.ERROR: _("The formula here ends in an error (%(typed)s). Write the number itself."),
        CellFault.NOT_CALCULATED: _(
            "A formula without its result stands here. Open the file in Excel and save it, or write "
            "the number itself."
        ),
        CellFault.MERGED: _(
            "This cell is merged with others in several rows, so it is not clear whose number it is. "
            "Split it and write each number in its own row."
        ),
        CellFault.IDENTITY: _(
            "This looks like the number of an identity card. Such numbers are not read; delete it."
        ),
        CellFault.TCVN3: _(
            "Some of this text seems to be written in an old font (TCVN3). Convert it to Unicode and "
            "paste it again."
        ),
        CellFault.VNI: _(
            "Some of this text seems to be written in an old font (VNI). Convert it to Unicode and paste "
            "it again."
        ),
        CellFault.MISREAD: _("The Vietnamese letters of this text were broken on the way. Write it again."),
        CellFault.LETTER: _("A letter stands among the digits. Did you mean %(meant)s?"),
        CellFault.UNKNOWN_KEY: _(
            "The hidden code of this row is none of the form's. Download the workbook again."
        ),
        CellFault.TWICE: _("This row stands twice in the file. Delete one."),
        CellFault.QUALIFIER: _("“%(typed)s” is none of the choices of how exact a number is."),
        CellFault.NARRATIVE_TOO_LONG: _("The text is too long."),  # read before the lengths were kept
        CellFault.REASON_TOO_LONG: _("The reason is too long."),
    }


def _unread(code: str, typed: str, readings: Sequence[str]) -> Answer:
    problem = {"code": code, "typed": typed, "readings": list(readings)}
    unread: Any = {"value": None, "problem": problem}
    found: Answer = unread
    return found
