"""A text that was read, as its pages show it: its figures in the order of the form, its marked lines, what the form
asks and the text does not say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.core.sandbox import Unfit
from phongtrao.kit.file_words import notes as note_words
from phongtrao.kit.file_words import unread, where
from phongtrao.kit.writing import in_english
from phongtrao.reading import Why
from phongtrao.reading.files import Document, FileKind, Note, Place
from phongtrao.reports.models import ReadFigure, Reading, Synonym
from phongtrao.reports.queries.reading import label
from phongtrao.reports.queries.words import written
from phongtrao.reports.rules import Content, Typed, split
from phongtrao.reports.rules.from_text import (
    PASTED,
    THRESHOLDS,
    Look,
    Piece,
    Proposed,
    ReadingState,
    Taking,
    in_bulk,
    pieces,
)

FORM, SURE = "form", "doubt"
ORDERS = (FORM, SURE)


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure as the list shows it. `name`: the field that it is proposed for or went to; `standing`: what the
    draft says there already; `again`: the numbers of its repetitions."""

    row: ReadFigure
    name: str
    guess: str
    typed: Typed
    where: str
    looks: Sequence[str]
    grounds: Sequence[str]
    standing: str
    again: Sequence[int]

    @property
    def open(self) -> bool:
        return self.row.state == Taking.OPEN

    @property
    def in_words(self) -> str:
        """As it stands in the text, its field, and its boxes: for buttons that say what they do."""
        return f"{self.row.found['text']} – {self.name or self.guess}"


