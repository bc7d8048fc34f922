"""Who words the report of a place: the officers of its own offices who may fill in."""

from django.utils.translation import gettext as _

from phongtrao.kit.refusals import Refused
from phongtrao.people.models import Officer
from phongtrao.people.rules import May, Role, may
from phongtrao.places.models import Place


def may_edit_text(officer: Officer, place: Place) -> bool:
    return officer.organisation.place_id == place.pk and may(Role(officer.role), May.FILL)


def must_edit_text(officer: Officer, place: Place) -> None:
    if not may_edit_text(officer, place):
        raise Refused(_("Only officers of the place's own offices who fill in reports can word its report."))
