"""Which files are kept: an upload is hostile until its bytes say otherwise."""

from phongtrao.core.vetting.faults import Code, Fault, Kind
from phongtrao.core.vetting.office import BROKEN, LARGEST_RATIO, MOST_INFLATED, MOST_PARTS
from phongtrao.core.vetting.office import inspect as inspect_office
from phongtrao.core.vetting.verdict import verdict

__all__ = [
    "BROKEN",
    "LARGEST_RATIO",
    "MOST_INFLATED",
    "MOST_PARTS",
    "Code",
    "Fault",
    "Kind",
    "inspect_office",
    "verdict",
]
