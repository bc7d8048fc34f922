"""Pages as PDF, set by Typst from a template of ours and plain data. The template reads nothing but that data:
an empty root, no packages, no fonts of the machine. The same data gives the same bytes."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

HERE = Path(__file__).parent
FONTS = HERE.parent / "data" / "tinos-0.4.2"


def printed(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """`template`: a file of this folder; `at`: the moment that the file says it was made."""
    with TemporaryDirectory() as empty:
        drawn: bytes = typst.compile(  # type: ignore[call-overload]
            (HERE / template).read_bytes(),
            root=empty,
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            package_path=empty,
            package_cache_path=empty,
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            timestamp=int(at.timestamp()),
        )
    return drawn
