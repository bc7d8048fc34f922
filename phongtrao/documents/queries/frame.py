"""What every letter of an office bears, for the engine that draws letters; and its head as a picture."""

import base64
from datetime import date

from phongtrao.core.sandbox import SandboxProblem, limited
from phongtrao.documents.models import Signatory
from phongtrao.documents.queries.letterhead import head_of
from phongtrao.documents.rules import Authority, Head
from phongtrao.documents.rules.letterhead import PREFIXES
from phongtrao.kit.refusals import Refused
from phongtrao.letters.document import Issuer, Paragraph, Run, Signature
from phongtrao.letters.kinds.frame import Frame
from phongtrao.letters.pdf import letter
from phongtrao.letters.profiles import profiles
from phongtrao.people.models import Organisation

PICTURE = "phongtrao.reading.formats.picture:line"
TOP_OF_THE_PAGE = [0.0, 0.0, 1.0, 0.32]
SAMPLE_KIND, SAMPLE_SUBJECT, SAMPLE_TEXT = "plan", "Trích yếu nội dung", "Nội dung văn bản."


def frame_of(
    organisation: Organisation, day: date, *, signatory: Signatory | None = None, number: int | None = None
) -> Frame:
    """As the office says for that day; unsigned and unnumbered where neither is given."""
    return framed(head_of(organisation, day), organisation.name, day, signatory, number)


def framed(
    head: Head, name: str, day: date, signatory: Signatory | None = None, number: int | None = None
) -> Frame:
    return Frame(
        issuers=(Issuer(head.issuer, head.superior),),
        name=name,
        body=head.abbreviation,
        issue_place=head.place,
        signatures=(_signature(head, signatory),),
        unit=head.unit,
        number=number,
        issued_on=day if number else None,
        recipients=head.recipients,
        filing=head.filing,
        profile=profiles()[head.profile.value],
    )


def picture_of(head: Head, name: str, day: date) -> bytes:
    """The top of a sample document as a PNG."""
    said = (Paragraph((Run(SAMPLE_TEXT),)),)
    document = framed(head, name, day).document(SAMPLE_KIND, SAMPLE_SUBJECT, said)
    try:
        drawn: str = limited(PICTURE, letter.write(document), 1, TOP_OF_THE_PAGE)
    except SandboxProblem as problem:
        raise Refused(str(problem)) from problem
    return base64.b64decode(drawn)


def _signature(head: Head, signatory: Signatory | None) -> Signature:
    """ "TM. BAN CHỈ ĐẠO" above the post; the others name the post for which they sign in the office's own words."""
    if signatory is None:
        return Signature(authority=(), posts=(), name="")
    authority = Authority(signatory.authority)
    above = f"{PREFIXES[authority]} {head.issuer.upper()}" if authority is Authority.ON_BEHALF else ""
    post = signatory.post.upper()
    plain = authority in (Authority.OWN, Authority.ON_BEHALF)
    return Signature(
        authority=(above,) if above else (),
        posts=(post if plain else f"{PREFIXES[authority]} {post}",),
        name=signatory.name,
    )
