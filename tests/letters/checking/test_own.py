"""What our own writer makes breaks nothing."""

from dataclasses import replace
from datetime import date

import pytest

from phongtrao.core.figure import Qualifier
from phongtrao.core.period import clocks, window
from phongtrao.letters.annual import compose
from phongtrao.letters.checking import STATE, Fault, check, examined, profiles
from phongtrao.letters.document import (
    Depth,
    Document,
    Heading,
    Issuer,
    Paragraph,
    Part,
    Run,
    Signature,
    Urgency,
)
from phongtrao.letters.docx import write
from phongtrao.letters.report import Asked, Told, UnitReport
from phongtrao.letters.report import compose as compose_unit
from tests.letters.kinds_made import MADE
from tests.letters.made import LETTER, figure, letter, report, source

CLOSED = (Paragraph((Run("Nội dung./."),)),)
PARTS = (
    Paragraph((Run("Ban Chỉ đạo báo cáo như sau:"),)),
    Part(1, "Tình hình"),
    Heading(Depth.SECTION, 1, "Kết quả"),
    Heading(Depth.CLAUSE, 1, "Tuyên truyền"),
    *(Heading(Depth.POINT, ordinal, f"Việc thứ {ordinal}.") for ordinal in range(1, 15)),
    *CLOSED,
)
UNIT = UnitReport(
    subject="kết quả công tác năm 2026",
    year=2026,
    window=window(clocks()["calendar"], 2026),
    clock=clocks()["calendar"],
    issuer_above="Ủy ban nhân dân xã An Cựu",
    issuer="Công an xã",
    symbol="BC-CAX",
    issue_place="An Cựu",
    signature=LETTER.signatures[0],
    addressee="Công an tỉnh",
    whole="toàn xã",
    province_kind="tỉnh",
    sections=(
        Asked(
            "Kết quả",
            "",
            "Tuyên truyền",
            (Told("", "Đã tổ chức tuyên truyền tại các thôn."),),
            (figure("propaganda_sessions", 45, Qualifier.MORE_THAN, unit="buổi"),),
            (figure("propaganda_sessions", 45, Qualifier.MORE_THAN, unit="buổi"),),
        ),
    ),
    number=12,
    issued_on=date(2026, 11, 28),
)


def faults(document: Document) -> list[str]:
    return [fault.code for fault in examined(write(document), STATE)]


@pytest.mark.parametrize(
    "document",
    [
        compose(report()),
        compose(
            report(
                figures={"propaganda": (figure("propaganda_sessions", 40000, sources=(1,)),)},
                narratives={"situation": "Địa bàn rộng.\nDân cư đông."},
                sources=(source(1),),
                bases=("Căn cứ Luật Tổ chức chính quyền địa phương", "Căn cứ Kế hoạch số 12/KH-BCĐ"),
                addressees=("Bộ Công an", "Ủy ban nhân dân tỉnh"),
            )
        ),
        compose_unit(UNIT),
        letter(body=CLOSED),
        letter(body=PARTS, addressees=("Bộ Công an",)),
        letter(body=CLOSED, number=None, issued_on=None),
        letter(body=CLOSED, issuers=(Issuer("Ban Chỉ đạo 138"),)),
    ],
    ids=["annual", "annual with all", "unit", "letter", "parts", "draft", "no superior"],
)
def test_our_own_documents_break_nothing(document: Document) -> None:
    assert faults(document) == []


@pytest.mark.parametrize("kind", sorted(MADE))
def test_every_kind_that_we_make_breaks_nothing(kind: str) -> None:
    assert faults(MADE[kind]) == []


JOINT = tuple(Issuer(f"Công an khu vực {ordinal}") for ordinal in range(1, 7))


@pytest.mark.parametrize("above", ["Ủy ban nhân dân tỉnh", ""])
@pytest.mark.parametrize("count", range(2, 7))
def test_a_joint_document_breaks_nothing(count: int, above: str) -> None:
    made = replace(
        MADE["programme"],
        issuers=tuple(replace(one, above=above) for one in JOINT[:count]),
        signatures=tuple(
            Signature(("KT. Giám đốc",), ("Phó Giám đốc",), f"Trần Văn {sign}") for sign in "BCDEGH"[:count]
        ),
    )
    assert faults(made) == []


@pytest.mark.parametrize("urgency", [*Urgency])
def test_stamp_contact_marks_and_a_long_list_break_nothing(urgency: Urgency) -> None:
    recipients = tuple(f"Đơn vị số {ordinal}" for ordinal in range(60))
    made = replace(
        MADE["letter"], urgency=urgency, contact="Địa chỉ: số 1", marks=("DỮ LIỆU",), recipients=recipients
    )
    assert faults(made) == []


def test_check_says_the_same_from_its_child() -> None:
    content = write(replace(LETTER, number=5))
    told = check(content)
    assert told == examined(content, STATE)
    assert [(one.code, one.article, one.weight, one.where.words, one.also) for one in told] == [
        ("end.mark", "Phụ lục III, mẫu 1.4", "breaks", "Nội dung.", 0)
    ]
    assert (told[0].sentence("vi"), told[0].sentence("en")) == (
        "Văn bản kết thúc bằng “Nội dung.”; phải kết thúc bằng “./.”.",
        "The text ends with “Nội dung.”; it must end with “./.”.",
    )


def test_a_profile_that_is_not_verified_only_advises() -> None:
    police = profiles()["police"]
    told: list[Fault] = check(write(LETTER), profile=police)
    assert (police.verified, [(one.code, one.weight) for one in told]) == (False, [("end.mark", "advice")])
