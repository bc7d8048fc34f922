"""Documents in words."""

from django.utils.translation import gettext as _

from phongtrao.core.persons import Denial
from phongtrao.documents.rules import (
    Authority,
    DocumentState,
    NotPossible,
    NotPrinted,
    NumberState,
    Profile,
    RelationKind,
    kind_of,
)
from phongtrao.documents.rules.letterhead import PREFIXES
from phongtrao.kit.writing import in_english


def state_label(state: str) -> str:
    return {
        DocumentState.DRAFT: _("Draft"),
        DocumentState.CHECKED: _("Checked"),
        DocumentState.SIGNED: _("Signed"),
        DocumentState.ISSUED: _("Issued"),
        DocumentState.REPLACED: _("Replaced"),
        DocumentState.WITHDRAWN: _("Withdrawn"),
        DocumentState.DROPPED: _("Given up"),
    }[DocumentState(state)]


def not_printed(why: NotPrinted) -> str:
    return {
        NotPrinted.NO_BOX: _(
            "The Word file has no box in which the number could be put: type number and day into it yourself."
        ),
        NotPrinted.SEVERAL_BOXES: _(
            "The Word file has several boxes that wait for a number, and whose each is can't be told: type numbers and "
            "day into it yourself."
        ),
        NotPrinted.NUMBERED: _(
            "Another number stands in the Word file already: correct number and day in it yourself."
        ),
        NotPrinted.DAMAGED: _("The Word file can't be read: write number and day on the paper yourself."),
        NotPrinted.HINDERED: _("The number could not be put into the Word file this time. Try it again."),
    }[why]


def number_state_label(state: NumberState) -> str:
    return {
        NumberState.RESERVED: _("reserved"),
        NumberState.USED: _("used"),
        NumberState.CANCELLED: _("cancelled"),
    }[state]


def kind_label(id: str) -> str:
    found = kind_of(id)
    if found is None:
        return id
    return found.en if in_english() else found.vi


def relation_label(kind: str) -> str:
    return {
        RelationKind.IMPLEMENTS: _("implements"),
        RelationKind.REPLACES: _("replaces"),
        RelationKind.ANSWERS: _("answers"),
        RelationKind.ANNEX_OF: _("is an annex of"),
    }[RelationKind(kind)]


def related_label(kind: str) -> str:
    """The same, seen from the other document."""
    return {
        RelationKind.IMPLEMENTS: _("is implemented by"),
        RelationKind.REPLACES: _("is replaced by"),
        RelationKind.ANSWERS: _("is answered by"),
        RelationKind.ANNEX_OF: _("has the annex"),
    }[RelationKind(kind)]


def authority_label(authority: str) -> str:
    prefix = PREFIXES[Authority(authority)]
    words = {
        Authority.OWN: _("in his own authority"),
        Authority.ON_BEHALF: _("on behalf of the body"),
        Authority.FOR: _("for the head"),
        Authority.BY_ORDER: _("by order of the head"),
        Authority.BY_AUTHORISATION: _("by authorisation"),
        Authority.ACTING: _("as acting head"),
    }[Authority(authority)]
    return f"{prefix} ({words})" if prefix else words


def profile_label(profile: str) -> str:
    return {
        Profile.STATE: _("State (Decree 30/2020/NĐ-CP)"),
        Profile.PARTY: _("Party"),
        Profile.FRONT: _("Fatherland Front and its members"),
        Profile.POLICE: _("police"),
    }[Profile(profile)]


def not_possible(problem: NotPossible) -> str:
    return {
        DocumentState.DRAFT: _("The document is a draft: it must be checked and signed first."),
        DocumentState.CHECKED: _("The document is checked and waits for its signature."),
        DocumentState.SIGNED: _("The document is signed already."),
        DocumentState.ISSUED: _(
            "The document is issued: it can't be changed any more, only replaced or withdrawn."
        ),
        DocumentState.REPLACED: _("The document is issued and was replaced: it can't be changed any more."),
        DocumentState.WITHDRAWN: _("The document is issued and was withdrawn: it can't be changed any more."),
        DocumentState.DROPPED: _("The draft was given up; begin a new one."),
    }[problem.state]


def about_a_person(denial: Denial) -> str:
    matter = denial.matter.en if in_english() else denial.matter.vi
    return _("“%(words)s” tells of a person (%(matter)s): no record about persons is kept here.") % {
        "words": denial.words,
        "matter": matter,
    }
