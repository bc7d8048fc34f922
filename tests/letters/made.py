"""Documents and figures for the tests of letters, each with one thing changed."""

from dataclasses import replace
from datetime import date
from typing import Any

from phongtrao.core.figure import Qualifier
from phongtrao.core.period import clocks, window
from phongtrao.letters.annual import AnnualReport, FigureLine, Signature, SourceLine, Territory, Value
from phongtrao.letters.document import Document, Issuer, Paragraph, Run
from phongtrao.letters.periods import of_year

ABOUT = Qualifier.APPROXIMATELY
NEARLY = Qualifier.NEARLY
OVER = Qualifier.MORE_THAN
UNDER = Qualifier.LESS_THAN

LETTER = Document(
    kind="Báo cáo",
    issuers=(Issuer("Ban Chỉ đạo 138", "Ủy ban nhân dân tỉnh Thanh Hóa"),),
    number=5,
    symbol="BC-BCĐ",
    issue_place="Thanh Hóa",
    issued_on=date(2022, 1, 6),
    subject="Kết quả công tác năm 2021",
    body=(Paragraph((Run("Nội dung."),)),),
    signatures=(Signature(("TM. Ban Chỉ đạo", "KT. Trưởng ban"), ("Phó Trưởng ban",), "Nguyễn Văn A"),),
    recipients=("Bộ Công an", "Thường trực Tỉnh ủy;"),
    filing="VT, PV01.",
)

REPORT = AnnualReport(
    territory=Territory("Thanh Hóa", "tỉnh", province_kind="tỉnh"),
    period=of_year(2021),
    window=window(clocks()["calendar"], 2021),
    clock=clocks()["calendar"],
    issuer_above="Ủy ban nhân dân tỉnh Thanh Hóa",
    issuer="Ban Chỉ đạo 138",
    issuer_name="Ban Chỉ đạo 138 tỉnh Thanh Hóa",
    symbol="BC-BCĐ",
    issue_place="Thanh Hóa",
    signature=LETTER.signatures[0],
    number=5,
    issued_on=date(2022, 1, 6),
)


def letter(**changes: Any) -> Document:
    return replace(LETTER, **changes)


def report(**changes: Any) -> AnnualReport:
    return replace(REPORT, **changes)


def figure(indicator: str, amount: int, qualifier: Qualifier = Qualifier.EXACT, **more: Any) -> FigureLine:
    more = {"name": indicator, "unit": "đơn vị", **more}
    return FigureLine(indicator, value=Value(amount, qualifier), **more)


def source(number: int, **more: Any) -> SourceLine:
    told: dict[str, Any] = {
        "figure": "Buổi tuyên truyền",
        "value": Value(40000, OVER),
        "unit": "buổi",
        "organisation": "Công an tỉnh",
        "document": "Báo cáo số 7/BC-CAT",
    }
    return SourceLine(number, **{**told, **more})
