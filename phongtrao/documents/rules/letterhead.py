"""What stands at the head of an office's documents, and by whose authority they are signed."""

from dataclasses import dataclass
from enum import StrEnum

from phongtrao.people.rules import Kind


class Profile(StrEnum):
    STATE = "state"
    PARTY = "party"
    FRONT = "front"
    POLICE = "police"


VERIFIED = frozenset({Profile.STATE})
"""The State's layout was read in the decree itself; of the others no text was at hand, so that their pages say so."""

PROFILES: dict[str, Profile] = {
    Kind.FATHERLAND_FRONT: Profile.FRONT,
    Kind.MEMBER_ORGANISATION: Profile.FRONT,
    Kind.POLICE: Profile.POLICE,
}


def verified(profile: Profile) -> bool:
    return profile in VERIFIED


class Authority(StrEnum):
    """By whose authority a document is signed. # NĐ 30/2020/NĐ-CP, Annex I, part I.II.7"""

    OWN = "own"
    ON_BEHALF = "on_behalf"
    FOR = "for"
    BY_ORDER = "by_order"
    BY_AUTHORISATION = "by_authorisation"
    ACTING = "acting"


PREFIXES = {
    Authority.OWN: "",
    Authority.ON_BEHALF: "TM.",
    Authority.FOR: "KT.",
    Authority.BY_ORDER: "TL.",
    Authority.BY_AUTHORISATION: "TUQ.",
    Authority.ACTING: "Q.",
}


@dataclass(frozen=True, slots=True)
class Head:
    """As it is written on a document; `superior` is empty where none stands above the issuer."""

    superior: str
    issuer: str
    abbreviation: str
    place: str
    profile: Profile
    recipients: tuple[str, ...] = ()
    filing: str = "VT"
    unit: str = ""


def default_head(
    kind: str, name: str, abbreviation: str, place: str, *, level: str, province: str = ""
) -> Head:
    """What is usual, until the office says otherwise. `place` with its kind ("xã Pù Luông"), `province` likewise where
    the place stands in one."""
    return Head(
        superior=_superior(kind, place, level, province),
        issuer=name,
        abbreviation=abbreviation,
        place="Hà Nội" if level == "nation" else _bare(place),
        profile=PROFILES.get(kind, Profile.STATE),
    )


def _superior(kind: str, place: str, level: str, province: str) -> str:
    """An advisory body stands under the committee that set it up, police and the Front under those above; a people's
    committee names none."""
    if kind == Kind.STEERING_COMMITTEE:
        return "Bộ Công an" if level == "nation" else f"Ủy ban nhân dân {place}"
    if kind == Kind.POLICE and level != "nation":
        return f"Công an {province}" if province else "Bộ Công an"
    if kind == Kind.FATHERLAND_FRONT and province:
        return f"Ủy ban Mặt trận Tổ quốc Việt Nam {province}"
    return ""


KINDS_OF_PLACE = (
    "tỉnh ",
    "thành phố ",
    "xã ",
    "phường ",
    "đặc khu ",
    "thị xã ",
    "thị trấn ",
    "huyện ",
    "quận ",
)


def _bare(place: str) -> str:
    """The name alone; a numbered one keeps its kind: "Quận 1"."""
    for kind in KINDS_OF_PLACE:
        if place.lower().startswith(kind):
            name = place[len(kind) :]
            return place[0].upper() + place[1:] if name.isdigit() else name
    return place
