"""Which places below have the most and the least of a figure. Places only, never persons; only what was accepted
counts, and who has nothing accepted is named as missing, never as last."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from phongtrao.letters.figures import FigureLine, UnitFigure, Value, with_unit
from phongtrao.letters.tables import missing_words, names_of, told_of
from phongtrao.letters.text import lowered, sentence


def extremes(lines: Iterable[FigureLine], below: Mapping[str, tuple[UnitFigure, ...]]) -> Iterator[str]:
    """A sentence for each of the lines whose indicator is told so (data/tables.json) and differs among the places."""
    for line in lines:
        if line.indicator in told_of().extremes and not line.cell and line.value is not None:
            found = _told(line, below.get(line.indicator, ()))
            if found:
                yield sentence(told_of().texts["extremes"].format(name=line.full_name, told=found))


def _told(line: FigureLine, units: Sequence[UnitFigure]) -> str:
    known = {unit.name: unit.value for unit in units if isinstance(unit.value, Value)}
    sizes = {_size(value) for value in known.values()}
    if len(sizes) < 2 or len({value.kind for value in known.values()}) > 1:
        return ""
    texts = told_of().texts
    said = [
        texts["highest"].format(places=_places(known, max(sizes), line.unit)),
        texts["lowest"].format(places=_places(known, min(sizes), line.unit)),
    ]
    missing = [unit.name for unit in units if unit.value is None]
    if missing:
        said.append(lowered(missing_words([lowered(name) for name in missing])))
    return "; ".join(said)


def _size(value: Value) -> Fraction:
    return Fraction(value.amount, value.denominator or 1)


def _places(known: Mapping[str, Value], size: Fraction, unit: str) -> str:
    """All that share the end, with what they have."""
    tied = [name for name, value in known.items() if _size(value) == size]
    amounts = dict.fromkeys(with_unit(known[name], unit) for name in tied)
    return f"{names_of([lowered(name) for name in tied])} ({', '.join(amounts)})"
