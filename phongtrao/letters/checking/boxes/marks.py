"""The words by which boxes are known. Compared folded: case, marks and dashes may be wrong, which is then a fault."""

import re
from difflib import SequenceMatcher

from phongtrao.core.vietnamese import fold
from phongtrao.letters.checking.word import Line

ALIKE = 0.84
NATIONAL = "cong hoa xa hoi chu nghia viet nam"
MOTTO = "doc lap tu do hanh phuc"
STAMPS = frozenset({"hoa toc", "thuong khan", "khan", "hoa toc hen gio"})
SECRET = frozenset({"mat", "toi mat", "tuyet mat", "du thao", "xem xong tra lai", "luu hanh noi bo"})
DRAWN = re.compile(r"^[_\-–—=\.*~─━]{3,}$")
NUMBER = re.compile(
    r"(?i)^số\s*(?P<colon>:?)\s*(?P<number>[\d\s._…]*?)\s*(?P<slash>[/\\]|[-–—](?=\s*\D))\s*(?P<symbol>\S.*)$"
)
PLACE = re.compile(
    r"(?i)^(?P<place>.*?)(?P<comma>\s*[,.]?\s*)ngày\s*(?P<day>[\d\s._…]*)\s*"
    r"tháng\s*(?P<month>[\d\s._…]*)\s*năm\s*(?P<year>[\d\s._…]*)\.?$"
)
SHORT_DATE = re.compile(
    r"^(?P<place>[^\d,()]{2,40}),?\s*(?:ngày\s*)?(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-]\d{4}$"
)
ABOUT = re.compile(r"(?i)^\s*(v\s*[/.]\s*v|về việc)\b")
TO = re.compile(r"(?i)^k[ií]nh\s+g[ửưu]i\b")
BASIS = re.compile(r"(?i)^[-+]?\s*(căn cứ|xét đề nghị|xét tờ trình|theo đề nghị|theo tờ trình)\b")
AUTHORITY = re.compile(r"^(TM|T/M|KT|K/T|TL|T/L|TUQ|T/UQ|TUQ|Q)\s*[.,:]?\s+(?=\S)|^(TM|KT|TL|TUQ)\.(?=\S)")
DECIDER = re.compile(
    r"^(CHỦ TỊCH|PHÓ|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CỤC TRƯỞNG|BỘ TRƯỞNG|THỦ TƯỚNG|TRƯỞNG|HIỆU TRƯỞNG|CHÁNH|ỦY BAN|UỶ BAN|"
    r"HỘI ĐỒNG|BAN |THỦ TRƯỞNG|CHỈ HUY)"
)
RECIPIENTS = "noi nhan"
ANNEX = re.compile(r"^phu luc(?: so)?(?: (?P<ordinal>[ivxlc]+|\d+|[a-z]))?$")
ANNEX_TITLED = re.compile(r"(?i)^phụ lục\s+(?P<ordinal>[ivxlc]+|\d+)\s*[.:–-]\s*\S")
WITH = re.compile(r"(?i)^\(?\s*(ban hành\s+)?kèm theo\b")
DASH = re.compile(r"^[-–—+•*▪➢]")
SECRETARY = frozenset({"thu ky", "nguoi ghi bien ban", "thu ky cuoc hop", "thu ky hoi nghi"})
CHAIR = frozenset(
    {"chu toa", "chu tri", "chu tri cuoc hop", "chu toa cuoc hop", "chu tri hoi nghi", "chu toa hoi nghi"}
)
TABS = re.compile(r"\t+")
GAPS = re.compile(
    r" {4,}(?=C[ỘO]NG H|Đ[ộo]c l|Đ[ỘO]C L|TM\.|KT\.|TL\.|TUQ\.|[^\W\d_][^,/\d]{1,40}, *ng[àa]y)", re.UNICODE
)


def alike(text: str, wanted: str) -> bool:
    """The same words, but for some letters."""
    folded = fold(text)
    if folded == wanted:
        return True
    if abs(len(folded) - len(wanted)) > len(wanted) // 4:
        return False
    return SequenceMatcher(None, folded, wanted, autojunk=False).ratio() >= ALIKE


def parts(line: Line) -> list[Line]:
    """What tabs, or long runs of spaces, set side by side on one line, each as a line of its own."""
    raw = "".join(piece.text for piece in line.pieces)
    cuts = [*TABS.finditer(raw), *GAPS.finditer(raw)]
    if not cuts:
        return [line]
    found: list[Line] = []
    start = 0
    for cut in [*sorted(cuts, key=lambda one: one.start()), None]:
        end = cut.start() if cut else len(raw)
        if raw[start:end].strip():
            found.append(line.cut(start, end, len(found)))
        start = cut.end() if cut else end
    if len(found) < 2:  # tabs in front only
        return [line]
    return found


def drawn(line: Line) -> bool:
    """A line of dashes that stands for a drawn one."""
    return bool(DRAWN.match(line.text.replace(" ", "")))
