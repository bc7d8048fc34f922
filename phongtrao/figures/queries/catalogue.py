"""Finding an indicator by what people type."""

from difflib import get_close_matches

from django.db.models import QuerySet

from phongtrao.core import indicator as catalogue
from phongtrao.core.vietnamese import fold
from phongtrao.figures.models import Indicator


def search(words: str) -> QuerySet[Indicator]:
    """Indicators whose names or synonyms hold every word, diacritics or not."""
    found = Indicator.objects.filter(retired=False)
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    return found.order_by("order")


def find(text: str) -> tuple[catalogue.Indicator | None, str]:
    """The indicator of this id or name, else the id of the nearest one or ""."""
    shipped = catalogue.load()
    asked = text.strip()
    if asked in shipped.by_id:
        return shipped.get(asked), ""
    names = {fold(name): entry.id for entry in shipped.indicators for name in (entry.name_vi, entry.name_en)}
    if fold(asked) in names:
        return shipped.get(names[fold(asked)]), ""
    near = get_close_matches(asked.lower(), shipped.by_id, n=1) or [
        names[name] for name in get_close_matches(fold(asked), names, n=1)
    ]
    return None, near[0] if near else ""
