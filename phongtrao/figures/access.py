"""Who sees which figures: an officer sees his place and all below it, and the totals of what lies above."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.core.figure import Basis
from phongtrao.figures.models import Figure, Freeze, SuperiorFilling, SuperiorForm
from phongtrao.kit.refusals import Refused
from phongtrao.people import access as people
from phongtrao.people.models import Officer
from phongtrao.people.rules import May, Role, Scope, may
from phongtrao.places import queries as places
from phongtrao.places.models import Place


def sees_place(officer: Officer, place: Place, *, today: date) -> bool:
    """His own line upward; with a subtree scope, whatever now belongs to his place."""
    return bool(seen(officer, [place.key], today=today))


def seen(officer: Officer, keys: Sequence[str], *, today: date) -> list[str]:
    """Of some places those whose totals the officer sees, in the same order."""
    world = places.world()
    own = officer.organisation.place.key
    above = set(world.line(own, today))
    if officer.scope != Scope.SUBTREE:
        return [key for key in keys if key in above]
    return [key for key in keys if key in above or own in world.line(world.carry(key, today), today)]


def get_place(officer: Officer, key: str, *, today: date) -> Place:
    place = get_object_or_404(Place, key=key)
    if not sees_place(officer, place, today=today):
        raise Http404
    return place


def get_covered(officer: Officer, key: str, *, today: date) -> Place:
    """A place whose lines the officer may read: his own, and with a subtree scope all below it."""
    place = get_object_or_404(Place, key=key)
    own, world = officer.organisation.place.key, places.world()
    here = world.carry(place.key, today)
    inside = here == own if officer.scope != Scope.SUBTREE else own in world.line(here, today)
    if not inside:
        raise Http404
    return place


def get(officer: Officer, number: int, *, today: date) -> Figure:
    """A figure's own line: only from below, never a neighbour's nor the line behind a total above."""
    figures = Figure.objects.select_related(
        "indicator",
        "place",
        "organisation",
        "evidence__file",
        "batch__recorded",
        "batch__by",
        "batch__organisation",
    )
    figure = get_object_or_404(figures, pk=number)
    if not visible(officer, [figure], today=today):
        raise Http404
    return figure


def visible(officer: Officer, figures: Iterable[Figure], *, today: date) -> list[Figure]:
    """Of some figures (with their places) the lines that the officer may see."""
    world = places.world()
    own = officer.organisation.place.key
    return [
        figure
        for figure in figures
        if own in world.line(world.carry(figure.place.key, today), today)
        and (officer.scope == Scope.SUBTREE or figure.organisation_id == officer.organisation_id)
    ]


def may_correct(officer: Officer, figure: Figure) -> bool:
    """What a registry counted is mended in the registry."""
    if figure.basis == Basis.DERIVED:
        return False
    theirs = people.visible(officer).filter(pk=figure.batch.organisation_id).exists()
    return theirs and may(Role(officer.role), May.DECIDE)


def must_correct(officer: Officer, figure: Figure) -> None:
    """Whoever recorded it corrects it: the head of the organisation whose act put it into the ledger."""
    if not people.visible(officer).filter(pk=figure.batch.organisation_id).exists():
        raise Http404
    if not may(Role(officer.role), May.DECIDE):
        raise Refused(_("Only the head of the office that accepted a figure can correct it."))


def freezes(officer: Officer, *, today: date) -> QuerySet[Freeze]:
    """Those of the places whose totals the officer sees, the newest first."""
    keys = list(Freeze.objects.values_list("place__key", flat=True).distinct())
    shown = Freeze.objects.filter(place__key__in=seen(officer, keys, today=today))
    return shown.select_related("place", "organisation", "by").order_by("-at", "-pk")


def get_freeze(officer: Officer, number: int, *, today: date) -> Freeze:
    return get_object_or_404(freezes(officer, today=today), pk=number)


def may_keep_forms(officer: Officer) -> bool:
    """Forms of superiors are kept and filled by those who fill reports."""
    return may(Role(officer.role), May.FILL)


def must_keep_forms(officer: Officer) -> None:
    if not may_keep_forms(officer):
        raise Refused(_("You may look at your office's forms; its clerk or head changes and fills them."))


def superior_forms(officer: Officer) -> QuerySet[SuperiorForm]:
    """Those of the officer's own office."""
    kept = SuperiorForm.objects.filter(organisation=officer.organisation_id)
    return kept.select_related("file", "organisation__place", "by").order_by("retired", "name", "pk")


def get_superior_form(officer: Officer, number: int) -> SuperiorForm:
    return get_object_or_404(superior_forms(officer), pk=number)


def get_superior_filling(officer: Officer, number: int, filling: int) -> SuperiorFilling:
    found = SuperiorFilling.objects.select_related("form", "file", "freeze", "by")
    return get_object_or_404(found, pk=filling, form__in=superior_forms(officer).filter(pk=number))


def may_freeze(officer: Officer) -> bool:
    return may(Role(officer.role), May.DECIDE)


def must_freeze(officer: Officer) -> None:
    if not may_freeze(officer):
        raise Refused(_("Only the head of an office can freeze the figures of its place."))
