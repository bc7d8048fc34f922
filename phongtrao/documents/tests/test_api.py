"""Documents for programs."""

import hashlib
from typing import Any

import pytest
from django.test import Client

from phongtrao.documents.models import Document, Number
from phongtrao.documents.tests.office import Office, upload
from phongtrao.documents.tests.written import typed
from phongtrao.people.models import Officer
from tests.cast import token

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/documents"


def caller(officer: Officer, *, write: bool = True) -> Client:
    return Client(headers={"Authorization": f"Bearer {token(officer, may_write=write)}"})


@pytest.fixture
def clerk(office: Office) -> Client:
    return caller(office.cast.clerk)


def send(client: Client, path: str, said: dict[str, Any], key: str = "k") -> Any:
    return client.post(
        f"{ROOT}{path}", said, content_type="application/json", headers={"Idempotency-Key": key}
    )


def draft(client: Client, key: str = "k", **said: Any) -> Any:
    given = {"kind": "KH", "subject": "Tổ chức ngày hội", "file": upload(), **said}
    return client.post(ROOT, given, headers={"Idempotency-Key": key})


def test_a_program_drafts_numbers_issues_finds_and_downloads(office: Office, clerk: Client) -> None:
    answer = draft(clerk)
    made = answer.json()
    assert (answer.status_code, made["written"], made["state"], made["version"]) == (
        201,
        "/KH-BCĐ",
        "draft",
        1,
    )
    kept = send(clerk, f"/{made['id']}/number", {}, "n")
    assert (kept.status_code, kept.json()) == (201, {"number": 1, "year": kept.json()["year"]})
    document = Document.objects.get()
    assert (
        send(clerk, f"/{document.pk}/issue", {"version": 1, "issued_on": "2026-11-20"}, "i").status_code
        == 409
    )
    assert clerk.get(f"{ROOT}/{document.pk}").json()["kept_number"] == 1
    assert clerk.get(ROOT, {"q": "ngay hoi"}).json()["count"] == 1
    [file] = clerk.get(f"{ROOT}/{document.pk}").json()["files"]
    kept_bytes = b"".join(clerk.get(f"{ROOT}/{document.pk}/files/1"))
    assert hashlib.sha256(kept_bytes).hexdigest() == file["digest"]


def test_a_signed_document_is_issued_once_for_each_key(office: Office, clerk: Client) -> None:
    document = office.signed()
    said = {"version": document.version, "issued_on": "2026-11-20"}
    answers = [send(clerk, f"/{document.pk}/issue", said) for _twice in range(2)]
    assert [(one.status_code, one.json()["written"], one.json()["post"]) for one in answers] == [
        (200, "01/KH-BCĐ", "Trưởng ban")
    ] * 2
    assert Number.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(clerk: Client) -> None:
    first, again, other = draft(clerk), draft(clerk), draft(clerk, subject="Khác")
    assert (first.json()["id"], other.status_code, Document.objects.count()) == (again.json()["id"], 422, 1)


def test_what_does_not_fit_says_where_and_why(clerk: Client) -> None:
    answer = draft(clerk, subject="Danh sách đối tượng")
    body = answer.json()
    assert (answer.status_code, body["errors"][0]["where"]) == (422, ["subject"])
    assert draft(clerk, kind="GNP", key="b").status_code == 422
    assert clerk.post(ROOT, {"kind": "KH", "subject": "x"}).status_code == 422


def test_what_lies_outside_is_absent_and_a_reader_does_not_write(office: Office) -> None:
    document = office.draft()
    neighbour, above = caller(office.cast.neighbour), caller(office.cast.province_head)
    assert [one.get(f"{ROOT}/{document.pk}").status_code for one in (neighbour, above)] == [404, 404]
    assert [one.get(f"{ROOT}/{document.pk}/files/1").status_code for one in (neighbour, above)] == [404, 404]
    assert draft(caller(office.cast.clerk, write=False)).status_code == 403
    assert caller(office.cast.viewer, write=False).get(f"{ROOT}/{document.pk}").status_code == 404


def test_a_program_writes_a_document_of_a_kind(office: Office, clerk: Client) -> None:
    said = {"boxes": typed("letter")}
    answers = [send(clerk, "/texts/letter", said) for _time in range(2)]
    made = answers[0].json()
    assert [(one.status_code, one.json()["id"]) for one in answers] == [(201, made["id"])] * 2
    assert (made["written"], made["state"], len(made["files"])) == ("/BCĐ", "draft", 1)
    assert send(clerk, "/texts/letter", {"boxes": typed("letter", text="Khác.")}).status_code == 422


def test_a_wrong_box_is_told_by_its_name(office: Office, clerk: Client) -> None:
    answer = send(clerk, "/texts/letter", {"boxes": {**typed("letter"), "to": "\ud800\u0000"}})
    assert (answer.status_code, [one["where"] for one in answer.json()["errors"]]) == (422, [["to"]])
    assert send(clerk, "/texts/gone", {"boxes": {}}).status_code == 404
    assert (
        send(caller(office.cast.viewer, write=False), "/texts/letter", {"boxes": typed("letter")}).status_code
        == 403
    )
    assert Document.objects.count() == 0
