"""The rules of the decree, each a generator of what it found, and what is said of it."""

from collections.abc import Callable, Iterator

from phongtrao.letters.checking.rules import annex, foot, head, page, samples, text, title
from phongtrao.letters.checking.rules.finding import Case, Finding

__all__ = ["RULES", "Case", "Finding"]

RULES: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    page.paper,
    page.letters,
    page.numbers,
    head.nation,
    head.office,
    head.number,
    head.place,
    title.title,
    title.addressees,
    title.bases,
    text.looks,
    text.layout,
    text.marks,
    text.order,
    foot.signatures,
    foot.recipients,
    annex.annexes,
    samples.samples,
)
