"""One document of each shape and profile, for whatever must hold for all of them."""

from datetime import date

from phongtrao.letters.document import (
    Annex,
    Article,
    Column,
    Depth,
    Document,
    Formula,
    Heading,
    Issuer,
    Paragraph,
    Part,
    Row,
    Run,
    Shape,
    Signature,
    Table,
    Urgency,
)
from phongtrao.letters.layout import Align
from phongtrao.letters.profiles import profiles
from tests.letters.made import letter


def said(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def rows(number: int) -> Table:
    columns = (Column("TT", 1, Align.CENTER), Column("Tên khu dân cư", 5))
    return Table(
        columns, tuple(Row(((Run(str(at)),), (Run(f"Tổ dân phố {at}"),))) for at in range(1, number + 1))
    )


CHAIR = Signature(("KT. Chủ tịch",), ("Phó Chủ tịch",), "Trần Văn B")
REPORT = letter(
    bases=("Căn cứ Luật Công an nhân dân", "Căn cứ Kế hoạch số 12/KH-UBND"),
    addressees=("Bộ Công an", "Ủy ban nhân dân tỉnh"),
    body=(
        Part(1, "Tình hình, kết quả"),
        Heading(Depth.SECTION, 1, "Đặc điểm tình hình"),
        Heading(Depth.CLAUSE, 2, "Tuyên truyền"),
        Heading(Depth.POINT, 5, "Trên hệ thống truyền thanh"),
        said("Trong năm 2021, toàn tỉnh đã tổ chức hơn 40.000 buổi tuyên truyền."),
        rows(3),
        said("Trên đây là báo cáo./."),
    ),
    annexes=(Annex("Biểu số liệu", (rows(2),), landscape=True), Annex("Nguồn số liệu", (said("Không có."),))),
    marks=("DỮ LIỆU MINH HỌA",),
)
OFFICIAL_LETTER = letter(
    kind="Công văn",
    shape=Shape.LETTER,
    symbol="UBND-VX",
    subject="báo cáo kết quả Ngày hội",
    addressees=("Ủy ban nhân dân các xã, phường",),
    urgency=Urgency.AT_ONCE,
    contact="Số 17 đường Hạc Thành, tỉnh Thanh Hóa",
)
DECISION = letter(
    kind="Quyết định",
    symbol="QĐ-UBND",
    subject="Về việc công nhận khu dân cư đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm 2026",
    decider="Chủ tịch Ủy ban nhân dân xã",
    bases=("Căn cứ Thông tư số 124/2021/TT-BCA", "Theo đề nghị của Công an xã"),
    body=(
        Formula("Quyết định:"),
        Article(1, (Run("Công nhận 02 khu dân cư (danh sách kèm theo)."),)),
        Article(2, (Run("Quyết định này có hiệu lực kể từ ngày ký./."),)),
    ),
    signatures=(CHAIR,),
    annexes=(Annex("Danh sách khu dân cư", (rows(2),), attached=True),),
)
MINUTES = letter(
    kind="Biên bản",
    shape=Shape.MINUTES,
    symbol="BB-BCĐ",
    subject="Họp xét công nhận khu dân cư",
    body=(said("Thời gian bắt đầu: 08 giờ 00."), said("Cuộc họp kết thúc vào 10 giờ 30./.")),
    signatures=(Signature((), ("Thư ký",), "Lê Thị C"), Signature((), ("Chủ tọa",), "Trần Văn B")),
)
JOINT = letter(
    kind="Chương trình",
    issuers=(Issuer("Bộ Công an"), Issuer("Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam")),
    number=9,
    symbol="CTr-BCA-MTTW",
    issued_on=date(2023, 10, 17),
    subject="Phối hợp xây dựng phong trào Toàn dân bảo vệ an ninh Tổ quốc",
    signatures=(Signature(("TM. Ban Thường trực",), ("Chủ tịch",), "Lê Thị C"), CHAIR),
)
OF_SIX = letter(
    issuers=tuple(Issuer(f"Sở thứ {number}") for number in range(1, 7)),
    signatures=tuple(Signature((), ("Giám đốc",), f"Người ký {number}") for number in range(1, 6)),
)
PARTY = letter(profile=profiles()["party"], symbol="BC/TU", issuers=(Issuer("Ban Thường vụ", "Tỉnh ủy"),))

ALL: dict[str, Document] = {
    "report": REPORT,
    "letter": OFFICIAL_LETTER,
    "decision": DECISION,
    "minutes": MINUTES,
    "joint": JOINT,
    "six": OF_SIX,
    "party": PARTY,
}
