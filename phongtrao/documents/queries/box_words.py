"""The boxes of a form of writing in words, and what is wrong with them."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from phongtrao.documents.queries.words import about_a_person
from phongtrao.documents.rules import Box, BoxFault, BoxWrong, Writing
from phongtrao.kit.writing import in_english


def writing_label(writing: Writing) -> str:
    return writing.en if in_english() else writing.vi


def writing_says(writing: Writing) -> str:
    return writing.says_en if in_english() else writing.says_vi


def box_label(box: Box) -> str:
    return box.en if in_english() else box.vi


def box_help(box: Box) -> str:
    return box.help_en if in_english() else box.help_vi


def fault_words(writing: Writing, fault: BoxFault) -> str:
    if fault.denial:
        return about_a_person(fault.denial)
    box = writing.box(fault.box)
    details = {
        "box": box_label(box) if box else fault.box,
        "row": fault.row,
        "count": fault.count,
        "wanted": fault.wanted,
    }
    in_a_row = fault.row and fault.wrong in IN_A_ROW
    return (IN_A_ROW if in_a_row else WORDS)[fault.wrong]() % details


Words = Callable[[], str]
WORDS: dict[BoxWrong, Words] = {
    BoxWrong.EMPTY: lambda: _("“%(box)s” is empty; it must be typed."),
    BoxWrong.TOO_LONG: lambda: _("“%(box)s” has %(count)s characters; at most %(wanted)s fit."),
    BoxWrong.TOO_MANY_LINES: lambda: _("“%(box)s” has %(count)s lines; at most %(wanted)s fit."),
    BoxWrong.NOT_A_DAY: lambda: _("“%(box)s” is no day; type it as 02/12/2026."),
    BoxWrong.NOT_AN_HOUR: lambda: _("“%(box)s” is no hour; type it as 08:00."),
    BoxWrong.NOT_A_COUNT: lambda: _("“%(box)s” must be a whole number."),
    BoxWrong.NOT_OFFERED: lambda: _("“%(box)s”: choose one from the list."),
    BoxWrong.NOT_A_SYMBOL: lambda: _("Type the symbol as it stands on the paper, such as KH-BCĐ."),
    BoxWrong.NOT_PARTNERS: lambda: _(
        "One body a line: its name; its abbreviation; the post of who signs; the name of who signs."
    ),
    BoxWrong.TOO_MANY_PARTNERS: lambda: _("At most %(wanted)s bodies issue a document together."),
    BoxWrong.NOT_LABELLED: lambda: _("Line %(row)s: type its name, a colon and its text."),
    BoxWrong.NO_ROWS: lambda: _("The first line names the columns; type at least one row below it."),
    BoxWrong.UNEVEN: lambda: _(
        "Line %(row)s has %(count)s cells; it must have %(wanted)s, as the first line."
    ),
    BoxWrong.NOT_A_DUTY: lambda: _(
        "Line %(row)s has %(count)s cells; at most %(wanted)s, and the first must not be empty."
    ),
    BoxWrong.TOO_MANY_ROWS: lambda: _("The list has %(count)s rows; at most %(wanted)s fit."),
    BoxWrong.TOO_MANY_COLUMNS: lambda: _("The list has %(count)s columns; at most %(wanted)s fit."),
    BoxWrong.ROW_NOT_A_DAY: lambda: _("Line %(row)s: its fourth cell is no day; type it as 02/12/2026."),
    BoxWrong.ROW_NOT_VOTES: lambda: _(
        "Line %(row)s: type who is proposed, a semicolon and the number of votes."
    ),
    BoxWrong.MORE_THAN_BEFORE: lambda: _("“%(box)s” is %(count)s; it can't be more than %(wanted)s."),
    BoxWrong.ENDS_FIRST: lambda: _("The meeting ends before it begins."),
    BoxWrong.NO_POST: lambda: _("Type for which post it is signed, such as Trưởng ban."),
    BoxWrong.ABOUT_PERSONS: lambda: _("“%(box)s” tells of a person."),
}
IN_A_ROW: dict[BoxWrong, Words] = {
    BoxWrong.TOO_LONG: lambda: _("Line %(row)s has %(count)s characters; at most %(wanted)s fit."),
    BoxWrong.MORE_THAN_BEFORE: lambda: _(
        "Line %(row)s has %(count)s votes; there are only %(wanted)s valid ballots."
    ),
}
