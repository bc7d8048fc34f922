"""What an office writes about a request for reports: that it asks, that it reminds, what came of it, who met the
standard."""

from dataclasses import dataclass

from phongtrao.letters.document import Annex, Document, Shape
from phongtrao.letters.kinds.frame import Frame, Listed, said, words

MOST_NAMED = 8
"""Bodies that are named after "Kính gửi:"; more of them stand in an annex."""


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked: of whom, for which days (in words), until when (in words)."""

    title: str
    window: str
    due: str
    units: tuple[str, ...]
    paper: bool = False


def asking(frame: Frame, call: Call) -> Document:
    """A công văn that asks for reports."""
    known = words("asking")
    told = [known["asks"], known["due"], *([known["paper"]] if call.paper else []), known["closing"]]
    return _letter(frame, call, known["subject"], told, call.units)


def reminding(frame: Frame, call: Call, missing: tuple[str, ...]) -> Document:
    """A công văn to those of whom nothing has come yet."""
    known = words("reminding")
    return _letter(
        frame, call, known["subject"], [known["was_due"], known["missing"], known["closing"]], missing
    )


def _letter(frame: Frame, call: Call, subject: str, told: list[str], units: tuple[str, ...]) -> Document:
    """Many addressees stand in an annex, so that the letter stays one page."""
    filled = {"title": call.title, "window": call.window, "due": call.due, "count": len(units)}
    many = len(units) > MOST_NAMED
    known = words("asking")
    if many:
        told = [*told[:-1], known["in_annex"], told[-1]]
    rows = tuple((unit,) for unit in units)
    return frame.document(
        "letter",
        subject.format(**filled),
        tuple(said(text.format(**filled)) for text in told),
        shape=Shape.LETTER,
        addressees=(known["listed"],) if many or not units else units,
        annexes=(Listed(known["list"], ((known["unit"], 92),), rows).annex(attached=False),) if many else (),
    )


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one unit; all in words."""

    unit: str
    first: str
    timely: str
    state: str


def results(frame: Frame, call: Call, came: tuple[Came, ...], *, in_time: int, late: int) -> Document:
    """A thông báo of what came, unit by unit."""
    known = words("results")
    counts = {"asked": len(came), "in_time": in_time, "late": late, "missing": len(came) - in_time - late}
    filled = {**counts, "title": call.title, "window": call.window, "issuer": frame.name}
    columns = ((known["unit"], 40), (known["first"], 18), (known["timely"], 18), (known["state"], 16))
    rows = tuple((one.unit, one.first, one.timely, one.state) for one in came)
    return frame.document(
        "notice",
        known["subject"].format(**filled),
        (said(known["opening"].format(**filled)), said(known["counts"].format(**filled))),
        annexes=(Annex(known["list"], Listed("", columns, rows).blocks()),),
    )


def met_standard(
    frame: Frame, call: Call, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> Document:
    """A thông báo with the list of how far each place met "An toàn về an ninh, trật tự": a column for each kind of
    subject."""
    known = words("met_standard")
    share = 52 // max(1, len(columns))
    listed = Listed("", ((known["unit"], 40), *((title, share) for title in columns)), rows)
    filled = {"window": call.window, "issuer": frame.name}
    return frame.document(
        "notice",
        known["subject"],
        (said(known["opening"].format(**filled)), said(known["closing"])),
        annexes=(Annex(known["list"], listed.blocks()),),
    )
