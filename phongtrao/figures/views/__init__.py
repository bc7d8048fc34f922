from phongtrao.figures.views.catalogue import catalogue, indicator
from phongtrao.figures.views.figure import corrections, figure
from phongtrao.figures.views.totals import lines, totals

__all__ = ["catalogue", "corrections", "figure", "indicator", "lines", "totals"]
