"""What is done with figures: put into the ledger, corrected, expected, frozen."""

from phongtrao.figures.actions.freezing import freeze
from phongtrao.figures.actions.recording import Entry, correct, expect, load_catalogue, record
from phongtrao.figures.actions.superior import (
    fill_superior_form,
    keep_superior_form,
    point,
    put_away,
    unpoint,
)

__all__ = [
    "Entry",
    "correct",
    "expect",
    "fill_superior_form",
    "freeze",
    "keep_superior_form",
    "load_catalogue",
    "point",
    "put_away",
    "record",
    "unpoint",
]
