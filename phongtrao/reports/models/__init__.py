"""The tables of reports, in the order of a report's life."""

from phongtrao.reports.models.answering import Attachment, Report
from phongtrao.reports.models.asking import BASES, Form, Request
from phongtrao.reports.models.building import FormDraft, FormRetirement
from phongtrao.reports.models.calendar import CalendarFeed
from phongtrao.reports.models.closing import AtClosing
from phongtrao.reports.models.comments import Comment
from phongtrao.reports.models.deciding import Acceptance, Return, Submission
from phongtrao.reports.models.edited import EditedText
from phongtrao.reports.models.from_text import ReadFigure, Reading, Synonym
from phongtrao.reports.models.imports import Import, ImportFile
from phongtrao.reports.models.many import BulkSave
from phongtrao.reports.models.papers import SignedPaper
from phongtrao.reports.models.presence import Presence
from phongtrao.reports.models.regimes import Regime, RegimeDue
from phongtrao.reports.models.reopening import Reopening, ReopeningAsked, ReopeningDeclined

__all__ = [
    "BASES",
    "Acceptance",
    "AtClosing",
    "Attachment",
    "BulkSave",
    "CalendarFeed",
    "Comment",
    "EditedText",
    "Form",
    "FormDraft",
    "FormRetirement",
    "Import",
    "ImportFile",
    "Presence",
    "ReadFigure",
    "Reading",
    "Regime",
    "RegimeDue",
    "Reopening",
    "ReopeningAsked",
    "ReopeningDeclined",
    "Report",
    "Request",
    "Return",
    "SignedPaper",
    "Submission",
    "Synonym",
]
