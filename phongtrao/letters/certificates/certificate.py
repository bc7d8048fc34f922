"""What a paper says. Of who receives it there is a name and one line more, nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from phongtrao.core.vietnamese import format_long_date
from phongtrao.letters.document import BLANK, Signature
from phongtrao.letters.profiles import STATE
from phongtrao.letters.text import clean

NO_SIGNATURE = Signature((), (), "")


class Kind(StrEnum):
    MERIT = "merit"
    COMMENDATION = "commendation"
    FLAG = "flag"
    CERTIFICATE = "certificate"
    RECOGNITION = "recognition"

    @property
    def printed(self) -> str:
        return WORDS[self][0]

    @property
    def act(self) -> str:
        """What is done with it, above its name."""
        return WORDS[self][1]


WORDS = {
    Kind.MERIT: ("Bằng khen", "Tặng"),
    Kind.COMMENDATION: ("Giấy khen", "Tặng"),
    Kind.FLAG: ("Cờ thi đua", "Tặng"),
    Kind.CERTIFICATE: ("Giấy chứng nhận", ""),
    Kind.RECOGNITION: ("Giấy công nhận", ""),
}


@dataclass(frozen=True, slots=True)
class Certificate:
    """`issuer` as it awards ("Chủ tịch Ủy ban nhân dân tỉnh Thanh Hóa"); `address`: the recipient's unit or address;
    `achievement`: "Đã có thành tích …"; `decision`: number and symbol; `register`: its number in the golden book;
    `check_address`: the page that the square of dots leads to, empty where there is none. What is empty is not
    printed; without a day the blanks of one are."""

    kind: Kind
    issuer: str
    recipient: str
    achievement: str
    address: str = ""
    decision: str = ""
    decided_on: date | None = None
    issue_place: str = ""
    issued_on: date | None = None
    signature: Signature = NO_SIGNATURE
    register: str = ""
    check_address: str = ""

    @property
    def decided(self) -> str:
        """ "ngày 05 tháng 9 năm 2026" """
        return _day(self.decided_on) if self.decided_on else ""

    @property
    def place_and_day(self) -> str:
        day = _day(self.issued_on) if self.issued_on else f"ngày{BLANK}tháng{BLANK}năm{BLANK}"
        return f"{clean(self.issue_place)}, {day}" if self.issue_place else day.capitalize()


def _day(day: date) -> str:
    return format_long_date("", day).removeprefix(", ")


def _lines(texts: tuple[str, ...]) -> str:
    return "\n".join(clean(text).strip() for text in texts)


FIELDS: Mapping[str, Callable[[Certificate], str]] = {
    "national": lambda _one: STATE.national,
    "motto": lambda _one: STATE.motto,
    "issuer": lambda one: clean(one.issuer),
    "act": lambda one: one.kind.act,
    "kind": lambda one: one.kind.printed,
    "recipient": lambda one: clean(one.recipient),
    "address": lambda one: clean(one.address),
    "achievement": lambda one: clean(one.achievement),
    "decision": lambda one: clean(one.decision),
    "decided": lambda one: one.decided,
    "register": lambda one: clean(one.register),
    "place_and_day": lambda one: one.place_and_day,
    "authority": lambda one: _lines(one.signature.authority),
    "posts": lambda one: _lines(one.signature.posts),
    "signer": lambda one: clean(one.signature.name),
}
"""What a template may name in braces; several lines are parted by a line break."""
