"""Where data lives: PHONGTRAO_HOME, else the platform's folder; the demo has one of its own."""

import os
import secrets
from pathlib import Path

import platformdirs

DEMO = "demo"


class HomeProblem(Exception):
    """The folder for data can't be used; the message says why and what to do."""


def home() -> Path:
    """The folder in use: PHONGTRAO_HOME; else the real one if it was set up; else the demo's if that was."""
    given = os.environ.get("PHONGTRAO_HOME")
    if given:
        return Path(given).expanduser().absolute()
    real = real_home()
    if not (real / "secret").exists() and (demo_home() / "secret").exists():
        return demo_home()
    return real


def real_home() -> Path:
    return platformdirs.user_data_path("phongtrao")


def demo_home() -> Path:
    given = os.environ.get("PHONGTRAO_HOME")
    return Path(given).expanduser().absolute() if given else platformdirs.user_data_path("phongtrao-demo")


def prepared(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / ".probe"
        probe.touch()
        probe.unlink()
    except OSError as problem:
        raise HomeProblem(f"{folder}: {problem.strerror}") from problem
    return folder


def secret(folder: Path) -> str:
    """The installation's secret: PHONGTRAO_SECRET, else made once in the home, readable by its owner only."""
    given = os.environ.get("PHONGTRAO_SECRET")
    if given:
        return given
    path = prepared(folder) / "secret"
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()
