"""What is said of a text that is too long, the same in every form: how many characters it may have, and how many
are too many."""

from collections.abc import Mapping
from typing import Any

from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.kit.writing import written_number


def too_long_words(most: int, length: int) -> str:
    over = length - most
    words = ngettext(
        "At most %(most)s characters; this is %(over)s character too many. Shorten it.",
        "At most %(most)s characters; these are %(over)s characters too many. Shorten it.",
        over,
    )
    return words % {"most": written_number(most), "over": written_number(over)}


class _Sentence:
    """Stands where Django expects a format: it fills in what the validator found, in the page's language."""

    def __mod__(self, found: Mapping[str, Any]) -> str:
        return too_long_words(int(found["limit_value"]), int(found["show_value"]))

    def __str__(self) -> str:
        return _("The text is too long.")


def install() -> None:
    """For all of Django's fields, our own and those of the libraries that we use."""
    MaxLengthValidator.message = _Sentence()  # type: ignore[assignment]
