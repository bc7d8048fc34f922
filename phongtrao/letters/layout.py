"""The layout of a State document as numbers: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I and II.

Lengths in millimetres, sizes in points. Where the decree leaves a range, one value within it is chosen here,
once for every writer."""

from dataclasses import dataclass
from enum import StrEnum

FONT = "Times New Roman"
LANGUAGE = "vi-VN"


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "both"


@dataclass(frozen=True, slots=True)
class Page:
    """A4; top and bottom 20–25, left 30–35, right 15–20 (I.1, I.3)."""

    width: float = 210
    height: float = 297
    top: float = 25
    bottom: float = 20
    left: float = 30
    right: float = 20
    header: float = 10

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right


PORTRAIT = Page()
LANDSCAPE = Page(width=297, height=210)
HEAD_LEFT = 0.38  # of the text's width; the decree's own files: 37–40 %
UNDERLINE = 0.4  # of the text above it; "1/3 đến 1/2 độ dài của dòng chữ" (II.2, II.5)
STAMP_WIDTHS = {"KHẨN": 20, "THƯỢNG KHẨN": 40, "HỎA TỐC": 30}  # III.2
STAMP_HEIGHT = 8
RED = "FF0000"


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of paragraph looks. `outline` 1–9 puts it into a table of contents, 0 keeps it out;
    `line` is the line spacing in lines; `hold` keeps it on the page of what follows. `left` moves all its lines in,
    `hanging` brings the first of them out again."""

    name: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: Align = Align.LEFT
    before: float = 0
    after: float = 0
    first_line: float = 0
    left: float = 0
    hanging: float = 0
    line: float = 1
    outline: int = 0
    hold: bool = False


C, J = Align.CENTER, Align.JUSTIFY
INDENT = 12.7
DASH = 2.9  # "- " at 14 points
UNDER_THE_COLON = INDENT + 17.6  # behind "Kính gửi": "thẳng hàng với nhau dưới dấu hai chấm" (II.9d)

LOOKS: dict[str, Look] = {
    # Boxes 1–5, 9a
    "NationalName": Look("VB Quốc hiệu", 12, bold=True, align=C),
    "Motto": Look("VB Tiêu ngữ", 13, bold=True, align=C),
    "IssuerAbove": Look("VB Cơ quan chủ quản", 12, align=C),
    "Issuer": Look("VB Cơ quan ban hành", 12, bold=True, align=C),
    "Number": Look("VB Số, ký hiệu", 13, align=C, before=6),
    "PlaceDate": Look("VB Địa danh, thời gian", 13, italic=True, align=C, before=6),
    "Kind": Look("VB Tên loại", 14, bold=True, align=C, before=18, hold=True),
    "Subject": Look("VB Trích yếu", 14, bold=True, align=C, hold=True),
    "LetterSubject": Look("VB V/v", 12, align=C, before=6),
    "Stamp": Look("VB Dấu khẩn", 13, bold=True, align=C),
    "Rule": Look("VB Đường kẻ", 2, align=C, before=2),
    "Addressee": Look("VB Kính gửi", 14, before=6, after=6, first_line=INDENT),
    "AddresseeItem": Look("VB Nơi được gửi", 14, after=6, left=UNDER_THE_COLON + DASH, hanging=DASH),
    # Box 6
    "Decider": Look("VB Người ban hành", 14, bold=True, align=C, before=6, after=6, hold=True),
    "Formula": Look("VB Lời quyết định", 14, bold=True, align=C, before=6, after=6, hold=True),
    "Basis": Look("VB Căn cứ", 14, italic=True, align=J, after=6, first_line=INDENT),
    "Body": Look("VB Nội dung", 14, align=J, after=6, first_line=INDENT, line=1.15),
    "Heading1": Look("heading 1", 14, bold=True, align=C, before=12, after=6, outline=1, hold=True),
    "Heading2": Look("heading 2", 14, bold=True, before=6, after=6, first_line=INDENT, outline=2, hold=True),
    "Heading3": Look("heading 3", 14, bold=True, before=6, after=6, first_line=INDENT, outline=3, hold=True),
    "Heading4": Look("heading 4", 14, after=6, first_line=INDENT, outline=4, hold=True),
    "Cell": Look("VB Ô bảng", 12),
    "HeadCell": Look("VB Đầu bảng", 12, bold=True, align=C),
    # Boxes 7, 9b
    "Authority": Look("VB Quyền hạn, chức vụ", 14, bold=True, align=C, hold=True),
    "Signer": Look("VB Người ký", 14, bold=True, align=C, before=72),
    "OtherPost": Look("VB Chức vụ khác", 14, bold=True, align=C, before=72, hold=True),
    "SignerBelow": Look("VB Người ký, sau chức vụ khác", 14, bold=True, align=C),
    "RecipientsHead": Look("VB Nơi nhận", 12, bold=True, italic=True),
    "Recipient": Look("VB Danh sách nơi nhận", 11),
    "Contact": Look("VB Địa chỉ", 11, align=C),
    # Annexes, the top margin
    "AnnexNumber": Look("VB Số phụ lục", 14, bold=True, align=C, outline=1, hold=True),
    "AnnexTitle": Look("VB Tên phụ lục", 14, bold=True, align=C, hold=True),
    "AnnexOf": Look("VB Phụ lục kèm theo", 13, italic=True, align=C, hold=True),
    "header": Look("header", 14, align=C),
    "Mark": Look("VB Dấu chỉ", 12, bold=True, align=C),
}
