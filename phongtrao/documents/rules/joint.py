"""Who issues a document together with the office that keeps it. # NĐ 30/2020/NĐ-CP, Annex I, part I.II.2-3"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from phongtrao.documents.rules.subjects import lines_of


@dataclass(frozen=True, slots=True)
class Partner:
    """`number`: from its own register, None until the document is issued. `organisation`: where it works in this
    system itself, so that it agrees here and its register gives the number."""

    name: str
    abbreviation: str
    number: int | None = None
    organisation: int | None = None

    def kept(self) -> dict[str, str | int | None]:
        return asdict(self)


def read_partners(typed: str | Sequence[str]) -> list[Partner] | None:
    """One a line, its abbreviation after a semicolon: "Ủy ban MTTQ Việt Nam tỉnh; MTTQ". None where a line is none."""
    found = []
    for one in lines_of(typed):
        name, _semicolon, abbreviation = (part.strip() for part in one.partition(";"))
        if not name or not abbreviation or " " in abbreviation or len(name) > 250 or len(abbreviation) > 40:
            return None
        found.append(Partner(name, abbreviation))
    return found
