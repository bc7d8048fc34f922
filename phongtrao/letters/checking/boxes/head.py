"""Boxes 1–5, 9a, 10 and the bases: from the top of the paper to the first words of the text."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from phongtrao.core.vietnamese import fold
from phongtrao.letters.checking.boxes import marks
from phongtrao.letters.checking.kinds import UNCODED, Kind, kind_of
from phongtrao.letters.checking.profile import Profile
from phongtrao.letters.checking.word import Line

LONG = 160  # signs: a line this long is text, not a head
FARTHEST = 150  # lines from the top
ENDS = (".", ";", ":")
PAIR = 2  # an office and the one above it
DECIDED = {"decision", "resolution", UNCODED}


@dataclass(slots=True)
class Head:
    """`end`: the place of the first line of the text."""

    stamps: list[Line] = field(default_factory=list)
    national: Line | None = None
    motto: Line | None = None
    office: list[Line] = field(default_factory=list)
    number: Line | None = None
    place: Line | None = None
    about: list[Line] = field(default_factory=list)
    kind: Line | None = None
    sort: Kind | None = None
    subject: list[Line] = field(default_factory=list)
    to: list[Line] = field(default_factory=list)
    deciding: list[Line] = field(default_factory=list)
    bases: list[Line] = field(default_factory=list)
    end: int = 0

    @property
    def letter(self) -> bool:
        """A công văn: it has no name of a kind."""
        return self.kind is None and bool(self.about or (self.to and not self.subject))

    @property
    def offices(self) -> list[list[list[Line]]]:
        """Columns of a head, of those who issue together; in each column office below office, the body above each
        in front of it. A new one begins below bold letters with what is not bold, or in a row further down."""
        columns: dict[tuple[int, int], list[list[Line]]] = {}
        for line in self.office:
            column = (line.cell.table, line.cell.column) if line.cell else (-1 - line.box, line.part)
            groups = columns.setdefault(column, [[]])
            last = groups[-1][-1] if groups[-1] else None
            lower = bool(last and last.cell and line.cell and line.cell.row > last.cell.row)
            if last and last.bold and (lower or not line.bold) and len(self.office) > PAIR:
                groups.append([])
            groups[-1].append(line)
        return [*columns.values()]

    @property
    def found(self) -> bool:
        return any((self.national, self.motto, self.number, self.kind, self.place))


def head(lines: Sequence[Line], profile: Profile) -> Head:
    reader = _Reader(lines, profile)
    reader.read()
    return reader.head


class _Reader:
    def __init__(self, lines: Sequence[Line], profile: Profile) -> None:
        self.lines, self.profile = lines, profile
        self.head = Head()
        self.last: str = ""

    def read(self) -> None:
        head = self.head
        for at, line in enumerate(self.lines[:FARTHEST]):
            if not line.blank and not marks.drawn(line):
                for part in marks.parts(line):
                    if not self._takes(part):
                        head.end = at
                        return
            elif self.last == "subject" and (line.blank or marks.drawn(line)):
                self.last = "subject ended"
            head.end = at + 1

    def _takes(self, line: Line) -> bool:
        """Whether the line belongs to the head; it is then kept in its box."""
        return any(box(line) for box in (self._top, self._title, self._below))

    def _top(self, line: Line) -> bool:
        head, text = self.head, line.text
        if head.kind or head.to or head.bases:
            return False
        if not any(sign.isalpha() for sign in text):
            return True  # a star, a number
        folded = fold(text)
        if folded in marks.STAMPS or folded in marks.SECRET:
            if folded in marks.STAMPS:
                head.stamps.append(line)
            return True
        above = self.profile.above
        if not head.national and (
            marks.alike(text, marks.NATIONAL) or (above and marks.alike(text, fold(above)))
        ):
            head.national, self.last = line, "national"
        elif not head.motto and marks.alike(text, marks.MOTTO):
            head.motto, self.last = line, "motto"
        elif not head.number and len(text) < LONG and marks.NUMBER.match(text):
            head.number, self.last = line, "number"
        elif not head.place and len(text) < LONG and _placed(text):
            head.place, self.last = line, "place"
        elif not head.about and marks.ABOUT.match(text) and (head.number or head.office):
            head.about, self.last = [line], "about"
        elif self.last == "about" and _beside(head.about[-1], line):
            head.about.append(line)
        elif self._office(line):
            head.office.append(line)
        else:
            return False
        return True

    def _office(self, line: Line) -> bool:
        """Names stand above the number; kinds and addressees don't count."""
        head, text = self.head, line.text
        if head.number or len(text) > LONG or kind_of(line.printed) or marks.TO.match(text):
            return False
        if line.cell is None and not line.tabbed and not line.box:
            return line.capital and (not head.national or head.place is None)
        return not marks.BASIS.match(text)

    def _title(self, line: Line) -> bool:
        head, text = self.head, line.text
        sort = kind_of(line.printed)
        if not head.kind and not head.to and sort and not text.endswith(":") and _titled(line):
            head.kind, head.sort, self.last = line, sort, "kind"
            return True
        if (self.last in ("kind", "subject") and self._subject(line)) or self._orphan(line):
            head.subject.append(line)
            self.last = "subject"
            return True
        return False

    def _orphan(self, line: Line) -> bool:
        """A subject whose kind was forgotten."""
        head = self.head
        if head.kind or head.about or head.to or head.subject or not head.number or line.cell or line.tabbed:
            return False
        return line.setting.align == "center" and line.bold and len(line.text) < LONG

    def _subject(self, line: Line) -> bool:
        text = line.text
        if any(mark.match(text) for mark in (marks.TO, marks.BASIS, marks.WITH)):
            return False
        if line.cell and line.cell.bordered:
            return False
        if self.last == "subject":
            before = self.head.subject[-1]
            return (
                line.setting.align == before.setting.align
                and line.bold == before.bold
                and line.setting.align != "both"
            )
        if line.setting.align == "center" or line.bold:
            return not self._deciding(line)
        return not text.endswith(ENDS) and len(text) < 2 * LONG

    def _deciding(self, line: Line) -> bool:
        """ "GIÁM ĐỐC CÔNG AN TỈNH": who decides, above the bases of a decision."""
        sort, text = self.head.sort, line.printed
        return bool(
            sort is not None
            and sort.id in DECIDED
            and line.capital
            and len(text) < LONG
            and (marks.DECIDER.match(text) or (self.head.subject and kind_of(text) is None))
            and not text.endswith(":")
        )

    def _below(self, line: Line) -> bool:
        head, text = self.head, line.text
        if not head.found:
            return False
        if marks.TO.match(text) and not head.to and not head.bases:
            head.to, self.last = [line], "to"
        elif self.last == "to" and (marks.DASH.match(text) or _same_table(head.to[-1], line)):
            head.to.append(line)
        elif head.kind and not head.bases and self._deciding(line):
            head.deciding.append(line)
            self.last = "deciding"
        elif head.kind and marks.WITH.match(text) and not head.bases:
            self.last = "with"
        elif self._basis(line):
            head.bases.append(line)
            self.last = "bases"
        else:
            return False
        return True

    def _basis(self, line: Line) -> bool:
        """A line that names a base and no more: "Căn cứ …, Ban Chỉ đạo báo cáo như sau:" is text."""
        text = line.text
        if not marks.BASIS.match(text) or text.endswith(":"):
            return False
        if line.italic or text.endswith(";") or self.head.bases:
            return True
        after = next((one for one in self.lines[line.at + 1 :] if not one.blank), None)
        return after is not None and bool(marks.BASIS.match(after.text))


def _placed(text: str) -> bool:
    if text.startswith("(") or marks.BASIS.match(text) or marks.NUMBER.match(text):
        return False
    return bool(marks.PLACE.match(text) or marks.SHORT_DATE.match(text))


def _titled(line: Line) -> bool:
    """A kind's name as a title; the same words begin many a sentence."""
    return line.setting.align == "center" or line.bold or line.capital


def _beside(before: Line, line: Line) -> bool:
    """Goes on below: the same cell, the same text box, or the same side of the tabs."""
    if before.cell or line.cell:
        return before.cell == line.cell
    return before.box == line.box and before.part == line.part and line.setting.align == before.setting.align


def _same_table(before: Line, line: Line) -> bool:
    return before.cell is not None and line.cell is not None and before.cell.table == line.cell.table
