"""What every letter of an office bears, for the engine that draws letters; and its head as a picture."""

import base64
from datetime import date

from phongtrao.core.sandbox import SandboxProblem, limited
from phongtrao.documents.models import Signatory
from phongtrao.documents.queries.letterhead import head_of, signatories_on
from phongtrao.documents.rules import Authority, Head
from phongtrao.documents.rules.signing import head_post, signed_for
from phongtrao.kit.refusals import Refused
from phongtrao.letters.document import Issuer, Paragraph, Run, Signature
from phongtrao.letters.kinds.frame import Frame
from phongtrao.letters.pdf import letter
from phongtrao.letters.profiles import profiles
from phongtrao.people.models import Organisation

PICTURE = "phongtrao.reading.formats.picture:line"
TOP_OF_THE_PAGE = [0.0, 0.0, 1.0, 0.32]
HEADS = frozenset({Authority.OWN, Authority.ON_BEHALF})
NOT_FOR_ANOTHER = frozenset({Authority.OWN, Authority.ACTING})
DOTS = "…………"
SAMPLE_KIND, SAMPLE_SUBJECT, SAMPLE_TEXT = "plan", "Trích yếu nội dung", "Nội dung văn bản."


def frame_of(
    organisation: Organisation, day: date, *, signatory: Signatory | None = None, number: int | None = None
) -> Frame:
    """As the office says for that day; unsigned and unnumbered where neither is given."""
    for_post = _for_post(organisation, day, signatory)
    return framed(head_of(organisation, day), organisation.name, day, signatory, number, for_post=for_post)


def framed(
    head: Head,
    name: str,
    day: date,
    signatory: Signatory | None = None,
    number: int | None = None,
    *,
    for_post: str = "",
) -> Frame:
    return Frame(
        issuers=(Issuer(head.issuer, head.superior),),
        name=name,
        body=head.abbreviation,
        issue_place=head.place,
        signatures=(_signature(head, signatory, for_post),),
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


def _signature(head: Head, signatory: Signatory | None, for_post: str) -> Signature:
    if signatory is None:
        return Signature(authority=(), posts=(), name="")
    above, posts = signed_for(Authority(signatory.authority), signatory.post, for_post, body=head.issuer)
    return Signature(above, posts, signatory.name)


def _for_post(organisation: Organisation, day: date, signatory: Signatory | None) -> str:
    """For whom another signs: for the head of whom he is a deputy, else for the one of the office's signatories who
    signs in his own authority or the body's. Dots where neither is known, to be filled in by hand."""
    if signatory is None or Authority(signatory.authority) in NOT_FOR_ANOTHER:
        return ""
    if known := head_post(signatory.post):
        return known
    if signatory.authority == Authority.ON_BEHALF:
        return ""
    heads = [one.post for one in signatories_on(organisation, day) if one.authority in HEADS]
    return next((post for post in heads if not head_post(post)), DOTS)
