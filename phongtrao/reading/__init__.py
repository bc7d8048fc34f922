"""A narrative becomes figures with the words they came from: text in, findings out. No Django; usable from a
notebook: `from phongtrao.reading import read`."""

from phongtrao.reading.finding import (
    AwardForm,
    Doubt,
    Finding,
    Ground,
    Kind,
    Recipient,
    Scope,
    Span,
    Why,
    row,
)
from phongtrao.reading.lexicon import BadLexicon
from phongtrao.reading.marred import marred
from phongtrao.reading.reader import Reader, read, reader
from phongtrao.reading.scopes import NamedPlace

__all__ = [
    "AwardForm",
    "BadLexicon",
    "Doubt",
    "Finding",
    "Ground",
    "Kind",
    "NamedPlace",
    "Reader",
    "Recipient",
    "Scope",
    "Span",
    "Why",
    "marred",
    "read",
    "reader",
    "row",
]
