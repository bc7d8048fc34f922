from phongtrao.people.actions.accounts import (
    Slip,
    activate,
    change_password,
    close_account,
    describe,
    hand_over,
    make_account,
    make_accounts,
    renew_slip,
    renew_unused_slips,
)
from phongtrao.people.actions.forgetting import forget_sign_ins
from phongtrao.people.actions.organisations import add, close, correct, move, rename
from phongtrao.people.actions.set_up import Wanted, found_office, set_up_province
from phongtrao.people.actions.tokens import make_token, revoke_token

__all__ = [
    "Slip",
    "Wanted",
    "activate",
    "add",
    "change_password",
    "close",
    "close_account",
    "correct",
    "describe",
    "forget_sign_ins",
    "found_office",
    "hand_over",
    "make_account",
    "make_accounts",
    "make_token",
    "move",
    "rename",
    "renew_slip",
    "renew_unused_slips",
    "revoke_token",
    "set_up_province",
]
