"""Why the number that a document took can't be put into its Word file."""

from enum import StrEnum


class NotPrinted(StrEnum):
    NO_BOX = "no_number_box"
    SEVERAL_BOXES = "several_boxes"
    """Which issuer's each is can't be told."""
    NUMBERED = "numbered"
    """Another number stands there."""
    DAMAGED = "damaged"
    HINDERED = "hindered"
    """It took too long, or the new file can't be kept."""


def why(code: str) -> NotPrinted:
    return NotPrinted(code) if code in set(NotPrinted) else NotPrinted.HINDERED
