"""What is written to others: letters, proposals to a superior, invitations, slips."""

from datetime import date, time

from phongtrao.letters.document import Document, Shape
from phongtrao.letters.kinds.frame import Frame, Listed, hour_and_day, labelled, said, typed, words
from phongtrao.letters.text import clean


def official_letter(frame: Frame, subject: str, *, to: tuple[str, ...], text: str) -> Document:
    """A công văn: "V/v" under the number, no name of a kind (Phụ lục III, 1.5)."""
    return frame.document("letter", subject, typed(text), shape=Shape.LETTER, addressees=to)


def proposal(
    frame: Frame,
    about: str,
    *,
    to: tuple[str, ...],
    text: str,
    bases: tuple[str, ...] = (),
    lists: tuple[Listed, ...] = (),
) -> Document:
    """A tờ trình to a superior."""
    known = words("proposal")
    annexes = tuple(one.annex(attached=False) for one in lists)
    subject = f"{known['about']} {about}"
    return frame.document("proposal", subject, typed(text), addressees=to, bases=bases, annexes=annexes)


def invitation(
    frame: Frame,
    subject: str,
    *,
    to: str,
    chaired_by: str,
    day: date,
    hour: time,
    place: str,
    notes: tuple[tuple[str, str], ...] = (),
) -> Document:
    """A giấy mời (Phụ lục III, 1.7)."""
    known = words("invitation")
    body = (
        labelled(known["invites"].format(issuer=frame.name), to),
        said(f"{known['to_attend']} {clean(subject)}"),
        labelled(known["chaired_by"], chaired_by),
        labelled(known["at"], hour_and_day(day, hour)),
        labelled(known["place"], place),
        *(labelled(label, text) for label, text in notes),
    )
    return frame.document("invitation", subject, body)


def slip(frame: Frame, kind: str, *, to: tuple[str, ...], text: str, items: Listed | None = None) -> Document:
    """`kind`: dispatch_slip, transfer_slip or notification_slip."""
    count = (said(words("list")["total"].format(count=len(items.rows))),) if items else ()
    body = (*typed(text), *(items.blocks() if items else ()), *count)
    return frame.document(kind, "", body, addressees=to)
