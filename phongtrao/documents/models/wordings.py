"""What was typed of a document that was written in the form of its kind."""

from django.conf import settings
from django.db import models

from phongtrao.documents.models.documents import Content, Document


class Wording(models.Model):
    """So that the draft can be opened in the same form and written anew. `boxes`: box -> as it was typed; `form`: the
    version of what is kept; `content`: the Word file that was written from it."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="wording")
    writing = models.CharField(max_length=30)
    form = models.PositiveSmallIntegerField()
    boxes: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
