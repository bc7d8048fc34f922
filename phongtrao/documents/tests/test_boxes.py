"""What is typed into the boxes: what is read, what is wrong, how sections, lists and signatures come of it."""

from datetime import date, time
from typing import Any

import pytest

from phongtrao.documents.queries import fault_words
from phongtrao.documents.rules import Authority, BoxFault, BoxWrong, kept, read, writings
from phongtrao.documents.rules.chapters import chapters_of
from phongtrao.documents.rules.rows import listed
from phongtrao.documents.rules.signing import head_post, signed_for
from phongtrao.documents.tests.written import SAMPLES, typed
from phongtrao.letters.document import Depth
from phongtrao.letters.kinds import Chapter


def wrong(writing: str, **more: str) -> list[tuple[str, BoxWrong]]:
    said = read(writings()[writing], {**SAMPLES[writing], **more})
    return [(one.box, one.wrong) for one in said.faults]


def value(writing: str, box: str, text: str) -> Any:
    return read(writings()[writing], {**SAMPLES[writing], box: text}).values[box]


@pytest.mark.parametrize("writing", sorted(SAMPLES))
def test_what_must_be_typed_is_missed_at_its_box(writing: str) -> None:
    said = read(writings()[writing], {})
    asked = [box.name for box in writings()[writing].boxes if box.required]
    assert [(one.box, one.wrong) for one in said.faults] == [(name, BoxWrong.EMPTY) for name in asked]
    assert wrong(writing) == []


@pytest.mark.parametrize("blank", [" ", "\n \n", "\t", "\u0007", "- ;"])
def test_signs_that_say_nothing_are_empty(blank: str) -> None:
    assert wrong("letter", to=blank) == [("to", BoxWrong.EMPTY)]


@pytest.mark.parametrize(
    ("writing", "box", "text", "fault"),
    [
        ("letter", "subject", "x" * 451, BoxWrong.TOO_LONG),
        ("letter", "text", "x" * 60_001, BoxWrong.TOO_LONG),
        ("letter", "to", "x" * 251, BoxWrong.TOO_LONG),
        ("letter", "to", "x\n" * 101, BoxWrong.TOO_MANY_LINES),
        ("letter", "urgency", "RẤT KHẨN", BoxWrong.NOT_OFFERED),
        ("letter", "authority", "boss", BoxWrong.NOT_OFFERED),
        ("letter", "signatory", "1.5", BoxWrong.NOT_OFFERED),
        ("letter", "signatory", "²", BoxWrong.NOT_OFFERED),
        ("letter", "symbol", "KH BCĐ?", BoxWrong.NOT_A_SYMBOL),
        ("letter", "partners", "Công an xã", BoxWrong.NOT_PARTNERS),
        ("letter", "partners", "Công an xã; CA; Trưởng; Ba; thừa", BoxWrong.NOT_PARTNERS),
        ("letter", "partners", "A; B\n" * 6, BoxWrong.TOO_MANY_PARTNERS),
        ("letter", "subject", "Danh sách đối tượng", BoxWrong.ABOUT_PERSONS),
        ("invitation", "day", "31/02/2026", BoxWrong.NOT_A_DAY),
        ("invitation", "day", "mai", BoxWrong.NOT_A_DAY),
        ("invitation", "hour", "25:00", BoxWrong.NOT_AN_HOUR),
        ("invitation", "hour", "sáng", BoxWrong.NOT_AN_HOUR),
        ("invitation", "notes", "không có tên", BoxWrong.NOT_LABELLED),
        ("minutes", "ends", "07:00", BoxWrong.ENDS_FIRST),
        ("count_minutes", "members", "chín", BoxWrong.NOT_A_COUNT),
        ("count_minutes", "valid", "8", BoxWrong.MORE_THAN_BEFORE),
        ("count_minutes", "votes", "Bản Nủa; 7", BoxWrong.MORE_THAN_BEFORE),
        ("count_minutes", "votes", "Bản Nủa: 6", BoxWrong.ROW_NOT_VOTES),
        ("conclusions", "duties", "a;b;c;cuối năm;d", BoxWrong.ROW_NOT_A_DAY),
        ("conclusions", "duties", "a;b;c;;d;e", BoxWrong.NOT_A_DUTY),
        ("list", "rows", "Thôn; Kết quả", BoxWrong.NO_ROWS),
        ("list", "rows", "Thôn; Kết quả\nBản Nủa", BoxWrong.UNEVEN),
        ("list", "rows", ";".join("abcdefghijk") + "\nx", BoxWrong.TOO_MANY_COLUMNS),
        ("list", "rows", "Thôn" + "\nx" * 2001, BoxWrong.TOO_MANY_ROWS),
        ("list", "rows", "Họ tên; Số CCCD\nx; y", BoxWrong.ABOUT_PERSONS),
        ("decision", "list_title", "", BoxWrong.EMPTY),
        ("decision", "rows", "", BoxWrong.EMPTY),
    ],
)
def test_each_fault_stands_at_its_box(writing: str, box: str, text: str, fault: BoxWrong) -> None:
    assert wrong(writing, **{box: text}) == [(box, fault)]


