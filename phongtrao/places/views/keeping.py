from typing import Any

from django.http import HttpRequest

from phongtrao.places.access import Keeper
from phongtrao.places.rules.areas import KEEPING_BODIES, WRITING_ROLES


def keeper_of(request: HttpRequest) -> Keeper:
    """The signed-in account as places needs to know it; accounts belong to a later part."""
    officer: Any = request.user
    office = officer.organisation
    writes = office.kind in KEEPING_BODIES and officer.role in WRITING_ROLES
    return Keeper(place=office.place, may_write=writes, name=officer.trail_name, chain=office.chain)
