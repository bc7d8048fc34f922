from phongtrao.people.views.doors import activate, locked_out, sign_in, sign_out
from phongtrao.people.views.officers import close_account, hand_over, open_account, renew_slip
from phongtrao.people.views.organisations import (
    add_organisation,
    close_organisation,
    move_organisation,
    name_organisation,
    organisation,
    organisations,
)
from phongtrao.people.views.own import account, password, revoke_token, tokens
from phongtrao.people.views.set_up import accounts, set_up, slips, units, units_file
from phongtrao.people.views.trail import trail

__all__ = [
    "account",
    "accounts",
    "activate",
    "add_organisation",
    "close_account",
    "close_organisation",
    "hand_over",
    "locked_out",
    "move_organisation",
    "name_organisation",
    "open_account",
    "organisation",
    "organisations",
    "password",
    "renew_slip",
    "revoke_token",
    "set_up",
    "sign_in",
    "sign_out",
    "slips",
    "tokens",
    "trail",
    "units",
    "units_file",
]
