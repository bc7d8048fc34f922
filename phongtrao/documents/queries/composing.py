"""A document of what was typed into the boxes of its kind, in the frame of the office."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from phongtrao.documents.models import Series, Signatory
from phongtrao.documents.queries.frame import framed
from phongtrao.documents.queries.letterhead import head_of, signatories_on
from phongtrao.documents.queries.making import MAKERS
from phongtrao.documents.rules import (
    Authority,
    BoxFault,
    BoxWrong,
    Head,
    Partner,
    Said,
    Writing,
    kind_of,
    read,
    symbol_of,
)
from phongtrao.documents.rules.boxes import PartnerSigning
from phongtrao.documents.rules.letterhead import PREFIXES
from phongtrao.documents.rules.signing import FOR_ANOTHER, head_post, signed_for
from phongtrao.letters.document import Document, Issuer, Signature
from phongtrao.people.models import Organisation

Values = Mapping[str, Any]


def judged(organisation: Organisation, writing: Writing, typed: Mapping[str, str], *, day: date) -> Said:
    """What was typed, with the faults that only the office's own list of signatories can show."""
    said = read(writing, typed)
    number = said.values.get("signatory")
    if number is None:
        return said
    row = next((one for one in signatories_on(organisation, day) if one.pk == number), None)
    if row is None:
        said.faults.append(BoxFault("signatory", BoxWrong.NOT_OFFERED))
        return said
    authority = said.values.get("authority") or Authority(row.authority)
    if authority in FOR_ANOTHER and not (said.values.get("for_post") or head_post(row.post)):
        said.faults.append(BoxFault("for_post", BoxWrong.NO_POST))
    return said


def composed(
    organisation: Organisation,
    writing: Writing,
    said: Said,
    *,
    day: date,
    number: int | None = None,
    issued_on: date | None = None,
) -> Document:
    """All boxes were read without a fault. `day`: whose head and signatories count."""
    values, head = said.values, head_of(organisation, day)
    short = _abbreviation(organisation, writing.kind) or head.abbreviation
    joining: tuple[PartnerSigning, ...] = values.get("partners") or ()
    together = [one.partner for one in joining]
    frame = replace(
        framed(head, organisation.name, day),
        issuers=(Issuer(head.issuer, head.superior), *(Issuer(one.name) for one in together)),
        number=number,
        issued_on=issued_on,
        signatures=(_signature(organisation, head, values), *map(_of_partner, joining)),
        recipients=values.get("recipients") or (),
        urgency=values.get("urgency"),
        contact=values.get("contact") or "",
    )
    return replace(
        MAKERS[writing.id](frame, values),
        symbol=values.get("symbol") or _usual(writing, head, short, together),
    )


def _abbreviation(organisation: Organisation, kind: str) -> str:
    """Of the advisory body whose series numbers the kind."""
    own = Series.objects.filter(organisation=organisation, incoming=False, main=False).order_by("pk")
    return next((row.abbreviation for row in own if kind in row.kinds), "")


def _usual(writing: Writing, head: Head, short: str, together: Sequence[Partner]) -> str:
    kind = kind_of(writing.kind)
    assert kind is not None  # a test looks at all writings
    names = [short, *(one.abbreviation for one in together)]
    return symbol_of(kind, names, unit=head.unit, profile=head.profile)


def _signature(organisation: Organisation, head: Head, values: Values) -> Signature:
    """Blank where nobody was chosen, or his name was erased since."""
    number = values.get("signatory")
    row = Signatory.objects.filter(organisation=organisation, pk=number).first() if number else None
    if row is None:
        return Signature((), (), "")
    authority = values.get("authority") or Authority(row.authority)
    above, posts = signed_for(authority, row.post, values.get("for_post") or "", body=head.issuer)
    return Signature(above, posts, row.name)


def _of_partner(one: PartnerSigning) -> Signature:
    """Blank where its signatory isn't known."""
    if not one.post:
        return Signature((), (), one.name)
    above = f"{PREFIXES[Authority.ON_BEHALF]} {one.partner.name.upper()}"
    return Signature((above,), (one.post.upper(),), one.name)
