"""The pages of reports."""

from phongtrao.reports.views.accepting import acceptance_check, acceptances
from phongtrao.reports.views.asking import ask
from phongtrao.reports.views.board import chases, closing, letters, map_changes, request_board, short
from phongtrao.reports.views.building import form, form_preview, forms, retirement
from phongtrao.reports.views.calendar import calendar, feed, feed_revocation, feeds
from phongtrao.reports.views.comments import comments, thread
from phongtrao.reports.views.compare import compare
from phongtrao.reports.views.completeness import complete
from phongtrao.reports.views.consolidating import sum_lines, sums
from phongtrao.reports.views.documents import annual
from phongtrao.reports.views.drafts import (
    draft,
    draft_field,
    draft_order,
    draft_preview,
    draft_publication,
    draft_removal,
    draft_section,
)
from phongtrao.reports.views.earlier import earlier, earlier_document, earlier_entry, earlier_template
from phongtrao.reports.views.edited import annual_texts
from phongtrao.reports.views.extending import extension_decision, extensions
from phongtrao.reports.views.filling import check, report, section
from phongtrao.reports.views.from_text import (
    read,
    read_figure,
    reading_file,
    reading_picture,
    reading_text,
    readings,
    sure_figures,
    synonym_withdrawal,
    synonyms,
)
from phongtrao.reports.views.imports import (
    imported,
    imported_file,
    report_imports,
    request_imports,
    workbook,
    workbooks,
)
from phongtrao.reports.views.lists import all_reports
from phongtrao.reports.views.merging import arrangement, merged, narrative
from phongtrao.reports.views.papers import paper_file, papers, pdf, receipt_file, word
from phongtrao.reports.views.presence import presence
from phongtrao.reports.views.regimes import (
    adoption,
    new_regime,
    regime,
    regime_change,
    regime_end,
    regime_requests,
    regimes,
)
from phongtrao.reports.views.registry import registered
from phongtrao.reports.views.reopening import reopening, reopening_refusal, reopening_request
from phongtrao.reports.views.sending import acceptance, receipt, returns, sent_file, submission, submissions
from phongtrao.reports.views.sources import draft_file, evidence, removal
from phongtrao.reports.views.versions import differences
from phongtrao.reports.views.worklist import worklist

__all__ = [
    "acceptance",
    "acceptance_check",
    "acceptances",
    "adoption",
    "all_reports",
    "annual",
    "annual_texts",
    "arrangement",
    "ask",
    "board",
    "calendar",
    "chases",
    "check",
    "closing",
    "comments",
    "compare",
    "complete",
    "differences",
    "draft",
    "draft_field",
    "draft_file",
    "draft_order",
    "draft_preview",
    "draft_publication",
    "draft_removal",
    "draft_section",
    "earlier",
    "earlier_document",
    "earlier_entry",
    "earlier_template",
    "evidence",
    "extension_decision",
    "extensions",
    "feed",
    "feed_revocation",
    "feeds",
    "form",
    "form_preview",
    "forms",
    "imported",
    "imported_file",
    "letters",
    "map_changes",
    "merged",
    "narrative",
    "new_regime",
    "paper_file",
    "papers",
    "pdf",
    "presence",
    "read",
    "read_figure",
    "reading_file",
    "reading_picture",
    "reading_text",
    "readings",
    "receipt",
    "receipt_file",
    "regime",
    "regime_change",
    "regime_end",
    "regime_requests",
    "regimes",
    "registered",
    "removal",
    "reopening",
    "reopening_refusal",
    "reopening_request",
    "report",
    "report_imports",
    "request_board",
    "request_imports",
    "retirement",
    "returns",
    "section",
    "sent_file",
    "short",
    "submission",
    "submissions",
    "sum_lines",
    "sums",
    "sure_figures",
    "synonym_withdrawal",
    "synonyms",
    "thread",
    "word",
    "workbook",
    "workbooks",
    "worklist",
]
