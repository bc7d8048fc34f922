"""Reports that were ticked, each with the version that was seen: "12.3"."""

from django.http import QueryDict

from phongtrao.reports.actions.accepting import MOST_AT_ONCE, Tick


def ticks(typed: QueryDict) -> list[Tick]:
    """Once each, in the order given; what is no tick is passed over."""
    found: dict[int, Tick] = {}
    for text in typed.getlist("accept"):
        number, _dot, version = text.partition(".")
        if all(part.isascii() and part.isdecimal() and len(part) < 10 for part in (number, version)):
            found.setdefault(int(number), Tick(int(number), int(version)))
    return list(found.values())[:MOST_AT_ONCE]
