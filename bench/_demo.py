"""The demo's world for a measurement, and a server in front of it."""

import argparse
import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any

from django.utils import timezone

from bench import _ground
from phongtrao.people.models import Officer
from phongtrao.site import assets, demo, server, startup

STARTING = 30  # seconds that a server has to answer at all


def load() -> None:
    """About half a minute; said on stderr."""
    sys.stderr.write(f"loading the demo's world ({_ground.DATABASE}) …\n")
    startup.prepare(demo=True)
    demo.load(now=timezone.now(), step=lambda _: None)


def officers() -> list[Officer]:
    """The five accounts of the demo: commune clerk and head, province clerk and head, ministry."""
    known = {officer.username: officer for officer in Officer.objects.select_related("organisation__place")}
    return [known[account.username] for account in demo.accounts()]


@contextmanager
def serving() -> Iterator[tuple[str, int]]:
    """The real server, on a free port of loopback, with its static files built."""
    listener = server.listen(0, demo=True)
    listener.listen(64)
    number = listener.fileno()
    command = [sys.executable, "-P", "-m", "phongtrao.site.server", str(number)]
    environment = {
        **os.environ,
        "PHONGTRAO_STATIC": str(assets.built()),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    process = subprocess.Popen(command, pass_fds=[number], env=environment)
    host, port = listener.getsockname()[:2]
    listener.close()
    try:
        _wait(host, port, process)
        yield host, port
    finally:
        process.terminate()
        process.wait()


def _wait(host: str, port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTING
    while process.poll() is None and time.monotonic() < until:
        connection = HTTPConnection(host, port, timeout=STARTING)
        try:
            connection.request("GET", "/health/")
            if connection.getresponse().status < 500:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise SystemExit("the server did not come up")


# Numbers --------------------------------------------------------------------------------------------------


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def tell(options: argparse.Namespace, found: dict[str, Any], lines: Sequence[str]) -> None:
    """JSON alone on stdout where that was asked, else the lines; with what else the machine was doing."""
    load = round(os.getloadavg()[0], 1)
    about = {"database": _ground.DATABASE, "cores": os.cpu_count(), "load": load}
    closing = f"({_ground.DATABASE}; {os.cpu_count()} cores, load {load} at the end)"
    text = (
        json.dumps({**found, **about}, ensure_ascii=False) if options.json else "\n".join([*lines, closing])
    )
    sys.stdout.write(text + "\n")
