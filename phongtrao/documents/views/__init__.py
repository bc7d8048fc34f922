from phongtrao.documents.views.documents import (
    change,
    check,
    document,
    file,
    file_as_pdf,
    new,
    outgoing,
    relations,
    removal,
)
from phongtrao.documents.views.ending import drop, withdrawal
from phongtrao.documents.views.incoming import (
    arrived,
    correct,
    handling,
    incoming,
    incoming_file,
    new_incoming,
)
from phongtrao.documents.views.issuing import agreement, issue, number, printing, signature
from phongtrao.documents.views.layout import checking, layout, letterhead_picture
from phongtrao.documents.views.letterhead import letterhead, signatories, signatory_end, signatory_erasure
from phongtrao.documents.views.packages import package, package_file, packages
from phongtrao.documents.views.registers import cancellation, new_series, register, registers, series
from phongtrao.documents.views.writing import choosing, rewrite, write, written

__all__ = [
    "agreement",
    "arrived",
    "cancellation",
    "change",
    "check",
    "checking",
    "choosing",
    "correct",
    "document",
    "drop",
    "file",
    "file_as_pdf",
    "handling",
    "incoming",
    "incoming_file",
    "issue",
    "layout",
    "letterhead",
    "letterhead_picture",
    "new",
    "new_incoming",
    "new_series",
    "number",
    "outgoing",
    "package",
    "package_file",
    "packages",
    "printing",
    "register",
    "registers",
    "relations",
    "removal",
    "rewrite",
    "series",
    "signatories",
    "signatory_end",
    "signatory_erasure",
    "signature",
    "withdrawal",
    "write",
    "written",
]
