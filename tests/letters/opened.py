"""A written .docx, opened again: its parts as XML, its paragraphs as (style, text)."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHOWN = (f"{W}t", f"{W}br")


class Opened:
    def __init__(self, written: bytes) -> None:
        self.archive = zipfile.ZipFile(BytesIO(written))
        self.main = self.part("word/document.xml")

    def part(self, name: str) -> Element:
        return ElementTree.fromstring(self.archive.read(name))

    @property
    def lines(self) -> list[tuple[str, str]]:
        return [(style(paragraph), text(paragraph)) for paragraph in self.main.iter(f"{W}p")]

    def texts(self, of: str) -> list[str]:
        return [text for style, text in self.lines if style == of]

    @property
    def sections(self) -> list[Element]:
        return list(self.main.iter(f"{W}sectPr"))

    @property
    def tables(self) -> list[Element]:
        return list(self.main.iter(f"{W}tbl"))

    def styles(self) -> dict[str, Element]:
        return {attribute(one, "styleId"): one for one in self.part("word/styles.xml").iter(f"{W}style")}

    def rule_after(self, of: str) -> Element:
        """The drawn line that stands right below the last paragraph of a style."""
        paragraphs = list(self.main.iter(f"{W}p"))
        last = max(at for at, one in enumerate(paragraphs) if style(one) == of)
        return paragraphs[last + 1]


def attribute(element: Element | None, name: str) -> str:
    assert element is not None
    return element.attrib[f"{W}{name}"]


def numbers(element: Element | None) -> dict[str, int]:
    """The attributes that are whole numbers."""
    assert element is not None
    named = {name.removeprefix(W): value for name, value in element.attrib.items()}
    return {name: int(value) for name, value in named.items() if value.isdigit()}


def style(paragraph: Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else attribute(found, "val")


def text(paragraph: Element) -> str:
    return "".join(
        "\n" if one.tag == f"{W}br" else one.text or "" for one in paragraph.iter() if one.tag in SHOWN
    )
