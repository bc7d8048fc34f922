"""A workbook to fill in. Its names are made up."""

import io
from datetime import datetime

import xlsxwriter

from phongtrao.letters.certificates.columns import COMMON, LIST, Column, title_of

MADE = datetime(2026, 1, 1)  # noqa: DTZ001 (a workbook's days have no zone)
PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDTHS = {
    Column.RECIPIENT: 44,
    Column.ADDRESS: 40,
    Column.ACHIEVEMENT: 60,
    Column.REGISTER: 12,
    Column.CHECK_ADDRESS: 46,
}
ROWS = (
    ("Nhân dân và cán bộ thôn Mẫu Một", "Xã Thí Dụ, tỉnh Minh Họa", "", "01", ""),
    (
        "Ông Nguyễn Văn Mẫu",
        "Tổ trưởng Tổ bảo vệ an ninh, trật tự thôn Mẫu Hai, xã Thí Dụ",
        "Đã có thành tích trong công tác hòa giải ở cơ sở năm 2026",
        "02",
        "",
    ),
    ("Trường Trung học cơ sở Thí Dụ", "Xã Thí Dụ, tỉnh Minh Họa", "", "03", ""),
)
SHARED = {
    Column.ISSUER: "Chủ tịch Ủy ban nhân dân xã Thí Dụ",
    Column.ACHIEVEMENT: "Đã có thành tích trong phong trào Toàn dân bảo vệ an ninh Tổ quốc năm 2026",
    Column.DECISION: "123/QĐ-UBND",
    Column.DECIDED_ON: "05/08/2026",
    Column.ISSUE_PLACE: "Thí Dụ",
    Column.ISSUED_ON: "19/08/2026",
    Column.AUTHORITY: "KT. Chủ tịch",
    Column.POSTS: "Phó Chủ tịch",
    Column.SIGNER: "Trần Thị Mẫu",
}
NOTES = (
    "Trang “Danh sách”: mỗi dòng một bằng, giấy hoặc cờ.",
    "Trang này: những gì giống nhau cho mọi dòng; ô điền ở “Danh sách” được lấy trước.",
    "Chỉ cần tên và một dòng đơn vị, địa chỉ.",
    "Không ghi số căn cước, ngày sinh, số điện thoại, dân tộc, tôn giáo: cột như vậy không được đọc.",
    "Quyền hạn ký, chức vụ nhiều dòng: ngăn bằng dấu chấm phẩy. Ngày viết dạng 19/08/2026.",
)


def workbook() -> bytes:
    """The same bytes each time."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        book.set_properties({"created": MADE, "title": "Danh sách khen"})
        bold = book.add_format({"bold": True, "bg_color": "#DCE9F5", "border": 1, "text_wrap": True})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
        note = book.add_format({"italic": True, "font_color": "#555555"})
        listed = book.add_worksheet(LIST)
        for at, (column, wide) in enumerate(WIDTHS.items()):
            listed.set_column(at, at, wide, cell)
            listed.write_string(0, at, title_of(column), bold)
        for line, row in enumerate(ROWS, start=1):
            for at, text in enumerate(row):
                listed.write_string(line, at, text, cell)
        listed.freeze_panes(1, 0)
        shared = book.add_worksheet(COMMON)
        shared.set_column(0, 0, 26)
        shared.set_column(1, 1, 80, cell)
        for line, (column, text) in enumerate(SHARED.items()):
            shared.write_string(line, 0, title_of(column), bold)
            shared.write_string(line, 1, text, cell)
        for line, text in enumerate(NOTES, start=len(SHARED) + 1):
            shared.write_string(line, 0, text, note)
    return file.getvalue()
