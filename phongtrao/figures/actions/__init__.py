"""What is done with figures: put into the ledger, corrected, expected, frozen."""

from phongtrao.figures.actions.freezing import freeze
from phongtrao.figures.actions.recording import Entry, correct, expect, load_catalogue, record

__all__ = ["Entry", "correct", "expect", "freeze", "load_catalogue", "record"]
