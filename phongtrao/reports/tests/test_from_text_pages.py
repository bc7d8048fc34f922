import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from phongtrao.documents.queries import path_of
from phongtrao.documents.tests.files import exif, jpg
from phongtrao.documents.tests.old_files import doc, xls
from phongtrao.people.models import Officer
from phongtrao.reading import Why
from phongtrao.reports import actions
from phongtrao.reports.models import Attachment, ReadFigure, Reading, Synonym
from phongtrao.reports.queries import from_text
from phongtrao.reports.tests.stage import Stage
from phongtrao.reports.tests.texts import PRACTICES, SESSIONS, TEXT, figure, was_read
from phongtrao.trail import queries as trail
from tests.cast import NOW
from tests.reading.files import old_word, photographed, printed
from tests.reading.test_files import ocr
from tests.reading.test_old_office import office_suite

pytestmark = pytest.mark.django_db


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def work() -> None:
    """What the worker does, inside the test's transaction."""
    for waiting in DBTaskResult.objects.ready():
        waiting.task.call(*waiting.args_kwargs["args"])


def address(stage: Stage, reading: Reading | None = None) -> str:
    base = f"/reports/{stage.report().pk}/readings/"
    return f"{base}{reading.pk}/" if reading else base


def boxes(one: ReadFigure, stage: Stage, field: str, **more: str) -> dict[str, str]:
    return {"version": str(stage.report().version), "field": field, **one.typed, **more}


def test_a_pasted_text_is_read_by_the_worker_and_shown_beside_its_figures(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    home = text(clerk.get(f"/reports/{stage.report().pk}/"))
    assert f'href="{address(stage)}"' in home
    answer = clerk.post(address(stage), {"text": TEXT})
    reading = Reading.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, address(stage, reading))
    waiting = text(clerk.get(answer["Location"]))
    assert ('hx-trigger="every 2s"' in waiting, "<progress" in waiting) == (True, True)
    work()
    page = text(clerk.get(answer["Location"]))
    assert "hx-trigger" not in page
    assert re.findall(r'<mark id="so-(\d)".*?>([^<]+)</a></mark>', page) == [
        ("1", "46"),
        ("2", "hơn 3.200"),
        ("3", "12"),
    ]
    assert re.findall(r'<li class="pt-figure pt-figure--open" id="figure-(\d)"', page) == ["1", "2", "3"]
    assert "Đọc từ văn bản" in text(clerk.get(address(stage)))


