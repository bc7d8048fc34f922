"""Reports for programs: the same actions as the pages, with a token."""

from phongtrao.reports.api.many import save_many
from phongtrao.reports.api.single import router

__all__ = ["router", "save_many"]
