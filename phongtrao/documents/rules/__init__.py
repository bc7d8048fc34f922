"""What an official document is, how it is numbered, and how it lives."""

from phongtrao.documents.rules.boxes import BoxFault, BoxWrong, Said, kept, read
from phongtrao.documents.rules.joint import Partner, read_partners
from phongtrao.documents.rules.kinds import DocumentKind, kind_of, kinds, offered
from phongtrao.documents.rules.letterhead import Authority, Head, Profile, default_head, verified
from phongtrao.documents.rules.life import (
    FINAL,
    OPEN,
    STANDING,
    DocumentMove,
    DocumentState,
    NotPossible,
    moves_from,
    step,
)
from phongtrao.documents.rules.numbering import (
    LARGEST_NUMBER,
    LONGEST_SYMBOL,
    MOST_ISSUERS,
    NumberState,
    joined,
    number_state,
    printed,
    read_symbol,
    symbol_of,
)
from phongtrao.documents.rules.packing import PackageState, file_name, folder_name
from phongtrao.documents.rules.printing import NotPrinted, why
from phongtrao.documents.rules.relations import RelationKind
from phongtrao.documents.rules.sealing import sealed
from phongtrao.documents.rules.searching import Asked, looked_for
from phongtrao.documents.rules.subjects import Unfit, about_persons, lines_of, one_line
from phongtrao.documents.rules.writings import FORM_VERSION, Box, BoxSort, Writing, writings

__all__ = [
    "FINAL",
    "FORM_VERSION",
    "LARGEST_NUMBER",
    "LONGEST_SYMBOL",
    "MOST_ISSUERS",
    "OPEN",
    "STANDING",
    "Asked",
    "Authority",
    "Box",
    "BoxFault",
    "BoxSort",
    "BoxWrong",
    "DocumentKind",
    "DocumentMove",
    "DocumentState",
    "Head",
    "NotPossible",
    "NotPrinted",
    "NumberState",
    "PackageState",
    "Partner",
    "Profile",
    "RelationKind",
    "Said",
    "Unfit",
    "Writing",
    "about_persons",
    "default_head",
    "file_name",
    "folder_name",
    "joined",
    "kept",
    "kind_of",
    "kinds",
    "lines_of",
    "looked_for",
    "moves_from",
    "number_state",
    "offered",
    "one_line",
    "printed",
    "read",
    "read_partners",
    "read_symbol",
    "sealed",
    "step",
    "symbol_of",
    "verified",
    "why",
    "writings",
]
