"""What an officer types for a document of each kind."""

STANDARD = "đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm 2026"
LIST = {
    "list_title": "Danh sách thôn, bản",
    "rows": "STT\tThôn, bản\tKết quả\n1\tBản Nủa\tĐạt\n2\tBản Eo Kén\tĐạt",
}
SITTING = {
    "day": "2026-11-02",
    "begins": "08:00",
    "ends": "10:30",
    "place": "Hội trường xã",
    "present": "07 thành viên Hội đồng",
    "absent": "02 (có lý do)",
    "chair": "Lê Văn Sơn",
    "secretary": "Hà Thị Mai",
}
CHAPTERS = """I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Nâng cao ý thức của nhân dân.
2. Yêu cầu:
Thiết thực, tiết kiệm.
II. NỘI DUNG
1. Tổ chức phần lễ trước ngày 19 tháng 8.
2. Tổ chức phần hội:
a) Thi đấu thể thao;
b) Biểu diễn văn nghệ.
III. TỔ CHỨC THỰC HIỆN
Công an xã chủ trì thực hiện (phân công tại Phụ lục kèm theo)."""
SLIP = {"to": "Công an xã", "text": "Chuyển văn bản để giải quyết theo thẩm quyền."}

SAMPLES: dict[str, dict[str, str]] = {
    "letter": {
        "subject": "đề nghị gửi báo cáo kết quả Ngày hội",
        "to": "Các thôn, bản",
        "text": "Ngày hội đã được tổ chức.\nĐề nghị báo cáo trước ngày 25 tháng 11.",
        "contact": "Trụ sở: bản Đôn, xã Pù Luông",
        "recipients": "Công an xã",
    },
    "plan": {
        "subject": "Tổ chức Ngày hội năm 2027",
        "bases": "Căn cứ Kế hoạch số 12/KH-BCĐ của Ban Chỉ đạo tỉnh",
        "opening": "Ban Chỉ đạo xã ban hành kế hoạch như sau:",
        "chapters": CHAPTERS,
        **LIST,
        "recipients": "Công an xã\nCác thôn, bản",
    },
    "programme": {
        "subject": "Phối hợp xây dựng phong trào năm 2027",
        "opening": "Hai bên thống nhất:",
        "chapters": CHAPTERS,
        "partners": "Ủy ban Mặt trận Tổ quốc Việt Nam xã Pù Luông; MTTQ; Chủ tịch; Hà Văn Ba",
    },
    "proposal": {
        "subject": "tặng Giấy khen cho tập thể",
        "to": "Ủy ban nhân dân xã",
        "bases": "Căn cứ kết quả bình xét của Hội đồng",
        "text": "Kính trình xem xét, quyết định (có Phụ lục kèm theo).",
        **LIST,
    },
    "decision": {
        "subject": f"công nhận thôn, bản {STANDARD}",
        "decider": "Trưởng Ban Chỉ đạo xã Pù Luông",
        "bases": "Căn cứ Thông tư số 124/2021/TT-BCA\nTheo đề nghị của Công an xã",
        "articles": "Điều 1. Công nhận 02 thôn, bản (có danh sách kèm theo).\n"
        "Điều 2. Quyết định có hiệu lực từ ngày ký.",
        **LIST,
    },
    "recognition": {
        "subject": f"Công nhận bản Nủa {STANDARD}",
        "decider": "Trưởng Ban Chỉ đạo xã Pù Luông",
        "recipient": "Bản Nủa",
        "reached": f"Đ{STANDARD[1:]}",
        "decided": "Theo Quyết định số 07/QĐ-BCĐ ngày 03 tháng 11 năm 2026",
    },
    "notice": {"subject": "Kết quả xét công nhận", "text": "Kết quả tại Phụ lục kèm theo.", **LIST},
    "conclusions": {
        "subject": "Kết luận hội nghị tổng kết phong trào",
        "opening": "Ngày 02 tháng 11 năm 2026, hội nghị kết luận:",
        "duties": "Củng cố tổ tự quản; Công an xã; Mặt trận xã; 01/12/2026; Báo cáo\nRà soát mô hình; Công an xã",
    },
    "invitation": {
        "subject": "Hội nghị tổng kết phong trào năm 2026",
        "invited": "đại diện Ban công tác Mặt trận các thôn, bản",
        "chaired_by": "Trưởng Ban Chỉ đạo xã",
        "day": "2026-12-02",
        "hour": "08:00",
        "place": "Hội trường xã",
        "notes": "Ghi chú: Mang theo giấy mời",
        "urgency": "KHẨN",
    },
    "minutes": {"subject": "Họp xét công nhận thôn, bản", **SITTING, "text": "Hội đồng nhất trí."},
    "count_minutes": {
        "subject": "Kiểm phiếu xét khen thưởng",
        **SITTING,
        "members": "9",
        "attending": "7",
        "given": "7",
        "received": "7",
        "valid": "6",
        "votes": "Bản Nủa; 6\nBản Eo Kén; 0",
    },
    "list": {"subject": f"Thôn, bản {STANDARD}", "rows": LIST["rows"]},
    "dispatch_slip": {
        "subject": "Gửi hồ sơ đề nghị công nhận",
        **SLIP,
        "rows": "Tên văn bản; Số bản\nTờ trình; 02",
    },
    "transfer_slip": {"subject": "Chuyển công văn về Ngày hội", **SLIP},
    "notification_slip": {"subject": "Báo đã tiếp nhận văn bản", **SLIP},
}


def typed(writing: str, **more: str) -> dict[str, str]:
    return {**SAMPLES[writing], **{name: text for name, text in more.items() if text}}
