"""The kinds of documents: what each says by itself, and that both files say the same."""

import json
from dataclasses import replace
from datetime import date, time

import pytest

from phongtrao.letters.document import Paragraph, Shape
from phongtrao.letters.docx import write
from phongtrao.letters.kinds import Ballot, Listed, Vote, count_minutes, decision, listing
from phongtrao.letters.kinds.frame import WORDS_FILE, hour_and_day, words
from phongtrao.letters.profiles import profiles
from tests.letters.kinds_made import FRAME, MADE, SITTING
from tests.letters.opened import Opened
from tests.letters.test_pdf import portable, word

SYMBOLS = {
    "decision": "QĐ-UBND",
    "recognition": "GCN-UBND",
    "letter": "UBND-VX",
    "proposal": "TTr-UBND",
    "plan": "KH-UBND",
    "programme": "CTr-UBND",
    "notice": "TB-UBND",
    "conclusions": "TB-UBND",
    "minutes": "BB-UBND",
    "count_minutes": "BB-UBND",
    "invitation": "GM-UBND",
    "list": "DS-UBND",
    "asking": "UBND-VX",
    "reminding": "UBND-VX",
    "results": "TB-UBND",
    "met_standard": "TB-UBND",
    "dispatch_slip": "PG-UBND",
    "transfer_slip": "PC-UBND",
    "notification_slip": "PB-UBND",
}


def opened(kind: str) -> Opened:
    return Opened(write(MADE[kind]))


@pytest.mark.parametrize("kind", sorted(MADE))
def test_both_files_say_the_same(kind: str) -> None:
    assert portable(MADE[kind]) == word(MADE[kind])


@pytest.mark.parametrize("kind", sorted(MADE))
def test_symbol_has_the_code_of_its_kind(kind: str) -> None:
    assert MADE[kind].symbol == SYMBOLS[kind]


def test_the_party_writes_its_symbol_with_a_stroke() -> None:
    party = replace(FRAME, body="TU", profile=profiles()["party"])
    assert listing(party, "", items=Listed("", (), ())).number_and_symbol == "07-DS/TU"


@pytest.mark.parametrize("kind", sorted(MADE))
def test_last_paragraph_ends_the_document(kind: str) -> None:
    last = opened(kind).texts("Body")[-1]
    assert last.endswith("./.") and not last.endswith("../.")


def test_a_decision_has_decider_bases_formula_articles_and_an_attached_list() -> None:
    file = opened("decision")
    subject = "Về việc công nhận khu dân cư đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm 2026"
    assert file.texts("Subject") == [subject]
    assert file.texts("Decider") == ["CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN CỰU"]
    assert file.texts("Formula") == ["QUYẾT ĐỊNH:"]
    assert file.texts("Body") == [
        "Điều 1. Công nhận 02 khu dân cư (có danh sách kèm theo).",
        "Điều 2. Quyết định có hiệu lực kể từ ngày ký./.",
    ]
    assert file.texts("AnnexNumber") == []
    assert file.texts("AnnexTitle") == ["DANH SÁCH KHU DÂN CƯ ĐẠT TIÊU CHUẨN"]
    assert file.texts("AnnexOf") == [
        "(Kèm theo Quyết định số 07/QĐ-UBND ngày 03 tháng 11 năm 2026 của Ủy ban nhân dân xã An Cựu)"
    ]


@pytest.mark.parametrize(
    ("last", "recipients", "received"),
    [
        ("Các đơn vị chịu trách nhiệm thi hành Quyết định này.", ("Lưu trữ",), ("Như Điều 2", "Lưu trữ")),
        ("Các đơn vị chịu trách nhiệm thi hành Quyết định này.", ("Như Điều 1, 2",), ("Như Điều 1, 2",)),
        ("Quyết định có hiệu lực kể từ ngày ký.", ("Lưu trữ",), ("Lưu trữ",)),
    ],
)
def test_whom_an_article_charges_receives_first(
    last: str, recipients: tuple[str, ...], received: tuple[str, ...]
) -> None:
    """NĐ 30/2020, Phụ lục III, 1.2."""
    frame = replace(FRAME, recipients=recipients)
    made = decision(frame, "x", decider="y", bases=(), articles=("Công nhận.", last))
    assert made.recipients == received


def test_a_letter_has_its_subject_under_its_number_and_no_kind() -> None:
    file = opened("letter")
    assert file.texts("LetterSubject") == ["V/v báo cáo kết quả Ngày hội"]
    assert (file.texts("Kind"), file.texts("Subject")) == ([], [])
    assert file.texts("Number") == ["Số: 07/UBND-VX"]


def test_minutes_have_no_place_and_date_and_two_signatures() -> None:
    file = opened("minutes")
    assert file.texts("PlaceDate") == []
    assert file.texts("Authority") == ["THƯ KÝ", "CHỦ TỌA"]
    assert file.texts("Signer") == ["Lê Thị C", "Trần Văn B"]
    assert file.texts("RecipientsHead") == ["Nơi nhận:"]
    assert file.texts("Body") == [
        "Thời gian bắt đầu: 08 giờ 00, ngày 02 tháng 11 năm 2026",
        "Địa điểm: Hội trường xã",
        "Thành phần tham dự: 07 thành viên Hội đồng",
        "Vắng mặt: không",
        "Chủ trì: Trần Văn B",
        "Thư ký: Lê Thị C",
        "Nội dung:",
        "Hội đồng nhất trí.",
        "Cuộc họp kết thúc vào 10 giờ 30, ngày 02 tháng 11 năm 2026./.",
    ]


