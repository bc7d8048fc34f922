"""What a list may say, and under which titles. Of who is commended it takes a name and one line more; whatever else a
list holds (papers, birth, origin, belief …) is not read."""

from enum import StrEnum

from phongtrao.core.vietnamese import fold

COMMON = "Chung"
LIST = "Danh sách"


class Column(StrEnum):
    RECIPIENT = "recipient"
    ADDRESS = "address"
    ACHIEVEMENT = "achievement"
    REGISTER = "register"
    CHECK_ADDRESS = "check_address"
    ISSUER = "issuer"
    DECISION = "decision"
    DECIDED_ON = "decided_on"
    ISSUE_PLACE = "issue_place"
    ISSUED_ON = "issued_on"
    AUTHORITY = "authority"
    POSTS = "posts"
    SIGNER = "signer"


TITLES: dict[Column, tuple[str, ...]] = {
    Column.RECIPIENT: (
        "Tập thể, cá nhân được khen",
        "Tên tập thể, cá nhân",
        "Tập thể, cá nhân",
        "Tên tập thể",
        "Tập thể",
        "Họ và tên",
        "Họ tên",
        "Họ, tên",
        "Tên",
        "Tên đơn vị được khen",
        "Hộ gia đình",
        "Recipient",
        "Name",
    ),
    Column.ADDRESS: (
        "Đơn vị, địa chỉ",
        "Chức vụ, đơn vị",
        "Chức vụ, đơn vị công tác",
        "Chức vụ",
        "Đơn vị",
        "Đơn vị công tác",
        "Nơi công tác",
        "Địa chỉ",
        "Post",
        "Unit",
        "Address",
    ),
    Column.ACHIEVEMENT: ("Thành tích", "Nội dung khen", "Nội dung khen thưởng", "Lý do khen", "Achievement"),
    Column.REGISTER: ("Số sổ vàng", "Số vào sổ", "Vào sổ số", "Register number"),
    Column.CHECK_ADDRESS: ("Địa chỉ tra cứu", "Mã tra cứu", "Liên kết tra cứu", "Check address"),
    Column.ISSUER: ("Thẩm quyền tặng", "Cấp tặng", "Cơ quan tặng", "Người tặng", "Issuer"),
    Column.DECISION: ("Số quyết định", "Quyết định số", "Quyết định", "Decision"),
    Column.DECIDED_ON: ("Ngày quyết định", "Day of the decision"),
    Column.ISSUE_PLACE: ("Nơi ký", "Địa danh", "Place"),
    Column.ISSUED_ON: ("Ngày ký", "Day"),
    Column.AUTHORITY: ("Quyền hạn ký", "Thể thức ký", "Authority"),
    Column.POSTS: ("Chức vụ người ký", "Post of the signer"),
    Column.SIGNER: ("Người ký", "Họ tên người ký", "Signer"),
}
"""The first is the one that the example workbook bears."""
JOINED = {Column.ADDRESS: ", "}
"""Columns that may stand twice: their words are joined."""
LINES = {Column.AUTHORITY, Column.POSTS}
"""Several lines in one cell."""
DAYS = {Column.DECIDED_ON, Column.ISSUED_ON}
LONGEST = 1000
KNOWN = {fold(title): column for column, titles in TITLES.items() for title in titles}


def column_of(title: str) -> Column | None:
    """As it is titled, with or without marks."""
    return KNOWN.get(fold(title))


def title_of(column: Column) -> str:
    return TITLES[column][0]
