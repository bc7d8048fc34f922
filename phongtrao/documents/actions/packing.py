"""An office asks for all that it has in one file."""

from datetime import datetime

from django.db import transaction

from phongtrao.documents import access
from phongtrao.documents.actions.common import recorded
from phongtrao.documents.models import Package
from phongtrao.documents.rules import PackageState
from phongtrao.people.models import Officer, Organisation


@transaction.atomic
def ask_package(organisation: Organisation, *, by: Officer, now: datetime) -> Package:
    access.must_keep(by, organisation)
    row = Package.objects.create(organisation=organisation, by=by, at=now)
    recorded("package asked", row, organisation, by=by, now=now)
    return row


def tell_packed(package: Package, done: int, total: int) -> None:
    Package.objects.filter(pk=package.pk).update(done=done, total=total)


def note_packed(package: Package, digest: str, size: int) -> None:
    Package.objects.filter(pk=package.pk).update(state=PackageState.DONE.value, digest=digest, size=size)


def note_not_packed(package: Package) -> None:
    Package.objects.filter(pk=package.pk).update(state=PackageState.FAILED.value)
