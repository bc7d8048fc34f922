"""What was found when a report was sent, as it is kept with the submission."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from phongtrao.core import indicator as catalogue
from phongtrao.figures.rules import Doubt, Suspicion
from phongtrao.reports.rules.checks import Fault, Finding, explained


class Concern(StrEnum):
    """CONTRADICTION: numbers of one report that do not fit together. JUMP, OUTLIER: as figures.Suspicion."""

    CONTRADICTION = "contradiction"
    JUMP = "jump"
    OUTLIER = "outlier"


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding that did not hold the report back, with what its officer said of it when he sent it."""

    finding: Finding
    reason: str

    @property
    def concern(self) -> Concern:
        doubt = self.finding.doubt
        return Concern(doubt.suspicion.value) if doubt else Concern.CONTRADICTION


def kept(found: list[Finding], answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """As plain data: what may be sent though it should be looked at again."""
    return [_kept(finding, explained(finding, answers)) for finding in found if not finding.blocking]


def read_found(rows: list[dict[str, Any]]) -> list[Noted]:
    checks = {check.id: check for check in catalogue.load().checks}
    return [
        Noted(
            Finding(
                Fault(row["fault"]),
                tuple(row["fields"]),
                blocking=False,
                check=checks.get(row["check"]),
                doubt=_doubt(row["doubt"]) if row["doubt"] else None,
            ),
            row["reason"],
        )
        for row in rows
        if row["fault"] != Fault.CHECK or row["check"] in checks
    ]


def _kept(finding: Finding, reason: str) -> dict[str, Any]:
    doubt = finding.doubt
    numbers = {
        name: getattr(doubt, name, None) for name in ("now", "usual", "low", "high", "periods", "last_year")
    }
    return {
        "fault": finding.fault.value,
        "fields": list(finding.fields),
        "check": finding.check.id if finding.check else "",
        "doubt": {"suspicion": doubt.suspicion.value, **numbers} if doubt else None,
        "reason": reason,
    }


def _doubt(row: Mapping[str, Any]) -> Doubt:
    return Doubt(**{**row, "suspicion": Suspicion(row["suspicion"])})
