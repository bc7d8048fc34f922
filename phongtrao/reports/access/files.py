"""What an office handed in as files."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from phongtrao.people import access as people
from phongtrao.people.models import Officer
from phongtrao.reports.models import Import, ImportFile


def imports(officer: Officer) -> QuerySet[Import]:
    """What officers of his own organisation handed in: what stands in the files is seen by nobody above."""
    mine = Import.objects.filter(organisation__in=people.visible(officer).filter(pk=officer.organisation_id))
    return mine.select_related("request__asker", "request__assignment", "report__organisation", "by")


def get_import(officer: Officer, number: int) -> Import:
    return get_object_or_404(imports(officer), pk=number)


def get_import_file(officer: Officer, number: int, file: int) -> ImportFile:
    files = ImportFile.objects.select_related("file", "report__organisation", "report__request__form")
    return get_object_or_404(files, of=get_import(officer, number), number=file)
