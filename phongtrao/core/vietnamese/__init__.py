"""Vietnamese text: what is searched, sorted, typed and written."""

from phongtrao.core.vietnamese.decoding import Decoded, Unreadable, decode
from phongtrao.core.vietnamese.encodings import OldEncoding, Recognised, recognise
from phongtrao.core.vietnamese.numbers import (
    QUALIFIER_WORDS,
    Number,
    NumberProblem,
    ProblemCode,
    format_number,
    format_short,
    parse_number,
    phrase,
    with_letters_as_digits,
)
from phongtrao.core.vietnamese.search import fold, sort_key, strip_unit_prefix
from phongtrao.core.vietnamese.writing import format_date, format_long_date, list_letter, roman

__all__ = [
    "QUALIFIER_WORDS",
    "Decoded",
    "Number",
    "NumberProblem",
    "OldEncoding",
    "ProblemCode",
    "Recognised",
    "Unreadable",
    "decode",
    "fold",
    "format_date",
    "format_long_date",
    "format_number",
    "format_short",
    "list_letter",
    "parse_number",
    "phrase",
    "recognise",
    "roman",
    "sort_key",
    "strip_unit_prefix",
    "with_letters_as_digits",
]
