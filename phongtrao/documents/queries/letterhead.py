"""The head of an office's documents on a day: as the office says, else as it usually is."""

from datetime import date

from phongtrao.documents.models import Letterhead, Signatory
from phongtrao.documents.rules import Head, default_head
from phongtrao.people.models import Organisation
from phongtrao.places import queries as places


def letterhead_of(organisation: Organisation, day: date) -> Letterhead | None:
    """None for one that is not set up here."""
    if organisation.pk is None:
        return None
    rows = Letterhead.objects.filter(organisation=organisation, valid_from__lte=day)
    return rows.order_by("-valid_from", "-pk").first()


def head_of(organisation: Organisation, day: date) -> Head:
    found = letterhead_of(organisation, day)
    return found.as_head() if found else usual_head(organisation, day)


def usual_head(organisation: Organisation, day: date) -> Head:
    """From what is known of the office and its place."""
    place = organisation.place
    name = places.called(places.all_names({place.key})[place.key], day)
    return default_head(
        organisation.kind,
        organisation.name,
        organisation.abbreviation,
        _called(name.kind, name.name),
        level=place.level,
        province=_province(place.key, day) if place.level != "province" else "",
    )


def signatories_on(organisation: Organisation, day: date) -> list[Signatory]:
    """Who may sign on a day; nobody whose name was erased."""
    if organisation.pk is None:
        return []
    rows = Signatory.objects.filter(organisation=organisation, valid_from__lte=day, erased_at__isnull=True)
    return [row for row in rows.order_by("pk") if row.valid_to is None or row.valid_to >= day]


def _province(key: str, day: date) -> str:
    world = places.world()
    above = next((at for at in world.line(key, day) if world.place(at).level == "province"), None)
    if above is None:
        return ""
    name = places.called(places.all_names({above})[above], day)
    return _called(name.kind, name.name)


def _called(kind: str, name: str) -> str:
    return name if kind == "Quốc gia" else f"{kind.lower()} {name}"
