"""The text of a file that is nothing but text."""

from typing import TypedDict

from phongtrao.core.sandbox import Unfit
from phongtrao.core.vietnamese import Unreadable, decode, recognise


class Decoding(TypedDict):
    """`notes`: names of files.Note."""

    text: str
    encoding: str
    notes: list[str]


def decoded(content: bytes) -> Decoding:
    try:
        found = decode(content)
    except Unreadable as problem:
        raise Unfit("encoding") from problem
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise Unfit("not_text")
    notes = ["converted"] if found.encoding in ("tcvn3", "vni", "utf8") else []
    if not notes and recognise(text) is not None:
        notes = ["old_encoding"]
    return Decoding(text=text, encoding=found.encoding, notes=notes + ["capitals"] * found.shouted)
