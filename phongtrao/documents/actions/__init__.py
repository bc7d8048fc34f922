"""What is done with files, documents, registers and letterheads."""

from phongtrao.documents.actions.common import new_key
from phongtrao.documents.actions.drafting import change, draft, drop, file_of, relate, unrelate
from phongtrao.documents.actions.files import NotKept, store, sweep
from phongtrao.documents.actions.incoming import correct_incoming, finish_incoming, register_incoming
from phongtrao.documents.actions.issuing import check, issue, sign, withdraw
from phongtrao.documents.actions.joint import agree
from phongtrao.documents.actions.letterhead import (
    add_signatory,
    end_signatory,
    erase_signatory,
    set_letterhead,
)
from phongtrao.documents.actions.packing import ask_package, note_not_packed, note_packed, tell_packed
from phongtrao.documents.actions.printing import print_number
from phongtrao.documents.actions.registers import (
    add_series,
    begin_register,
    cancel,
    main_series,
    reserve,
    series_for,
)
from phongtrao.documents.actions.wordings import rewrite, write

__all__ = [
    "NotKept",
    "add_series",
    "add_signatory",
    "agree",
    "ask_package",
    "begin_register",
    "cancel",
    "change",
    "check",
    "correct_incoming",
    "draft",
    "drop",
    "end_signatory",
    "erase_signatory",
    "file_of",
    "finish_incoming",
    "issue",
    "main_series",
    "new_key",
    "note_not_packed",
    "note_packed",
    "print_number",
    "register_incoming",
    "relate",
    "reserve",
    "rewrite",
    "series_for",
    "set_letterhead",
    "sign",
    "store",
    "sweep",
    "tell_packed",
    "unrelate",
    "withdraw",
    "write",
]
