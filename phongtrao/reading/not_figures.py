"""What is written as a number and counts nothing of the movement: dates, durations, numbers of documents, ordinals,
ages, names. Each rule answers with its reason, or with nothing."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from phongtrao.reading.numbers import Numeral
from phongtrao.reading.sentences import Token
from phongtrao.reading.spelling import phrase_set, word_set

DOTTED = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])")  # 19.8
DAY_WORDS = word_set("ngày sáng chiều tối trưa hôm đêm nay mùng mồng khuya rạng")
DATE_LEADS = DAY_WORDS | word_set("đến từ dịp hết trước sau vào qua tới và , ( - – :")
NO_DAYS = phrase_set(
    "thắp sáng|chiếu sáng|tra đêm|gác đêm|ban đêm|canh đêm|tuần đêm|trực đêm|phục đêm|hằng đêm"
)
TIME_UNITS = word_set("năm tháng tuần ngày giờ phút giây quý thập thế tuổi h khóa nhiệm đêm mùa học")
PERIODS = word_set("tuần tháng quý ngày đêm")
LONGEST_SOURCES = 60  # words
EVERY = word_set("mỗi hằng hàng từng")
OFTEN_BEFORE = 5
OFTEN = 4  # words between a number and "mỗi tuần"
MOST_OFTEN = 32  # a count of a whole month may be larger
DOCUMENTS = phrase_set(
    "chỉ thị|nghị quyết|nghị định|thông tư|quyết định|kết luận|kế hoạch|công văn|hướng dẫn|công điện|"
    "thông báo|chương trình|đề án|dự án|chuyên án|luật|pháp lệnh|liên tịch|tờ trình|báo cáo|chỉ đạo|bcđ|"
    "điều lệ|văn bản|công tác|lực lượng|covid|cảnh sát|đường dây|tổng đài|hotline|điện thoại|sđt|đt|fax"
)
NUMBERED = phrase_set("chỉ đạo|bcđ|đề án|nghị định|chỉ thị|liên tịch|covid|thông tư|quyết định số|dự án")
OCCASIONS = word_set("lần cuộc buổi phiên lượt đợt")  # "họp Ban Chỉ đạo 2 lần"
RANKS = word_set(
    "quận phường thôn ấp xóm khóm bản buôn làng phố thị tiểu khu cụm thứ khóa kì điều khoản mục phụ lục "
    "bảng biểu hình trang chương phần lần tiêu chí hạng lộ đường hẻm ngõ ngách kp tdp tổ đội lớp đợt cấp "
    "mốc bậc số tập câu bước ngạch q p kênh zalo facebook vùng tuyến toạ tòa tầng phòng lô giờ quý quyển"
)
WEAK_RANKS = word_set(
    "tổ đội lớp đợt cấp bản làng khu cụm phố biểu tuyến kì phòng vùng zalo facebook lần hình số"
)
THINGS = word_set("chiếc cái suất phần bộ căn khẩu bình viên quả camera mắt đèn")  # "tặng phường 60 chiếc mũ"
COUNTED_SO = word_set("tổng trong con các trên")  # "tổng số 85", "trong số 12"
HOURS = frozenset(("h", "g", "giờ"))
PEOPLE = phrase_set("dân số|số dân|nhân khẩu|diện tích|dân cư|tín đồ")
MERGED = word_set("nhập lập gộp hợp nhất ghép")  # "sáp nhập từ 3 xã"
LONGEST_LIST = 60  # a list of more rows is not numbered in these reports
LONGEST_NAME = 14  # words within quotation marks that are still a name


def reason(found: Numeral, tokens: Sequence[Token], shown: str, *, counted: bool, quoted: bool) -> str | None:
    """Why a numeral is no figure. `counted`: a noun of the lexicon follows it; `quoted`: it stands in a name."""
    if found.value < 0:
        return "no number"
    before = _word(tokens, found.outer - 1)
    earlier = _word(tokens, found.outer - 2)
    after = _word(tokens, found.last)
    checks = (
        ("name", quoted),
        ("glued", _glued(found, tokens)),
        ("date", _date(found, tokens, before, after, counted)),
        ("year", _year(found, tokens, before, counted)),
        ("document", _document(found, tokens, shown, before, earlier, counted)),
        ("ordinal", _ordinal(found, before, earlier, after, counted)),
        ("source", _source(found, tokens)),
        ("frequency", _frequency(found, tokens)),
        ("duration", after in TIME_UNITS and not counted and not found.percent),
        ("one of many", before == "trong" and (earlier[:1].isdigit() or earlier == "một")),
        ("population", f"{earlier} {before}" in PEOPLE),
        ("setting", before == "từ" and earlier in MERGED),
        ("age", "tuổi" in {before, earlier}),
        ("one of many", after == "trong" and _word(tokens, found.last + 1)[:1].isdigit()),
        ("list", _enumerates(found, tokens, shown, counted)),
        ("telephone", tokens[found.first].word[0] == "0" and len(tokens[found.first].word) > 6),
    )
    return next((name for name, holds in checks if holds), None)


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].word if 0 <= at < len(tokens) else ""


def _touches(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token touches the one before it."""
    return 0 < at < len(tokens) and tokens[at].start == tokens[at - 1].end


