from django.db import models

from phongtrao.plans.models import Duty


class AtClosing(models.Model):
    """One unit of a closed request, as its closing kept it, in columns that can be counted. The closing's snapshot
    says the same, and more."""

    append_only = True

    duty = models.OneToOneField(Duty, on_delete=models.PROTECT, related_name="at_closing")
    expected = models.BooleanField()
    received = models.BooleanField()
    on_time = models.BooleanField()
    accepted = models.BooleanField()
