"""What of an upload is taken at all."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class Bounded(FileUploadHandler):
    """Stands before the handlers that keep a file: of one that is larger than allowed they get a little more than the
    allowed bytes, so that it is refused by its size; the rest is read from the line and forgotten. However much
    somebody sends, neither memory nor disk fills."""

    def new_file(self, *args: Any, **options: Any) -> None:
        super().new_file(*args, **options)
        archive = (self.file_name or "").lower().endswith(".zip")
        self.most: int = settings.LARGEST_ARCHIVE if archive else settings.LARGEST_UPLOAD

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= self.most else None

    def file_complete(self, file_size: int) -> None:
        """It keeps nothing itself."""
