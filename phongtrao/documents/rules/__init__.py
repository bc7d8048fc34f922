"""Which files are kept: an upload is hostile until its bytes say otherwise."""

from phongtrao.documents.rules.faults import Code, Fault, Kind
from phongtrao.documents.rules.office import LARGEST_RATIO, MOST_INFLATED, MOST_PARTS
from phongtrao.documents.rules.office import inspect as inspect_office
from phongtrao.documents.rules.verdict import verdict

__all__ = [
    "LARGEST_RATIO",
    "MOST_INFLATED",
    "MOST_PARTS",
    "Code",
    "Fault",
    "Kind",
    "inspect_office",
    "verdict",
]
