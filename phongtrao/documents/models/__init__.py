from phongtrao.documents.models.calls import Call
from phongtrao.documents.models.documents import (
    Agreement,
    Check,
    Content,
    Document,
    Drop,
    Issue,
    JointNumber,
    Relation,
    Signing,
    Withdrawal,
)
from phongtrao.documents.models.files import File
from phongtrao.documents.models.incoming import Handling, Incoming
from phongtrao.documents.models.letterhead import Letterhead, Signatory
from phongtrao.documents.models.packages import Package
from phongtrao.documents.models.registers import Cancellation, Number, Register, Series
from phongtrao.documents.models.wordings import Wording

__all__ = [
    "Agreement",
    "Call",
    "Cancellation",
    "Check",
    "Content",
    "Document",
    "Drop",
    "File",
    "Handling",
    "Incoming",
    "Issue",
    "JointNumber",
    "Letterhead",
    "Number",
    "Package",
    "Register",
    "Relation",
    "Series",
    "Signatory",
    "Signing",
    "Withdrawal",
    "Wording",
]
