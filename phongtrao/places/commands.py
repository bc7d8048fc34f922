import argparse
from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.core.period import FIRST_DAY, LAST_DAY, askable
from phongtrao.kit.console import Refusal, print_json, say, tell
from phongtrao.kit.writing import written_day
from phongtrao.places import queries
from phongtrao.places.actions import days
from phongtrao.places.models import Place, PlaceName
from phongtrao.places.queries import Card, Edge, Hit


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("places", help=_("a unit, its history and successors"))
    parser.add_argument("text", nargs="+", metavar="CODE|NAME", help=_("a code or a name, old or new"))
    parser.add_argument("--on", metavar="DATE", help=_("the day on which code and name are read: 2025-06-30"))
    parser.add_argument("--json", action="store_true", help=_("JSON on standard output"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    text, on = " ".join(options.text), _day(options.on)
    if Place._meta.db_table not in connection.introspection.table_names() or not Place.objects.exists():
        raise Refusal(_("Nothing is set up here yet: run first “bin/phongtrao demo” or “serve”."))
    hits = queries.search(text, day=on)
    chosen = _chosen(text, hits, on)
    card = queries.card(chosen.name.place, on or timezone.localdate())
    others = [hit for hit in hits if hit is not chosen and hit.exact]
    if options.json:
        print_json({**queries.plain_card(card), "others": [queries.plain_hit(hit) for hit in others]})
        return
    for line in _told(card, others):
        say(line)


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal(_("“%(day)s” is not a day; write it like 2025-06-30.") % {"day": text}) from None
    if day and not askable(day):
        words = {"day": day.isoformat(), "first": FIRST_DAY.isoformat(), "last": LAST_DAY.isoformat()}
        raise Refusal(_("%(day)s is too far away; days from %(first)s to %(last)s can be asked.") % words)
    return day


def _chosen(text: str, hits: list[Hit], on: date | None) -> Hit:
    """The only hit; else of the whole names the highest unit, and of two of one level the one that stands."""
    if not hits:
        raise Refusal(_unknown(text, on))
    exact = [hit for hit in hits if hit.exact]
    if not exact and len(hits) == 1:
        return hits[0]
    highest = [hit for hit in exact if hit.name.place.level == exact[0].name.place.level]
    standing = [hit for hit in highest if hit.stands]
    for found in (highest, standing):
        if len(found) == 1:
            return found[0]
    for hit in exact or hits:
        tell(_hit_line(hit))
    raise Refusal(
        _("“%(text)s” is the name of several places: ask by code, with --on DATE.") % {"text": text}
    )


def _unknown(text: str, on: date | None) -> str:
    if on:
        return _("No place is known by the code or name “%(text)s” on %(day)s.") % {
            "text": text,
            "day": written_day(on),
        }
    return _("No place is known by the code or name “%(text)s”.") % {"text": text}


def _told(card: Card, others: list[Hit]) -> Iterator[str]:
    yield f"{card.name.full} ({card.name.code})"
    yield from _part(_("Valid"), [days(card.place.valid_from, card.place.valid_to)])
    yield from _part(
        _("Stands under"), [", ".join(name.full for name in reversed(card.line))] if card.line else []
    )
    yield from _part(_("Names and codes"), [_spell(name) for name in card.names])
    yield from _part(_("Parents"), [_with_days(up.name, up.valid_from, up.valid_to) for up in card.parents])
    yield from _part(_("Made of"), [_edge(edge) for edge in card.predecessors])
    yield from _part(_("Became"), [_edge(edge) for edge in card.successors])
    yield from _part(_("Its figures now belong to"), [card.belongs.full] if card.belongs else [])
    yield from _part(_("Others of this name or code"), [_hit_line(hit) for hit in others])


def _part(title: str, lines: list[str]) -> list[str]:
    return [f"  {title}:", *(f"    {line}" for line in lines)] if lines else []


def _spell(name: PlaceName) -> str:
    source = f"; {name.source}" if name.source else ""
    return f"{_with_days(name, name.valid_from, name.valid_to)}{source}"


def _where(line: list[PlaceName]) -> str:
    return ", ".join(name.full for name in reversed(line))


def _with_days(name: PlaceName, first: date | None, last: date | None) -> str:
    return f"{name.full} ({name.code}), {days(first, last)}"


def _edge(edge: Edge) -> str:
    share = _("the whole") if edge.whole else _("a part")
    words = _("%(name)s (%(code)s): %(share)s, since %(day)s") % {
        "name": edge.name.full,
        "code": edge.name.code,
        "share": share,
        "day": written_day(edge.on),
    }
    return f"{words}; {edge.source}" if edge.source else words


def _hit_line(hit: Hit) -> str:
    place = hit.name.place
    line = f"{hit.name.full} ({hit.name.code}), {_where(hit.line)}; {days(place.valid_from, place.valid_to)}"
    later = ", ".join(name.full for name in hit.became)
    return f"{line}; {_('became')}: {later}" if later else line
