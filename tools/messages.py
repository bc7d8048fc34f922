"""The catalogue of messages: collect every msgid of the code and templates, keep phongtrao/site/locale/vi in
step, and compile it. Needs no gettext.

usage: python -m tools.messages [--add FRAGMENT.po ...]      exit 1 while something is missing"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.template.base import Lexer, TokenType
from django.utils.translation import trim_whitespace

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "phongtrao"
PO = PACKAGE / "site/locale/vi/LC_MESSAGES/django.po"
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "N_"}
PLURALS = {"ngettext", "ngettext_lazy"}
TOLD = {
    "record",
    "recorded",
    "_record",
    "_record_many",
    "_tell",
}  # what was done, as the trail's page tells it
IN_CONTEXT = {"pgettext", "pgettext_lazy"}
TRANSLATE = re.compile(r"""^(?:translate|trans)\s+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
MARKED = re.compile(r"""_\(("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\)""")

Message = tuple[str, str, str]
Found = dict[Message, set[str]]


def collected() -> Found:
    """(msgid, plural or "", context or "") -> the files that say it."""
    found: Found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if {"tests", "migrations"} & set(path.parts):
            continue
        for message in _of_python(path.read_text(encoding="utf-8")):
            found.setdefault(message, set()).add(str(path.relative_to(ROOT)))
    for path in sorted(
        p for suffix in ("html", "txt", "svg") for p in PACKAGE.rglob(f"templates/**/*.{suffix}")
    ):
        for message in _of_template(path.read_text(encoding="utf-8")):
            found.setdefault(message, set()).add(str(path.relative_to(ROOT)))
    return found


def _of_python(text: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        acts = [a.value for a in node.keywords if a.arg == "act"]
        yield from ((str(act.value), "", "") for act in acts if isinstance(act, ast.Constant))
        if name in CALLS | TOLD and words:
            yield words[0], "", ""
        elif name in PLURALS and len(words) >= 2:
            yield words[0], words[1], ""
        elif name in IN_CONTEXT and len(words) >= 2:
            yield words[1], "", words[0]


def _of_template(text: str) -> Iterator[Message]:
    tokens = iter(Lexer(text).tokenize())
    for token in tokens:
        for match in MARKED.finditer(token.contents if token.token_type is not TokenType.TEXT else ""):
            yield ast.literal_eval(match[1]), "", ""
        if token.token_type is not TokenType.BLOCK:
            continue
        if match := TRANSLATE.match(token.contents):
            yield ast.literal_eval(match[1]), "", ""
        elif token.contents.split()[0] in ("blocktranslate", "blocktrans"):
            yield _block(tokens, trimmed="trimmed" in token.contents.split())


def _block(tokens: Iterator[object], *, trimmed: bool) -> Message:
    parts = ["", ""]
    at = 0
    for token in tokens:
        kind, contents = token.token_type, token.contents  # type: ignore[attr-defined]
        if kind is TokenType.BLOCK and contents.startswith("endblock"):
            break
        if kind is TokenType.BLOCK and contents.startswith("plural"):
            at = 1
        elif kind is TokenType.VAR:
            parts[at] += f"%({contents})s"
        else:
            parts[at] += contents.replace("%", "%%")
    if trimmed:
        parts = [trim_whitespace(part) for part in parts]
    return parts[0], parts[1], ""


def load() -> polib.POFile:
    if PO.exists():
        return polib.pofile(str(PO), wrapwidth=110)
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Language": "vi",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    return catalogue


def merge(catalogue: polib.POFile, found: Found, fragments: list[Path]) -> list[str]:
    """Bring the catalogue in step with what was found; the msgids that still have no Vietnamese."""
    offered = _offered(fragments)
    old = {(entry.msgid, entry.msgctxt or ""): entry for entry in catalogue}
    catalogue.clear()
    missing = []
    for (msgid, plural, context), files in sorted(found.items()):
        entry = old.get((msgid, context)) or polib.POEntry(msgid=msgid, msgctxt=context or None)
        known = entry.msgstr_plural.get(0) if entry.msgstr_plural else entry.msgstr
        said = known or offered.get((msgid, context), "")
        entry.occurrences = [(name, "") for name in sorted(files)]
        entry.msgid_plural = plural
        entry.msgstr, entry.msgstr_plural = ("", {0: said}) if plural else (said, {})
        entry.flags = ["python-format"] if re.search(r"%\(\w+\)[sd]", msgid) else []
        catalogue.append(entry)
        if not said:
            missing.append(msgid)
    return missing


def _offered(fragments: list[Path]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for path in fragments:
        for entry in polib.pofile(str(path)):
            said = entry.msgstr_plural.get(0, "") if entry.msgstr_plural else entry.msgstr
            if said:
                found.setdefault((entry.msgid, entry.msgctxt or ""), said)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--add", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    catalogue = load()
    missing = merge(catalogue, collected(), options.add)
    PO.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(PO))
    catalogue.save_as_mofile(str(PO.with_suffix(".mo")))
    for msgid in missing:
        sys.stderr.write(f"no Vietnamese for: {msgid}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
