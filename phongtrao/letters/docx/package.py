"""The file: parts, relations and properties in a zip of fixed times. It says nothing of the machine or of the
hour it was written: the date is the document's own."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from phongtrao.letters.document import Document
from phongtrao.letters.docx.section import FIRST_FOOT, FIRST_PAGE, FOOT, PAGE_NUMBER
from phongtrao.letters.docx.xml import RELATIONS, w
from phongtrao.letters.layout import LANGUAGE
from phongtrao.letters.text import clean

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml."
PARTS = {
    "/word/document.xml": KIND + "document.main+xml",
    "/word/styles.xml": KIND + "styles+xml",
    "/word/settings.xml": KIND + "settings+xml",
    "/word/header1.xml": KIND + "header+xml",
    "/word/header2.xml": KIND + "header+xml",
    "/word/footer1.xml": KIND + "footer+xml",
    "/word/footer2.xml": KIND + "footer+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}

for _prefix, _namespace in (("cp", CORE), ("dc", DC), ("dcterms", DCTERMS), ("xsi", XSI)):
    ElementTree.register_namespace(_prefix, _namespace)


def packed(
    document: Document,
    main: Element,
    styles: Element,
    headers: tuple[Element, Element],
    footers: tuple[Element, Element],
) -> bytes:
    every_page, first_page = headers
    first_foot, foot = footers
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("rId1", f"{RELATIONS}/officeDocument", "word/document.xml"),
            ("rId2", f"{PACKAGE}/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(document),
        "word/_rels/document.xml.rels": _relations(
            ("rId1", f"{RELATIONS}/styles", "styles.xml"),
            ("rId2", f"{RELATIONS}/settings", "settings.xml"),
            (PAGE_NUMBER, f"{RELATIONS}/header", "header1.xml"),
            (FIRST_PAGE, f"{RELATIONS}/header", "header2.xml"),
            (FIRST_FOOT, f"{RELATIONS}/footer", "footer1.xml"),
            (FOOT, f"{RELATIONS}/footer", "footer2.xml"),
        ),
        "word/document.xml": main,
        "word/header1.xml": every_page,
        "word/header2.xml": first_page,
        "word/footer1.xml": first_foot,
        "word/footer2.xml": foot,
        "word/settings.xml": _settings(),
        "word/styles.xml": styles,
    }
    return _zipped(parts)


def _zipped(parts: dict[str, Element]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, root in parts.items():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True))
    return buffer.getvalue()


def _types() -> Element:
    root = Element("Types", xmlns=TYPES)
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    for extension, kind in (("rels", relations), ("xml", "application/xml")):
        SubElement(root, "Default", Extension=extension, ContentType=kind)
    for name, kind in PARTS.items():
        SubElement(root, "Override", PartName=name, ContentType=kind)
    return root


def _relations(*relations: tuple[str, str, str]) -> Element:
    root = Element("Relationships", xmlns=PACKAGE)
    for identity, kind, target in relations:
        SubElement(root, "Relationship", Id=identity, Type=kind, Target=target)
    return root


def _properties(document: Document) -> Element:
    """The title and the issuing body; no name of a person."""
    root = Element(f"{{{CORE}}}coreProperties")
    SubElement(root, f"{{{DC}}}title").text = clean(document.title)
    SubElement(root, f"{{{DC}}}creator").text = clean(document.issuer)
    SubElement(root, f"{{{CORE}}}lastModifiedBy").text = clean(document.issuer)
    SubElement(root, f"{{{DC}}}language").text = LANGUAGE
    for name in ("created", "modified") if document.issued_on else ():
        day = SubElement(root, f"{{{DCTERMS}}}{name}", {f"{{{XSI}}}type": "dcterms:W3CDTF"})
        day.text = f"{document.issued_on:%Y-%m-%d}T00:00:00Z"
    return root


def _settings() -> Element:
    """Word's own present-day layout rather than that of an older version."""
    mode = w(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15
    )
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("compat", mode),
        w("themeFontLang", val=LANGUAGE),
        w("decimalSymbol", val=","),
        w("listSeparator", val=";"),
    )
