"""Drafting, signing, issuing; finding documents."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from phongtrao.documents.forms.common import Guided, day_box, kind_choices, lines_box
from phongtrao.documents.models import Document, Number, Signatory
from phongtrao.documents.queries import Wanted, profile_label, relation_label, state_label
from phongtrao.documents.rules import LARGEST_NUMBER, DocumentState, Partner, Profile, RelationKind
from phongtrao.people.models import Organisation


class DraftForm(Guided):
    kind = forms.ChoiceField()
    subject = forms.CharField(max_length=500, widget=lines_box(2))
    symbol = forms.CharField(
        max_length=60, required=False, widget=forms.TextInput({"class": "govuk-input--width-10"})
    )
    addressees = forms.CharField(max_length=5000, required=False, widget=lines_box(3))
    recipients = forms.CharField(max_length=10000, required=False, widget=lines_box())
    partners = forms.CharField(max_length=2000, required=False, widget=lines_box(2))
    file = forms.FileField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kind_choices(_("Choose a kind"))  # type: ignore[attr-defined]

    def said(self) -> dict[str, tuple[str, str, str]]:
        return {
            "kind": (_("Kind of document"), "", _("Choose the kind of the document.")),
            "subject": (
                _("Subject"),
                _("In one phrase, as it stands below the title."),
                _("Type what the document is about."),
            ),
            "symbol": (_("Symbol"), _("Leave it empty for the usual one, such as KH-BCĐ."), ""),
            "addressees": (_("Addressed to"), _("One a line; only where the document has “Kính gửi”."), ""),
            "recipients": (_("Recipients (Nơi nhận)"), _("Offices, one a line."), ""),
            "partners": (
                _("Issued together with"),
                _(
                    "Only for a joint document: each body on a line, its abbreviation after a semicolon. A body that "
                    "works in this system, named as it is here, agrees here and its own register gives the number."
                ),
                "",
            ),
            "file": (_("Text of the document"), _("Word (docx), Excel (xlsx) or PDF, up to 20 MB."), ""),
        }


class SigningForm(Guided):
    signatory = forms.ChoiceField()
    signed_on = forms.DateField(widget=day_box())
    file = forms.FileField()

    def __init__(self, *args: Any, signatories: Sequence[Signatory], **options: Any) -> None:
        super().__init__(*args, **options)
        rows = [(str(row.pk), f"{row.name}, {row.post}") for row in signatories]
        self.fields["signatory"].choices = rows  # type: ignore[attr-defined]

    def said(self) -> dict[str, tuple[str, str, str]]:
        return {
            "signatory": (_("Signed by"), "", _("Choose who signed, from your office's list.")),
            "signed_on": (_("Day of signing"), "", _("Choose the day on which the paper was signed.")),
            "file": (
                _("Signed file"),
                _("The scan (PDF, PNG, JPG), or the file signed digitally (PDF, docx), up to 20 MB."),
                _("Attach the signed paper: a scan, or the PDF signed digitally."),
            ),
        }


class IssueForm(Guided):
    issued_on = forms.DateField(widget=day_box())
    number = forms.ChoiceField(required=False)

    def __init__(
        self, *args: Any, free: Sequence[Number] = (), partners: Sequence[Partner] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.partners = [one for one in partners if one.organisation is None]
        for at, partner in enumerate(self.partners):
            box = forms.TextInput({"class": "govuk-input--width-4", "inputmode": "numeric"})
            field = forms.IntegerField(min_value=1, max_value=LARGEST_NUMBER, widget=box)
            field.label = _("Number given by %(body)s") % {"body": partner.name}
            missing = _("Type the number that each of the other bodies gave it.")
            field.error_messages |= dict.fromkeys(("required", "invalid", "min_value", "max_value"), missing)
            self.fields[f"partner_{at}"] = field
        rows = [(str(row.pk), f"{row.number:02d} ({row.register.year}): {row.note}") for row in free]
        self.fields["number"].choices = [("", _("The next number")), *rows]  # type: ignore[attr-defined]
        if not free:
            del self.fields["number"]

    def said(self) -> dict[str, tuple[str, str, str]]:
        return {
            "issued_on": (
                _("Day of issue"),
                _("The number is taken from the register of this day's year."),
                _("Choose the day of issue."),
            ),
            "number": (_("Number"), _("The next one, or one that was reserved."), ""),
        }

    @property
    def partner_numbers(self) -> list[int]:
        return [self.cleaned_data[f"partner_{at}"] for at in range(len(self.partners))]


class NoteForm(Guided):
    note = forms.CharField(max_length=500, required=False, widget=lines_box(2))

    def said(self) -> dict[str, tuple[str, str, str]]:
        return {"note": (_("Note"), _("What whoever signs should know."), "")}


class LayoutForm(Guided):
    file = forms.FileField()
    profile = forms.ChoiceField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["profile"].choices = [(p.value, profile_label(p)) for p in Profile]  # type: ignore[attr-defined]

    def said(self) -> dict[str, tuple[str, str, str]]:
        return {
            "file": (_("Word file"), _("A .docx, up to 20 MB."), _("Choose a Word file.")),
            "profile": (_("Layout"), _("Only the State's was read in the decree itself."), ""),
        }


class RelationForm(Guided):
    """`to`: "own:12", "incoming:7" or "" where it is described in words."""

    kind = forms.ChoiceField()
    to = forms.ChoiceField(required=False)
    described = forms.CharField(max_length=500, required=False, widget=lines_box(2))

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [(kind.value, relation_label(kind)) for kind in RelationKind]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["to"].choices = [("", _("Another document, described below")), *choices]  # type: ignore[attr-defined]

    def said(self) -> dict[str, tuple[str, str, str]]:
        return {
            "kind": (_("This document"), "", ""),
            "to": (_("Which document"), _("Issued by your office, or arrived."), ""),
            "described": (
                _("Or in words"),
                _("Kind, number, day, issuer and subject, as a legal basis names it."),
                "",
            ),
        }


class SearchForm(Guided):
    q = forms.CharField(max_length=200, required=False, widget=forms.TextInput({"type": "search"}))
    kind = forms.ChoiceField(required=False)
    state = forms.ChoiceField(required=False)
    issuer = forms.ChoiceField(required=False)
    first = forms.DateField(required=False, widget=day_box())
    last = forms.DateField(required=False, widget=day_box())

    def __init__(self, *args: Any, issuers: Sequence[Organisation] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kind_choices(_("All kinds"))  # type: ignore[attr-defined]
        states = [(state.value, state_label(state)) for state in DocumentState]
        self.fields["state"].choices = [("", _("All states")), *states]  # type: ignore[attr-defined]
        rows = [(str(row.pk), row.name) for row in issuers]
        self.fields["issuer"].choices = [("", _("All issuers")), *rows]  # type: ignore[attr-defined]
        if len(rows) < 2:
            del self.fields["issuer"]

    def said(self) -> dict[str, tuple[str, str, str]]:
        return {
            "q": (_("Number, symbol or words"), _("Diacritics are not needed."), ""),
            "kind": (_("Kind of document"), "", _("Choose the kind of the document.")),
            "state": (_("State"), "", ""),
            "issuer": (_("Issuer"), "", ""),
            "first": (_("Issued from"), "", _("Choose a day.")),
            "last": (_("Until"), "", _("Choose a day.")),
        }

    def wanted(self) -> Wanted:
        """What is wrong in the address narrows nothing."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})


def of_document(document: Document) -> dict[str, Any]:
    """What the form shows of it."""
    return {
        "kind": document.kind,
        "subject": document.subject,
        "symbol": document.symbol,
        "addressees": "\n".join(document.addressees),
        "recipients": "\n".join(document.recipients),
        "partners": "\n".join(f"{one.name}; {one.abbreviation}" for one in document.partners),
    }
