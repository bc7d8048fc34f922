"""What an officer types for a document of each kind."""

SAMPLES: dict[str, dict[str, str]] = {
    "letter": {
        "subject": "đề nghị gửi báo cáo kết quả Ngày hội",
        "to": "Các thôn, bản",
        "text": "Ngày hội đã được tổ chức.\nĐề nghị báo cáo trước ngày 25 tháng 11.",
        "recipients": "Công an xã",
    },
}


def typed(writing: str, **more: str) -> dict[str, str]:
    return {**SAMPLES[writing], **{name: text for name, text in more.items() if text}}
