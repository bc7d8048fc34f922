from pathlib import Path
from typing import Any

import pytest

from phongtrao.reports.tests.stage import Stage, raise_stage
from tests.cast import Cast


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """A small form asked by Thanh Hóa of two communes."""
    return raise_stage(cast)


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Any) -> None:
    settings.FILES = tmp_path / "files"
