"""What is read of files, documents, registers and letterheads."""

from phongtrao.documents.queries.files import TYPES, download, path_of
from phongtrao.documents.queries.frame import frame_of, picture_of
from phongtrao.documents.queries.history import (
    Act,
    Related,
    acts,
    answers,
    contents,
    kept_number,
    last_signing,
    relations,
    signer,
)
from phongtrao.documents.queries.layout import Looked, faults_table, looked_at
from phongtrao.documents.queries.letterhead import head_of, letterhead_of, signatories_on, usual_head
from phongtrao.documents.queries.lists import (
    INCOMING_STATES,
    Entry,
    Line,
    Wanted,
    arrived,
    due_soon,
    entries,
    free_numbers,
    lines,
    open_documents,
    outgoing,
    told,
)
from phongtrao.documents.queries.packing import pack
from phongtrao.documents.queries.tables import documents_table, incoming_table, register_table
from phongtrao.documents.queries.words import (
    authority_label,
    kind_label,
    number_state_label,
    profile_label,
    related_label,
    relation_label,
    state_label,
)

__all__ = [
    "INCOMING_STATES",
    "TYPES",
    "Act",
    "Entry",
    "Line",
    "Looked",
    "Related",
    "Wanted",
    "acts",
    "answers",
    "arrived",
    "authority_label",
    "contents",
    "documents_table",
    "download",
    "due_soon",
    "entries",
    "faults_table",
    "frame_of",
    "free_numbers",
    "head_of",
    "incoming_table",
    "kept_number",
    "kind_label",
    "last_signing",
    "letterhead_of",
    "lines",
    "looked_at",
    "number_state_label",
    "open_documents",
    "outgoing",
    "pack",
    "path_of",
    "picture_of",
    "profile_label",
    "register_table",
    "related_label",
    "relation_label",
    "relations",
    "signatories_on",
    "signer",
    "state_label",
    "told",
    "usual_head",
]
