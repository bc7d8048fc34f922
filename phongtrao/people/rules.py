"""Who an organisation is, what a role may do, how far an officer sees."""

from dataclasses import dataclass
from enum import StrEnum


class Labelled(StrEnum):
    """A choice with its Vietnamese name; pages translate the value's msgid."""

    label: str

    def __new__(cls, value: str, label: str) -> "Labelled":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Kind(Labelled):
    STEERING_COMMITTEE = "steering_committee", "Ban Chỉ đạo"
    PEOPLES_COMMITTEE = "peoples_committee", "Ủy ban nhân dân"
    POLICE = "police", "Công an"
    FATHERLAND_FRONT = "fatherland_front", "Ủy ban MTTQ Việt Nam"
    MEMBER_ORGANISATION = "member_organisation", "Tổ chức thành viên của Mặt trận"
    AGENCY = "agency", "Cơ quan"
    ENTERPRISE = "enterprise", "Doanh nghiệp"
    SCHOOL = "school", "Cơ sở giáo dục"
    MINISTRY = "ministry", "Bộ Công an"


class Subject(Labelled):
    """Subject kinds of the standard "An toàn về an ninh, trật tự" (TT 124/2021/TT-BCA, art. 2), and those it
    leaves out: armed forces, small and micro enterprises, primary schools, kindergartens and crèches."""

    AGENCY = "agency", "Cơ quan"
    ENTERPRISE = "enterprise", "Doanh nghiệp"
    SCHOOL = "school", "Cơ sở giáo dục"
    EXCLUDED = "excluded", "Không thuộc đối tượng"


class Role(Labelled):
    CLERK = "clerk", "Cán bộ tổng hợp"
    HEAD = "head", "Lãnh đạo"
    VIEWER = "viewer", "Chỉ xem"


class Scope(Labelled):
    OWN = "own", "Đơn vị mình"
    SUBTREE = "subtree", "Đơn vị mình và cấp dưới"


class May(StrEnum):
    SEE = "see"
    FILL = "fill"
    SUBMIT = "submit"
    DECIDE = "decide"
    ASK = "ask"
    SET_UP = "set_up"
    READ_TRAIL = "read_trail"


# What a role may do at an organisation in its scope. A clerk fills; only a head submits, accepts, returns.
ALLOWED: dict[Role, frozenset[May]] = {
    Role.CLERK: frozenset({May.SEE, May.FILL, May.ASK, May.SET_UP}),
    Role.HEAD: frozenset(May),
    Role.VIEWER: frozenset({May.SEE}),
}


def may(role: Role, act: May) -> bool:
    return act in ALLOWED[role]


# What TT 124/2021/TT-BCA leaves out, by the sort of body that the commune's officer picks when he enters it.
SORTS: dict[str, tuple[Kind, Subject]] = {
    "agency": (Kind.AGENCY, Subject.AGENCY),
    "armed_forces": (Kind.AGENCY, Subject.EXCLUDED),
    "enterprise": (Kind.ENTERPRISE, Subject.ENTERPRISE),
    "small_enterprise": (Kind.ENTERPRISE, Subject.EXCLUDED),
    "school": (Kind.SCHOOL, Subject.SCHOOL),
    "primary_or_kindergarten": (Kind.SCHOOL, Subject.EXCLUDED),
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """An organisation that the set-up proposes for a place."""

    kind: Kind
    name: str
    abbreviation: str


def proposed(kind_of_place: str, name: str, *, province: bool) -> list[Proposed]:
    """The four bodies of the movement at a place. The names vary by place and year: the office corrects them."""
    place = f"{kind_of_place.lower()} {name}"
    committee = "phòng, chống tội phạm, tệ nạn xã hội và xây dựng phong trào Toàn dân bảo vệ an ninh Tổ quốc"
    police = f"Công an {place}"
    return [
        Proposed(Kind.STEERING_COMMITTEE, f"Ban Chỉ đạo {committee} {place}", "BCĐ"),
        Proposed(Kind.PEOPLES_COMMITTEE, f"Ủy ban nhân dân {place}", "UBND"),
        Proposed(Kind.POLICE, police, "CAT" if province else "CAX"),
        Proposed(Kind.FATHERLAND_FRONT, f"Ủy ban Mặt trận Tổ quốc Việt Nam {place}", "MTTQ"),
    ]
