from phongtrao.documents.forms.common import Guided, ReasonForm, day_box
from phongtrao.documents.forms.documents import (
    DraftForm,
    IssueForm,
    LayoutForm,
    NoteForm,
    RelationForm,
    SearchForm,
    SigningForm,
)
from phongtrao.documents.forms.incoming import HandlingForm, IncomingForm, IncomingSearchForm
from phongtrao.documents.forms.letterhead import EndForm, LetterheadForm, SignatoryForm
from phongtrao.documents.forms.registers import BeginForm, ReserveForm, SeriesForm
from phongtrao.documents.forms.writing import WritingForm

__all__ = [
    "BeginForm",
    "DraftForm",
    "EndForm",
    "Guided",
    "HandlingForm",
    "IncomingForm",
    "IncomingSearchForm",
    "IssueForm",
    "LayoutForm",
    "LetterheadForm",
    "NoteForm",
    "ReasonForm",
    "RelationForm",
    "ReserveForm",
    "SearchForm",
    "SeriesForm",
    "SignatoryForm",
    "SigningForm",
    "WritingForm",
    "day_box",
]
