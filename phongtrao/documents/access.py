"""The one door to files: an officer sees those of the organisations in his scope. A part that shows a file as
evidence asks its own door, then `queries`."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from phongtrao.documents.models import File
from phongtrao.people import access as people
from phongtrao.people.models import Officer


def visible(officer: Officer) -> QuerySet[File]:
    return File.objects.filter(organisation__in=people.visible(officer).values("pk"))


def get(officer: Officer, number: int) -> File:
    return get_object_or_404(visible(officer), pk=number)
