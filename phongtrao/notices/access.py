"""The one door to notices: those of an officer's own organisation."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from phongtrao.notices.models import Notice
from phongtrao.people.models import Officer


def visible(officer: Officer) -> QuerySet[Notice]:
    if not officer.is_active:
        return Notice.objects.none()
    return Notice.objects.filter(organisation=officer.organisation_id)


def get(officer: Officer, number: int) -> Notice:
    return get_object_or_404(visible(officer), pk=number)
