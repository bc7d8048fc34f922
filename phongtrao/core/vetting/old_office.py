"""Word and Excel files of before 2007: a compound file, whose directory and main stream say what else it holds."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from phongtrao.core.vetting.faults import Code, Fault, Kind

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = {Kind.DOC: ("worddocument",), Kind.XLS: ("workbook", "book")}
LAST_SECTOR = 0xFFFFFFFA  # from here on a number says that no sector follows
ENTRY = 128
STORAGE, STREAM, ROOT = 1, 2, 5
SMALL = 4096  # a shorter stream lies in pieces of the root's
MOST_ENTRIES = 20_000

LOCKED = {"encryptedpackage", "encryptioninfo"}
MACROS = {"macros", "vba", "_vba_project", "_vba_project_cur"}
OBJECTS = {"\x01ole10native", "package", "\x03objinfo", "\x03ocxname"}
EXCEL_OBJECT = re.compile(r"(mbd|lnk)[0-9a-f]{8}")

WORD = (0xA5EC, 0xA5DC)  # of 97 and later, of 95
WORD_LOCKED = 0x0100
# A field of Word that starts another program, in one byte or two a letter; a template that is fetched.
WORD_DDE = re.compile(rb"\x13\0?(?:[ \"]\0?){0,9}D\0?D\0?E\0?(?:A\0?U\0?T\0?O\0?)?[ \"]")
TEMPLATE = re.compile(r"(?i)(?:https?://|\\\\)[^\0]{1,200}\.dot[mx]?(?!\w)")

FILEPASS, SHEET, BOOK = 0x2F, 0x85, 0x1AE
MACRO_SHEETS = (1, 6)
OWN_BOOK = (0x0401, 0x3A01)  # this workbook itself, Excel's own functions


@dataclass(frozen=True, slots=True)
class Entry:
    name: str
    kind: int
    start: int
    size: int


def inspect(kind: Kind, content: bytes) -> None:
    """No password, macro, object inside or link that is fetched. Reads the directory and the main stream only."""
    try:
        _inspect(kind, content)
    except (struct.error, IndexError) as broken:
        raise Fault(Code.DAMAGED) from broken


def _inspect(kind: Kind, content: bytes) -> None:
    if not content.startswith(MAGIC):
        raise Fault(Code.NOT_WHAT_IT_SAYS)
    file = _Compound(content)
    entries = {entry.name: entry for entry in file.entries()}
    for names, code in ((LOCKED, Code.LOCKED), (MACROS, Code.MACROS), (OBJECTS, Code.EMBEDDED)):
        if names & set(entries):
            raise Fault(code)
    if any(EXCEL_OBJECT.fullmatch(name) for name in entries):
        raise Fault(Code.EMBEDDED)
    main = next((entries[name] for name in MAIN[kind] if name in entries), None)
    if main is None or main.kind != STREAM:
        raise Fault(Code.NOT_WHAT_IT_SAYS)
    if kind is Kind.XLS:
        _inspect_records(file.stream(main))
    else:
        _inspect_word(file, main, entries)


def _inspect_word(file: "_Compound", main: Entry, entries: dict[str, Entry]) -> None:
    text = file.stream(main)
    mark, flags = struct.unpack_from("<H8xH", text)
    if mark not in WORD:
        raise Fault(Code.DAMAGED)
    if flags & WORD_LOCKED:
        raise Fault(Code.LOCKED)
    if WORD_DDE.search(text):
        raise Fault(Code.EXTERNAL_LINKS)
    for name in ("0table", "1table"):
        table = file.stream(entries[name]) if name in entries else b""
        for shift in (0, 1):
            if TEMPLATE.search(table[shift:].decode("utf-16-le", "replace")):
                raise Fault(Code.EXTERNAL_LINKS)


def _inspect_records(book: bytes) -> None:
    """Excel's records: number, length, body."""
    at = 0
    while at + 4 <= len(book):
        number, length = struct.unpack_from("<HH", book, at)
        body = book[at + 4 : at + 4 + length] if number in (FILEPASS, SHEET, BOOK) else b""
        if number == FILEPASS:
            raise Fault(Code.LOCKED)
        if number == SHEET and length > 5 and body[5] in MACRO_SHEETS:
            raise Fault(Code.MACROS)
        if number == BOOK and struct.unpack_from("<2xH", body)[0] not in OWN_BOOK:
            raise Fault(Code.EXTERNAL_LINKS)
        at += 4 + length


class _Compound:
    """A file of numbered sectors; a table says which follows which."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        shift, small = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or small != 6:
            raise Fault(Code.DAMAGED)
        self.sector = 1 << shift
        self.count = max(0, len(content) // self.sector - 1)
        self.following = self._table()
        self.first, self.first_small = struct.unpack_from("<I8xI", content, 48)
        self.root: Entry | None = None

    def _table(self) -> list[int]:
        """Where the table itself lies: 109 sectors are named in the head, others in sectors that name sectors."""
        named = list(struct.unpack_from("<109I", self.content, 76))
        [more] = struct.unpack_from("<I", self.content, 68)
        seen: set[int] = set()
        while more < LAST_SECTOR:
            if more in seen:
                raise Fault(Code.DAMAGED)
            seen.add(more)
            *numbers, more = self._numbers(more)
            named += numbers
        named = [number for number in named if number < LAST_SECTOR]
        if len(named) > self.count or len(set(named)) != len(named):
            raise Fault(Code.DAMAGED)
        return [number for sector in named for number in self._numbers(sector)]

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return struct.unpack(f"<{self.sector // 4}I", self._sector(sector))

    def _sector(self, number: int) -> bytes:
        """The last one of a file may be cut short."""
        start = (number + 1) * self.sector
        if start >= len(self.content):
            raise Fault(Code.DAMAGED)
        return self.content[start : start + self.sector].ljust(self.sector, b"\0")

    def _chain(self, start: int, following: "list[int] | tuple[int, ...]") -> Iterator[int]:
        seen, here = 0, start
        while here < LAST_SECTOR:
            if seen > len(following):
                raise Fault(Code.DAMAGED)  # it comes back to itself
            yield here
            seen, here = seen + 1, following[here]

    def _read(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in self._chain(start, self.following))

    def entries(self) -> Iterator[Entry]:
        """All names of the directory, those that nothing leads to as well."""
        directory = self._read(self.first)
        if len(directory) > MOST_ENTRIES * ENTRY:
            raise Fault(Code.TOO_MANY_PARTS)
        for at in range(0, len(directory), ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<II", directory, at + 116)
            if kind in (STORAGE, STREAM, ROOT):
                name = directory[at : at + min(length, 64)].decode("utf-16-le", "replace")
                entry = Entry(name.rstrip("\0").lower(), kind, start, size)
                self.root = entry if kind == ROOT else self.root
                yield entry

    def stream(self, entry: Entry) -> bytes:
        if entry.size >= SMALL:
            return self._read(entry.start)[: entry.size]
        if self.root is None:
            raise Fault(Code.DAMAGED)
        pieces, table = self._read(self.root.start), self._read(self.first_small)
        following = struct.unpack(f"<{len(table) // 4}I", table)
        chain = self._chain(entry.start, following)
        return b"".join(pieces[number * 64 : number * 64 + 64] for number in chain)[: entry.size]
