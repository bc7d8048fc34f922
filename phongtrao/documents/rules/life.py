"""From a draft to an issued document, and what becomes of it. # NĐ 30/2020/NĐ-CP, art. 10-17"""

from enum import StrEnum


class DocumentState(StrEnum):
    DRAFT = "draft"
    CHECKED = "checked"
    SIGNED = "signed"
    ISSUED = "issued"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"


class DocumentMove(StrEnum):
    CHANGE = "change"
    CHECK = "check"
    SIGN = "sign"
    ISSUE = "issue"
    REPLACE = "replace"
    WITHDRAW = "withdraw"
    DROP = "drop"


S, M = DocumentState, DocumentMove
# Whatever is changed must be checked and signed anew. What was issued stays as it was; only its standing changes.
MOVES: dict[tuple[DocumentState, DocumentMove], DocumentState] = {
    (S.DRAFT, M.CHANGE): S.DRAFT,
    (S.CHECKED, M.CHANGE): S.DRAFT,
    (S.SIGNED, M.CHANGE): S.DRAFT,
    (S.DRAFT, M.CHECK): S.CHECKED,
    (S.CHECKED, M.SIGN): S.SIGNED,
    (S.SIGNED, M.ISSUE): S.ISSUED,
    (S.ISSUED, M.REPLACE): S.REPLACED,
    (S.ISSUED, M.WITHDRAW): S.WITHDRAWN,
    (S.DRAFT, M.DROP): S.DROPPED,
    (S.CHECKED, M.DROP): S.DROPPED,
    (S.SIGNED, M.DROP): S.DROPPED,
}
OPEN = frozenset({S.DRAFT, S.CHECKED, S.SIGNED})
STANDING = frozenset({S.ISSUED, S.REPLACED, S.WITHDRAWN})
"""What was issued, whatever became of it: it bears a number and never changes."""
FINAL = frozenset({S.REPLACED, S.WITHDRAWN, S.DROPPED})


class NotPossible(Exception):
    def __init__(self, state: DocumentState, move: DocumentMove) -> None:
        super().__init__(f"{move} from {state}")
        self.state, self.move = state, move


def step(state: DocumentState, move: DocumentMove) -> DocumentState:
    to = MOVES.get((state, move))
    if to is None:
        raise NotPossible(state, move)
    return to


def moves_from(state: DocumentState) -> frozenset[DocumentMove]:
    return frozenset(move for at, move in MOVES if at is state)
