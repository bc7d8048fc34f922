"""The manifest of a backup: what lies in the folder, byte for byte, and what the database held."""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

NAME = "manifest.json"
PIECE = 1 << 20


def write(folder: Path, body: dict[str, Any]) -> str:
    """Write and fsync; returns the digest that the manifest bears of itself."""
    text, own = _text(body)
    with (folder / NAME).open("xb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(folder)
    return own


def read(folder: Path) -> dict[str, Any]:
    """Raises OSError or ValueError where it is missing or not as it was written."""
    text = (folder / NAME).read_bytes()
    body = json.loads(text.decode())
    if not isinstance(body, dict) or body.pop("sha256", None) is None or _text(body)[0] != text:
        raise ValueError(NAME)
    return body


def lies_in(folder: Path) -> bool:
    """Whether the folder is a backup at all, whole or damaged."""
    return os.path.lexists(folder / NAME)


def faults(folder: Path) -> Iterator[str]:
    """Each as one sentence; none where every byte is as it was written."""
    try:
        body = read(folder)
    except FileNotFoundError:
        yield _("%(folder)s holds no manifest: no backup, or one that was not finished.") % {"folder": folder}
        return
    except OSError as problem:
        yield f"{folder / NAME}: {problem.strerror}."
        return
    except ValueError:
        yield _("The manifest of %(folder)s is not as it was written.") % {"folder": folder}
        return
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()} - {NAME}
    for name, wanted in body["files"].items():
        if name not in found:
            yield _("%(name)s is missing from the backup.") % {"name": name}
        elif digest(folder / name) != wanted:
            yield _("%(name)s is not as it was backed up.") % {"name": name}
    for name in sorted(found - set(body["files"])):
        yield _("%(name)s does not belong to the backup.") % {"name": name}


def digest(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            total.update(piece)
    return total.hexdigest()


def copy(source: Path, target: Path) -> str:
    """Copy under another name, fsync, rename; returns the digest of what was written."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    making = target.with_name(f".{target.name}.part")
    total = hashlib.sha256()
    with source.open("rb") as given, making.open("wb") as taken:
        while piece := given.read(PIECE):
            total.update(piece)
            taken.write(piece)
        taken.flush()
        os.fsync(taken.fileno())
    making.replace(target)
    sync_folder(target.parent)
    return total.hexdigest()


def sync_folder(folder: Path) -> None:
    """A new name is on disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _text(body: dict[str, Any]) -> tuple[bytes, str]:
    plain = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    own = hashlib.sha256(plain.encode()).hexdigest()
    whole = {**body, "sha256": own}
    return (json.dumps(whole, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode(), own
