"""What stands at the head and the foot of an office's reports: its own layout (Văn bản → Thể thức của cơ quan)."""

from dataclasses import replace
from datetime import date
from typing import Any

from phongtrao.documents import queries as documents
from phongtrao.letters.document import Signature
from phongtrao.letters.kinds import Frame
from phongtrao.people.models import Organisation
from phongtrao.people.rules import Kind

CODE = "BC"
SIGNS: dict[str, tuple[tuple[str, ...], str]] = {
    Kind.STEERING_COMMITTEE: (("TM. BAN CHỈ ĐẠO",), "TRƯỞNG BAN"),
    Kind.PEOPLES_COMMITTEE: (("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH"),
    Kind.FATHERLAND_FRONT: (("TM. BAN THƯỜNG TRỰC",), "CHỦ TỊCH"),
    Kind.SCHOOL: ((), "HIỆU TRƯỞNG"),
    Kind.ENTERPRISE: ((), "GIÁM ĐỐC"),
}
OTHERWISE: tuple[tuple[str, ...], str] = ((), "THỦ TRƯỞNG ĐƠN VỊ")


def frame(issuer: Organisation, day: date) -> Frame:
    """Signed by whoever alone signs for the office on that day; else by the post that usually does, its name blank."""
    signing = documents.signatories_on(issuer, day)
    if len(signing) == 1:
        return documents.frame_of(issuer, day, signatory=signing[0])
    return replace(documents.frame_of(issuer, day), signatures=(_usual(issuer),))


def head(issuer: Organisation, day: date) -> dict[str, Any]:
    """What the reports of letters.annual and letters.report both take of it."""
    found = frame(issuer, day)
    return {
        "issuer": found.issuers[0].name,
        "issuer_above": found.issuers[0].above,
        "symbol": found.symbol(CODE),
        "issue_place": found.issue_place,
        "signature": found.signatures[0],
        "recipients": found.recipients,
        "filing": found.filing,
        "profile": found.profile,
    }


def _usual(issuer: Organisation) -> Signature:
    authority, post = SIGNS.get(issuer.kind, OTHERWISE)
    return Signature(authority=authority, posts=(post,), name="")
