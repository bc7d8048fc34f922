"""A document of each kind, as an office of a commune would write it."""

from datetime import date, time

from phongtrao.letters.document import Document, Issuer, Signature
from phongtrao.letters.kinds import (
    Ballot,
    Call,
    Came,
    Chapter,
    Duty,
    Frame,
    Listed,
    Sitting,
    Vote,
    asking,
    conclusions,
    count_minutes,
    decision,
    invitation,
    listing,
    met_standard,
    minutes,
    notice,
    official_letter,
    plan,
    programme,
    proposal,
    recognition,
    reminding,
    results,
    slip,
)

FRAME = Frame(
    issuers=(Issuer("Ủy ban nhân dân xã An Cựu", "Ủy ban nhân dân thành phố Huế"),),
    name="Ủy ban nhân dân xã An Cựu",
    body="UBND",
    unit="VX",
    issue_place="An Cựu",
    signatures=(Signature(("TM. Ủy ban nhân dân", "KT. Chủ tịch"), ("Phó Chủ tịch",), "Trần Văn B"),),
    number=7,
    issued_on=date(2026, 11, 3),
    recipients=("Công an thành phố", "Các thôn, tổ dân phố"),
    filing="VT, VX",
)
PLACES = Listed(
    "Danh sách khu dân cư đạt tiêu chuẩn",
    (("Khu dân cư", 40), ("Kết quả", 30)),
    (("Tổ dân phố 1", "Đạt"), ("Tổ dân phố 2", "Đạt")),
)
SITTING = Sitting(
    day=date(2026, 11, 2),
    begins=time(8, 0),
    ends=time(10, 30),
    place="Hội trường xã",
    chair="Trần Văn B",
    secretary="Lê Thị C",
    present="07 thành viên Hội đồng",
    absent="không",
)
STANDARD = "đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm 2026"
CALL = Call("Báo cáo năm 2026", "từ 15/12/2025 đến 14/12/2026", "20/12/2026", ("Xã A", "Xã B"), paper=True)
MANY = tuple(f"Xã {number}" for number in range(1, 10))

MADE: dict[str, Document] = {
    "decision": decision(
        FRAME,
        f"công nhận khu dân cư {STANDARD}",
        decider="Chủ tịch Ủy ban nhân dân xã An Cựu",
        bases=("Căn cứ Luật Tổ chức chính quyền địa phương", "Theo đề nghị của Trưởng Công an xã"),
        articles=(
            "Công nhận 02 khu dân cư (có danh sách kèm theo).",
            "Quyết định có hiệu lực kể từ ngày ký.",
        ),
        lists=(PLACES,),
    ),
    "recognition": recognition(
        FRAME,
        decider="Chủ tịch Ủy ban nhân dân xã An Cựu",
        recipient="Tổ dân phố 1",
        reached=f"Là khu dân cư {STANDARD}.",
        decided="Theo Quyết định số 07/QĐ-UBND ngày 03 tháng 11 năm 2026.",
    ),
    "letter": official_letter(
        FRAME,
        "báo cáo kết quả Ngày hội",
        to=("Các thôn, tổ dân phố",),
        text="Ủy ban nhân dân xã đề nghị báo cáo.",
    ),
    "proposal": proposal(
        FRAME,
        "tặng Giấy khen",
        to=("Ủy ban nhân dân thành phố", "Công an thành phố"),
        text="Kính trình xem xét (có Phụ lục kèm theo).",
        lists=(PLACES,),
    ),
    "plan": plan(
        FRAME,
        "Tổ chức Ngày hội năm 2027",
        opening="Ủy ban nhân dân xã ban hành kế hoạch như sau:",
        chapters=(
            Chapter("Mục đích, yêu cầu", within=(Chapter("Mục đích", "Nâng cao ý thức."),)),
            Chapter("Tổ chức thực hiện", "Các đơn vị thực hiện."),
        ),
    ),
    "programme": programme(
        FRAME,
        "Phối hợp năm 2027",
        opening="Hai bên thống nhất:",
        chapters=(Chapter("Nội dung", "Phối hợp."),),
    ),
    "notice": notice(
        FRAME, "Kết quả xét công nhận", text="Kết quả tại Phụ lục kèm theo.", items=PLACES, annex=True
    ),
    "conclusions": conclusions(
        FRAME,
        "Kết luận hội nghị tổng kết",
        opening="Ngày 02 tháng 11 năm 2026, hội nghị kết luận:",
        duties=(
            Duty("Củng cố tổ tự quản", "Công an xã", "Mặt trận xã", date(2026, 12, 1), "Báo cáo"),
            Duty("Rà soát mô hình", ""),
        ),
    ),
    "minutes": minutes(FRAME, "Họp xét công nhận khu dân cư", SITTING, "Hội đồng nhất trí."),
    "count_minutes": count_minutes(
        FRAME,
        "Kiểm phiếu xét khen thưởng",
        SITTING,
        Ballot(members=9, present=7, given=7, received=7, valid=6),
        (Vote("Tổ dân phố 1", 6), Vote("Tổ dân phố 2", 0)),
    ),
    "invitation": invitation(
        FRAME,
        "Hội nghị tổng kết phong trào",
        to="đại diện Tổ dân phố 1",
        chaired_by="Phó Chủ tịch Ủy ban nhân dân xã",
        day=date(2026, 12, 2),
        hour=time(8, 0),
        place="Hội trường xã",
        notes=(("Ghi chú", "Mang theo giấy mời."),),
    ),
    "list": listing(FRAME, "Khu dân cư đạt tiêu chuẩn", items=PLACES),
    "asking": asking(FRAME, CALL),
    "reminding": reminding(FRAME, CALL, MANY),
    "results": results(
        FRAME,
        CALL,
        (
            Came("Xã A", "19/12/2026", "đúng hạn", "đã chấp nhận"),
            Came("Xã B", "22/12/2026", "quá hạn 2 ngày", "đã gửi"),
            Came("Xã C", "", "", "chưa bắt đầu"),
        ),
        in_time=1,
        late=1,
    ),
    "met_standard": met_standard(FRAME, CALL, ("Khu dân cư",), (("Xã A", "10/12 (83,33 %)"), ("Xã B", ""))),
    "dispatch_slip": slip(FRAME, "dispatch_slip", to=("Công an xã",), text="Gửi kèm:", items=PLACES),
    "transfer_slip": slip(FRAME, "transfer_slip", to=("Công an xã",), text="Chuyển để giải quyết."),
    "notification_slip": slip(FRAME, "notification_slip", to=("Công an xã",), text="Báo để biết."),
}
