"""Who an organisation is, what a role may do, how far an officer sees."""

import hashlib
import secrets
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from phongtrao.core.vietnamese import fold

# Ministry, province, its bodies, their communal counterparts, bodies of the commune: nobody stands deeper.
DEPTH = 5


class Labelled(StrEnum):
    """A choice with its Vietnamese name; pages translate the value's msgid."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Labelled":
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


# The four bodies of the movement at a province and at a commune.
BODIES = (Kind.STEERING_COMMITTEE, Kind.PEOPLES_COMMITTEE, Kind.POLICE, Kind.FATHERLAND_FRONT)
POLICE_OF = {"Tỉnh": "CAT", "Thành phố": "CATP", "Xã": "CAX", "Phường": "CAP", "Đặc khu": "CAĐK"}


@dataclass(frozen=True, slots=True)
class Proposed:
    """An organisation that the set-up proposes for a place."""

    kind: Kind
    name: str
    abbreviation: str


def proposed(kind_of_place: str, name: str, *, province: bool) -> list[Proposed]:
    """The four bodies at a place. Their names vary by place and year: the office corrects them. The steering
    committee is proposed by its everyday name, since its full one hides the place at the end of a long line."""
    place = f"{kind_of_place.lower()} {name}"
    police = POLICE_OF.get(kind_of_place, "CAT" if province else "CAX")
    return [
        Proposed(Kind.STEERING_COMMITTEE, f"Ban Chỉ đạo 138 {place}", "BCĐ"),
        Proposed(Kind.PEOPLES_COMMITTEE, f"Ủy ban nhân dân {place}", "UBND"),
        Proposed(Kind.POLICE, f"Công an {place}", police),
        Proposed(Kind.FATHERLAND_FRONT, f"Ủy ban Mặt trận Tổ quốc Việt Nam {place}", "MTTQ"),
    ]


# Who stands under whom --------------------------------------------------------------------------------------


def line_above(number: int, parents: Mapping[int, int]) -> list[int]:
    """From an organisation's parent upward; `parents` maps child to parent."""
    line: list[int] = []
    above = parents.get(number)
    while above is not None and above not in line:
        line.append(above)
        above = parents.get(above)
    return line


def height(number: int, parents: Mapping[int, int]) -> int:
    """How many levels stand below an organisation."""
    lines = (line_above(child, parents) for child in parents)
    return max((line.index(number) + 1 for line in lines if number in line), default=0)


def fits_under(child: int, parent: int, parents: Mapping[int, int]) -> bool:
    """Not under itself, and nobody deeper than DEPTH."""
    line = [parent, *line_above(parent, parents)]
    return child not in line and len(line) + height(child, parents) <= DEPTH


# How the holder of an account can be reached ---------------------------------------------------------------

SHORTEST_NUMBER, LONGEST_NUMBER = 10, 11  # 0912345678; 02373123456


def dialled(typed: str) -> str | None:
    """A Vietnamese number as it is dialled inside the country: "+84 912 345 678" is 0912345678. "" for none;
    None for what is no such number."""
    digits = "".join(sign for sign in typed if sign not in " .-()\t")
    if not digits:
        return ""
    if digits.startswith("+84"):
        digits = f"0{digits[3:].removeprefix('0')}"
    good = digits.isascii() and digits.isdecimal() and digits.startswith("0")
    return digits if good and SHORTEST_NUMBER <= len(digits) <= LONGEST_NUMBER else None


# Accounts ---------------------------------------------------------------------------------------------------

CODE_VALID = timedelta(days=30)
CODE_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # base32 without I, L, O, U, which paper confuses
CODE_GROUPS, CODE_GROUP = 5, 4  # 20 signs of 5 bits: 100 bits
LONGEST_TOKEN_DAYS = 365
LONGEST_USERNAME = 60
POSTS = {Role.CLERK: "canbo", Role.HEAD: "lanhdao", Role.VIEWER: "theodoi"}
BODY = {
    Kind.STEERING_COMMITTEE: "",
    Kind.MINISTRY: "",
    Kind.PEOPLES_COMMITTEE: "ubnd",
    Kind.POLICE: "congan",
    Kind.FATHERLAND_FRONT: "mttq",
}


def may_keep(role: Role, holder: Role, *, own: bool) -> bool:
    """Whose account an officer may open, hand over, close, or give a new slip: those of units below; in his
    own unit a head may those who are not heads. So nobody takes over his own superior's account."""
    return may(role, May.SET_UP) and (not own or (role is Role.HEAD and holder is not Role.HEAD))


def scope_of(kind: Kind, *, province: bool) -> Scope:
    """How far a new account sees: bodies that others stand under see those too."""
    return Scope.SUBTREE if province or kind in (Kind.MINISTRY, Kind.STEERING_COMMITTEE) else Scope.OWN


def username(kind: Kind, name: str, place: str, code: str, role: Role, taken: Set[str]) -> str:
    """puluong.canbo, puluong.congan.lanhdao; where another place bears the name, with the place's code."""
    body = BODY.get(kind, fold(name).replace(" ", "")[:24])
    where = fold(place).replace(" ", "")
    for number in range(len(taken) + 2):
        first = [where, f"{where}{code}", f"{where}{code}-{number}"][min(number, 2)]
        found = ".".join(part for part in (first, body, POSTS[role]) if part)[:LONGEST_USERNAME]
        if found not in taken:
            return found
    raise AssertionError("one of these is free")


def new_code() -> str:
    """7K3Q-9F2M-…: once, on paper."""
    signs = ["".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_GROUP)) for _ in range(CODE_GROUPS)]
    return "-".join(signs)


def plain_code(typed: str) -> str:
    """As typed from paper: in any case, with or without hyphens; O is 0, I and L are 1."""
    return "".join(filter(str.isalnum, typed.upper())).translate(str.maketrans("OIL", "011"))


def new_token() -> str:
    return f"pt_{secrets.token_urlsafe(32)}"


def digest_of(secret: str) -> str:
    """How a code or a token is kept: these are random and long, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


SHORTEST_WORD = 5
MOVEMENT_WORDS = ("phongtrao", "anninhtoquoc", "toandanbaove")


def guessable_word(password: str, names: list[str]) -> str:
    """The word of the movement or of the unit that a password holds, or "". `names`: the unit's, its place's,
    the user name."""
    plain = fold(password).replace(" ", "")
    words = [fold(name).replace(" ", "") for name in names]
    return next((w for w in (*MOVEMENT_WORDS, *words) if len(w) >= SHORTEST_WORD and w in plain), "")
