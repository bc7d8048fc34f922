"""A folder of all that an office has, readable without this program."""

from enum import StrEnum

from phongtrao.core.vietnamese import fold

LONGEST_PART = 60


class PackageState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


def folder_name(*parts: str) -> str:
    """In plain letters, that every system can unpack: "001-01-kh-bcd-to-chuc-ngay-hoi"."""
    plain = (fold(part).replace(" ", "-")[:LONGEST_PART].strip("-") for part in parts)
    return "-".join(part for part in plain if part)


def file_name(sequence: int, name: str) -> str:
    stem, _dot, ending = name.rpartition(".")
    return f"{folder_name(f'{sequence:02d}', stem)}.{fold(ending)}"