@pytest.mark.parametrize("fault", list(BoxWrong))
def test_every_fault_has_its_sentence(fault: BoxWrong) -> None:
    letter = writings()["letter"]
    told = [fault_words(letter, BoxFault("subject", fault, row=row, count=3, wanted=2)) for row in (0, 4)]
    assert [("%" in one, "{" in one) for one in told] == [(False, False)] * 2


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("08:00", time(8)),
        ("8h30", time(8, 30)),
        ("8 giờ", time(8)),
        ("14 giờ 5 phút", time(14, 5)),
        ("", None),
    ],
)
def test_an_hour_is_read_as_it_is_typed(text: str, hour: time | None) -> None:
    assert value("invitation", "hour", text or "08:00") == (hour or time(8))


@pytest.mark.parametrize("text", ["2026-12-02", "02/12/2026", "2.12.2026"])
def test_a_day_is_read_as_it_is_typed(text: str) -> None:
    assert value("invitation", "day", text) == date(2026, 12, 2)


def test_lines_lose_the_signs_of_a_list() -> None:
    assert value("letter", "to", "- Công an xã;\r\n+ Mặt trận xã\n\n") == ("Công an xã", "Mặt trận xã")


def test_articles_lose_their_typed_number() -> None:
    assert value("decision", "articles", "Điều 1. Một.\nHai.") == ("Một.", "Hai.")


def test_a_pasted_list_keeps_its_semicolons_and_loses_its_ordinals() -> None:
    rows = value("list", "rows", "TT\tThôn\tKết quả\n1\tBản Nủa; Bản Eo\tĐạt")
    assert rows == (("Thôn", "Kết quả"), ("Bản Nủa; Bản Eo", "Đạt"))
    made = listed("", rows)
    assert (made.columns, made.rows) == ((("Thôn", 62), ("Kết quả", 29)), (("Bản Nủa; Bản Eo", "Đạt"),))


def test_sections_are_headings_and_sentences_keep_their_numbers() -> None:
    before, chapters, first = chapters_of(
        "Lời đầu.\nI. MỤC ĐÍCH:\n1. Mục đích\nMột.\n2) Yêu cầu\n"
        "II. NỘI DUNG\nMở.\n1. Làm việc này.\na) Nhỏ\n2. Việc kia"
    )
    assert (before, first) == (["Lời đầu."], Depth.SECTION)
    assert chapters == (
        Chapter("MỤC ĐÍCH", "", (Chapter("Mục đích", "Một."), Chapter("Yêu cầu"))),
        Chapter("NỘI DUNG", "Mở.\n1. Làm việc này.\na) Nhỏ\n2. Việc kia"),
    )


def test_a_text_without_sections_is_arranged_by_clauses() -> None:
    assert chapters_of("Mở.\n1. Mục đích\nMột.\na) Nhỏ\n2. Nội dung") == (
        ["Mở."],
        (Chapter("Mục đích", "Một.", (Chapter("Nhỏ"),)), Chapter("Nội dung")),
        Depth.CLAUSE,
    )
    sentences = "1. Tuyên truyền tại các thôn.\n2. Kiểm tra"
    assert chapters_of(sentences)[:2] == (sentences.split("\n"), ())
    assert chapters_of("1. Trước\nI. MỤC ĐÍCH") == (["1. Trước"], (Chapter("MỤC ĐÍCH"),), Depth.SECTION)


@pytest.mark.parametrize("line", ["1.1. Việc", "a) Việc", "I.Việc", "ii) Việc", "IM LẶNG"])
def test_what_is_no_number_of_a_level_is_text(line: str) -> None:
    assert chapters_of(line)[:2] == ([line], ())


TM = "TM. BAN CHỈ ĐẠO"


@pytest.mark.parametrize(
    ("authority", "post", "for_post", "lines"),
    [
        (Authority.OWN, "Trưởng ban", "", ((), ("TRƯỞNG BAN",))),
        (Authority.ACTING, "Trưởng ban", "", ((), ("Q. TRƯỞNG BAN",))),
        (Authority.ON_BEHALF, "Trưởng ban", "", ((TM,), ("TRƯỞNG BAN",))),
        (Authority.ON_BEHALF, "Phó Trưởng ban", "Trưởng ban", ((TM, "KT. TRƯỞNG BAN"), ("PHÓ TRƯỞNG BAN",))),
        (Authority.FOR, "Phó Trưởng ban", "", (("KT. TRƯỞNG BAN",), ("PHÓ TRƯỞNG BAN",))),
        (Authority.BY_ORDER, "Chánh Văn phòng", "Chủ tịch", (("TL. CHỦ TỊCH",), ("CHÁNH VĂN PHÒNG",))),
        (Authority.BY_AUTHORISATION, "Trưởng phòng", "Chủ tịch", (("TUQ. CHỦ TỊCH",), ("TRƯỞNG PHÒNG",))),
    ],
)
def test_every_form_of_signature(authority: Authority, post: str, for_post: str, lines: object) -> None:
    assert signed_for(authority, post, for_post, body="Ban Chỉ đạo") == lines
    assert head_post(post) == ("Trưởng ban" if post.startswith("Phó") else "")


def test_what_is_kept_are_the_boxes_of_the_kind_as_no_database_minds() -> None:
    letter = writings()["letter"]
    given = typed("letter", text="Một\x00\r\nHai\tba", other="x")
    assert kept(letter, given) == {**SAMPLES["letter"], "text": "Một\nHai\tba"}
