"""Static files built for serving: named by content, compressed, in PHONGTRAO_HOME/static/<digest>; built anew
only when one of them changed."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.utils.translation import gettext as _
from whitenoise.storage import CompressedManifestStaticFilesStorage

from phongtrao.kit.console import Refusal, tell


def built() -> Path:
    """The folder of the built files. Folders of earlier contents are removed."""
    found = dict(_found())
    shelf = Path(settings.PHONGTRAO_HOME) / "static"
    folder = shelf / _digest(found)
    if not folder.exists():
        tell(_("Building the static files"))
        _build(found, folder)
    for other in shelf.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return folder


def _found() -> Iterator[tuple[str, Any]]:
    """Name -> storage that holds it; of two with one name the first counts, as Django has it."""
    seen: set[str] = set()
    for finder in get_finders():
        for name, storage in finder.list(["CVS", ".*", "*~"]):
            if name not in seen:
                seen.add(name)
                yield name, storage


def _digest(found: dict[str, Any]) -> str:
    total = hashlib.sha256(settings.VERSION.encode())
    for name in sorted(found):
        total.update(f"\0{name}\0".encode())
        with found[name].open(name) as file:
            total.update(hashlib.sha256(file.read()).digest())
    return total.hexdigest()[:16]


def _build(found: dict[str, Any], folder: Path) -> None:
    """Under another name until complete, so that what bears the digest is whole."""
    making = folder.with_name(f".making-{os.getpid()}")
    storage = CompressedManifestStaticFilesStorage(location=str(making), base_url=settings.STATIC_URL)
    for name, source in found.items():
        with source.open(name) as file:
            storage.save(name, file)
    for name, _hashed, outcome in storage.post_process({name: (storage, name) for name in found}):
        if isinstance(outcome, Exception):
            raise Refusal(_("The static file %(name)s: %(problem)s") % {"name": name, "problem": outcome})
    making.rename(folder)
