from phongtrao.figures.views.catalogue import catalogue, indicator
from phongtrao.figures.views.comparison import comparison
from phongtrao.figures.views.figure import corrections, evidence_file, figure
from phongtrao.figures.views.freezes import freeze, freezes
from phongtrao.figures.views.superior import (
    superior_file,
    superior_filling,
    superior_fillings,
    superior_form,
    superior_forms,
    superior_removals,
    superior_retirement,
    superior_spots,
)
from phongtrao.figures.views.totals import lines, totals

__all__ = [
    "catalogue",
    "comparison",
    "corrections",
    "evidence_file",
    "figure",
    "freeze",
    "freezes",
    "indicator",
    "lines",
    "superior_file",
    "superior_filling",
    "superior_fillings",
    "superior_form",
    "superior_forms",
    "superior_removals",
    "superior_retirement",
    "superior_spots",
    "totals",
]
