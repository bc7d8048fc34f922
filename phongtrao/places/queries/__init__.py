from phongtrao.places.queries.areas import Area, areas, get_area, get_commune, local_code
from phongtrao.places.queries.finding import Hit, search
from phongtrao.places.queries.history import Card, Edge, became, card, children, made_of, nearest_day
from phongtrao.places.queries.maps import (
    EARLIEST,
    UnknownPlace,
    all_names,
    at_level,
    by_code,
    called,
    covers,
    name_on,
    names_on,
    nation,
    spells,
    world,
)
from phongtrao.places.queries.plain import plain_card, plain_hit
from phongtrao.places.queries.spoken import Meant, Spoken, meant, spoken

__all__ = [
    "EARLIEST",
    "Area",
    "Card",
    "Edge",
    "Hit",
    "Meant",
    "Spoken",
    "UnknownPlace",
    "all_names",
    "areas",
    "at_level",
    "became",
    "by_code",
    "called",
    "card",
    "children",
    "covers",
    "get_area",
    "get_commune",
    "local_code",
    "made_of",
    "meant",
    "name_on",
    "names_on",
    "nation",
    "nearest_day",
    "plain_card",
    "plain_hit",
    "search",
    "spells",
    "spoken",
    "world",
]
