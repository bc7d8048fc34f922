"""What the pages of places show in tables; the same tables are downloaded."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from phongtrao.kit.tables import Cell, Column, Kind, Table, Value
from phongtrao.kit.writing import written_day
from phongtrao.places.actions import Step, What, days, sentence
from phongtrao.places.models import PlaceName
from phongtrao.places.queries import Area, Card, Edge, Hit
from phongtrao.places.rules.sheet import WrongCell

Rows = Sequence[Sequence[Value | Cell]]
SHOWN = 4


def level_words(level: str) -> str:
    return {
        "nation": _("the nation"),
        "province": _("province level"),
        "district": _("district level"),
        "commune": _("commune level"),
        "area": _("residential area"),
    }[level]


def where(line: Sequence[PlaceName]) -> str:
    """Parents, the nearest first; the nation goes without saying."""
    return ", ".join(name.full for name in reversed(line[1:]))


def link(name: PlaceName, note: str = "") -> Cell:
    return Cell(name.full, href=reverse("places:place", args=[name.place.pk]), note=note)


def of_hits(hits: Sequence[Hit], text: str) -> Table | None:
    columns = (pgettext("place", "Name"), _("Code"), _("Stands under"), _("Valid"), _("Became"))
    rows: Rows = [
        [link(hit.name, _since(hit)), hit.name.code, where(hit.line), _days_of(hit.name), _became(hit)]
        for hit in hits
    ]
    caption = _("Places that answer “%(text)s”") % {"text": text}
    return Table(caption, _columns(columns), rows) if rows else None


def of_names(card: Card) -> Table:
    rows = [[name.full, name.code, days(name.valid_from, name.valid_to), name.source] for name in card.names]
    return Table(
        _("Names and codes"), _columns((pgettext("place", "Name"), _("Code"), _("Valid"), _("Source"))), rows
    )


def of_parents(card: Card) -> Table | None:
    rows: Rows = [[link(up.name), up.name.code, days(up.valid_from, up.valid_to)] for up in card.parents]
    columns = _columns((pgettext("place", "Name"), _("Code"), _("Valid")))
    return Table(_("Stood under"), columns, rows) if len(rows) > 1 else None


def of_edges(caption: str, edges: Sequence[Edge]) -> Table | None:
    columns = (pgettext("place", "Name"), _("Code"), _("Share"), _("On the day"), _("Source"))
    rows: Rows = [
        [link(edge.name), edge.name.code, share(edge), written_day(edge.on), edge.source] for edge in edges
    ]
    return Table(caption, _columns(columns), rows) if rows else None


def share(edge: Edge) -> str:
    return _("the whole") if edge.whole else _("a part")


def of_children(names: Sequence[PlaceName], day: date) -> Table | None:
    caption = _("%(count)s units on %(day)s") % {"count": len(names), "day": written_day(day)}
    rows: Rows = [[link(name), name.code, _days_of(name)] for name in names]
    return (
        Table(caption, _columns((pgettext("place", "Name"), _("Code"), _("Valid"))), rows) if rows else None
    )


def of_areas(commune: str, areas: Sequence[Area], day: date) -> Table:
    """The four columns of the list's file first, so that what was downloaded can be sent in again."""
    caption = _("Residential areas of %(commune)s on %(day)s") % {"commune": commune, "day": written_day(day)}
    columns = [
        Column(_("Code")),
        Column(_("Kind")),
        Column(pgettext("place", "Name"), heading=True),
        Column(_("Households"), Kind.NUMBER),
        Column(_("Counted on"), Kind.DAY),
    ]
    rows = [[area.code, area.name.kind, _area_link(area), area.households, area.counted_on] for area in areas]
    return Table(caption, columns, rows)


def of_wrong(wrong: Sequence[WrongCell]) -> Table:
    rows = [[cell.cell, cell.typed, sentence(cell.fault)] for cell in wrong]
    return Table(
        _("What is wrong, cell by cell"), _columns((_("Cell"), _("Typed"), _("What is wrong"))), rows
    )


def of_steps(steps: Sequence[Step]) -> Table:
    columns = [
        Column(_("Row"), Kind.NUMBER),
        Column(_("Code")),
        Column(pgettext("place", "Name"), heading=True),
        Column(_("Households"), Kind.NUMBER),
        Column(_("What happens")),
    ]
    rows = [
        [
            step.line.row,
            step.line.draft.code,
            f"{step.line.draft.kind} {step.line.draft.name}",
            step.line.households,
            _what(step),
        ]
        for step in steps
    ]
    return Table(_("What the file would do"), columns, rows)


def _what(step: Step) -> Cell:
    if step.fault:
        return Cell(_("cannot be done"), note=sentence(step.fault))
    was = step.area.name.full if step.area else ""
    words = {
        What.ADD: _("new"),
        What.RENAME: _("new name"),
        What.COUNT: _("new number of households"),
        What.SAME: _("as it is"),
    }
    return Cell(words[step.what], note=_("was %(name)s") % {"name": was} if step.what is What.RENAME else "")


def _area_link(area: Area) -> Cell:
    return Cell(area.name.name, href=reverse("places:place", args=[area.name.place.pk]))


def _columns(titles: Sequence[str]) -> list[Column]:
    return [Column(title, heading=place == 0) for place, title in enumerate(titles)]


def _days_of(name: PlaceName) -> str:
    return days(name.place.valid_from, name.place.valid_to)


def _since(hit: Hit) -> str:
    return _("now %(name)s") % {"name": hit.since.full} if hit.since else ""


def _became(hit: Hit) -> str:
    names = ", ".join(name.full for name in hit.became[:SHOWN])
    more = len(hit.became) - SHOWN
    return _("%(names)s and %(more)s more") % {"names": names, "more": more} if more > 0 else names
