"""How much of an upload is kept while it arrives."""

from typing import Any

import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from phongtrao.kit.uploads import Bounded
from phongtrao.reports.rules.packing import LARGEST_ZIP

CHUNK = 64


@pytest.mark.parametrize(
    ("name", "sent", "kept"),
    [
        ("a.pdf", 63, 63),
        ("a.pdf", 128, 128),
        ("a.pdf", 129, 129),
        ("a.pdf", 100_000, 192),
        ("A.ZIP", 100_000, 320),
    ],
)
def test_a_little_more_than_is_allowed_is_kept_so_that_the_size_tells(
    settings: Any, name: str, sent: int, kept: int
) -> None:
    settings.LARGEST_UPLOAD, settings.LARGEST_ARCHIVE = 128, 256
    bound, keeper, arrived = Bounded(), TemporaryFileUploadHandler(), 0
    for handler in (bound, keeper):
        handler.new_file("file", name, "", sent)
    for start in range(0, sent, CHUNK):
        passed = bound.receive_data_chunk(b"x" * min(CHUNK, sent - start), start)
        if passed is not None:
            keeper.receive_data_chunk(passed, arrived)
            arrived += len(passed)
    file = keeper.file_complete(arrived)
    assert (bound.file_complete(sent), file.size, len(file.read())) == (None, kept, kept)


def test_archives_may_be_as_large_as_their_reader_takes(settings: Any) -> None:
    assert settings.LARGEST_ARCHIVE == LARGEST_ZIP
