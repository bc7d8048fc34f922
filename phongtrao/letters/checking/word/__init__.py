"""A Word file as it looks on paper: its sections, and its lines with the font, size, weight and place that Word
gives them. Nothing here knows what an official document is."""

from phongtrao.letters.checking.word.line import Cell, Line, Piece
from phongtrao.letters.checking.word.looks import Letters, Setting
from phongtrao.letters.checking.word.paper import MOST_LINES, Paper, opened
from phongtrao.letters.checking.word.section import Header, Section

__all__ = [
    "MOST_LINES",
    "Cell",
    "Header",
    "Letters",
    "Line",
    "Paper",
    "Piece",
    "Section",
    "Setting",
    "opened",
]
