"""Run a function on a stranger's file in a child process that has little memory, little time, no files to
write, and nothing of ours: no sockets, environment or secrets. What comes back is JSON, never pickle.

The function lives in a module without Django, takes bytes, numbers and text, and returns bytes or what JSON can hold.
It refuses with `Unfit(code, **details)`, which the parent raises again."""

import base64
import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1024 * 1024
MARK = "base64:"

aside: Callable[[], contextlib.AbstractContextManager[None]] = contextlib.nullcontext
"""Entered while a child works: a server that lets others go on meanwhile puts its own here."""


class Unfit(Exception):
    """The function refuses what it was given; `code` names why, `details` where."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code, self.details = code, details


class SandboxProblem(Exception):
    """The function did not come to an end within its limits."""


class TooSlow(SandboxProblem):
    pass


class TooLarge(SandboxProblem):
    """It wanted more memory than it may have."""


class Crashed(SandboxProblem):
    pass


def limited(
    function: Callable[..., Any] | str, *args: Any, seconds: int = 20, memory: int = 512 * MEGABYTE
) -> Any:
    """`function` may be named ("module:function"), so that its module is loaded in the child only."""
    name = function if isinstance(function, str) else f"{function.__module__}:{function.__qualname__}"
    task = {
        "function": name,
        "args": [_packed(arg) for arg in args],
        "seconds": seconds,
        "memory": memory,
    }
    try:
        with aside():
            child = subprocess.run(
                [sys.executable, "-m", __spec__.name],
                input=json.dumps(task).encode(),
                capture_output=True,
                cwd=ROOT,
                env={"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
                timeout=seconds + 5,
                close_fds=True,
                start_new_session=True,
            )
    except subprocess.TimeoutExpired as problem:
        raise TooSlow(name) from problem
    return _answer(child)


def program(
    argv: Sequence[str],
    content: bytes = b"",
    *,
    seconds: int = 60,
    memory: int = 1024 * MEGABYTE,
    largest: int = 0,
    folder: Path | None = None,
) -> bytes:
    """What another program writes to its output, under the same limits and, where the machine lets us, without any
    network; `folder`: the only place that it is told of, `largest`: bytes of a file that it may write there."""
    limits = f"ulimit -t {seconds}; ulimit -v {memory // 1024}; ulimit -f {largest // 512}; ulimit -c 0"
    child = subprocess.Popen(
        ["/bin/sh", "-c", f'{limits}; exec "$@"', "sh", *_alone(), *argv],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder or "/",
        env={
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "HOME": str(folder or "/nonexistent"),
            "TMPDIR": str(folder or "/nonexistent"),
            "OMP_THREAD_LIMIT": "1",
        },
        close_fds=True,
        start_new_session=True,
    )
    try:
        with aside():
            told, complaint = child.communicate(content, timeout=seconds + 5)
    except subprocess.TimeoutExpired as problem:
        raise TooSlow(argv[0]) from problem
    finally:
        _end(child)
    if child.returncode in (-9, -24):
        raise TooSlow(argv[0])
    if child.returncode:
        raise Crashed(complaint.decode(errors="replace")[-500:])
    return told


@cache
def _alone() -> tuple[str, ...]:
    """What starts a program in a network of its own, in which there is nothing; empty where that is not allowed."""
    command = ("unshare", "--map-root-user", "--net")
    try:
        tried = subprocess.run([*command, "true"], capture_output=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return command if tried.returncode == 0 else ()


def _end(child: "subprocess.Popen[bytes]") -> None:
    """With all that it started: an office program leaves helpers behind."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _answer(child: "subprocess.CompletedProcess[bytes]") -> Any:
    try:
        answer = json.loads(child.stdout)
    except ValueError:
        answer = {}
    match answer:
        case {"value": value}:
            return value
        case {"bytes": str(packed)}:
            return base64.b64decode(packed)
        case {"unfit": str(code), "details": dict(details)}:
            raise Unfit(code, **details)
        case {"problem": "memory"}:
            raise TooLarge
    if child.returncode in (-9, -24):  # SIGKILL, SIGXCPU
        raise TooSlow
    raise Crashed(child.stderr.decode(errors="replace")[-500:])


def _packed(arg: Any) -> Any:
    return MARK + base64.b64encode(arg).decode() if isinstance(arg, bytes) else arg


def _unpacked(arg: Any) -> Any:
    return base64.b64decode(arg[len(MARK) :]) if isinstance(arg, str) and arg.startswith(MARK) else arg


def _limit(seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _run(task: dict[str, Any]) -> dict[str, Any]:
    module, _colon, name = task["function"].partition(":")
    try:
        function = getattr(import_module(module), name)
        value = function(*(_unpacked(arg) for arg in task["args"]))
        return {"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes) else {"value": value}
    except MemoryError:
        return {"problem": "memory"}
    except Exception as problem:  # told to the parent, which raises it again
        if type(problem).__name__ == Unfit.__name__:  # this module runs under another name here
            return {"unfit": problem.code, "details": problem.details}  # type: ignore[attr-defined]
        raise


if __name__ == "__main__":
    given = json.load(sys.stdin)
    _limit(given["seconds"], given["memory"])
    json.dump(_run(given), sys.stdout)
