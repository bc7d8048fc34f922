"""Pages as PDF, set by Typst from a template of ours and plain data. The template reads nothing but that data and the
pictures given with it: a root of its own, no packages, no fonts of the machine. The same data gives the same bytes."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

HERE = Path(__file__).parent
FONTS = HERE.parent / "data" / "tinos-0.4.2"


@cache
def _fonts() -> typst.Fonts:
    """Read once: that is most of what a short page takes."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def printed(
    template: str,
    data: Mapping[str, Any],
    *,
    at: datetime,
    files: Mapping[str, bytes] | None = None,
    tags: bool = True,
) -> bytes:
    """`template`: a file of this folder; `at`: the moment that the file says it was made; `files`: pictures, by the
    names that the template knows; `tags`: its structure, for those who listen to it."""
    with TemporaryDirectory() as empty:
        for name, content in (files or {}).items():
            (Path(empty) / name).write_bytes(content)
        drawn: bytes = typst.compile(  # type: ignore[call-overload]
            (HERE / template).read_bytes(),
            root=empty,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            package_path=empty,
            package_cache_path=empty,
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            timestamp=int(at.timestamp()),
            pdf_tags=tags,
        )
    return drawn


def drawable(name: str, content: bytes) -> bool:
    """Whether a picture can be set at all; `name` ends as its kind does."""
    try:
        printed("picture.typ", {"file": name}, at=datetime(2000, 1, 1, tzinfo=UTC), files={name: content})
    except typst.TypstError:
        return False
    return True
