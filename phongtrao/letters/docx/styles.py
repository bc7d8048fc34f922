"""The styles part: every look of layout.py as a named Word style."""

from xml.etree.ElementTree import Element

from phongtrao.letters.docx.xml import twips, w, when
from phongtrao.letters.layout import FONT, LANGUAGE, LOOKS, Align, Look

AUTO_LINE = 240  # one line, in Word's "auto" spacing


def styles() -> Element:
    named = [_style(identity, look) for identity, look in LOOKS.items()]
    return w("styles", _defaults(), _normal(), _table_normal(), *named)


def _defaults() -> Element:
    looks = w(
        "rPr", fonts(), w("color", val="000000"), *_size(14), w("lang", val=LANGUAGE, eastAsia=LANGUAGE)
    )
    spacing = w("pPr", w("spacing", before=0, after=0, line=AUTO_LINE, lineRule="auto"))
    return w("docDefaults", w("rPrDefault", looks), w("pPrDefault", spacing))


def fonts() -> Element:
    return w("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)


def _normal() -> Element:
    return w("style", w("name", val="Normal"), w("qFormat"), type="paragraph", default=1, styleId="Normal")


def _table_normal() -> Element:
    return w("style", w("name", val="Normal Table"), type="table", default=1, styleId="TableNormal")


def _style(identity: str, look: Look) -> Element:
    return w(
        "style",
        w("name", val=look.name),
        w("basedOn", val="Normal"),
        *when(look.outline, "next", val="Body"),
        w("qFormat"),
        w("pPr", *_paragraph(look)),
        w("rPr", fonts(), *_weight(look), w("color", val="000000"), *_size(look.size)),
        type="paragraph",
        styleId=identity,
        **({"customStyle": 1} if look.name.startswith("VB ") else {}),
    )


def _paragraph(look: Look) -> list[Element]:
    spacing = {"before": round(look.before * 20), "after": round(look.after * 20)}
    return [
        *when(look.hold, "keepNext"),
        w("spacing", **spacing, line=round(look.line * AUTO_LINE), lineRule="auto"),
        *when(look.first_line, "ind", firstLine=twips(look.first_line)),
        *when(look.left, "ind", left=twips(look.left), hanging=twips(look.hanging)),
        *when(look.align is not Align.LEFT, "jc", val=look.align),
        *when(look.outline, "outlineLvl", val=look.outline - 1),
    ]


def _weight(look: Look) -> list[Element]:
    return [
        *when(look.bold, "b"),
        *when(look.bold, "bCs"),
        *when(look.italic, "i"),
        *when(look.italic, "iCs"),
    ]


def _size(points: float) -> list[Element]:
    halves = round(points * 2)
    return [w("sz", val=halves), w("szCs", val=halves)]
