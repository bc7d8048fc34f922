"""A report accepted anew corrects its own figures in the ledger: what changed supersedes the row before, what is
new is added, what was emptied is withdrawn. Nothing else of the ledger is touched."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from phongtrao.core.figure import Basis, Qualifier, ValueKind
from phongtrao.core.period import Window
from phongtrao.figures import actions as figures
from phongtrao.figures.models import Evidence, Figure
from phongtrao.reports.rules import Answer, split

Standing = Mapping[tuple[str, str], Figure]
"""By indicator and cell the last row of each figure that the report put into the ledger."""


def changed(answers: Mapping[str, Answer], standing: Standing) -> dict[str, Answer]:
    """Of what was sent the figures that the ledger does not hold already."""
    return {
        key: answer
        for key, answer in answers.items()
        if (row := standing.get(split(key))) is None or row.withdrawn or not same(answer, row)
    }


def same(answer: Answer, row: Figure) -> bool:
    said = (answer["value"], answer["denominator"], answer["kind"], answer["qualifier"])
    return said == (row.value, row.denominator, row.kind, row.qualifier)


def emptied(answers: Mapping[str, Answer], standing: Standing) -> list[Figure]:
    """What the ledger holds and was not sent any more."""
    said = {split(key) for key in answers}
    return [row for cell, row in standing.items() if cell not in said and not row.withdrawn]


def superseding(entries: Iterable[figures.Entry], standing: Standing, why: str) -> list[figures.Entry]:
    """Each entry with the row that it corrects; `why` stands beside it, with the figure's own reason."""
    return [
        entry
        if (row := standing.get((entry.indicator, entry.cell))) is None
        else replace(entry, supersedes=row, reason="; ".join(text for text in (why, entry.reason) if text))
        for entry in entries
    ]


def withdrawal(row: Figure, why: str, evidence: Evidence | None) -> figures.Entry:
    """The figure is taken back: an empty answer is no zero."""
    return figures.Entry(
        indicator=row.indicator.code,
        cell=row.cell,
        place=row.place,
        organisation=row.organisation,
        clock=row.clock,
        window=Window(row.start, row.end),
        value=row.value,
        denominator=row.denominator,
        kind=ValueKind(row.kind),
        qualifier=Qualifier(row.qualifier),
        basis=Basis(row.basis),
        evidence=evidence,
        supersedes=row,
        reason=why,
        illustrative=row.illustrative,
        withdrawn=True,
    )
