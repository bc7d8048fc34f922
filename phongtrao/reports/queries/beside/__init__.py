"""What stands beside a figure: on the page where it is filled in, and where it is looked at and decided. Each provider
knows one thing of the figures; a new one joins PROVIDERS."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from phongtrao.reports.queries.beside.line import About, Beside, BesideKind, Provider
from phongtrao.reports.queries.beside.neighbours import neighbours
from phongtrao.reports.queries.beside.paragraphs import merging, told_by
from phongtrao.reports.queries.beside.past import past_of, said_before
from phongtrao.reports.queries.beside.sums import summed

__all__ = [
    "PROVIDERS",
    "About",
    "Beside",
    "BesideKind",
    "Provider",
    "beside",
    "merging",
    "past_of",
    "told_by",
]


PROVIDERS: tuple[Provider, ...] = (said_before, neighbours, summed)


def beside(about: About) -> Mapping[str, Sequence[Beside]]:
    """By figure's key the lines of all providers, in their order."""
    found: dict[str, list[Beside]] = defaultdict(list)
    for provider in PROVIDERS:
        for key, lines in provider(about).items():
            found[key] += lines
    return found