def _glue(tokens: Sequence[Token], at: int) -> str:
    """A sign that touches digits on both sides, else nothing."""
    if not 0 < at < len(tokens) - 1 or not (_touches(tokens, at) and _touches(tokens, at + 1)):
        return ""
    return tokens[at].word if tokens[at - 1].digits and tokens[at + 1].digits else ""


def _glued(found: Numeral, tokens: Sequence[Token]) -> bool:
    """V05, Covid-19, 5+1, 7h30"""
    first, last = found.first, found.last
    if found.spelled:
        return False
    if _touches(tokens, first):
        before = _word(tokens, first - 1)
        if before.isalpha() or before in "+_.#":
            return True
        if before == "-" and _touches(tokens, first - 1) and _word(tokens, first - 2).isalpha():
            return True
        if before == "/" and _touches(tokens, first - 1) and _word(tokens, first - 2).isupper():
            return True
    if ":" in {_glue(tokens, first - 1), _glue(tokens, last)}:
        return True  # 09:50
    after = _word(tokens, last)
    if after == "+" or (after == "x" and _word(tokens, last + 1).isdigit()):
        return True
    return _touches(tokens, last) and (
        after in HOURS or (len(after) == 1 and after.isalpha() and after not in "mg")
    )


def _date(found: Numeral, tokens: Sequence[Token], before: str, after: str, counted: bool) -> bool:
    if found.multiplied or found.percent or found.spelled:
        return False
    if not counted and DOTTED.fullmatch(tokens[found.first].word):
        return True
    day, month = found.value, found.denominator if found.denominator is not None else found.upper
    if after == "/" and _word(tokens, found.last + 1)[:1].isdigit():
        return True
    if before == "/" and _touches(tokens, found.first) and _word(tokens, found.first - 2)[-1:].isdigit():
        return True
    nights = f"{_word(tokens, found.outer - 2)} {before}" in NO_DAYS
    if before in DAY_WORDS and not (counted and (before == "nay" or nights)):
        return True
    if month is None:
        return before == "tháng" or (before == "/" and not counted and found.value > 1900)
    if day == month == 24 or (day == 24 and month == 7):
        return True
    if before == "tháng" or (1900 < month < 2100 and found.value <= 12 and not counted):
        return True
    likely = day <= 31 and month <= 12 and day == day.to_integral_value()
    if after in {"-", "–"} and _word(tokens, found.last + 1) in {"2024", "2025"}:
        return True
    return (
        likely
        and not counted
        and (before in DATE_LEADS or before == "" or not _list_end(after) or found.upper is None)
    )


def _frequency(found: Numeral, tokens: Sequence[Token]) -> bool:
    """ "2 đêm mỗi tuần", "1 lần/tháng", "mỗi tháng họp một lần": how often, not how many"""
    if found.value < MOST_OFTEN and _word(tokens, found.last) in OCCASIONS:
        before = [token.word for token in tokens[max(0, found.outer - OFTEN_BEFORE) : found.outer]]
        said = before[max((at + 1 for at, word in enumerate(before) if word in ",;"), default=0) :]
        if any(word in EVERY and after in PERIODS for word, after in pairwise(said)):
            return True
    for at in range(found.last + 1, min(found.last + 1 + OFTEN, len(tokens) - 1)):
        if tokens[at].word in {"mỗi", "/", "một"} and tokens[at + 1].word in PERIODS:
            return found.value < MOST_OFTEN
        if not tokens[at].word.isalpha():
            return False
    return False