@dataclass(frozen=True, slots=True)
class Silent:
    """An indicator that the form asks and of which the text says nothing. `standing`: what the draft says."""

    section: str
    label: str
    standing: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of the text; `state` of the figure in it, `first` the number of the row in the list it leads to."""

    text: str
    mark: int = 0
    state: str = ""
    first: int = 0


@dataclass(frozen=True, slots=True)
class Bulk:
    """What one press would take; of two presses that take the same, the surer one stands."""

    least: int
    count: int


def state_label(state: str) -> str:
    return {
        ReadingState.WAITING: _("Being read"),
        ReadingState.READ: _("Read"),
        ReadingState.FAILED: _("Could not be read"),
    }[ReadingState(state)]


def title(reading: Reading) -> str:
    """The name of its file, or that it was pasted."""
    return _("Pasted text") if reading.file.name == PASTED else reading.file.name


def look_words(look: str) -> str:
    return {
        Look.SCANNED: _("Read from a scan: look at the picture of the line."),
        Look.RANGE: _("The text gives a range; its lower end is proposed."),
        Look.PARTS_DIFFER: _("The parts that the text names do not add up to this whole."),
        Look.INHERITED: _("What is counted is not written at this number; it is taken from the one before."),
        Look.OTHER_PERIOD: _("The text speaks of another period."),
        Look.PART_OF_PERIOD: _("The text speaks of a part of the period."),
        Look.OTHER_SCOPE: _("The text speaks of another place or organisation."),
        Look.PART_OF_PLACE: _("The text speaks of a part of your place, not of all of it."),
        Look.LARGER_PLACE: _("The text speaks of a larger place than your own."),
        Look.PART_OF_SAME: _("It is a part of another figure of the same kind."),
        Look.AWARD_FORM: _("Who gave the commendation is not clear here: choose the box of its form."),
    }[Look(look)]


def ground_words(why: str, words: str) -> str:
    """One thing that speaks for the field, or against it."""
    told = {
        Why.NOUN: _("what is counted: “%(words)s”"),
        Why.NO_NOUN: _("what is counted does not stand at the number"),
        Why.NOUN_BEFORE: _("what is counted stands before it: “%(words)s”"),
        Why.BEFORE: _("words before it: “%(words)s”"),
        Why.BEHIND: _("words behind it: “%(words)s”"),
        Why.BESIDE: _("words beside it: “%(words)s”"),
        Why.OVER: _("words in the sentence or the heading: “%(words)s”"),
        Why.AFTER_FIGURE: _("it follows a figure of “%(words)s”"),
        Why.SHARE: _("it is the share of the figure before"),
        Why.AS_AT: _("as at the figure before: “%(words)s”"),
        Why.RUNNER_UP: _("it might also be: %(words)s"),
        Why.SCANNED: _("it was read from a scan"),
    }[Why(why)]
    named = why in (Why.AFTER_FIGURE, Why.RUNNER_UP)
    return told % {"words": indicator_name(words) if named else words}


def fault_words(reading: Reading) -> str:
    code = reading.fault.get("code", "")
    if code == "stumbled":
        return _(
            "Reading this text went wrong here. Hand it in in another form, or type the figures by hand."
        )
    return unread(Unfit(code, **reading.fault.get("details", {})))


def notes(reading: Reading) -> list[str]:
    """What is to be said of the file before one trusts what was read."""
    told = reading.notes
    document = Document(
        FileKind.TXT,
        "",
        (),
        told.get("encoding", ""),
        frozenset(map(Note, told.get("notes", []))),
        tuple(told.get("pages_not_read", [])),
        told.get("pictures_not_read", 0),
    )
    return list(note_words(document))


def figures_of(reading: Reading) -> list[ReadFigure]:
    return list(ReadFigure.objects.filter(of=reading).order_by("number"))


def labels(content: Content) -> dict[str, str]:
    """The names of all figures that the form asks, each with its unit where there is one; by key, in its order."""
    found: dict[str, str] = {}
    for key in content.figure_keys:
        found[key] = str(label(content, key))
    return found


def shown(rows: Sequence[ReadFigure], content: Content, draft: Mapping[str, Any], order: str) -> list[Shown]:
    again: dict[int, list[int]] = {}
    for row in rows:
        if row.state == Taking.REPEAT:
            again.setdefault(row.found["repeats"], []).append(row.number)
    names, figures = labels(content), draft.get("figures", {})
    found = [_shown(row, names, figures, again) for row in rows if row.state != Taking.REPEAT]
    places = {key: at for at, key in enumerate(names)}
    if order == SURE:
        return sorted(found, key=lambda one: (not one.open, one.row.confidence, one.row.number))
    return sorted(found, key=lambda one: (places.get(one.row.key, len(places)), one.row.number))


def _shown(
    row: ReadFigure, names: Mapping[str, str], figures: Mapping[str, Any], again: Mapping[int, Sequence[int]]
) -> Shown:
    place = row.found["place"]
    return Shown(
        row=row,
        name=names.get(row.key, ""),
        guess=indicator_name(row.found["indicator"]),
        typed=Typed(**row.typed),
        where=where(Place(**place)) if place else "",
        looks=[look_words(look) for look in row.found["looks"]],
        grounds=[
            ground_words(*ground) for ground in row.found.get("grounds", []) if ground[0] != Why.INDICATOR
        ],
        standing=written(row.key, figures.get(row.key)) if row.key else "",
        again=again.get(row.number, ()),
    )


def indicator_name(code: str) -> str:
    known = catalogue.load().by_id.get(code)
    if known is None:
        return code
    return known.name_en if in_english() else known.name_vi


def as_typed(typed: Typed) -> str:
    return "/".join(text for text in (typed.text, typed.whole) if text)


def marked(reading: Reading, rows: Sequence[ReadFigure], *, only: Taking | None = None) -> list[Marked]:
    """The text with its figures; `only`: mark those of one fate."""
    by_number = {row.number: row for row in rows if only is None or row.state == only}
    found = pieces(reading.text, [(row.start, row.end, row.number) for row in by_number.values()])
    return [_marked(piece, by_number) for piece in found]


def _marked(piece: Piece, rows: Mapping[int, ReadFigure]) -> Marked:
    row = rows.get(piece.mark)
    if row is None:
        return Marked(piece.text)
    return Marked(piece.text, piece.mark, row.state, row.found["repeats"] or row.number)


def silent(rows: Iterable[ReadFigure], content: Content, draft: Mapping[str, Any]) -> list[Silent]:
    """Once for each section, however many cells it asks of the indicator."""
    said = {split(row.key)[0] for row in rows if row.state in (Taking.OPEN, Taking.TAKEN)}
    figures, found = draft.get("figures", {}), []
    for section in content.sections:
        for code in dict.fromkeys(split(key)[0] for key in section.figure_keys):
            if code not in said:
                standing = written(code, figures.get(code))
                found.append(Silent(section.id, indicator_name(code), standing))
    return found


def bulks(rows: Iterable[ReadFigure]) -> list[Bulk]:
    proposed = [
        Proposed(row.number, row.key, Typed(**row.typed), row.confidence, tuple(row.found["looks"]))
        for row in rows
        if row.state == Taking.OPEN
    ]
    found: list[Bulk] = []
    for least in THRESHOLDS:
        count = len(in_bulk(proposed, least))
        if count and count not in [bulk.count for bulk in found]:
            found.append(Bulk(least, count))
    return found


def counts(rows: Iterable[ReadFigure]) -> dict[str, int]:
    found = dict.fromkeys((fate.value for fate in Taking), 0)
    for row in rows:
        found[row.state] += 1
    return found


def both(key: str, theirs: Any, yours: Any) -> tuple[str, str]:
    """What the draft says and what the text says, in words."""
    return written(key, theirs), written(key, yours)


@dataclass(frozen=True, slots=True)
class Taught:
    row: Synonym
    name: str


def taught(rows: Iterable[Synonym]) -> list[Taught]:
    return [Taught(row, indicator_name(row.indicator)) for row in rows]
