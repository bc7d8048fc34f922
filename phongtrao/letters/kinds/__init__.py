"""The kinds of documents that the movement's offices write, each from what only this document says: its standing
words stand in data/kinds.json, where an office may change them."""

from phongtrao.letters.kinds.correspondence import invitation, official_letter, proposal, slip
from phongtrao.letters.kinds.decisions import decision, recognition
from phongtrao.letters.kinds.frame import Frame, Listed
from phongtrao.letters.kinds.meetings import Ballot, Duty, Sitting, Vote, conclusions, count_minutes, minutes
from phongtrao.letters.kinds.plans import Chapter, listing, notice, plan, programme
from phongtrao.letters.kinds.reporting import Call, Came, asking, met_standard, reminding, results

__all__ = [
    "Ballot",
    "Call",
    "Came",
    "Chapter",
    "Duty",
    "Frame",
    "Listed",
    "Sitting",
    "Vote",
    "asking",
    "conclusions",
    "count_minutes",
    "decision",
    "invitation",
    "listing",
    "met_standard",
    "minutes",
    "notice",
    "official_letter",
    "plan",
    "programme",
    "proposal",
    "recognition",
    "reminding",
    "results",
    "slip",
]
