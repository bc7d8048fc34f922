"""What the movement counts. The catalogue is data (core/data/indicators.json); values elsewhere are integers
scaled by `scale(indicator)`."""

from phongtrao.core.indicator.catalogue import Catalogue, Check, CheckKind, Term
from phongtrao.core.indicator.faults import FORBIDDEN, validate
from phongtrao.core.indicator.kinds import (
    Aggregation,
    BadCatalogue,
    BadCell,
    Definition,
    Dimension,
    Group,
    Indicator,
    NoDefinition,
    RatioParts,
    UnknownIndicator,
    Value,
    scale,
)
from phongtrao.core.indicator.loading import load, read

__all__ = [
    "FORBIDDEN",
    "Aggregation",
    "BadCatalogue",
    "BadCell",
    "Catalogue",
    "Check",
    "CheckKind",
    "Definition",
    "Dimension",
    "Group",
    "Indicator",
    "NoDefinition",
    "RatioParts",
    "Term",
    "UnknownIndicator",
    "Value",
    "load",
    "read",
    "scale",
    "validate",
]
