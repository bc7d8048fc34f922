"""Files that were made to harm, or that broke on their way: a reason in one word, never anything else."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.core.sandbox import Unfit
from phongtrao.letters.checking import STATE, check, examined
from tests.letters.checking.typed import report

MAIN = "word/document.xml"
VALUE = re.compile(rb'(?<==")[^"]*(?=")')
STRANGE = [
    "",
    "-1",
    "abc",
    "99999999999999999999",
    "nan",
    "1e400",
    "0",
    "\u202e",
    "%1%2%9",
    "9" * 400,
    "true",
    "-0.5mm",
]


@cache
def good() -> bytes:
    return report().saved()


def changed(change: Callable[[str, bytes], bytes | None], *, more: dict[str, bytes] | None = None) -> bytes:
    """The good file with each of its parts changed, or left out."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good())) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return target.getvalue()


def main(change: Callable[[bytes], bytes | None]) -> bytes:
    return changed(lambda name, content: change(content) if name == MAIN else content)


def _entities(content: bytes) -> bytes:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    head, _end, rest = content.partition(b"?>")
    return head + b"?>" + bomb + rest


def _long(content: bytes) -> bytes:
    paragraph = b"".join(b"<w:p><w:r><w:t>%d</w:t></w:r></w:p>" % count for count in range(100_000))
    return content.replace(b"<w:body>", b"<w:body>" + paragraph, 1)


def _deep(content: bytes) -> bytes:
    start, end = b"<w:sdt><w:sdtContent>" * 5_000, b"</w:sdtContent></w:sdt>" * 5_000
    return content.replace(b"<w:body>", b"<w:body>" + start + b"<w:p/>" + end, 1)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: b"", "empty"),
        (lambda: b"PK\x03\x04", "damaged"),
        (lambda: b"%PDF-1.7", "not_what_it_says"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not_what_it_says"),
        (lambda: good()[: len(good()) // 2], "damaged"),
        (lambda: main(lambda _content: None), "not_what_it_says"),
        (lambda: main(lambda content: content[:-20]), "damaged"),
        (lambda: main(lambda content: content.replace(b"w:body", b"w:nobody")), "unreadable"),
        (lambda: main(_entities), "damaged"),
        (lambda: main(lambda content: content + b" " * 60_000_000), "inflates"),
        (lambda: main(_long), "too_long"),
        (lambda: main(_deep), "damaged"),
        (lambda: changed(lambda _n, content: content, more={"word/vbaProject.bin": b"x"}), "macros"),
        (lambda: changed(lambda _n, content: content, more={"word/embeddings/a.bin": b"x"}), "embedded"),
        (lambda: bytes(21 * 1024 * 1024), "too_large"),
    ],
)
def test_a_file_that_is_not_checked_says_why(content: Callable[[], bytes], reason: str) -> None:
    with pytest.raises(Unfit) as refused:
        check(content())
    assert refused.value.code == reason


@settings(max_examples=60, deadline=None)
@given(
    part=st.sampled_from(
        [MAIN, "word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/header1.xml"]
    ),
    at=st.floats(0, 1, exclude_max=True),
    value=st.sampled_from(STRANGE),
)
def test_any_value_may_be_nonsense(part: str, at: float, value: str) -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        places = list(VALUE.finditer(content))
        place = places[int(at * len(places))]
        return content[: place.start()] + value.encode() + content[place.end() :]

    broken = changed(change)
    try:
        faults = examined(broken, STATE)
    except Unfit:
        return
    assert faults == examined(broken, STATE)
    assert all("{" not in fault.vi + fault.en for fault in faults)


@pytest.mark.parametrize(
    "part", ["word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/theme/theme1.xml"]
)
def test_parts_may_be_missing(part: str) -> None:
    left = changed(lambda name, content: None if name == part else content)
    assert [fault.code for fault in examined(left, STATE)] == []


def test_styles_that_rest_on_each_other_end() -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != "word/styles.xml":
            return content
        circle = b"".join(
            b'<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="%s"/></w:style>'
            % (one, one, other)
            for one, other in ((b"Mot", b"Hai"), (b"Hai", b"Mot"))
        )
        return content.replace(b"</w:styles>", circle + b"</w:styles>")

    assert examined(changed(change), STATE) == []
