"""What officers type: a section of a report, a source, a return, a request."""

from phongtrao.reports.forms.accepting import ticks
from phongtrao.reports.forms.annual import AnnualForm
from phongtrao.reports.forms.asking import AskForm, ChoiceOfWindow, day_box, form_title
from phongtrao.reports.forms.boxes import AnswerField, RatioWidget, name_of
from phongtrao.reports.forms.building import (
    CountForm,
    GridForm,
    PlanForm,
    QuestionForm,
    RetirementForm,
    TitleForm,
)
from phongtrao.reports.forms.calendar import FeedForm
from phongtrao.reports.forms.comments import CommentForm
from phongtrao.reports.forms.deciding import ReturnForm
from phongtrao.reports.forms.earlier import ConfirmForm, DocumentForm, SheetForm, TemplateForm
from phongtrao.reports.forms.filling import Box, Group, SectionForm, from_draft
from phongtrao.reports.forms.imports import ImportForm
from phongtrao.reports.forms.papers import PaperForm
from phongtrao.reports.forms.regimes import EndForm, RegimeForm, of_regime
from phongtrao.reports.forms.reopening import ReasonForm
from phongtrao.reports.forms.sources import SourceForm

__all__ = [
    "AnnualForm",
    "AnswerField",
    "AskForm",
    "Box",
    "ChoiceOfWindow",
    "CommentForm",
    "ConfirmForm",
    "CountForm",
    "DocumentForm",
    "EndForm",
    "FeedForm",
    "GridForm",
    "Group",
    "ImportForm",
    "PaperForm",
    "PlanForm",
    "QuestionForm",
    "RatioWidget",
    "ReasonForm",
    "RegimeForm",
    "RetirementForm",
    "ReturnForm",
    "SectionForm",
    "SheetForm",
    "SourceForm",
    "TemplateForm",
    "TitleForm",
    "day_box",
    "form_title",
    "from_draft",
    "name_of",
    "of_regime",
    "ticks",
]
