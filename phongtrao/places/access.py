"""Who keeps the residential areas of a commune. Places are public reference data: anyone signed in reads."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from phongtrao.kit.refusals import Refused
from phongtrao.places.models import Place


@dataclass(frozen=True, slots=True)
class Keeper:
    """An officer as places needs to know him: the place of his office, whether his post lets him write there,
    his name in the trail and the chain of his organisation. The view makes it from the signed-in account."""

    place: Place
    may_write: bool
    name: str
    chain: str


def keeps(keeper: Keeper, commune: Place) -> bool:
    return keeper.may_write and keeper.place.pk == commune.pk


def must_keep(keeper: Keeper, commune: Place) -> None:
    if keeper.place.pk != commune.pk:
        raise Refused(_("Only the commune's own office keeps its residential areas; you can read them."))
    if not keeper.may_write:
        raise Refused(_("Your account can't change this list; its clerk or head does."))
