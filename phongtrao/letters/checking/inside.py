"""What runs in the child: a stranger's bytes to faults as plain data."""

from collections.abc import Iterator, Mapping
from typing import Any

from phongtrao.letters.checking.boxes import recognise, sorted_text
from phongtrao.letters.checking.fault import Fault, Weight, Where
from phongtrao.letters.checking.profile import OFF, STATE, Profile, from_data
from phongtrao.letters.checking.rules import RULES, Case, Finding
from phongtrao.letters.checking.rules.finding import Words
from phongtrao.letters.checking.word import opened
from phongtrao.letters.checking.words import SAID, said


def found(content: bytes, id: str, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of the faults, in the order of the page. Raises Unfit."""
    return [row(fault) for fault in examined(content, from_data(id, data))]


def row(fault: Fault) -> dict[str, Any]:
    """A fault as JSON tells it."""
    where = fault.where
    return {
        "code": fault.code,
        "article": fault.article,
        "weight": fault.weight.value,
        "vi": fault.vi,
        "en": fault.en,
        "section": where.section,
        "paragraph": where.paragraph,
        "words": where.words,
        "found": fault.found,
        "wanted": fault.wanted,
        "also": fault.also,
    }


def fault(row: Mapping[str, Any]) -> Fault:
    return Fault(
        row["code"],
        row["article"],
        Weight(row["weight"]),
        row["vi"],
        row["en"],
        Where(row["section"], row["paragraph"], row["words"]),
        row["found"],
        row["wanted"],
        row["also"],
    )


def examined(content: bytes, profile: Profile) -> list[Fault]:
    """Here and now, without any limit: for what we wrote ourselves."""
    paper = opened(content)
    boxes = recognise(paper, profile)
    case = Case(paper, boxes, profile, tuple(sorted_text(boxes.text)))
    first: dict[str, Finding] = {}
    count: dict[str, int] = {}
    for finding in (one for rule in RULES for one in rule(case)):
        if profile.weight(finding.code) == OFF:
            continue
        count[finding.code] = count.get(finding.code, 0) + 1
        known = first.get(finding.code)
        if known is None or _place(finding) < _place(known):
            first[finding.code] = finding
    return [_told(one, count[one.code] - 1, case) for one in sorted(first.values(), key=_place)]


def _place(finding: Finding) -> tuple[int, int]:
    """What holds of a whole section stands before its lines."""
    return (finding.line.at + 1, finding.line.section + 1) if finding.line else (0, finding.section)


def _told(finding: Finding, also: int, case: Case) -> Fault:
    profile, line = case.profile, finding.line
    look = profile.looks.get(finding.code.partition(".")[0])
    words = said(finding.code, look.article if look else "")
    light = (
        words.weight is Weight.ADVICE or profile.weight(finding.code) == Weight.ADVICE or not profile.verified
    )
    vi, en = (words.vi, words.en)
    return Fault(
        finding.code,
        words.cited,
        Weight.ADVICE if light else Weight.BREAKS,
        vi.format(found=_words(finding.found)[0], wanted=_words(finding.wanted)[0]),
        en.format(found=_words(finding.found)[1], wanted=_words(finding.wanted)[1]),
        Where(line.section + 1, line.paragraph, line.words) if line else Where(finding.section or 1, 0, ""),
        _words(finding.found)[0],
        _words(finding.wanted)[0],
        also,
    )


def _words(told: str | Words) -> Words:
    return (told, told) if isinstance(told, str) else told


def codes() -> Iterator[str]:
    """Every code there is, for the docs and their test."""
    for box, look in STATE.looks.items():
        yield f"{box}.size"
        yield from (
            f"{box}.{aspect}"
            for aspect, wanted in (("bold", look.bold), ("italic", look.italic), ("caps", look.caps))
            if wanted is not None
        )
        if look.align:
            yield f"{box}.align"
    yield from SAID
