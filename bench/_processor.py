"""Processor time of the server and of PostgreSQL, read from the kernel."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def _processes() -> dict[int, tuple[str, int, list[int]]]:
    """Number -> (name, parent, [user, system, children's user, children's system] ticks)."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                text = (folder / "stat").read_text()
            except OSError:
                continue
            name, _bracket, rest = text.partition("(")[2].rpartition(")")
            cells = rest.split()
            found[int(folder.name)] = (name, int(cells[1]), [int(cell) for cell in cells[11:15]])
    return found


class Meter:
    """Seconds used so far by this process's children (the server with its workers) and by every PostgreSQL on
    the machine."""

    def __init__(self) -> None:
        self.own = os.getpid()

    def used(self) -> float:
        table = _processes()
        ticks = 0
        for number, (name, parent, spent) in table.items():
            if number != self.own and (self._below(number, table) or name == "postgres"):
                ticks += spent[0] + spent[1]
                if name == "postgres" and table.get(parent, ("",))[0] != "postgres":
                    ticks += spent[2] + spent[3]
        return ticks / TICK

    def _below(self, number: int, table: dict[int, tuple[str, int, list[int]]]) -> bool:
        while number in table:
            number = table[number][1]
            if number == self.own:
                return True
        return False
