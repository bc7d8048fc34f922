"""The documents that an office writes about a request."""

from enum import StrEnum


class LetterKind(StrEnum):
    ASKING = "asking"
    REMINDING = "reminding"
    RESULTS = "results"
    MET_STANDARD = "met_standard"


DOCUMENT_KINDS = {
    LetterKind.ASKING: "CV",
    LetterKind.REMINDING: "CV",
    LetterKind.RESULTS: "TB",
    LetterKind.MET_STANDARD: "TB",
}
"""As documents name their kinds."""

STANDARDS = ("areas_meeting_standard", "communes_meeting_standard", "units_meeting_standard")
"""What TT 124/2021/TT-BCA knows: residential areas; communes; agencies, enterprises and schools."""
