"""What a signed paper says beside what the data say."""

from collections.abc import Mapping
from typing import Any

from phongtrao.letters.report import UnitReport, printed, rows, said
from phongtrao.reports.models import Report, SignedPaper
from phongtrao.reports.queries.own_report import own_report
from phongtrao.reports.rules import Comparison, Printed, compare, key_of


def compared(report: Report, paper: SignedPaper, answers: Mapping[str, Any]) -> Comparison:
    """`answers`: what was sent, or the draft. Looks up the names of the place."""
    written = own_report(report, answers)
    return compare(paper.text, _printed(written), said(written))


def _printed(report: UnitReport) -> list[Printed]:
    return [
        Printed(key_of(line.indicator, line.cell), line.full_name, line.unit, printed(line))
        for line in rows(report)
    ]
