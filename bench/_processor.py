"""Processor time of the server and of its PostgreSQL connections, read from the kernel."""

import os
from pathlib import Path

from django.conf import settings

TICK = os.sysconf("SC_CLK_TCK")


def _processes() -> dict[int, tuple[str, int, list[int]]]:
    """Number -> (name, parent, [user, system] ticks)."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                text = (folder / "stat").read_text()
            except OSError:
                continue
            name, _bracket, rest = text.partition("(")[2].rpartition(")")
            cells = rest.split()
            found[int(folder.name)] = (name, int(cells[1]), [int(cell) for cell in cells[11:13]])
    return found


class Meter:
    """Seconds used so far by this process's children (the server with its workers) and by the PostgreSQL processes
    that serve its database; what PostgreSQL does for all (checkpoints, the log's writer) is not in it."""

    def __init__(self) -> None:
        self.own, self.database = os.getpid(), str(settings.DATABASES["default"]["NAME"])

    def used(self) -> tuple[float, float]:
        """(server, PostgreSQL)"""
        table = _processes()
        server = postgres = 0
        for number, (name, _parent, spent) in table.items():
            if name == "postgres":
                postgres += spent[0] + spent[1] if self._serves(number) else 0
            elif number != self.own and self._below(number, table):
                server += spent[0] + spent[1]
        return server / TICK, postgres / TICK

    def since(self, before: tuple[float, float]) -> tuple[float, float]:
        now = self.used()
        return now[0] - before[0], now[1] - before[1]

    def _serves(self, number: int) -> bool:
        try:
            return f" {self.database} " in Path(f"/proc/{number}/cmdline").read_text()
        except OSError:
            return False

    def _below(self, number: int, table: dict[int, tuple[str, int, list[int]]]) -> bool:
        while number in table:
            number = table[number][1]
            if number == self.own:
                return True
        return False