def test_a_count_of_votes_takes_its_share_of_all_members_and_never_rounds_up() -> None:
    file = opened("count_minutes")
    assert file.texts("Cell") == [
        *("1", "Tổ dân phố 1", "6/9", "66,66%"),
        *("2", "Tổ dân phố 2", "0/9", "0%"),
    ]
    assert (
        "Số phiếu phát ra: 7; số phiếu thu về: 7; số phiếu hợp lệ: 6; số phiếu không hợp lệ: 1."
        in file.texts("Body")[6]
    )


@pytest.mark.parametrize(
    "numbers", [(9, 10, 7, 7, 7), (9, 7, 8, 7, 7), (9, 7, 7, 8, 7), (9, 7, 7, 7, 8), (9, 7, 7, 7, -1)]
)
def test_more_ballots_than_there_can_be_are_refused(numbers: tuple[int, int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="valid ≤ received ≤ given ≤ present ≤ members"):
        Ballot(*numbers)


def test_a_council_without_members_has_no_share() -> None:
    made = count_minutes(FRAME, "", SITTING, Ballot(0, 0, 0, 0, 0), (Vote("Tổ 1", 0),))
    assert Opened(write(made)).texts("Cell") == ["1", "Tổ 1", "0/0", ""]


def test_a_duty_without_lead_day_or_result_says_so() -> None:
    cells = opened("conclusions").texts("Cell")
    assert cells[6:] == ["2", "Rà soát mô hình", "chưa giao", "", "chưa giao", "chưa giao"]


def test_an_invitation_says_who_to_what_when_and_where() -> None:
    assert opened("invitation").texts("Body") == [
        "Ủy ban nhân dân xã An Cựu trân trọng kính mời: đại diện Tổ dân phố 1",
        "Tới dự Hội nghị tổng kết phong trào",
        "Chủ trì: Phó Chủ tịch Ủy ban nhân dân xã",
        "Thời gian: 08 giờ 00, ngày 02 tháng 12 năm 2026",
        "Địa điểm: Hội trường xã",
        "Ghi chú: Mang theo giấy mời./.",
    ]


def test_a_list_without_rows_says_so() -> None:
    made = listing(FRAME, "", items=Listed("", (("Tên", 1),), ()))
    told = next(one for one in made.body if isinstance(one, Paragraph))
    assert told.runs[0].text == "Danh sách chưa có mục nào."


def test_the_hour_is_written_out() -> None:
    assert hour_and_day(date(2026, 3, 9), time(7, 5)) == "07 giờ 05, ngày 09 tháng 3 năm 2026"


def test_only_minutes_and_letters_have_a_shape_of_their_own() -> None:
    shapes = {kind: document.shape for kind, document in MADE.items() if document.shape is not Shape.TITLED}
    letters = dict.fromkeys(("letter", "asking", "reminding"), Shape.LETTER)
    assert shapes == {**letters, "minutes": Shape.MINUTES, "count_minutes": Shape.MINUTES}


def test_every_kind_of_the_file_is_made_here() -> None:
    assert {*MADE, "report"} == {*json.loads(WORDS_FILE.read_text(encoding="utf-8"))["kinds"]}
    assert words("report")["code"] == "BC"


def test_a_request_names_its_few_addressees_and_says_what_is_due() -> None:
    file = opened("asking")
    assert (file.texts("Addressee"), file.texts("AddresseeItem")) == (["Kính gửi:"], ["- Xã A;", "- Xã B."])
    assert file.texts("Body") == [
        "Để tổng hợp kết quả phong trào Toàn dân bảo vệ an ninh Tổ quốc, đề nghị các đơn vị gửi "
        "“Báo cáo năm 2026”, số liệu tính từ 15/12/2025 đến 14/12/2026.",
        "Hạn gửi: 20/12/2026. Số liệu và lời văn được nhập trên hệ thống báo cáo của phong trào.",
        "Báo cáo có chữ ký, số và ngày văn bản được gửi kèm trên hệ thống.",
        "Đề nghị các đơn vị phối hợp thực hiện đúng thời hạn./.",
    ]


def test_many_addressees_stand_in_an_annex() -> None:
    file = opened("reminding")
    assert file.texts("Addressee") == ["Kính gửi: Các đơn vị có tên trong danh sách kèm theo"]
    assert file.texts("Body")[1] == "Đến nay còn 9 đơn vị chưa gửi."
    assert file.texts("Cell")[-2:] == ["9", "Xã 9"]


def test_results_count_and_list_every_unit() -> None:
    file = opened("results")
    assert file.texts("Body")[1] == (
        "Trong 3 đơn vị được yêu cầu: 1 gửi đúng hạn, 1 gửi quá hạn, 1 chưa gửi; chi tiết tại Phụ lục kèm theo./."
    )
    assert file.texts("Cell")[5:10] == ["2", "Xã B", "22/12/2026", "quá hạn 2 ngày", "đã gửi"]
