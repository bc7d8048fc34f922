"""How one document stands to another."""

from enum import StrEnum


class RelationKind(StrEnum):
    IMPLEMENTS = "implements"
    REPLACES = "replaces"
    ANSWERS = "answers"
    ANNEX_OF = "annex_of"
