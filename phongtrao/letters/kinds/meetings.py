"""What is written of a meeting: its minutes, the count of a vote, the conclusions of its chair."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from phongtrao.core.vietnamese import format_date, format_number
from phongtrao.letters.document import Block, Document, Shape, Signature
from phongtrao.letters.kinds.frame import Frame, Listed, hour_and_day, labelled, said, typed, words


@dataclass(frozen=True, slots=True)
class Sitting:
    """When and where a meeting sat, who chaired it and kept its minutes; `present` and `absent` are told as bodies and
    counts."""

    day: date
    begins: time
    ends: time
    place: str
    chair: str
    secretary: str
    present: str
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """What a conclusion asks for: who leads, who joins, by when, with which result. None of them may be left out in
    what a chair concludes; an empty one is printed as missing."""

    content: str
    lead: str
    partners: str = ""
    due: date | None = None
    product: str = ""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What was handed out and came back."""

    members: int
    present: int
    given: int
    received: int
    valid: int

    def __post_init__(self) -> None:
        if not 0 <= self.valid <= self.received <= self.given <= self.present <= self.members:
            raise ValueError("valid ≤ received ≤ given ≤ present ≤ members")


@dataclass(frozen=True, slots=True)
class Vote:
    """How many of the valid ballots were for one who was proposed."""

    proposed: str
    votes: int


def minutes(frame: Frame, subject: str, sitting: Sitting, text: str) -> Document:
    """A biên bản (Phụ lục III, 1.9)."""
    return frame.document(
        "minutes",
        subject,
        (*_opened(sitting), said(words("minutes")["content"]), *typed(text), _closed(sitting)),
        shape=Shape.MINUTES,
        signatures=_signed(sitting),
    )


def count_minutes(
    frame: Frame, subject: str, sitting: Sitting, ballot: Ballot, votes: tuple[Vote, ...]
) -> Document:
    """The biên bản kiểm phiếu of a council: ballots, then the votes for each, with their share of the members."""
    known = words("count_minutes")
    counted = known["ballots"].format(
        members=ballot.members,
        present=ballot.present,
        given=ballot.given,
        received=ballot.received,
        valid=ballot.valid,
        invalid=ballot.received - ballot.valid,
    )
    rows = tuple(
        (one.proposed, f"{one.votes}/{ballot.members}", _share(one.votes, ballot.members)) for one in votes
    )
    columns = ((known["proposed"], 52), (known["votes"], 20), (known["share"], 20))
    table = Listed("", columns, rows).blocks()
    body = (*_opened(sitting), said(counted), said(known["results"]), *table, _closed(sitting))
    return frame.document("count_minutes", subject, body, shape=Shape.MINUTES, signatures=_signed(sitting))


def _share(votes: int, of: int) -> str:
    """Per cent with two decimals, cut off: a share is never rounded up to a majority that is not there."""
    return f"{format_number(votes * 10000 // of, decimals=2)}%" if of else ""


def _opened(sitting: Sitting) -> Iterator[Block]:
    known = words("minutes")
    yield labelled(known["begins"], hour_and_day(sitting.day, sitting.begins))
    yield labelled(known["place"], sitting.place)
    yield labelled(known["present"], sitting.present)
    if sitting.absent:
        yield labelled(known["absent"], sitting.absent)
    yield labelled(known["chair"], sitting.chair)
    yield labelled(known["secretary"], sitting.secretary)


def _closed(sitting: Sitting) -> Block:
    return said(words("minutes")["ends"].format(moment=hour_and_day(sitting.day, sitting.ends)))


def _signed(sitting: Sitting) -> tuple[Signature, Signature]:
    known = words("minutes")
    return (
        Signature((), (known["signs_secretary"],), sitting.secretary),
        Signature((), (known["signs_chair"],), sitting.chair),
    )


def conclusions(frame: Frame, subject: str, *, opening: str, duties: tuple[Duty, ...]) -> Document:
    """A thông báo kết luận: what was concluded, each duty with its lead, day and result."""
    known = words("conclusions")
    columns = (
        (known["duty"], 30),
        (known["lead"], 18),
        (known["partners"], 16),
        (known["due"], 16),
        (known["product"], 16),
    )
    rows = tuple(
        (
            one.content,
            one.lead or known["missing"],
            one.partners,
            format_date(one.due) if one.due else known["missing"],
            one.product or known["missing"],
        )
        for one in duties
    )
    body = (
        *typed(opening),
        *Listed("", columns, rows).blocks(),
        said(known["closing"].format(issuer=frame.name)),
    )
    return frame.document("conclusions", subject, body)
