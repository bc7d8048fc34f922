"""Phụ lục III, mục II: what the samples of single kinds ask."""

from collections.abc import Iterator

from phongtrao.core.vietnamese import fold
from phongtrao.letters.checking.boxes import marks
from phongtrao.letters.checking.rules.finding import Case, Finding

INVITATION = {"chu tri": "Chủ trì", "thoi gian": "Thời gian", "dia diem": "Địa điểm"}
MINUTES = {
    "thoi gian bat dau": "Thời gian bắt đầu",
    "dia diem": "Địa điểm",
    "thanh phan": "Thành phần tham dự",
    "chu tri|chu toa": "Chủ trì (chủ tọa)",
    "thu ky|nguoi ghi bien ban": "Thư ký",
    "ket thuc": "giờ kết thúc",
}
BOTH = 2


def samples(case: Case) -> Iterator[Finding]:
    sort = case.boxes.head.sort
    line = case.boxes.head.kind
    if sort is None or line is None:
        return
    if sort.id == "invitation":
        missing = _missing(case, INVITATION)
        if missing:
            yield Finding("invitation.parts", line, missing)
    if sort.id == "minutes":
        missing = _missing(case, MINUTES)
        if missing:
            yield Finding("minutes.parts", line, missing)
        yield from _signed_by_both(case)


def _missing(case: Case, wanted: dict[str, str]) -> str:
    told = " ".join(fold(one.text) for one in case.boxes.text)
    return "; ".join(
        name for words, name in wanted.items() if not any(word in told for word in words.split("|"))
    )


def _signed_by_both(case: Case) -> Iterator[Finding]:
    """The secretary at the left, the chair at the right."""
    posts = [[fold(line.text) for line in one.posts] for one in case.boxes.foot.signatures]
    secretary = next((at for at, one in enumerate(posts) if marks.SECRETARY & set(one)), None)
    chair = next((at for at, one in enumerate(posts) if marks.CHAIR & set(one)), None)
    if secretary is None or chair is None or len(posts) < BOTH or secretary > chair:
        first = case.boxes.foot.signatures[0].lines[0] if case.boxes.foot.signatures else case.boxes.head.kind
        yield Finding("minutes.signatures", first, first.words if first else "")
