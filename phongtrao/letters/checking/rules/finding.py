"""What a rule hands back, and what it is given."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from phongtrao.letters.checking.boxes import Boxes, Item
from phongtrao.letters.checking.profile import Look, Profile
from phongtrao.letters.checking.word import Line, Paper, Piece, Section

Words = tuple[str, str]
"""In Vietnamese and in English."""
FEW = 2
WORDS_OF_CAPITALS = {"recipients": 6, "to": 6, "bases": 6, "subject": 3, "about": 4}
"""So many words in capitals are no abbreviation any more."""


@dataclass(frozen=True, slots=True)
class Case:
    """The document that is checked, and by what; `items` are the lines of its text, sorted."""

    paper: Paper
    boxes: Boxes
    profile: Profile
    items: tuple[Item, ...]

    def section(self, line: Line) -> Section:
        return self.paper.sections[min(line.section, len(self.paper.sections) - 1)]


@dataclass(frozen=True, slots=True)
class Finding:
    """`line` is None for what holds of a whole section."""

    code: str
    line: Line | None
    found: str | Words = ""
    wanted: str | Words = ""
    section: int = 0


def sizes(least: float, most: float) -> Words:
    if least == most:
        return written(least), written(least)
    return f"{written(least)} đến {written(most)}", f"{written(least)} to {written(most)}"


def written(number: float) -> str:
    """12; 12,5"""
    return f"{number:.1f}".rstrip("0").rstrip(".").replace(".", ",")


def lettered(line: Line) -> Iterator[Piece]:
    """Its pieces that print a letter or a number."""
    return (piece for piece in line.pieces if any(sign.isalnum() for sign in piece.text))


def look(box: str, lines: Iterable[Line], case: Case, *, whole: bool = False) -> Iterator[Finding]:
    """Size, weight, slope, capitals and alignment of a box; `whole`: a word in italics within it is free."""
    wanted = case.profile.looks[box]
    for line in lines:
        yield from _size(box, line, wanted)
        yield from _switches(box, line, wanted, whole=whole)
        yield from _capitals(box, line, wanted)
        yield from _align(box, line, wanted)


def _size(box: str, line: Line, wanted: Look) -> Iterator[Finding]:
    least, most = wanted.size
    wrong = {piece.letters.size for piece in lettered(line) if not least <= piece.letters.size <= most}
    if wrong:
        found = "; ".join(written(size) for size in sorted(wrong))
        yield Finding(f"{box}.size", line, found, sizes(least, most))


def _switches(box: str, line: Line, wanted: Look, *, whole: bool) -> Iterator[Finding]:
    pieces = list(lettered(line))
    bold = [piece.letters.bold for piece in pieces]
    italic = [piece.letters.italic for piece in pieces]
    if wanted.bold is False and any(bold):
        yield Finding(f"{box}.bold", line, ("chữ đậm", "bold"), ("chữ không đậm", "not bold"))
    if wanted.bold and not all(bold):
        yield Finding(f"{box}.bold", line, ("chữ không đậm", "not bold"), ("chữ đậm", "bold"))
    if wanted.italic is False and (all(italic) and italic if whole else any(italic)):
        yield Finding(f"{box}.italic", line, ("chữ nghiêng", "italic"), ("chữ đứng", "upright"))
    if wanted.italic and not all(italic):
        yield Finding(f"{box}.italic", line, ("chữ đứng", "upright"), ("chữ nghiêng", "italic"))


def _capitals(box: str, line: Line, wanted: Look) -> Iterator[Finding]:
    if wanted.caps and line.printed != line.printed.upper():
        yield Finding(f"{box}.caps", line, line.words, ("chữ in hoa", "capitals"))
    enough = len(line.text.split()) >= WORDS_OF_CAPITALS.get(box, FEW)
    if wanted.caps is False and line.capital and enough:
        yield Finding(f"{box}.caps", line, line.words, ("chữ in thường", "lower case"))


def _align(box: str, line: Line, wanted: Look) -> Iterator[Finding]:
    """What stands in a text box, or was pushed into place by tabs and spaces, can't be judged."""
    pushed = line.tabbed or line.box or line.raw.startswith(("\t", "   "))
    if wanted.align and not pushed and line.setting.align != wanted.align:
        if wanted.align == "left" and line.setting.align == "both":
            return
        yield Finding(
            f"{box}.align", line, ALIGNS.get(line.setting.align, line.setting.align), ALIGNS[wanted.align]
        )


ALIGNS: dict[str, Words] = {
    "left": ("canh trái", "left"),
    "center": ("canh giữa", "centred"),
    "right": ("canh phải", "right"),
    "both": ("canh đều", "justified"),
}
