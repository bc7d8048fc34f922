"""What a signed paper says beside what the data say."""

from collections.abc import Mapping, Sequence
from typing import Any

from phongtrao.letters.report import UnitReport, printed, rows, said
from phongtrao.reports.models import Report, SignedPaper
from phongtrao.reports.queries.own_report import called, own_report
from phongtrao.reports.rules import Comparison, Printed, compare, key_of

Told = tuple[Report, SignedPaper, Mapping[str, Any]]
"""The third: what was sent, or the draft."""


def compared(report: Report, paper: SignedPaper, answers: Mapping[str, Any]) -> Comparison:
    return compared_many([(report, paper, answers)])[report.pk]


def compared_many(told: Sequence[Told]) -> dict[int, Comparison]:
    """By report. Looks up the names of all their places at once."""
    if not told:
        return {}
    names = called([report for report, _paper, _answers in told])
    found = {}
    for report, paper, answers in told:
        written = own_report(report, answers, names[report.pk])
        found[report.pk] = compare(paper.text, _printed(written), said(written))
    return found


def _printed(report: UnitReport) -> list[Printed]:
    return [
        Printed(key_of(line.indicator, line.cell), line.full_name, line.unit, printed(line))
        for line in rows(report)
    ]
