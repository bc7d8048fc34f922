"""how much of a corpus of narratives the reader finds, and how fast, beside a naive regular expression"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from phongtrao.core.indicator import Catalogue, load
from phongtrao.reading import reader, row

LIMIT = 200  # documents a second a core
DEPTHS = ("figure", "qualified", "indicator")
LINE = re.compile(r"(\w+) +precision ([\d.]+) +recall ([\d.]+) +F1 ([\d.]+) ")
AWARDS = re.compile(r"awards +(\d+) of (\d+) ")
NAIVE = re.compile(r"(hơn|trên|gần|khoảng|dưới)?\s?(\d[\d.,]*)\s?(nghìn|triệu|tỷ)?\s([^\d;:()]{1,40})")
QUALIFIERS = {"hơn": "more_than", "trên": "more_than", "gần": "nearly", "khoảng": "approximately"}
POWERS = {"": 1, "nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}

Rows = list[dict[str, object]]
Read = Callable[[str, str], Rows]


def held_back(name: str) -> bool:
    """A third of the documents, by a hash of the name: not looked at while the reader was first built."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 3 == 0


def naive(catalogue: Catalogue) -> Read:
    """The peer: a number, and the longest synonym of the catalogue that the words after it begin with."""
    nouns = sorted(
        ((synonym.lower(), one.id) for one in catalogue.indicators for synonym in one.synonyms),
        key=lambda pair: -len(pair[0]),
    )

    def read(doc: str, text: str) -> Rows:
        found: Rows = []
        for match in NAIVE.finditer(text):
            after = match[4].lower()
            indicator = next((id for noun, id in nouns if after.startswith(noun)), None)
            value = _number(match[2]) * POWERS[match[3] or ""]
            if indicator is not None:
                span = {"char_start": match.start(), "char_end": match.end(3) if match[3] else match.end(2)}
                kind = QUALIFIERS.get(match[1] or "", "exact")
                found.append({"doc": doc, **span, "value": value, "qualifier": kind, "indicator": indicator})
        return found

    return read


def _number(written: str) -> float:
    plain = written.rstrip(".,").replace(".", "").replace(",", ".")
    return float(plain) if plain.count(".") < 2 else 0.0


def ours() -> Read:
    reading = reader()

    def read(doc: str, text: str) -> Rows:
        found = reading.read(text)
        return [row(one, doc=doc, among=found) for one in found]

    return read


def score(folder: Path, names: Iterable[str], found: Rows) -> dict[str, Any]:
    """What the corpus's own score.py says of some of its documents, as numbers."""
    wanted = set(names)
    gold = [
        json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines() if line
    ]
    with tempfile.TemporaryDirectory() as scratch:
        paths = (Path(scratch) / "gold.jsonl", Path(scratch) / "found.jsonl")
        for path, rows in zip(paths, (gold, found), strict=True):
            kept = (json.dumps(one, ensure_ascii=False) for one in rows if one["doc"] in wanted)
            path.write_text("\n".join(kept), encoding="utf-8")
        command = [sys.executable, str(folder / "score.py"), *map(str, paths)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told: dict[str, Any] = {"lines": said.splitlines()}
    for depth, precision, recall, f1 in LINE.findall(said):
        told[depth] = {"precision": float(precision), "recall": float(recall), "f1": float(f1)}
    if awards := AWARDS.search(said):
        told["awards"] = {"right": int(awards[1]), "met": int(awards[2])}
    return told


def measure(folder: Path, runs: int) -> dict[str, Any]:
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted((folder / "docs").glob("*.txt"))}
    groups = {
        "all": list(texts),
        "held back": [name for name in texts if held_back(name)],
        "seeds": [name for name in texts if name.startswith("seed-")],
    }
    result: dict[str, Any] = {"documents": len(texts), "limit": LIMIT}
    for who, read in (("reader", ours()), ("naive", naive(load()))):
        found = [one for name, text in texts.items() for one in read(name, text)]
        told: dict[str, Any] = {
            group: score(folder, names, found) for group, names in groups.items() if names
        }
        began = time.process_time()
        for _ in range(runs):
            for name, text in texts.items():
                read(name, text)
        told["documents_a_second"] = round(runs * len(texts) / max(time.process_time() - began, 1e-9), 1)
        result[who] = told
    return result


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench reading", description=__doc__)
    parser.add_argument("folder", type=Path, help="docs/*.txt, gold.jsonl and score.py")
    parser.add_argument("--runs", type=int, default=10, help="times every document is read for the clock")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    missing = [name for name in ("docs", "gold.jsonl", "score.py") if not (asked.folder / name).exists()]
    if missing:
        parser.error(f"{asked.folder} has no {', '.join(missing)}")
    result = measure(asked.folder, asked.runs)
    lines = [line for who in ("reader", "naive") for line in told(who, result[who])]
    text = json.dumps(result, ensure_ascii=False) if asked.json else "\n".join(lines)
    sys.stdout.write(f"{text}\n")


def told(who: str, result: dict[str, Any]) -> list[str]:
    groups = {group: said for group, said in result.items() if isinstance(said, dict)}
    lines = [line for group, said in groups.items() for line in (f"{who}, {group}:", *said["lines"])]
    return [
        *lines,
        f"{who}: {result['documents_a_second']} documents a second of one core (reach {LIMIT})",
        "",
    ]


if __name__ == "__main__":
    main()
