"""What in a Word file breaks the layout of official documents, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from phongtrao.core.sandbox import SandboxProblem, Unfit
from phongtrao.kit.file_words import unread
from phongtrao.kit.tables import Column, Table
from phongtrao.kit.writing import in_english
from phongtrao.letters.checking import Fault, Weight, check, profiles


@dataclass(frozen=True, slots=True)
class Looked:
    """`refused`: why the file could not be read; `verified`: whether the rules were read at their source."""

    faults: Sequence[Fault]
    verified: bool
    law: str
    refused: str = ""

    @property
    def breaks(self) -> int:
        return sum(fault.weight is Weight.BREAKS for fault in self.faults)

    @property
    def advice(self) -> int:
        return len(self.faults) - self.breaks


def looked_at(content: bytes, profile: str) -> Looked:
    """Read in a child process with little memory and time."""
    rules = profiles()[profile]
    try:
        return Looked(check(content, profile=rules), rules.verified, rules.law)
    except (Unfit, SandboxProblem) as problem:
        return Looked((), rules.verified, rules.law, unread(problem))


def faults_table(looked: Looked) -> Table:
    language = "en" if in_english() else "vi"
    return Table(
        caption=_("What breaks the layout, and what to consider"),
        columns=[Column(_("What is wrong"), heading=True), Column(_("Article")), Column(_("Where"))],
        rows=[
            [
                fault.sentence(language)
                if fault.weight is Weight.BREAKS
                else _("Advice: %(sentence)s") % {"sentence": fault.sentence(language)},
                fault.article,
                _place(fault),
            ]
            for fault in looked.faults
        ],
    )


def _place(fault: Fault) -> str:
    if fault.where.paragraph:
        place = _("paragraph %(n)s: “%(words)s”") % {"n": fault.where.paragraph, "words": fault.where.words}
    else:
        place = _("section %(n)s of the file") % {"n": fault.where.section}
    if not fault.also:
        return place
    return _("%(place)s; and %(n)s more places") % {"place": place, "n": fault.also}
