"""Reports for programs: the same actions as the pages, with a token."""

from phongtrao.reports.api import deciding, many, single
from phongtrao.reports.api.common import router

__all__ = ["deciding", "many", "router", "single"]
