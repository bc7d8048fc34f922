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
    if not os.environ.get("DATABASE_URL") and not _holds_data(real) and _holds_data(demo_home()):
        return demo_home()
    return real


def _holds_data(folder: Path) -> bool:
    """Whether something was ever set up there: merely asking leaves an empty database at most."""
    try:
        return (folder / "phongtrao.sqlite3").stat().st_size > 0
    except OSError:
        return False


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
