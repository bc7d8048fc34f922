"""Which files are kept: an upload is hostile until its bytes say otherwise."""

from phongtrao.core.vetting.faults import USUAL, Code, Fault, Kind
from phongtrao.core.vetting.office import BROKEN, LARGEST_RATIO, MOST_INFLATED, MOST_PARTS
from phongtrao.core.vetting.office import inspect as inspect_office
from phongtrao.core.vetting.old_office import inspect as inspect_old_office
from phongtrao.core.vetting.pictures import bare, orientation
from phongtrao.core.vetting.verdict import verdict, verdict_apart

__all__ = [
    "BROKEN",
    "LARGEST_RATIO",
    "MOST_INFLATED",
    "MOST_PARTS",
    "USUAL",
    "Code",
    "Fault",
    "Kind",
    "bare",
    "inspect_office",
    "inspect_old_office",
    "orientation",
    "verdict",
    "verdict_apart",
]
