"""Acts of batches that a page tells apart."""

EARLIER_YEARS = "earlier years entered"
"""Figures that were known before the house stood, entered anew from a file."""
