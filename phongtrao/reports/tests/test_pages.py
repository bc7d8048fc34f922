import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from phongtrao.core.figure import Basis
from phongtrao.documents.tests.files import pdf
from phongtrao.figures.models import Evidence
from phongtrao.people.models import Officer
from phongtrao.reports import actions
from phongtrao.reports.models import Attachment, Form, Request, Return, Submission
from phongtrao.reports.rules import State
from phongtrao.reports.tests.stage import DUE, Stage, raise_stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def typed(stage: Stage, **boxes: str) -> dict[str, str]:
    return {"version": str(stage.report().version), **boxes}


def outreach(stage: Stage) -> str:
    return f"/reports/{stage.report().pk}/sections/outreach/"


def test_a_section_is_saved_and_leads_to_the_next(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    response = clerk.post(outreach(stage), typed(stage, propaganda_sessions_0="hơn 1.200"))
    assert (response.status_code, response["Location"]) == (
        302,
        f"/reports/{stage.report().pk}/sections/practices/",
    )
    page = text(clerk.get(outreach(stage)))
    assert 'value="1.200"' in page
    assert '<option value="more_than" selected>' in page


def test_a_wrong_number_is_kept_as_typed_with_a_sentence_at_its_field(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    response = clerk.post(outreach(stage), typed(stage, propaganda_sessions_0="nhiều lắm", outreach="Đã làm"))
    assert response.status_code == 200
    for page in (text(response), text(clerk.get(outreach(stage)))):
        assert 'value="nhiều lắm"' in page
        assert 'id="field-propaganda_sessions_error"' in page
        assert "Đã làm" in page


def test_what_is_wrong_is_summed_up_once_and_where_autosave_sums_it_up_anew(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    body = {"propaganda_sessions_0": "nhiều lắm"}
    page = text(clerk.post(outreach(stage), typed(stage, **body)))
    assert page.count('href="#field-propaganda_sessions_0"') == 1
    assert re.search(r'<div id="unread">\s*<div class="govuk-error-summary"', page) is not None
    answer = clerk.post(outreach(stage), typed(stage, **body), headers={"HX-Request": "true"})
    assert text(answer).count('<div id="unread" hx-swap-oob="true">') == 1


def test_autosave_tells_the_time_and_the_new_version(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    response = clerk.post(
        outreach(stage), typed(stage, propaganda_sessions_0="abc"), headers={"HX-Request": "true"}
    )
    assert re.fullmatch(r"\d\d:\d\d", response["X-Saved-At"])
    assert hidden(text(response), "version") == "1"
    assert 'href="#field-propaganda_sessions_0"' in text(response)


def test_a_stale_save_shows_both_and_keeps_what_is_chosen(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    old = typed(stage, propaganda_sessions_0="10", propaganda_participants_0="100")
    stage.save({"propaganda_sessions": "20", "propaganda_participants": "200"}, by=stage.cast.head)
    response = clerk.post(outreach(stage), old)
    page = text(response)
    assert response.status_code == 409
    assert [value in page for value in (">10<", ">20<", ">100<", ">200<")] == [True] * 4
    merged = {
        name: hidden(page, name) for name in ("version", "propaganda_sessions_0", "propaganda_participants_0")
    }
    merged |= {"keep-propaganda_sessions": "theirs", "keep-propaganda_participants": "yours"}
    assert clerk.post(outreach(stage), merged).status_code == 302
    figures = stage.report().draft["figures"]
    assert [figures[key]["value"] for key in ("propaganda_sessions", "propaganda_participants")] == [20, 100]


def test_a_section_can_be_saved_while_another_was_saved(stage: Stage) -> None:
    clerk, old = signed_in(stage.cast.clerk), typed(stage, propaganda_sessions_0="10")
    stage.save({"models_total": "5"}, section="practices", by=stage.cast.head)
    assert clerk.post(outreach(stage), old).status_code == 302
    assert sorted(stage.report().draft["figures"]) == ["models_total", "propaganda_sessions"]


def test_what_was_typed_stays_when_the_report_was_sent_meanwhile(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "10"})
    old = typed(stage, propaganda_sessions_0="77", version=str(stage.report().version))
    stage.send()
    response = signed_in(stage.cast.clerk).post(outreach(stage), old)
    assert (response.status_code, 'value="77"' in text(response)) == (409, True)
    assert stage.report().draft["figures"]["propaganda_sessions"]["value"] == 10


def test_a_ratio_is_shown_as_its_parts_and_a_percentage_with_its_sign(stage: Stage) -> None:
    head = signed_in(stage.cast.head)
    for typed_text, written in (("46/50", "46/50"), ("92,5%", "92,5 %")):
        stage.save({"areas_meeting_standard": typed_text}, section="practices")
        page = text(head.get(f"/reports/{stage.report().pk}/check/"))
        shown = [
            found.strip() for found in re.findall(r'<dd class="govuk-summary-list__value">([^<]*)', page)
        ]
        assert shown == [written]


def test_a_ratio_is_typed_in_two_boxes_or_as_a_fraction(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    url = f"/reports/{stage.report().pk}/sections/practices/"
    for boxes in (
        {"areas_meeting_standard_0": "46", "areas_meeting_standard_1": "50"},
        {"areas_meeting_standard_0": "46/50"},
    ):
        clerk.post(url, typed(stage, **boxes))
        answer = stage.report().draft["figures"]["areas_meeting_standard"]
        assert (answer["kind"], answer["value"], answer["denominator"]) == ("ratio", 4600, 5000)


def test_the_whole_thread_through_the_pages(stage: Stage) -> None:
    clerk, head, above = (
        signed_in(officer) for officer in (stage.cast.clerk, stage.cast.head, stage.cast.province_head)
    )
    number = stage.report().pk
    clerk.post(
        outreach(stage), typed(stage, propaganda_sessions_0="1.200", propaganda_sessions_1="more_than")
    )
    page = text(head.get(f"/reports/{number}/check/"))
    assert "hơn 1.200" in page or "more than 1.200" in page
    body = {"version": hidden(page, "version"), "key": hidden(page, "key")}
    first, again = (head.post(f"/reports/{number}/submissions/", body) for _time in range(2))
    assert (first["Location"], again["Location"]) == (f"/reports/{number}/submissions/1/receipt/",) * 2
    submission = Submission.objects.get()
    assert submission.receipt in text(head.get(first["Location"]))
    sent = f"/reports/{number}/submissions/1/"
    version = hidden(text(above.get(sent)), "version")
    returned = {
        "version": version,
        "reason": "wrong",
        "note": "Xem lại số buổi.",
        "fields_marked": "propaganda_sessions",
    }
    assert above.post(f"{sent}return/", returned).status_code == 302
    assert Return.objects.get().fields == ["propaganda_sessions"]
    page = text(clerk.get(outreach(stage)))
    assert ("Xem lại số buổi." in page, "pt-marked" in page) == (True, True)
    assert re.findall(r"Đã trả lại:</strong>([^<]*)</p>", page) == [" Số liệu hoặc nội dung chưa đúng"]
    clerk.post(outreach(stage), typed(stage, propaganda_sessions_0="1.300"))
    page = text(head.get(f"/reports/{number}/check/"))
    assert "<del>hơn 1.200</del>" in page or "<del>more than 1.200</del>" in page
    body = {"version": hidden(page, "version"), "key": hidden(page, "key")}
    assert (
        head.post(f"/reports/{number}/submissions/", body)["Location"]
        == f"/reports/{number}/submissions/2/receipt/"
    )
    sent = f"/reports/{number}/submissions/2/"
    version = hidden(text(above.get(sent)), "version")
    assert above.post(f"{sent}acceptance/", {"version": version}).status_code == 302
    assert stage.report().state == State.ACCEPTED


def test_sending_with_something_missing_says_what(stage: Stage) -> None:
    stage.save({"propaganda_participants": "5"})
    head = signed_in(stage.cast.head)
    number = stage.report().pk
    page = text(head.get(f"/reports/{number}/check/"))
    assert f'href="/reports/{number}/sections/outreach/#field-propaganda_sessions_0"' in page
    assert 'name="key"' not in page
    response = head.post(f"/reports/{number}/submissions/", {"version": "1", "key": "k"})
    assert (response.status_code, Submission.objects.count()) == (422, 0)


def test_a_page_of_sending_that_grew_old_is_refused(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    head = signed_in(stage.cast.head)
    old = hidden(text(head.get(f"/reports/{stage.report().pk}/check/")), "version")
    stage.save({"propaganda_sessions": "6"})
    response = head.post(f"/reports/{stage.report().pk}/submissions/", {"version": old, "key": "k"})
    assert (response.status_code, Submission.objects.count()) == (409, 0)


def test_a_source_is_attached_shown_and_travels_up(stage: Stage) -> None:
    clerk, above = signed_in(stage.cast.clerk), signed_in(stage.cast.province_head)
    stage.save({"propaganda_sessions": "5"})
    number = stage.report().pk
    url = f"/reports/{number}/evidence/propaganda_sessions/"
    upload = SimpleUploadedFile("sổ.pdf", pdf())
    response = clerk.post(url, typed(stage, locator="trang 3", line="Tổ chức 5 buổi") | {"file": upload})
    assert response["Location"] == outreach(stage)
    assert "trang 3" in text(clerk.get(outreach(stage)))
    draft = f"/reports/{number}/evidence/propaganda_sessions/file/"
    assert [client.get(draft).status_code for client in (clerk, above)] == [200, 404]
    stage.send()
    sent = f"/reports/{number}/submissions/1/files/propaganda_sessions/"
    assert [signed_in(o).get(sent).status_code for o in (stage.cast.province_head, stage.cast.neighbour)] == [
        200,
        404,
    ]
    acceptance = stage.accept()
    assert acceptance.batch is not None
    evidence = acceptance.batch.figures.get().evidence
    assert evidence is not None
    assert (evidence.locator, evidence.line, evidence.confirmed_by) == (
        "trang 3",
        "Tổ chức 5 buổi",
        "puluong.lanhdao",
    )
    assert evidence.file == Attachment.objects.get().file
    assert evidence.source.endswith(f"({Submission.objects.get().receipt})")


def test_a_hostile_source_is_refused_at_its_field_and_the_line_stays(stage: Stage) -> None:
    url = f"/reports/{stage.report().pk}/evidence/propaganda_sessions/"
    body = typed(stage, line="Tổ chức 5 buổi") | {"file": SimpleUploadedFile("a.pdf", b"<html>")}
    response = signed_in(stage.cast.clerk).post(url, body)
    assert (response.status_code, "Tổ chức 5 buổi" in text(response)) == (422, True)
    assert 'id="id_file_error"' in text(response)
    assert (Attachment.objects.count(), Evidence.objects.filter(file__isnull=False).count()) == (0, 0)


def test_a_source_is_removed(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    url = f"/reports/{stage.report().pk}/evidence/propaganda_sessions/"
    clerk.post(url, typed(stage, line="Tổ chức 5 buổi"))
    assert clerk.post(f"{url}removal/", typed(stage)).status_code == 302
    assert Attachment.objects.count() == 0


def test_asking_shows_the_window_in_words_and_all_organisations_chosen(cast: Cast) -> None:
    client = signed_in(cast.province_head)
    actions.load_forms(NOW)
    page = text(client.get("/reports/requests/?clock=nd09&year=2026"))
    assert "15/12/2025" in page or "15 December 2025" in page
    chosen = re.findall(r'name="organisations" value="(\d+)"[^>]*checked', page)
    assert sorted(map(int, chosen)) == sorted([cast.committee_pu_luong.pk, cast.committee_ba_dinh.pk])
    form = re.search(r'<option value="(\d+)"[^>]*>[^<]*(?:tổng kết|Annual)', page)
    assert form is not None
    body = {
        "clock": "nd09",
        "year": "2026",
        "kind": "",
        "form": form[1],
        "title": "Tổng kết năm 2026",
        "due": "2099-12-20",
        "basis": "own",
        "organisations": chosen,
    }
    response = client.post("/reports/requests/", body)
    asked = Request.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/reports/requests/{asked.pk}/")
    assert asked.reports.count() == 2
    refused = client.post("/reports/requests/", body | {"due": "2001-01-01"})
    assert (refused.status_code, "Tổng kết năm 2026" in text(refused)) == (200, True)


@pytest.mark.parametrize("field", ["form", "organisations"])
def test_a_number_that_no_database_holds_is_no_choice(cast: Cast, field: str) -> None:
    actions.load_forms(NOW)
    body = {"clock": "nd09", "year": "2026", field: "9" * 30}
    response = signed_in(cast.province_head).post("/reports/requests/", body)
    assert (response.status_code, Request.objects.count()) == (200, 0)


@pytest.mark.parametrize(
    ("officer", "status"), [("province_head", 200), ("viewer", 200), ("neighbour", 404), ("head", 404)]
)
def test_who_sees_the_board(stage: Stage, officer: str, status: int) -> None:
    client = signed_in(getattr(stage.cast, officer))
    assert client.get(f"/reports/requests/{stage.request.pk}/").status_code == status


def test_the_board_counts_states(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    page = signed_in(stage.cast.province_head).get(f"/reports/requests/{stage.request.pk}/?state=draft")
    assert [row["unit"].name for row in page.context["rows"]] == ["Ban Chỉ đạo xã Pù Luông"]


CELL = "models_recognized|recognised_by=ministry"
PAGES = ["", "sections/outreach/", "sections/practices/", "check/", f"evidence/{CELL}/"]
SENT = ["submissions/1/", "submissions/1/receipt/"]


@pytest.mark.parametrize(
    ("officer", "page", "status"),
    [
        *[("clerk", page, 200) for page in PAGES + SENT],
        *[("province_head", page, 404) for page in PAGES[1:]],
        *[("province_head", page, 200) for page in ["", *SENT]],
        *[("viewer", page, 200) for page in ["", *SENT]],
        *[("neighbour", page, 404) for page in PAGES + SENT],
    ],
)
def test_who_sees_which_page(stage: Stage, officer: str, page: str, status: int) -> None:
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    client = signed_in(getattr(stage.cast, officer))
    assert client.get(f"/reports/{stage.report().pk}/{page}").status_code == status


def test_a_sibling_commune_finds_nothing(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    sibling = stage.cast.head
    sibling.organisation = stage.cast.committee_ba_dinh
    sibling.save()
    client = signed_in(sibling)
    found = [client.get(f"/reports/{stage.report().pk}/{page}").status_code for page in PAGES + SENT]
    assert found == [404] * len(PAGES + SENT)


def test_the_draft_is_not_shown_upward(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "98.765"})
    above = signed_in(stage.cast.province_head)
    assert "98.765" not in text(above.get(f"/reports/{stage.report().pk}/"))
    stage.send()
    assert "98.765" in text(above.get(f"/reports/{stage.report().pk}/"))


def test_illustrative_reports_are_marked_on_every_page(cast: Cast) -> None:
    stage = raise_stage(cast, illustrative=True)
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    clerk, above = signed_in(cast.clerk), signed_in(cast.province_head)
    pages = [clerk.get(f"/reports/{stage.report().pk}/{page}") for page in PAGES + SENT]
    pages += [
        clerk.get("/reports/"),
        above.get(f"/reports/requests/{stage.request.pk}/"),
        above.get("/reports/"),
    ]
    assert ["pt-illustrative" in text(page) for page in pages] == [True] * len(pages)


@pytest.mark.parametrize(
    "body",
    [{}, {"version": "-1"}, {"version": "9" * 40}, {"version": "x", "propaganda_sessions_0": "\x00\ud7ff"}],
)
@pytest.mark.parametrize(
    "page",
    [
        "sections/outreach/",
        "submissions/",
        "evidence/propaganda_sessions/",
        "evidence/propaganda_sessions/removal/",
    ],
)
def test_bad_input_is_answered_never_a_fault_of_ours(stage: Stage, page: str, body: dict[str, str]) -> None:
    stage.save({"propaganda_sessions": "5"})
    response = signed_in(stage.cast.head).post(f"/reports/{stage.report().pk}/{page}", body)
    assert response.status_code in {200, 302, 403, 409, 422}


@pytest.mark.parametrize(
    "page", ["sections/none/", "evidence/none/", "evidence/a|b=c/", f"submissions/{10**30}/"]
)
def test_what_the_form_lacks_is_absent(stage: Stage, page: str) -> None:
    assert signed_in(stage.cast.head).get(f"/reports/{stage.report().pk}/{page}").status_code == 404


DECIDE = re.compile(r'<a class="govuk-button" href="([^"]+)">')


def test_who_asked_finds_the_button_to_look_and_decide(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    number = stage.report().pk
    for officer, leads in (("province_head", [f"/reports/{number}/submissions/1/"]), ("viewer", [])):
        page = text(signed_in(getattr(stage.cast, officer)).get(f"/reports/{number}/"))
        assert DECIDE.findall(page) == leads
    page = text(signed_in(stage.cast.province_head).get(f"/reports/{number}/submissions/1/"))
    assert (DECIDE.findall(page), page.count('id="decide"')) == (["#decide"], 1)
    stage.accept()
    page = text(signed_in(stage.cast.province_head).get(f"/reports/{number}/"))
    assert DECIDE.findall(page) == []


HEADING = r'<h[34] class="(?:govuk-heading-s|pt-flush)">'
NUMBERED = re.compile(rf'(?:{HEADING}|sections/\w+/">)((?:Phần )?[IVX]+(?:\.\d+)?|\d+)\. ')


def test_sections_stand_under_their_part_and_chapter(cast: Cast) -> None:
    actions.load_forms(NOW)
    asked = actions.ask(
        Form.objects.get(code="annual_report"),
        asker=cast.committee_38,
        organisations=[cast.committee_pu_luong],
        clock="nd09",
        year=2026,
        due=DUE,
        basis=Basis.OWN,
        title="Tổng kết",
        by=cast.province_head,
        now=NOW,
    )
    page = text(signed_in(cast.clerk).get(f"/reports/{asked.reports.get().pk}/"))
    assert NUMBERED.findall(page) == [
        *("Phần I", "I", "II", "III", *(f"III.{n}" for n in range(1, 11))),
        *("Phần II", "1", "2", "3", "Phần III", "1", "2", "Phần IV", "1"),
    ]


def test_the_list_of_those_who_are_asked_is_folded_until_something_was_chosen_wrongly(cast: Cast) -> None:
    client = signed_in(cast.province_head)
    actions.load_forms(NOW)
    opened = [
        re.findall(r"<details class=\"govuk-details\"([^>]*)>", text(page))
        for page in (
            client.get("/reports/requests/"),
            client.post("/reports/requests/", {"title": "Năm 2026"}),
        )
    ]
    assert opened == [["", ""], ["", " open"]]  # days of its own, then the list


def test_an_address_with_a_number_that_nothing_has_is_not_found(cast: Cast, client: Client) -> None:
    for officer in (cast.clerk, cast.province_head):
        client.force_login(officer)
        assert client.get(f"/reports/{10**30}/").status_code == 404
