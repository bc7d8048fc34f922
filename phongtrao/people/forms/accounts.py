from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.kit.refusals import Refused
from phongtrao.people import actions, queries
from phongtrao.people.actions.accounts import code_for
from phongtrao.people.models import Officer
from phongtrao.people.rules import LONGEST_TOKEN_DAYS, LONGEST_USERNAME, Role, dialled, guessable_word

MEDIUM = {"class": "govuk-input--width-20"}
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]


class UnitNames:
    """A password validator beside Django's: no name of the movement, of the unit or of its place."""

    def validate(self, password: str, user: Officer | None = None) -> None:
        names = [] if user is None else [user.username, user.name, user.organisation.name, _place(user)]
        if word := guessable_word(password, names):
            raise ValidationError(
                _("The password holds “%(word)s”, which others would guess first. Choose other words."),
                code="guessable",
                params={"word": word},
            )

    def get_help_text(self) -> str:
        return _("It must not hold the name of your unit or of the movement.")


def _place(officer: Officer) -> str:
    """The place's name as the user name bears it."""
    return officer.username.partition(".")[0]


class UsernameField(forms.CharField):
    """One spelling of each name, so that the lock on wrong passwords counts them together."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").strip().lower()


def username_field() -> UsernameField:
    attributes = {**MEDIUM, "autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
    return UsernameField(
        label=gettext_lazy("User name"),
        max_length=LONGEST_USERNAME,
        widget=forms.TextInput(attributes),
        error_messages={"required": gettext_lazy("Type the user name, as on your slip.")},
    )


def password_field(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=512,
        help_text=help_text,
        widget=forms.PasswordInput({**MEDIUM, "autocomplete": autocomplete}),
        error_messages={"required": gettext_lazy("Type the password.")},
    )


class SignInForm(forms.Form):
    username = username_field()
    password = password_field(gettext_lazy("Password"), "current-password")
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class NewPassword(forms.Form):
    """The new password twice, checked for its holder."""

    password = password_field(
        gettext_lazy("New password"),
        "new-password",
        gettext_lazy(
            "At least 12 characters; three or four words that nobody would put together are best. "
            "Not the name of your unit or of the movement."
        ),
    )
    again = password_field(gettext_lazy("New password again"), "new-password")

    def checked(self, officer: Officer) -> None:
        """Call from clean(), once it is known whose password it will be."""
        password, again = self.cleaned_data.get("password"), self.cleaned_data.get("again")
        if password is None or again is None:
            return
        if password != again:
            self.add_error("again", _("The two passwords differ: type them again."))
        validators = [*password_validation.get_default_password_validators(), UnitNames()]
        try:
            password_validation.validate_password(password, officer, validators)
        except ValidationError as problem:
            self.add_error("password", problem)


class ActivationForm(NewPassword):
    username = username_field()
    code = forms.CharField(
        label=gettext_lazy("One-time code"),
        help_text=gettext_lazy("The 20 letters and digits on the slip, with or without hyphens."),
        max_length=40,
        widget=forms.TextInput({**MEDIUM, "autocomplete": "one-time-code", "autocapitalize": "characters"}),
        error_messages={"required": gettext_lazy("Type the code, as on your slip.")},
    )
    field_order = ("username", "code", "password", "again")

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now = now

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "username" in data and "code" in data:
            try:
                self.checked(code_for(data["username"], data["code"], now=self.now).officer)
            except Refused as refusal:
                self.add_error("code", str(refusal))
        return data

    def save(self) -> Officer:
        data = self.cleaned_data
        return actions.activate(data["username"], data["code"], data["password"], now=self.now)


class PasswordForm(NewPassword):
    current = password_field(gettext_lazy("Password until now"), "current-password")
    field_order = ("current", "password", "again")

    def __init__(self, *args: Any, officer: Officer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.officer = officer

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        if not self.officer.check_password(current):
            raise ValidationError(_("This is not your password until now."))
        return current

    def clean(self) -> dict[str, Any]:
        self.checked(self.officer)
        return self.cleaned_data


class HolderForm(forms.Form):
    """Who holds the account; nothing more about the person is asked."""

    name = forms.CharField(
        label=gettext_lazy("Name of the holder"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Type the name of the holder.")},
    )
    post = forms.CharField(
        label=gettext_lazy("Post"),
        help_text=gettext_lazy("For example: Deputy chairman; member of the standing office"),
        max_length=120,
        required=False,
    )


class AccountForm(HolderForm):
    contact_number = forms.CharField(
        label=gettext_lazy("Contact number"),
        help_text=gettext_lazy(
            "If you like. The units directly above and below yours see it, to call you or to write on Zalo; "
            "it is erased when the account is handed over or closed."
        ),
        required=False,
        max_length=30,
        widget=forms.TextInput({**MEDIUM, "inputmode": "tel", "autocomplete": "tel-national"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        widget=forms.EmailInput({**MEDIUM, "autocomplete": "email"}),
        error_messages={"invalid": gettext_lazy("Type an address such as ten@coquan.gov.vn, or nothing.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, posted: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].help_text = (
            _("If you like. Reminders come once a day in one e-mail.")
            if posted
            else _("This installation sends no e-mail: reminders stand on your first page only.")
        )

    def clean_contact_number(self) -> str:
        number = dialled(self.cleaned_data["contact_number"])
        if number is None:
            raise ValidationError(
                _("Type a Vietnamese number of 10 or 11 digits, such as 0912 345 678, or nothing."),
                code="number",
            )
        return number


class NewAccountForm(HolderForm):
    role = forms.ChoiceField(label=gettext_lazy("Role"), widget=forms.RadioSelect)
    field_order = ("role", "name", "post")

    def __init__(self, *args: Any, roles: list[Role], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, queries.role_word(role)) for role in roles
        ]


class ClosingAccountForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why the account is closed"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why it is closed: the reason stays in the trail.")},
    )


class TokenForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What the token is for"),
        help_text=gettext_lazy("For example: the province's reporting system"),
        max_length=80,
        error_messages={"required": gettext_lazy("Say what the token is for.")},
    )
    days = forms.IntegerField(
        label=gettext_lazy("Valid for how many days"),
        help_text=gettext_lazy("365 at most; then make a new one."),
        min_value=1,
        max_value=LONGEST_TOKEN_DAYS,
        initial=90,
        widget=forms.TextInput({"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Type a number of days.")},
    )
    may_write = forms.BooleanField(
        label=gettext_lazy("It may also write (fill in and send reports), not only read"), required=False
    )
