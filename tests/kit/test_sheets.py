"""Strangers' workbooks, and the limited child that reads them."""

import io
import os
import socket
import time
import zipfile
from typing import Any

import openpyxl
import pytest

from phongtrao.core.sandbox import MEGABYTE, Crashed, TooLarge, TooSlow, Unfit, limited
from phongtrao.kit import sheets


def workbook(cells: dict[str, Any]) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for name, value in cells.items():
        book.active[name] = value
    book.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, part)
    return file.getvalue()


def why(content: bytes) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(Unfit) as refusal:
        sheets.read(content)
    return refusal.value.code, refusal.value.details


def test_cells_come_as_text_from_the_first_row_on() -> None:
    content = workbook({"A2": "Mã", "B2": 14896, "C3": "Xã Pù Luông", "A3": 1.5})
    assert sheets.read(content) == [["", "", ""], ["Mã", "14896", ""], ["1.5", "", "Xã Pù Luông"]]


@pytest.mark.parametrize(
    "content", [b"Ma,Ten\n1,2\n", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0" + b"\0" * 600]
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    assert why(content) == ("not_xlsx", {})


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("readme.txt", "x")
    assert why(file.getvalue()) == ("not_xlsx", {})


def test_nothing_is_refused() -> None:
    assert why(b"") == ("empty", {})


def test_too_large_a_file_is_refused_unread() -> None:
    assert why(b"x" * (sheets.LARGEST + 1)) == ("too_large", {})


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml"])
def test_macros_and_foreign_parts_are_refused(name: str) -> None:
    assert why(with_part(workbook({"A1": "x"}), name, b"x")) == ("macros", {})


def test_a_zip_bomb_is_refused() -> None:
    bomb = with_part(workbook({"A1": "x"}), "xl/worksheets/sheet2.xml", b"\0" * (70 * MEGABYTE))
    assert len(bomb) < MEGABYTE
    assert why(bomb) == ("bomb", {})


def test_a_formula_is_refused_with_its_cell() -> None:
    assert why(workbook({"A1": "x", "D7": "=HYPERLINK(A1)"})) == ("formula", {"cell": "D7"})


def test_a_damaged_sheet_is_refused() -> None:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook({"A1": "x"}))) as old,
        zipfile.ZipFile(file, "w") as new,
    ):
        for part in old.infolist():
            if part.filename != "xl/worksheets/sheet1.xml":
                new.writestr(part, old.read(part))
    assert why(file.getvalue()) == ("damaged", {})


def test_a_cell_at_the_far_end_does_not_fill_the_memory() -> None:
    with pytest.raises((Unfit, Crashed, TooLarge, TooSlow)):
        sheets.read(workbook({"A1": "x", "XFD1048576": "x"}))


# What the child may ------------------------------------------------------------------------------


def spin(seconds: int) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def fill(megabytes: int) -> int:
    return len(bytearray(megabytes * MEGABYTE))


def surroundings(variable: str) -> list[Any]:
    """The child's value of a variable, and whether it holds a socket."""
    kinds = []
    for number in range(3, 64):
        try:
            kinds.append(socket.socket(fileno=os.dup(number)).type)
        except OSError:
            continue
    return [os.environ.get(variable, ""), kinds]


def test_a_child_that_takes_too_long_is_ended() -> None:
    with pytest.raises(TooSlow):
        limited(spin, 30, seconds=1)


def test_a_child_that_wants_too_much_memory_is_told() -> None:
    assert limited(fill, 10) == 10 * MEGABYTE
    with pytest.raises(TooLarge):
        limited(fill, 1000)


def test_a_child_holds_no_secret_and_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHONGTRAO_SECRET", "canary")
    with socket.socket() as ours:
        os.set_inheritable(ours.fileno(), True)
        assert limited(surroundings, "PHONGTRAO_SECRET") == ["", []]


def test_a_child_that_fails_is_told() -> None:
    with pytest.raises(Crashed, match="TypeError"):
        limited(fill, "ten")
