"""What the two offices say about a field."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _


class CommentForm(forms.Form):
    text = forms.CharField(max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = _("Comment")
        self.fields["text"].help_text = _(
            "About the number or the text only. Name no private person and nothing of a single case."
        )
