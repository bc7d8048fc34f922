from phongtrao.people.forms.accounts import (
    AccountForm,
    ActivationForm,
    ClosingAccountForm,
    HolderForm,
    NewAccountForm,
    PasswordForm,
    SignInForm,
    TokenForm,
)
from phongtrao.people.forms.organisations import AddingForm, ClosingForm, MovingForm, NamingForm
from phongtrao.people.forms.set_up import Entry, Fault, as_table, fresh, from_sheet, typed, wanted

__all__ = [
    "AccountForm",
    "ActivationForm",
    "AddingForm",
    "ClosingAccountForm",
    "ClosingForm",
    "Entry",
    "Fault",
    "HolderForm",
    "MovingForm",
    "NamingForm",
    "NewAccountForm",
    "PasswordForm",
    "SignInForm",
    "TokenForm",
    "as_table",
    "fresh",
    "from_sheet",
    "typed",
    "wanted",
]
