"""The kinds of documents that the movement's offices write, each from what only this document says: its standing
words stand in data/kinds.json, where an office may change them."""

from phongtrao.letters.kinds.correspondence import invitation, official_letter, proposal, slip
from phongtrao.letters.kinds.decisions import decision, recognition
from phongtrao.letters.kinds.frame import Frame, Listed
from phongtrao.letters.kinds.meetings import Ballot, Duty, Sitting, Vote, conclusions, count_minutes, minutes
from phongtrao.letters.kinds.plans import Chapter, listing, notice, plan, programme

__all__ = [
    "Ballot",
    "Chapter",
    "Duty",
    "Frame",
    "Listed",
    "Sitting",
    "Vote",
    "conclusions",
    "count_minutes",
    "decision",
    "invitation",
    "listing",
    "minutes",
    "notice",
    "official_letter",
    "plan",
    "programme",
    "proposal",
    "recognition",
    "slip",
]
