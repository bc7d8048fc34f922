"""Django's rules for passwords in our own words: its Vietnamese lacks some of them."""

from django.contrib.auth import password_validation as rules
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

NUL = gettext_noop("Null characters are not allowed.")  # Django's, of every field in which one types


class LongEnough(rules.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("The password is too short: use at least %(least)s characters.") % {"least": self.min_length}


class NotTheUserName(rules.UserAttributeSimilarityValidator):
    def __init__(self) -> None:
        super().__init__(user_attributes=("username",))

    def get_error_message(self) -> str:
        return _("The password is too much like the user name.")


class NotCommon(rules.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("This password is too common. Choose other words.")
