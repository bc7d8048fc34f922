from pathlib import Path
from typing import Any

import pytest

from phongtrao.documents.tests.office import Office
from tests.cast import Cast


@pytest.fixture
def office(cast: Cast) -> Office:
    """Pù Luông's steering committee."""
    return Office(cast)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.FILES = tmp_path / "files"
    settings.FILES.mkdir()
    return tmp_path / "files"
