from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from phongtrao.core.place import Level
from phongtrao.kit.tables import Table
from phongtrao.places import access, actions, queries
from phongtrao.places.forms import DayForm
from phongtrao.places.models import Place
from phongtrao.places.views import tables
from phongtrao.places.views.keeping import keeper_of

SHOWN = 30


@login_required
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:120]
    hits = queries.search(text, limit=SHOWN) if text else []
    context = {
        "text": text,
        "hits": hits,
        "table": tables.of_hits(hits, text) if text else _provinces(timezone.localdate()),
        "cut": len(hits) == SHOWN,
    }
    return render(request, "places/search.html", context)


@login_required
@require_GET
def place(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Place, pk=number)
    form = DayForm(request.GET) if "on" in request.GET else None
    today = timezone.localdate()
    day = form.cleaned_data["on"] if form and form.is_valid() else queries.nearest_day(found, today)
    card = queries.card(found, today)
    children = queries.children(found, day)
    context = {
        "card": card,
        "day": day,
        "form": form or DayForm(initial={"on": day}),
        "level": tables.level_words(found.level),
        "valid": actions.days(found.valid_from, found.valid_to),
        "names": tables.of_names(card),
        "made_of": tables.of_edges(_("Made of"), card.predecessors),
        "became": tables.of_edges(_("Became"), card.successors),
        "parents": tables.of_parents(card),
        "children": tables.of_children(children, day),
        "is_commune": found.level == Level.COMMUNE,
        "commune": _keeping_commune(request, card),
    }
    return render(request, "places/place.html", context)


def _keeping_commune(request: HttpRequest, card: queries.Card) -> Place | None:
    """The commune of a standing residential area, where the one who looks keeps it."""
    if card.place.level != Level.AREA or not card.line or card.place.valid_to is not None:
        return None
    commune = card.line[-1].place
    return commune if access.keeps(keeper_of(request), commune) else None


def _provinces(today: date) -> Table | None:
    nation = Place.objects.filter(level=Level.NATION).first()
    names = queries.children(nation, today) if nation else []
    return tables.of_children(names, today) if names else None
