"""What the letters are measured on: generated, the same each time; and our own writers on it, each run in a process of
its own: `python -m bench._papers WORK NUMBER INTO` prints one JSON line."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from phongtrao.letters.certificates import Certificate, Kind, shipped
from phongtrao.letters.certificates import write as write_certificates
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
    Signature,
    Table,
)
from phongtrao.letters.docx import write as write_docx
from phongtrao.letters.pdf import letter

DAY = date(2026, 11, 28)
SIGNER = Signature(("KT. Chủ tịch",), ("Phó Chủ tịch",), "Nguyễn Văn Mẫu")
ISSUER = Issuer("Ủy ban nhân dân xã Thí Dụ", "Ủy ban nhân dân tỉnh Minh Họa")
SENTENCES = (
    "Trong năm, các đơn vị đã tổ chức {n} buổi tuyên truyền với hơn {m} lượt người tham gia.",
    "Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở được củng cố, duy trì {n} tổ với {m} thành viên.",
    "Nhân dân đã cung cấp {n} nguồn tin có giá trị, giúp cơ quan chức năng giải quyết {m} vụ việc.",
    "Toàn tỉnh có {n} khu dân cư đạt tiêu chuẩn an toàn về an ninh, trật tự, tăng {m} khu so với năm trước.",
)
PARAGRAPHS, ROWS = 150, 45  # of the report, and of each of its annexes: thirty pages
DECIDED_ROWS = 25


def certificates(number: int) -> list[Certificate]:
    return [
        Certificate(
            Kind.COMMENDATION,
            "Chủ tịch Ủy ban nhân dân xã Thí Dụ",
            f"Ông Nguyễn Văn Mẫu {at}",
            "Đã có thành tích trong phong trào Toàn dân bảo vệ an ninh Tổ quốc năm 2026",
            address=f"Thôn Mẫu {at % 12 + 1}, xã Thí Dụ",
            decision="123/QĐ-UBND",
            decided_on=DAY,
            issue_place="Thí Dụ",
            issued_on=DAY,
            signature=SIGNER,
            register=f"{at:04}",
            check_address=f"https://khen-thuong.vi-du.vn/{at:06}",
        )
        for at in range(1, number + 1)
    ]


def decisions(number: int) -> Iterator[Document]:
    """Each with a list of its own."""
    for at in range(1, number + 1):
        names = [f"Khu dân cư thôn Mẫu {at}.{line}" for line in range(1, DECIDED_ROWS + 1)]
        yield _document(
            "Quyết định",
            "Về việc công nhận khu dân cư đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm 2026",
            at,
            (
                Formula("Quyết định:"),
                Article(1, (Run(f"Công nhận {DECIDED_ROWS} khu dân cư (danh sách kèm theo)."),)),
                Article(2, (Run("Công an xã, trưởng các thôn chịu trách nhiệm thi hành Quyết định này./."),)),
            ),
            (Annex("Danh sách khu dân cư", (_table(names),), attached=True),),
        )


def report() -> Document:
    """Prose of about fourteen pages, and eight annexes."""
    blocks: list[Part | Heading | Paragraph] = [Part(1, "Tình hình, kết quả")]
    for at in range(1, PARAGRAPHS + 1):
        if at % 15 == 1:
            blocks.append(Heading(Depth.SECTION, at // 15 + 1, f"Nội dung thứ {at // 15 + 1}"))
        blocks.append(Paragraph((Run(_prose(at)),)))
    annexes = tuple(Annex(f"Biểu số {at}", (_figures(at),), landscape=at % 2 == 0) for at in range(1, 9))
    return _document(
        "Báo cáo", "Kết quả phong trào Toàn dân bảo vệ an ninh Tổ quốc năm 2026", 5, tuple(blocks), annexes
    )


def _prose(at: int) -> str:
    return " ".join(
        one.format(n=at * 7 + place, m=at * 31) for place, one in enumerate(SENTENCES[: 2 + at % 3])
    )


def _document(kind: str, subject: str, number: int, body: tuple, annexes: tuple[Annex, ...]) -> Document:
    return Document(
        kind=kind,
        issuers=(ISSUER,),
        number=number,
        symbol="UBND",
        issue_place="Thí Dụ",
        issued_on=DAY,
        subject=subject,
        body=body,
        signatures=(SIGNER,),
        bases=("Căn cứ Luật Tổ chức chính quyền địa phương", "Theo đề nghị của Trưởng Công an xã"),
        recipients=("Thường trực Đảng ủy", "Các thôn"),
        annexes=annexes,
    )


def _table(names: list[str]) -> Table:
    columns = (Column("TT", 1), Column("Tên khu dân cư", 6), Column("Ghi chú", 3))
    return Table(columns, tuple(_row(str(at), name, "") for at, name in enumerate(names, start=1)))


def _figures(annex: int) -> Table:
    columns = (
        Column("TT", 1),
        Column("Chỉ tiêu", 6),
        Column("Năm 2026", 2),
        Column("Năm 2025", 2),
        Column("Chênh lệch", 2),
    )
    rows = (
        _row(str(at), f"Chỉ tiêu số {annex}.{at}", str(at * 37), str(at * 31), str(at * 6))
        for at in range(1, ROWS + 1)
    )
    return Table(columns, tuple(rows))


def _row(*cells: str) -> Row:
    return Row(tuple((Run(cell),) for cell in cells))


# Our own ----------------------------------------------------------------------------------------------------


def _certificates(number: int, into: Path) -> list[Path]:
    return [_kept(into / "all.pdf", write_certificates(certificates(number), shipped()["giay-khen"]))]


def _decisions_docx(number: int, into: Path) -> list[Path]:
    return [_kept(into / f"{at}.docx", write_docx(one)) for at, one in enumerate(decisions(number))]


def _decisions_pdf(number: int, into: Path) -> list[Path]:
    return [_kept(into / f"{at}.pdf", letter.write(one)) for at, one in enumerate(decisions(number))]


def _report_docx(_number: int, into: Path) -> list[Path]:
    return [_kept(into / "report.docx", write_docx(report()))]


def _report_pdf(_number: int, into: Path) -> list[Path]:
    return [_kept(into / "report.pdf", letter.write(report()))]


def _kept(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


WORKS: dict[str, Callable[[int, Path], list[Path]]] = {
    "certificates": _certificates,
    "decisions.docx": _decisions_docx,
    "decisions.pdf": _decisions_pdf,
    "report.docx": _report_docx,
    "report.pdf": _report_pdf,
}


def main() -> None:
    work, number, into = sys.argv[1:]
    began = time.perf_counter()
    files = WORKS[work](int(number), Path(into))
    seconds = time.perf_counter() - began
    told = {"seconds": seconds, "files": len(files), "bytes": sum(one.stat().st_size for one in files)}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
