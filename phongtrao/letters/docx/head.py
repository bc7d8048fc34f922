"""What stands above the text and below it: boxes 1–5, 9a, 7 and 9b of NĐ 30/2020, Phụ lục I."""

from xml.etree.ElementTree import Element

from phongtrao.letters.document import MOTTO, NATIONAL_NAME, Document
from phongtrao.letters.docx.xml import cell, line, paragraph, row, rule, rule_below, run, table, twips, w
from phongtrao.letters.layout import HEAD_LEFT, LOOKS, PORTRAIT
from phongtrao.letters.measure import width
from phongtrao.letters.text import clean

LEFT = PORTRAIT.text_width * HEAD_LEFT
RIGHT = PORTRAIT.text_width - LEFT
HALF = PORTRAIT.text_width / 2
SHORT_LIST = 45  # recipients that fit on one page; a longer list may run over two


def head(document: Document) -> list[Element]:
    return [_top(document), *_title(document), *_addressees(document), *_bases(document)]


def _top(document: Document) -> Element:
    left, right = twips(LEFT), twips(RIGHT)
    return table(
        [left, right],
        [
            row(cell(left, *_issuer(document)), cell(right, *_nation())),
            row(
                cell(left, line("Number", f"Số: {document.number_and_symbol}")),
                cell(right, line("PlaceDate", document.place_and_date)),
            ),
        ],
    )


def _issuer(document: Document) -> list[Element]:
    above, issuer = clean(document.issuer_above).upper(), clean(document.issuer).upper()
    lines = [line("IssuerAbove", above)] if above else []
    return [*lines, line("Issuer", issuer), rule_below(issuer, LOOKS["Issuer"].size, LEFT)]


def _nation() -> list[Element]:
    """The line below the motto is as long as the motto."""
    length = width(MOTTO, LOOKS["Motto"].size, bold=True)
    return [line("NationalName", NATIONAL_NAME), line("Motto", MOTTO), rule(length, RIGHT)]


def _title(document: Document) -> list[Element]:
    subject = clean(document.subject)
    return [
        line("Kind", clean(document.kind).upper()),
        line("Subject", subject),
        rule_below(subject, LOOKS["Subject"].size, PORTRAIT.text_width),
        paragraph("Rule"),
    ]


def _addressees(document: Document) -> list[Element]:
    """One addressee on the line of "Kính gửi:", several below it, one a line."""
    if not document.addressees:
        return []
    if len(document.addressees) == 1:
        return [line("Addressee", f"Kính gửi: {document.addressees[0]}")]
    return [line("Addressee", text) for text in ("Kính gửi:", *document.printed_addressees)]


def _bases(document: Document) -> list[Element]:
    return [line("Basis", text) for text in document.printed_bases]


def foot(document: Document) -> list[Element]:
    half = twips(HALF)
    recipients = [line("RecipientsHead", "Nơi nhận:")]
    recipients += [line("Recipient", text) for text in document.distribution]
    short = len(document.distribution) <= SHORT_LIST
    both = row(cell(half, *recipients), cell(half, *_signature(document)), whole=short)
    return [paragraph("Rule", properties=[w("keepNext")]), table([half, half], [both])]


def _signature(document: Document) -> list[Element]:
    signature = document.signature
    above = [clean(text).upper() for text in (*signature.authority, *signature.posts)]
    return [*[line("Authority", text) for text in above], paragraph("Signer", run(signature.name))]
