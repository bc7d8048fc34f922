"""What was typed of each kind, given to the engine."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from phongtrao.documents.rules.chapters import chapters_of
from phongtrao.documents.rules.rows import listed
from phongtrao.letters import kinds
from phongtrao.letters.document import Document
from phongtrao.letters.kinds import Ballot, Duty, Frame, Listed, Sitting, Vote

Said = Mapping[str, Any]
Maker = Callable[[Frame, Said], Document]


def _letter(frame: Frame, said: Said) -> Document:
    return kinds.official_letter(frame, said["subject"], to=said["to"], text=said["text"])


def _plan(make: Callable[..., Document], frame: Frame, said: Said) -> Document:
    """Its list is an annex."""
    before, chapters, first = chapters_of(said["chapters"])
    opening = "\n".join(part for part in (said["opening"], *before) if part)
    annexes = tuple(one.annex(attached=False) for one in _lists(said))
    return make(
        frame,
        said["subject"],
        opening=opening,
        chapters=chapters,
        first=first,
        bases=said["bases"],
        annexes=annexes,
    )


def _proposal(frame: Frame, said: Said) -> Document:
    return kinds.proposal(
        frame, said["subject"], to=said["to"], text=said["text"], bases=said["bases"], lists=_lists(said)
    )


def _decision(frame: Frame, said: Said) -> Document:
    return kinds.decision(
        frame,
        said["subject"],
        decider=said["decider"],
        bases=said["bases"],
        articles=said["articles"],
        lists=_lists(said),
    )


def _recognition(frame: Frame, said: Said) -> Document:
    names = ("decider", "recipient", "reached", "decided")
    return kinds.recognition(frame, **{name: said[name] for name in names})


def _notice(frame: Frame, said: Said) -> Document:
    """A list with a title is an annex."""
    items = listed(said["list_title"], said["rows"]) if said["rows"] else None
    return kinds.notice(
        frame, said["subject"], text=said["text"], items=items, annex=bool(said["list_title"])
    )


def _conclusions(frame: Frame, said: Said) -> Document:
    duties = tuple(Duty(*row) for row in said["duties"])
    return kinds.conclusions(frame, said["subject"], opening=said["opening"], duties=duties)


def _invitation(frame: Frame, said: Said) -> Document:
    names = ("chaired_by", "day", "hour", "place", "notes")
    given = {name: said[name] for name in names}
    return kinds.invitation(frame, said["subject"], to=said["invited"], **given)


def _minutes(frame: Frame, said: Said) -> Document:
    return kinds.minutes(frame, said["subject"], _sitting(said), said["text"])


def _count(frame: Frame, said: Said) -> Document:
    ballot = Ballot(said["members"], said["attending"], said["given"], said["received"], said["valid"])
    votes = tuple(Vote(*row) for row in said["votes"])
    return kinds.count_minutes(frame, said["subject"], _sitting(said), ballot, votes)


def _list(frame: Frame, said: Said) -> Document:
    items = listed("", said["rows"])
    return kinds.listing(
        frame, said["subject"], items=items, opening=said["opening"], closing=said["closing"]
    )


def _slip(kind: str, frame: Frame, said: Said) -> Document:
    items = listed("", said["rows"]) if said["rows"] else None
    return kinds.slip(frame, kind, to=said["to"], text=said["text"], items=items)


def _sitting(said: Said) -> Sitting:
    names = ("day", "begins", "ends", "place", "chair", "secretary", "present", "absent")
    return Sitting(**{name: said[name] for name in names})


def _lists(said: Said) -> tuple[Listed, ...]:
    return (listed(said["list_title"], said["rows"]),) if said["rows"] else ()


MAKERS: dict[str, Maker] = {
    "letter": _letter,
    "plan": partial(_plan, kinds.plan),
    "programme": partial(_plan, kinds.programme),
    "proposal": _proposal,
    "decision": _decision,
    "recognition": _recognition,
    "notice": _notice,
    "conclusions": _conclusions,
    "invitation": _invitation,
    "minutes": _minutes,
    "count_minutes": _count,
    "list": _list,
    "dispatch_slip": partial(_slip, "dispatch_slip"),
    "transfer_slip": partial(_slip, "transfer_slip"),
    "notification_slip": partial(_slip, "notification_slip"),
}