def test_a_file_is_read_and_a_hostile_one_told(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    answer = clerk.post(address(stage), {"file": SimpleUploadedFile("báo cáo.txt", TEXT.encode())})
    work()
    assert "báo cáo.txt" in text(clerk.get(answer["Location"]))
    for name, content, why in (
        ("a.docx", b"PK\x03\x04", "Tệp bị hỏng"),
        ("a.exe", b"MZ", "Số liệu được đọc từ"),
        ("a.csv", b"a;b", "Số liệu được đọc từ"),
        ("a.pdf", b"text", "Nội dung tệp không đúng"),
        ("a.doc", doc(Macros=b""), "Tệp có macro"),
        ("a.xls", xls((0x2F, bytes(6))), "Tệp có đặt mật khẩu"),
        ("a.html", b"<html><script>x</script>", "Trang web có chạy mã"),
        ("IMG_1.HEIC", b"x", "JPEG"),
    ):
        refused = clerk.post(address(stage), {"file": SimpleUploadedFile(name, content)})
        assert (refused.status_code, why in text(refused)) == (422, True), name
    assert clerk.post(address(stage), {"text": "  "}).status_code == 422
    assert Reading.objects.count() == 1


def test_a_text_too_long_is_told_with_what_to_do(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    long = clerk.post(address(stage), {"text": "Có 12 mô hình. " * 30_000})
    assert (long.status_code, "Nhiều nhất 400.000 ký tự" in text(long)) == (422, True)
    longest = clerk.post(address(stage), {"text": "Có 12 mô hình. " * 300_000})
    assert (longest.status_code, "Hãy quay lại và nộp thành tệp" in text(longest)) == (413, True)
    assert Reading.objects.count() == 0


def test_an_empty_text_is_told_once(stage: Stage) -> None:
    page = text(signed_in(stage.cast.clerk).post(address(stage), {"text": ""}))
    assert page.count("govuk-error-summary__title") == 1


def test_a_web_page_is_read_and_kept_as_a_download_that_nothing_opens(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    page = f"<html><body><p>BÁO CÁO</p><p>{SESSIONS}</p><p>{PRACTICES}</p></body></html>"
    answer = clerk.post(address(stage), {"file": SimpleUploadedFile("bài.html", page.encode())})
    work()
    reading = Reading.objects.get()
    rows = ReadFigure.objects.filter(of=reading).order_by("number")
    assert [(row.key, row.found["place"]["paragraph"]) for row in rows] == [
        ("propaganda_sessions", 2),
        ("propaganda_participants", 2),
        ("models_total", 3),
    ]
    assert "đoạn 2" in text(clerk.get(answer["Location"]))
    given = clerk.get(f"{answer['Location']}file/")
    assert (given["Content-Type"], b"".join(given)) == ("application/octet-stream", page.encode())  # type: ignore[arg-type]


@office_suite
def test_an_old_word_file_is_read(stage: Stage, tmp_path: Path) -> None:
    clerk = signed_in(stage.cast.clerk)
    content = old_word(f"<meta charset=utf-8><p>BÁO CÁO<p>{SESSIONS}", tmp_path)
    answer = clerk.post(address(stage), {"file": SimpleUploadedFile("báo cáo.doc", content)})
    work()
    assert [row.key for row in ReadFigure.objects.order_by("number")] == [
        "propaganda_sessions",
        "propaganda_participants",
    ]
    assert "báo cáo.doc" in text(clerk.get(answer["Location"]))
    assert clerk.get(f"{answer['Location']}file/")["Content-Type"] == "application/msword"


def test_an_old_word_file_is_kept_where_nothing_reads_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    clerk = signed_in(stage.cast.clerk)
    assert "chọn “Lưu thành”, kiểu docx hoặc xlsx" in text(clerk.get(address(stage)))
    answer = clerk.post(address(stage), {"file": SimpleUploadedFile("a.doc", doc())})
    work()
    page = text(clerk.get(answer["Location"]))
    assert ("LibreOffice" in page, "docx" in page) == (True, True)
    assert clerk.get(f"{answer['Location']}file/").status_code == 200


def test_a_photograph_is_kept_without_the_place_where_it_was_taken(stage: Stage) -> None:
    given = jpg(told=exif())
    file = actions.store_narrative(
        stage.report(),
        upload=SimpleUploadedFile("a.jpg", given),
        text="",
        by=stage.cast.clerk,
        now=NOW,
    )
    assert path_of(file.digest).read_bytes() == jpg()
    told = {"digest": sha256(jpg()).hexdigest(), "kind": "jpg", "size": len(jpg())}
    assert trail.tells(f"documents.file:{file.pk}", {**told, "given": sha256(given).hexdigest()})


def test_a_line_of_a_pdf_is_shown_as_a_picture(stage: Stage) -> None:
    reading = was_read(stage.report(), printed(TEXT.replace("\n", "\n\n")), by=stage.cast.clerk)
    page = address(stage, reading)
    clerk = signed_in(stage.cast.clerk)
    assert f'src="{page}figures/1/picture/"' in text(clerk.get(page))
    drawn = clerk.get(f"{page}figures/1/picture/")
    assert (drawn["Content-Type"], drawn.content[:4]) == ("image/png", b"\x89PNG")
    assert figure(reading, 1).found["place"]["page"] == 1
    pasted = was_read(stage.report(), by=stage.cast.clerk)
    assert clerk.get(f"{address(stage, pasted)}figures/1/picture/").status_code == 404
    assert signed_in(stage.cast.province_head).get(f"{page}figures/1/picture/").status_code == 404


def test_a_text_that_could_not_be_read_says_why_and_keeps_the_file(stage: Stage) -> None:
    reading = was_read(stage.report(), by=stage.cast.clerk)
    Reading.objects.update(state="failed", fault={"code": "locked", "details": {}})
    page = text(signed_in(stage.cast.clerk).get(address(stage, reading)))
    assert ("Tệp được khóa" in page or "mật khẩu" in page, f"{address(stage, reading)}file/" in page) == (
        True,
        True,
    )
    assert signed_in(stage.cast.clerk).get(f"{address(stage, reading)}file/").status_code == 200


def test_a_figure_is_taken_mended_by_some_letters_of_its_field(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    reading = was_read(stage.report(), PRACTICES, by=stage.cast.clerk)
    one, page = figure(reading, 1), address(stage, reading)
    several = clerk.post(f"{page}figures/1/", boxes(one, stage, "hoa giai"))
    assert (several.status_code, 'value="hoa giai"' in text(several)) == (422, True)
    [told] = re.findall(r'<li><a href="#([^"]+)">([^:]+):', text(several))
    assert told == ("field-1", "Chỉ tiêu của biểu mẫu")
    assert 'id="field-1"' in text(several)
    unknown = clerk.post(f"{page}figures/1/", boxes(one, stage, "máy bay"))
    assert "Biểu mẫu không có chỉ tiêu nào tên như vậy" in text(unknown)
    wrong = clerk.post(f"{page}figures/1/", boxes(one, stage, "models_total", text="nhiều"))
    assert (wrong.status_code, 'value="nhiều"' in text(wrong)) == (422, True)
    taken = clerk.post(f"{page}figures/1/", boxes(one, stage, "models_total", text="13", order="doubt"))
    assert taken["Location"] == f"{page}?order=doubt#figure-1"
    assert stage.report().draft["figures"]["models_total"]["value"] == 13
    shown = text(clerk.get(page))
    assert ("pt-figure--taken" in shown, "pt-mark--taken" in shown) == (True, True)


def test_what_another_typed_is_shown_beside_what_the_text_says(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    reading = was_read(stage.report(), by=stage.cast.clerk)
    stage.save({"propaganda_sessions": "40"}, by=stage.cast.head)
    one, page = figure(reading, 1), f"{address(stage, reading)}figures/1/"
    asked = clerk.post(page, boxes(one, stage, one.key))
    said = text(asked)
    assert asked.status_code == 409
    assert ("<strong>40</strong>" in said, "<strong>46</strong>" in said, "Lê Văn Sơn" in said) == (
        True,
        True,
        True,
    )
    stale = clerk.post(page, boxes(one, stage, one.key, version="0", replace="yes"))
    assert stale.status_code == 409
    chosen = clerk.post(page, boxes(one, stage, one.key, replace="yes"))
    assert (chosen.status_code, stage.report().draft["figures"][one.key]["value"]) == (302, 46)


def test_the_sure_ones_go_with_one_press_and_a_dropped_one_comes_back(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    reading = was_read(stage.report(), by=stage.cast.clerk)
    ReadFigure.objects.filter(number=3).update(confidence=50)
    ReadFigure.objects.exclude(number=3).update(confidence=91)
    page = address(stage, reading)
    assert re.findall(r'name="least" value="(\d+)"', text(clerk.get(page))) == ["90"]
    for least in ("95x", "", "70", "1000"):
        assert clerk.post(f"{page}sure/", {"least": least}).status_code == 404
    assert clerk.post(f"{page}sure/", {"least": "90"})["Location"] == page
    assert len(stage.report().draft["figures"]) == 2
    clerk.post(f"{page}figures/3/", {"drop": "yes"})
    assert "pt-figure--dropped" in text(clerk.get(page))
    clerk.post(f"{page}figures/3/", {"again": "yes"})
    assert "pt-figure--dropped" not in text(clerk.get(page))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", ["từ chỉ đối tượng đếm: “buổi tuyên truyền”", "số liệu này đọc từ bản quét"]),
        ("en", ["what is counted: “buổi tuyên truyền”", "it was read from a scan"]),
    ],
)
def test_the_reason_is_said_in_the_officers_language(stage: Stage, language: str, said: list[str]) -> None:
    reading = was_read(stage.report(), SESSIONS, by=stage.cast.clerk)
    one = figure(reading, 1)
    one.found["grounds"] = [["noun", "buổi tuyên truyền"], ["indicator", one.key], ["scanned", ""]]
    one.save()
    ReadFigure.objects.exclude(pk=one.pk).delete()
    clerk = signed_in(stage.cast.clerk)
    clerk.cookies["django_language"] = language
    page = text(clerk.get(address(stage, reading)))
    assert (
        re.findall(r"<li>([^<]+)</li>", page.partition('id="figure-1"')[2].partition("</details>")[0]) == said
    )


def test_every_ground_has_its_own_words_in_both_languages() -> None:
    told = {
        (language, why): from_text.ground_words(why, "models_total")
        for language in ("vi", "en")
        for why in Why
        if why is not Why.INDICATOR
        for _in_it in [translation.activate(language)]
    }
    translation.activate("vi")
    assert len(set(told.values())) == len(told) == 2 * (len(Why) - 1)


@ocr
def test_a_photograph_of_paper_is_read_marked_and_only_taken_one_by_one(stage: Stage) -> None:
    """A real picture through tesseract: upload, job, page."""
    clerk = signed_in(stage.cast.clerk)
    content = photographed("Báo cáo của xã Pù Luông", "Năm 2026, xã tổ chức 46 buổi tuyên truyền.")
    answer = clerk.post(address(stage), {"file": SimpleUploadedFile("ảnh.png", content)})
    work()
    reading = Reading.objects.get()
    one = figure(reading, 1)
    assert (one.key, one.typed["text"], one.found["looks"]) == ("propaganda_sessions", "46", ["scanned"])
    assert (one.confidence <= 60, reading.pages) == (True, 1)
    page = text(clerk.get(answer["Location"]))
    assert "Đọc từ ảnh chụp hoặc bản quét" in page
    assert ("sure/" in page, f'src="{answer["Location"]}figures/1/picture/"' in page) == (False, True)
    assert clerk.get(f"{answer['Location']}figures/1/picture/").content[:4] == b"\x89PNG"
    assert actions.take_sure(reading, 0, by=stage.cast.clerk, now=NOW) == 0
    clerk.post(f"{answer['Location']}figures/1/", boxes(one, stage, one.key))
    assert stage.report().draft["figures"]["propaganda_sessions"]["value"] == 46
    assert Attachment.objects.get().locator == "trang 1, dòng 2, từ bản quét"


def test_the_place_that_a_figure_speaks_of_stands_beside_its_words(stage: Stage) -> None:
    reading = was_read(
        stage.report(), "Năm 2026, toàn tỉnh Thanh Hóa có 120 mô hình tự quản.", by=stage.cast.clerk
    )
    ReadFigure.objects.update(found={**figure(reading, 1).found, "unit_now": "Tỉnh Mới"})
    page = text(signed_in(stage.cast.clerk).get(address(stage, reading)))
    assert "tỉnh Thanh Hóa → <strong>Tỉnh Thanh Hóa</strong> (nay là Tỉnh Mới)" in page
    assert "địa bàn rộng hơn địa bàn của đơn vị" in page


def test_the_least_sure_stand_first_when_asked(stage: Stage) -> None:
    reading = was_read(stage.report(), by=stage.cast.clerk)
    for number, sure in ((1, 90), (2, 40), (3, 70)):
        ReadFigure.objects.filter(number=number).update(confidence=sure)
    page = text(signed_in(stage.cast.clerk).get(f"{address(stage, reading)}?order=doubt"))
    assert re.findall(r'id="figure-(\d)"', page) == ["2", "3", "1"]


def test_what_the_form_asks_and_the_text_does_not_say_is_listed(stage: Stage) -> None:
    reading = was_read(stage.report(), SESSIONS, by=stage.cast.clerk)
    stage.save({"models_total": "9"}, section="practices")
    page = text(signed_in(stage.cast.clerk).get(address(stage, reading)))
    silent = page.partition('id="silent"')[2]
    assert (silent.count("/sections/outreach/"), silent.count("/sections/practices/")) == (0, 5)
    assert "bản nháp ghi 9" in silent


def test_the_source_leads_to_the_marked_line_for_whoever_may_see_it(stage: Stage) -> None:
    clerk, province = signed_in(stage.cast.clerk), signed_in(stage.cast.province_head)
    reading = was_read(stage.report(), by=stage.cast.clerk)
    one = figure(reading, 1)
    clerk.post(f"{address(stage, reading)}figures/1/", boxes(one, stage, one.key))
    line = f"{address(stage, reading)}text/"
    section = text(clerk.get(f"/reports/{stage.report().pk}/sections/outreach/"))
    assert f'href="{line}#so-1"' in section
    assert [signed_in(by).get(line).status_code for by in (stage.cast.head, stage.cast.viewer)] == [200, 404]
    assert province.get(line).status_code == 404
    stage.send()
    shown = province.get(line)
    assert shown.status_code == 200
    assert re.findall(r'<mark id="so-(\d)"', text(shown)) == ["1"]
    assert f'href="{line}#so-1"' in text(province.get(f"/reports/{stage.report().pk}/submissions/1/"))
    assert [province.get(address(stage, reading) + more).status_code for more in ("", "file/")] == [404, 404]
    assert signed_in(stage.cast.neighbour).get(line).status_code == 404


def test_a_text_is_its_units_own(stage: Stage) -> None:
    reading = was_read(stage.report(), by=stage.cast.clerk)
    for by in (stage.cast.province_head, stage.cast.neighbour, stage.cast.viewer):
        client = signed_in(by)
        assert [client.get(a).status_code for a in (address(stage), address(stage, reading))] == [404, 404]
        assert client.post(f"{address(stage, reading)}figures/1/", {"drop": "yes"}).status_code == 404
    other = stage.report("committee_ba_dinh")
    assert signed_in(stage.cast.clerk).get(f"/reports/{other.pk}/readings/{reading.pk}/").status_code == 404


def test_words_are_listed_and_withdrawn(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    reading = was_read(stage.report(), PRACTICES, by=stage.cast.clerk)
    one = figure(reading, 1)
    clerk.post(f"{address(stage, reading)}figures/1/", boxes(one, stage, "disputes_received"))
    taught = Synonym.objects.get()
    assert one.found["noun"] in text(clerk.get("/reports/words/"))
    gone = f"/reports/words/{taught.pk}/withdrawal/"
    assert signed_in(stage.cast.neighbour).post(gone).status_code == 404
    assert clerk.post(gone).status_code == 302
    assert clerk.post(gone).status_code == 403
    assert "Đã thôi dùng" in text(clerk.get("/reports/words/"))


@pytest.mark.parametrize("given", [SESSIONS.partition(" với")[0] + ".", TEXT])
def test_the_page_asks_as_much_for_three_figures_as_for_one(stage: Stage, given: str) -> None:
    reading = was_read(stage.report(), given, by=stage.cast.clerk)
    client = signed_in(stage.cast.clerk)
    client.get(address(stage, reading))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address(stage, reading))
    assert (ReadFigure.objects.count() in (1, 3), len(asked)) == (True, 5)
