"""Which box of a table of commendations a figure belongs to: its form, and who gave it as the same clause says."""

import re
from collections.abc import Mapping

from phongtrao.core.vietnamese import fold
from phongtrao.reading import AwardForm

DIMENSION = "award_form"
CLAUSE = re.compile(r"[.;:!?](?=\s|$)|\n")
# Who gives it, in folded words. Since 1 July 2025 no district stands between province and commune
# (Luật 72/2025/QH15, art. 1), so that "thành phố" is a province's.
GIVERS = {
    "pm": r"thu tuong",
    "government": r"(?<!thu tuong )chinh phu",
    "ministry": r"bo (?:truong bo )?cong an",
    "province": r"(?:ubnd|uy ban nhan dan) (?:cap )?(?:tinh|thanh pho|tp)|chu tich tinh",
    "police": r"(?:cong an|giam doc cong an) (?:cap )?(?:tinh|thanh pho|tp)|giam doc cong an",
    "commune": r"(?:ubnd|uy ban nhan dan) (?:cap )?(?:xa|phuong|dac khu)|chu tich (?:xa|phuong)",
}
PATTERNS = {giver: re.compile(rf"\b(?:{words})\b") for giver, words in GIVERS.items()}
CELLS: Mapping[AwardForm, Mapping[str, str]] = {
    AwardForm.FLAG: {
        "pm": "flag_government",
        "government": "flag_government",
        "ministry": "flag_ministry",
        "province": "flag_province",
    },
    AwardForm.MERIT: {"pm": "merit_pm", "ministry": "merit_ministry", "province": "merit_province"},
    AwardForm.COMMENDATION: {"police": "commendation_police", "commune": "commendation_commune"},
}
NAMED = {"huan chuong": "order", "thu khen": "letter", "danh hieu": "title"}
INSIGNIA = "bao ve an ninh to quoc"


def award_cell(form: AwardForm | None, text: str, start: int, end: int) -> str:
    """The cell of a figure that stands at an offset of its text; empty where the clause does not say it, or says
    two."""
    if form is AwardForm.HONOUR:
        return f"{DIMENSION}=honour"
    clause = fold(_clause(text, start, end))
    if form is AwardForm.OTHER:
        found = {cell for words, cell in NAMED.items() if words in clause}
    elif form is AwardForm.INSIGNIA:
        found = {"insignia"} if INSIGNIA in clause else set()
    else:
        cells = CELLS.get(form, {}) if form else {}
        found = {cell for giver, cell in cells.items() if PATTERNS[giver].search(clause)}
    return f"{DIMENSION}={found.pop()}" if len(found) == 1 else ""


def _clause(text: str, start: int, end: int) -> str:
    first = max((mark.end() for mark in CLAUSE.finditer(text, max(0, start - 600), start)), default=None)
    after = CLAUSE.search(text, end, end + 600)
    return text[max(0, start - 600) if first is None else first : after.start() if after else end + 600]
