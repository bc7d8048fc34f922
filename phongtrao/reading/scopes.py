"""The place a figure speaks of: the last one named before it in its sentence, else the one the text is about."""

from dataclasses import dataclass, field
from datetime import date

from phongtrao.reading.finding import Scope, Span
from phongtrao.reading.place_names import Gazetteer, Mention, NamedPlace, mentions
from phongtrao.reading.spelling import Plain

HEAD = 48  # signs from the head of a sentence in which a place named is what it is about

__all__ = ["Gazetteer", "NamedPlace", "Places"]


@dataclass(slots=True)
class Places:
    """Follows the places of a text. One named in passing is forgotten with its sentence; "toàn huyện" is the district
    last named."""

    plain: Plain
    gazetteer: Gazetteer | None = None
    on: date | None = None
    about: Mention | None = None
    named: dict[int, Mention] = field(default_factory=dict)  # the last of each level
    here: list[tuple[int, Mention]] = field(
        default_factory=list
    )  # of this sentence: where, and what is meant

    def sentence(self, start: int, end: int) -> None:
        """Goes on to the next sentence."""
        self.here = []
        for one in mentions(self.plain, start, end, self.gazetteer):
            meant = self.named.get(one.level, one) if one.general else one
            self.here.append((one.start, meant))
            if not one.general:
                self.named[one.level] = one
        if self.here:
            at, first = self.here[0]
            if self.about is None or at - start <= HEAD:
                self.about = first

    def scope(self, at: int) -> Scope | None:
        """Of a figure at a sign of this sentence."""
        before = [meant for where, meant in self.here if where <= at]
        meant = before[-1] if before else self.about
        if meant is None:
            return None
        text = self.plain.shown[meant.start : meant.end]
        key = self.gazetteer.find(text, self.on) if self.gazetteer else None
        return Scope(text, Span(self.plain.place(meant.start), self.plain.place(meant.end)), key)
