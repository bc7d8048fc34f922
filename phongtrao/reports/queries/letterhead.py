"""What stands at the head and the foot of a State document (NĐ 30/2020, Phụ lục I): the body above the issuer,
the authority and post of who signs. As it usually is; the office corrects it in Word."""

from phongtrao.letters.document import Signature
from phongtrao.people.models import Organisation
from phongtrao.people.rules import Kind
from phongtrao.places.models import Place, PlaceName

SIGNS: dict[str, tuple[tuple[str, ...], str]] = {
    Kind.STEERING_COMMITTEE: (("TM. BAN CHỈ ĐẠO",), "TRƯỞNG BAN"),
    Kind.PEOPLES_COMMITTEE: (("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH"),
    Kind.FATHERLAND_FRONT: (("TM. BAN THƯỜNG TRỰC",), "CHỦ TỊCH"),
    Kind.SCHOOL: ((), "HIỆU TRƯỞNG"),
    Kind.ENTERPRISE: ((), "GIÁM ĐỐC"),
}
OTHERWISE: tuple[tuple[str, ...], str] = ((), "THỦ TRƯỞNG ĐƠN VỊ")


def above(place: Place, name: PlaceName, issuer: Organisation) -> str:
    """An advisory body stands under the committee that set it up."""
    if issuer.kind != Kind.STEERING_COMMITTEE:
        return ""
    return "BỘ CÔNG AN" if place.level == "nation" else f"ỦY BAN NHÂN DÂN {name.full.upper()}"


def signature(issuer: Organisation) -> Signature:
    authority, post = SIGNS.get(issuer.kind, OTHERWISE)
    return Signature(authority=authority, posts=(post,), name="")


def symbol(issuer: Organisation) -> str:
    return f"BC-{issuer.abbreviation}"
