"""The receipt of something that was sent, on one page."""

from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO

import segno

from phongtrao.letters.pdf import printed


@dataclass(frozen=True, slots=True)
class Receipt:
    """All words in the reader's language. `code` is its reference, `address` the page that the square of dots
    leads to; `marks` stand at its head, `lines` are (what, said)."""

    language: str
    title: str
    code_name: str
    code: str
    lines: tuple[tuple[str, str], ...]
    note: str
    address: str
    address_name: str
    at: datetime
    marks: tuple[str, ...] = ()


def write(receipt: Receipt) -> bytes:
    data = asdict(receipt)
    data["at"] = receipt.at.isoformat()
    data["dots"] = _dots(receipt.address)
    return printed("receipt.typ", data, at=receipt.at)


def _dots(address: str) -> str:
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=0)
    return drawn.getvalue().decode()
