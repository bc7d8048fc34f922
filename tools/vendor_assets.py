"""Brings the static files of others into the repository, so that running Phongtrao needs no npm.

    python tools/vendor_assets.py           fetch, check, keep the files named in vendor.lock.json
    python tools/vendor_assets.py --check   compare what is kept with the lock; no network

The lock names each package's exact version, the sha512 of its archive and the files used. A stylesheet
passes through the changes in `restyle` on its way (components we do not use, the font we may not use).
"""

import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = Path(__file__).with_name("vendor.lock.json")

# Components of govuk-frontend that no page uses, or that our own stylesheet replaces.
UNUSED_BLOCK = re.compile(
    r"""\.govuk-(?:
    accordion | clearfix | cookie-banner | drop-zone | exit-this-page(?:-overlay|-hide-content)? | feedback
    | file-upload-button | file-upload-wrapper | footer | frontend-supported | generic-header | header
    | language-navigation | logo-dot | password-input | phase-banner | service-navigation | tabs | table
    )(?=[^a-z-]|--|__|$)""",
    re.VERBOSE,
)
UNUSED_OVERRIDE = re.compile(r"\.govuk-\\!-")

# Be Vietnam Pro is wider and taller than the font these sizes were drawn for.
TYPE_SCALE = {
    "font-size:1.1875rem;line-height:1.3157894737": "font-size:1.0625rem;line-height:1.5",
    "font-size:1rem;line-height:1.25": "font-size:1rem;line-height:1.5",
    "font-size:1.3125rem;line-height:1.1904761905": "font-size:1.1875rem;line-height:1.4",
    "font-size:1.5rem;line-height:1.25": "font-size:1.25rem;line-height:1.35",
    "font-size:1.6875rem;line-height:1.1111111111": "font-size:1.375rem;line-height:1.3",
    "font-size:2rem;line-height:1.09375": "font-size:1.625rem;line-height:1.25",
    "font-size:2.25rem;line-height:1.1111111111": "font-size:1.75rem;line-height:1.25",
    "font-size:3rem;line-height:1.0416666667": "font-size:2.125rem;line-height:1.2",
}

MIT = """The MIT License (MIT)

{holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without
limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the
Software, and to permit persons to whom the Software is furnished to do so, subject to the following
conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions
of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED
TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL
THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF
CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER
DEALINGS IN THE SOFTWARE.
"""


def rules(css: str) -> list[tuple[str, str | None]]:
    """The top-level statements of a stylesheet: (prelude, body), body None for `@charset "…";`."""
    found: list[tuple[str, str | None]] = []
    start = depth = opened = 0
    for place, sign in enumerate(css):
        if sign == "{":
            opened = place if depth == 0 else opened
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                found.append((css[start:opened].strip(), css[opened + 1 : place]))
                start = place + 1
        elif sign == ";" and depth == 0:
            found.append((css[start:place].strip(), None))
            start = place + 1
    return found


def used(selector: str) -> bool:
    return not UNUSED_BLOCK.search(selector) and not UNUSED_OVERRIDE.search(selector)


def pruned(css: str) -> str:
    kept = []
    for prelude, body in rules(css):
        if body is None:
            kept.append(f"{prelude};")
        elif prelude.startswith(("@media", "@supports")):
            inner = pruned(body)
            kept.append(f"{prelude}{{{inner}}}" if inner else "")
        elif prelude.startswith("@"):
            kept.append("" if prelude == "@font-face" else f"{prelude}{{{body}}}")
        else:
            selectors = ",".join(selector for selector in split_selectors(prelude) if used(selector))
            kept.append(f"{selectors}{{{body}}}" if selectors else "")
    return "".join(kept)


def split_selectors(prelude: str) -> list[str]:
    """At the commas outside brackets: `:not(a, b)` stays whole."""
    return re.split(r",(?![^()]*\))", prelude)


def restyle(css: str) -> str:
    css = pruned(re.sub(r"/\*.*?\*/", "", css, flags=re.S))
    for family in ("GDS Transport,arial,sans-serif", "sans-serif"):
        css = css.replace(f"font-family:{family}", "font-family:var(--pt-font)")
    for theirs, ours in TYPE_SCALE.items():
        css = css.replace(theirs, ours)
    for word in ("GDS Transport", "url(", "crest"):
        if word in css:
            raise SystemExit(f"{word!r} is still in the stylesheet: this version needs a new look at restyle")
    return css + "\n"


def digest(content: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def fetch(name: str, version: str, sha512: str, folder: Path) -> tarfile.TarFile:
    command = ["npm", "pack", f"{name}@{version}", "--silent", "--pack-destination", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    [archive] = folder.glob("*.tgz")
    if digest(archive.read_bytes()) != sha512:
        raise SystemExit(f"{name} {version}: the archive is not the one in {LOCK.name}; nothing was written")
    return tarfile.open(archive)


def content_of(archive: tarfile.TarFile, path: str) -> bytes:
    member = archive.extractfile(f"package/{path}")
    if member is None:
        raise SystemExit(f"{path} is not a file of the package")
    content = member.read()
    return restyle(content.decode()).encode() if path.endswith(".css") else content


def vendor(name: str, entry: dict[str, Any]) -> None:
    target = ROOT / entry["to"]
    with tempfile.TemporaryDirectory() as folder:
        archive = fetch(name, entry["version"], entry["sha512"], Path(folder))
        files = {kept["to"]: content_of(archive, kept["from"]) for kept in entry["files"]}
    if "holder" in entry:
        files["LICENSE"] = MIT.format(holder=entry["holder"]).encode()
    for old in target.parent.glob(target.name.removesuffix(entry["version"]) + "*"):
        shutil.rmtree(old)
    target.mkdir(parents=True)
    for path, content in files.items():
        (target / path).write_bytes(content)
    entry["kept"] = {path: digest(content) for path, content in sorted(files.items())}


def difference(lock: dict[str, dict[str, Any]]) -> list[str]:
    """Each kept file that is missing, changed or unknown to the lock, as a path."""
    wrong = []
    for entry in lock.values():
        folder = ROOT / entry["to"]
        present = {path.name: digest(path.read_bytes()) for path in folder.glob("*")}
        names = sorted(present.keys() | entry["kept"].keys())
        wrong += [f"{entry['to']}/{name}" for name in names if present.get(name) != entry["kept"].get(name)]
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare only")
    lock = json.loads(LOCK.read_text())
    if not parser.parse_args().check:
        for name, entry in lock.items():
            vendor(name, entry)
        LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")
    wrong = difference(lock)
    sys.stderr.write("".join(f"{path} is not what {LOCK.name} says\n" for path in wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
