"""The tables of reports, in the order of a report's life."""

from phongtrao.reports.models.answering import Attachment, Report
from phongtrao.reports.models.asking import BASES, Form, Request
from phongtrao.reports.models.deciding import Acceptance, Return, Submission

__all__ = ["BASES", "Acceptance", "Attachment", "Form", "Report", "Request", "Return", "Submission"]
