"""The pages of reports."""

from phongtrao.reports.views.documents import annual
from phongtrao.reports.views.filling import check, report, section
from phongtrao.reports.views.lists import all_reports, ask, board
from phongtrao.reports.views.papers import paper_file, papers, receipt_file, word
from phongtrao.reports.views.registry import registered
from phongtrao.reports.views.reopening import reopening, reopening_refusal, reopening_request
from phongtrao.reports.views.sending import acceptance, receipt, returns, sent_file, submission, submissions
from phongtrao.reports.views.sources import draft_file, evidence, removal

__all__ = [
    "acceptance",
    "all_reports",
    "annual",
    "ask",
    "board",
    "check",
    "draft_file",
    "evidence",
    "paper_file",
    "papers",
    "receipt",
    "receipt_file",
    "registered",
    "removal",
    "reopening",
    "reopening_refusal",
    "reopening_request",
    "report",
    "returns",
    "section",
    "sent_file",
    "submission",
    "submissions",
    "word",
]
