from phongtrao.people.queries.addressees import addressees, provinces_below
from phongtrao.people.queries.contacts import Contact, contacts
from phongtrao.people.queries.organisations import (
    Line,
    children_of,
    lacking,
    listed,
    never_used,
    no_organisation,
    office_of,
    open_parents,
    parent_of,
    proposal,
    served_by,
)
from phongtrao.people.queries.trail import Asked, last_seal, told, trail_of
from phongtrao.people.queries.words import kind_word, level_word, role_word, scope_word, sorts

__all__ = [
    "Asked",
    "Contact",
    "Line",
    "addressees",
    "children_of",
    "contacts",
    "kind_word",
    "lacking",
    "last_seal",
    "level_word",
    "listed",
    "never_used",
    "no_organisation",
    "office_of",
    "open_parents",
    "parent_of",
    "proposal",
    "provinces_below",
    "role_word",
    "scope_word",
    "served_by",
    "sorts",
    "told",
    "trail_of",
]