def _source(found: Numeral, tokens: Sequence[Token]) -> bool:
    """ "[151, 73, 233]": numbers of sources in square brackets"""
    first, last = found.first - 1, found.last
    while (
        first >= 0
        and found.first - first < LONGEST_SOURCES
        and (tokens[first].digits or tokens[first].word in ",–-")
    ):
        first -= 1
    while (
        last < len(tokens)
        and last - found.last < LONGEST_SOURCES
        and (tokens[last].digits or tokens[last].word in ",–-")
    ):
        last += 1
    return _word(tokens, first) == "[" and _word(tokens, last) == "]"


def _list_end(after: str) -> bool:
    return after in {",", ";", ".", "", ")"}


def _year(found: Numeral, tokens: Sequence[Token], before: str, counted: bool) -> bool:
    written = tokens[found.first].word
    years = len(written) == 4 and written.isdigit() and 1900 <= int(written) <= 2100
    if not years or found.multiplied or found.percent:
        return False
    if before in {"năm", "tháng", "đoạn", "khóa", "kì", "kỳ", "quý", "/", "-", "–", "từ"}:
        return True
    return not counted or found.upper is not None


def _document(
    found: Numeral, tokens: Sequence[Token], shown: str, before: str, earlier: str, counted: bool
) -> bool:
    """521/QĐ-TTg, 09-CT/TW, Chỉ thị 09, Đề án 06"""
    after, beyond = _word(tokens, found.last), found.last + 1
    if after in {"/", "-", "–"} and beyond < len(tokens) and _touches(tokens, beyond):
        sign = shown[tokens[beyond].start]
        if sign.isupper() and _touches(tokens, found.last):
            return True
    if (f"{earlier} {before}" in NUMBERED or before in NUMBERED) and after not in OCCASIONS:
        return found.outer == found.first and not found.multiplied and not found.percent
    small = found.denominator is None and not found.percent and not found.multiplied
    return small and not counted and (f"{earlier} {before}" in DOCUMENTS or before in DOCUMENTS)


def _ordinal(found: Numeral, before: str, earlier: str, after: str, counted: bool) -> bool:
    if found.percent or found.multiplied or found.outer != found.first or found.denominator is not None:
        return False
    if before == "số" and earlier in COUNTED_SO:
        return False
    if counted and after in THINGS:
        return False
    if before not in RANKS or (found.value > 999 and before != "mốc"):
        return False
    return not (counted and before in WEAK_RANKS)


def _enumerates(found: Numeral, tokens: Sequence[Token], shown: str, counted: bool) -> bool:
    """ "1." or "2)" at the head of a block"""
    if found.first or len(tokens) <= found.last + 1:
        return False
    after = tokens[found.last]
    listed = found.value == found.value.to_integral_value() and found.value < LONGEST_LIST
    if after.word in {".", ")", "/", "|"}:
        return not counted
    return listed and shown[after.start].isupper() and len(tokens) > found.last + 2


# Targets -------------------------------------------------------------------------------------------------

