"""A superior's form as the tests keep, point at and fill it."""

import io
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from phongtrao.figures import actions
from phongtrao.figures.models import SuperiorFilling, SuperiorForm
from phongtrao.figures.rules.superior import Span, Writing
from phongtrao.figures.views.showing import lines_address
from phongtrao.people.models import Officer
from tests.cast import NOW, TODAY

NAME = "Biểu 01 của Ủy ban nhân dân tỉnh"
KEY = "Biểu 01!B2"


def book() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        sheet = made.add_worksheet("Biểu 01")
        sheet.write_row("A1", ["Chỉ tiêu", "Năm nay", "Năm trước", "Tăng"])
        sheet.write("A2", "Buổi tuyên truyền")
        sheet.write_formula("D2", "=B2-C2")
        sheet.write("A3", "Mô hình mới xây dựng")
    return buffer.getvalue()


def upload(content: bytes | None = None, name: str = "bieu-01.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or book())


def kept(by: Officer, **more: Any) -> SuperiorForm:
    said = {"name": NAME, "asker": "Ủy ban nhân dân tỉnh", "clock": "calendar", "part": "", **more}
    return actions.keep_superior_form(said.pop("upload", upload()), **said, by=by, now=NOW)


def pointed(form: SuperiorForm, by: Officer, key: str = KEY, **more: Any) -> None:
    form.refresh_from_db()
    said = {
        "indicator": "propaganda_sessions",
        "cell": "",
        "place": None,
        "span": Span.PERIOD,
        "writing": Writing.NUMBER,
        "base_version": form.version,
        **more,
    }
    actions.point(form, key=key, **said, by=by, now=NOW)


def filled(form: SuperiorForm, by: Officer, number: int = 0, **more: Any) -> SuperiorFilling:
    said = {"year": 2026, "freeze": None, "address": lines_address, "today": TODAY, **more}
    return actions.fill_superior_form(form, number=number, **said, by=by, now=NOW)
