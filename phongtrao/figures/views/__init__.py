from phongtrao.figures.views.catalogue import catalogue, indicator
from phongtrao.figures.views.comparison import comparison
from phongtrao.figures.views.figure import corrections, evidence_file, figure
from phongtrao.figures.views.freezes import freeze, freezes
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
    "totals",
]
