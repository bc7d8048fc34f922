"""A zip of workbooks, member by member: weighed by its directory first, each read only as far as it may be."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

MOST_MEMBERS = 5_000
LARGEST_ZIP = 200 * 1024 * 1024
MOST_UNPACKED = 600 * 1024 * 1024
LARGEST_MEMBER = 20 * 1024 * 1024
ENCRYPTED = 0x1
SYSTEM_FILES = ("thumbs.db", "desktop.ini")


class BadZip(ValueError):
    """`code`: damaged, locked, too_many or inflates."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def unpacked(file: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """(name, content) of its files without those of a system. Raises BadZip before the first is read, or where one
    is larger than the directory says."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _weigh(members)
            for member in members:
                if not system_file(member.filename):
                    yield member.filename, _content(archive, member)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as problem:
        raise BadZip("damaged") from problem


def system_file(name: str) -> bool:
    """What a folder holds beside what was put into it: lock files of Excel, thumbnails, hidden files."""
    pieces = name.replace("\\", "/").lower().split("/")
    return pieces[-1].startswith((".", "~$")) or pieces[-1] in SYSTEM_FILES or "__macosx" in pieces


def _weigh(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise BadZip("too_many")
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise BadZip("locked")
    sizes = [member.file_size for member in members]
    if sum(sizes) > MOST_UNPACKED or max(sizes, default=0) > LARGEST_MEMBER:
        raise BadZip("inflates")


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as stream:
        content = stream.read(LARGEST_MEMBER + 1)
    if len(content) > LARGEST_MEMBER:
        raise BadZip("inflates")
    return content
