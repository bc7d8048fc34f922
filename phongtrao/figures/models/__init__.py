from phongtrao.figures.models.ledger import (
    AskedList,
    AskedOrganisation,
    Batch,
    Evidence,
    Figure,
    FigureKey,
    Freeze,
    Indicator,
    LedgerHead,
    Recorded,
    choices,
)
from phongtrao.figures.models.superior import SuperiorFilling, SuperiorForm, SuperiorSpot

__all__ = [
    "AskedList",
    "AskedOrganisation",
    "Batch",
    "Evidence",
    "Figure",
    "FigureKey",
    "Freeze",
    "Indicator",
    "LedgerHead",
    "Recorded",
    "SuperiorFilling",
    "SuperiorForm",
    "SuperiorSpot",
    "choices",
]
