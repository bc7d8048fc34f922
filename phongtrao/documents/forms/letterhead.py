"""The head of an office's documents, and who signs them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from phongtrao.documents.forms.common import Guided, day_box, lines_box
from phongtrao.documents.queries import authority_label, profile_label
from phongtrao.documents.rules import Authority, Head, Profile


class LetterheadForm(Guided):
    valid_from = forms.DateField(widget=day_box())
    superior = forms.CharField(max_length=250, required=False)
    issuer = forms.CharField(max_length=250)
    abbreviation = forms.CharField(max_length=40, widget=forms.TextInput({"class": "govuk-input--width-10"}))
    unit = forms.CharField(
        max_length=40, required=False, widget=forms.TextInput({"class": "govuk-input--width-10"})
    )
    place = forms.CharField(max_length=100)
    profile = forms.ChoiceField()
    recipients = forms.CharField(max_length=10000, required=False, widget=lines_box())
    filing = forms.CharField(
        max_length=60, required=False, widget=forms.TextInput({"class": "govuk-input--width-10"})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["profile"].choices = [(p.value, profile_label(p)) for p in Profile]  # type: ignore[attr-defined]

    def said(self) -> dict[str, tuple[str, str, str]]:
        return {
            "valid_from": (
                _("In force from"),
                _("Documents of days before keep their head."),
                _("Choose a day."),
            ),
            "superior": (_("Body above the issuer"), _("The upper line; empty where there is none."), ""),
            "issuer": (
                _("Issuing body"),
                _("The line below it, in bold."),
                _("Type the name of the issuing body."),
            ),
            "abbreviation": (
                _("Abbreviation in symbols"),
                _("Such as BCĐ in 05/KH-BCĐ."),
                _("Type the abbreviation."),
            ),
            "unit": (
                _("Drafting unit in official letters"),
                _("Such as VX in 12/UBND-VX; empty for none."),
                "",
            ),
            "place": (
                _("Place of issue"),
                _("The name before the day: Thanh Hóa, ngày …"),
                _("Type the place of issue."),
            ),
            "profile": (
                _("Layout"),
                _(
                    "Only the State's was read in the decree itself; look at the others before you rely on them."
                ),
                "",
            ),
            "recipients": (
                _("Standing recipients"),
                _("Offices, one a line: new documents begin with them."),
                "",
            ),
            "filing": (_("Filed at (Lưu)"), "", ""),
        }


class SignatoryForm(Guided):
    name = forms.CharField(max_length=120)
    post = forms.CharField(max_length=120)
    authority = forms.ChoiceField()
    valid_from = forms.DateField(widget=day_box())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = [(one.value, authority_label(one)) for one in Authority]
        self.fields["authority"].choices = rows  # type: ignore[attr-defined]

    def said(self) -> dict[str, tuple[str, str, str]]:
        return {
            "name": (_("Name"), _("As it stands below the signature, nothing else."), _("Type the name.")),
            "post": (_("Post"), "", _("Type the post.")),
            "authority": (_("Signs"), "", _("Choose by whose authority.")),
            "valid_from": (_("Signs from"), "", _("Choose a day.")),
        }


class EndForm(Guided):
    last_day = forms.DateField(widget=day_box())

    def said(self) -> dict[str, tuple[str, str, str]]:
        return {"last_day": (_("Last day of signing"), "", _("Choose a day."))}


def of_head(head: Head) -> dict[str, Any]:
    return {
        "superior": head.superior,
        "issuer": head.issuer,
        "abbreviation": head.abbreviation,
        "unit": head.unit,
        "place": head.place,
        "profile": head.profile.value,
        "recipients": "\n".join(head.recipients),
        "filing": head.filing,
    }