AIMS = phrase_set(
    "phấn đấu|mục tiêu|chỉ tiêu|dự kiến|đề xuất|sẽ|đặt ra|phải|cần|tiến tới|yêu cầu|phương hướng|theo kế hoạch|"
    "dự trù|dự toán|định mức|đăng ký phấn đấu|kế hoạch xây dựng|đề nghị xây dựng|đề nghị thành lập"
)
PASSING = phrase_set("đề xuất|phải|cần|yêu cầu")  # these reach no further than their part of the sentence
HEADS = phrase_set("phương hướng|mục tiêu|chỉ tiêu|nhiệm vụ trọng tâm|nhiệm vụ năm|kế hoạch năm|kiến nghị")
TOTALS = word_set("toàn cả tổng đến hiện")  # "mỗi thôn một nhóm, toàn xã có 13 nhóm"
NORM_REACH = 14  # words before a number in which "mỗi" makes it a norm
BODIES = word_set("công cho ubnd các phòng ủy lực mặt trưởng chủ")  # "Giao Công an xã lập 2 đội"
LONGEST_HEAD = 12  # words before its colon
LONGEST_AIM = max(aim.count(" ") + 1 for aim in AIMS | HEADS)
AHEAD = 8
TO_COME = ("phấn đấu", "chưa có quyết định")
REACHED = word_set("đạt vượt hoàn thành")  # "đạt chỉ tiêu", "vượt mục tiêu"
GIVEN = phrase_set("đăng ký phấn đấu|mục tiêu|chỉ tiêu|yêu cầu|theo kế hoạch|kế hoạch xây dựng|đề xuất")
CARRIED_OUT = word_set("đã kết")
DONE = CARRIED_OUT | word_set("đạt")  # "để thực hiện mục tiêu đó, xã đã …"


def aims(words: Sequence[str]) -> bool:
    """Whether the words before a number, back to the start of its clause, announce a plan that nothing after it says
    was carried out."""
    return any(
        not (DONE if at == 0 or " ".join(words[at : at + length]) in GIVEN else CARRIED_OUT)
        & set(words[at + length :])
        for at, length in _phrases(words, AIMS)
        if not (
            at and (words[at - 1] in REACHED or words[at - 1] == "kí")
        )  # "đăng ký phấn đấu" is told as its own phrase
        and not (" ".join(words[at : at + length]) in PASSING and _passed(words[:at], words[at + length :]))
    )


def _passed(before: Sequence[str], words: Sequence[str]) -> bool:
    """Whether it is told as past ("trước đó", "đã đề xuất"), or another part of the sentence has begun: a comma and
    further words follow."""
    if "đã" in before or "trước đó" in " ".join(before):
        return True
    last = max((at for at, word in enumerate(words) if word == ","), default=len(words))
    return last + 1 < len(words)


def opens_plans(words: Sequence[str]) -> bool:
    """Whether a sentence begins with a head of plans and a colon ("Chỉ tiêu năm 2024: …; giảm 5%")."""
    if words and words[0] == "giao" and words[1:2] and words[1] in BODIES:
        return "đã" not in words
    head = list(words[:LONGEST_HEAD])
    return ":" in head and any(at == 0 for at, _length in _phrases(head[: head.index(":")], HEADS))


def aims_behind(words: Sequence[str]) -> bool:
    """Whether the words right behind a number say that it is still to come ("còn 12 xã phấn đấu năm sau")."""
    near = list(words[:AHEAD])
    near = near[: next((at for at, word in enumerate(near) if word in ",;."), len(near))]
    if "kí" in near:
        return False  # "12 xã đăng ký phấn đấu" registered
    return any(word in " ".join(near) for word in TO_COME)


def aims_above(words: Sequence[str]) -> bool:
    """Whether a heading opens a chapter of plans."""
    return any(_phrases(words, HEADS)) and "kết quả" not in " ".join(words)


def _phrases(words: Sequence[str], known: frozenset[str]) -> Iterator[tuple[int, int]]:
    for at in range(len(words)):
        for length in range(1, LONGEST_AIM + 1):
            if " ".join(words[at : at + length]) in known:
                yield at, length


def norm(words: Sequence[str]) -> bool:
    """ "mỗi tổ có từ 3 người": what is so everywhere, not what was counted"""
    clause = list(words)
    once = bool(words) and words[0] == "mỗi" and not any(word[0].isdigit() for word in words)
    once = once and "một" not in words[: list(words).index(",")] if "," in words else once
    parts = {";"} if once else {",", ";"}  # "Mỗi tổ lập theo ấp, có 3 người"; not "Mỗi đoàn thể một việc, …"
    for at, word in enumerate(words):
        if word in parts or (word == "," and TOTALS & set(words[at + 1 : at + 3])):
            clause = list(words[at + 1 :])
    if "mỗi" in clause:
        after = clause[clause.index("mỗi") + 1 :][:1]
        return not after or after[0] not in TIME_UNITS
    return "bình quân" in " ".join(clause)
