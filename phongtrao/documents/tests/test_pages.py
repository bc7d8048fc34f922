"""The pages of documents, registers, what arrives and the head."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.documents import actions, queries
from phongtrao.documents.models import Document, Incoming, Letterhead, Number, Relation, Series, Signatory
from phongtrao.documents.queries import Wanted
from phongtrao.documents.tests.office import Office, upload
from phongtrao.people.models import Officer
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def get(client: Client, name: str, /, *args: Any, **query: str) -> HttpResponse:
    return client.get(reverse(f"documents:{name}", args=args), query)  # type: ignore[return-value]


def post(client: Client, name: str, /, *args: Any, **data: Any) -> HttpResponse:
    return client.post(reverse(f"documents:{name}", args=args), data)  # type: ignore[return-value]


@pytest.fixture
def clerk(office: Office) -> Client:
    return signed_in(office.cast.clerk)


def test_an_officer_drafts_checks_signs_issues_finds_and_downloads(office: Office, clerk: Client) -> None:
    said = {"kind": "KH", "subject": "Tổ chức ngày hội", "recipients": "Công an xã", "key": "k"}
    answer = post(clerk, "new", **said, file=upload())
    document = Document.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/documents/{document.pk}/")
    assert post(clerk, "check", document.pk, version=1, note="").status_code == 302
    who = office.signatory.pk
    answer = post(
        clerk,
        "signature",
        document.pk,
        version=2,
        signatory=who,
        signed_on="2026-11-20",
        file=upload("a.pdf"),
    )
    assert answer.status_code == 302
    assert post(clerk, "issue", document.pk, version=3, issued_on="2026-11-20", key="i").status_code == 302
    page = get(clerk, "list", q="ngay hoi").content.decode()
    assert ("01/KH-BCĐ" in page, "Không có văn bản phù hợp" in page) == (True, False)
    assert "01/KH-BCĐ" in get(clerk, "document", document.pk).content.decode()
    file = get(clerk, "file", document.pk, 2)
    assert file["Content-Disposition"] == "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf"
    assert get(signed_in(office.cast.neighbour), "file", document.pk, 2).status_code == 404


def test_what_does_not_fit_comes_back_with_what_was_typed(clerk: Client) -> None:
    answer = post(clerk, "new", kind="KH", subject="Danh sách đối tượng", key="k")
    page = answer.content.decode()
    assert (answer.status_code, "hồ sơ về cá nhân" in page, "Danh sách đối tượng" in page) == (
        422,
        True,
        True,
    )
    answer = post(clerk, "new", kind="KH", subject="Kế hoạch", key="k", file=upload("a.docx", b"no"))
    assert answer.status_code == 422


def test_an_older_page_is_told_and_changes_nothing(office: Office, clerk: Client) -> None:
    document = office.draft()
    answer = post(clerk, "change", document.pk, version=9, kind="KH", subject="Khác")
    assert (answer.status_code, office.again(document).subject) == (409, "Tổ chức ngày hội")
    assert post(clerk, "change", document.pk, version=1, kind="KH", subject="Khác").status_code == 302
    assert office.again(document).subject == "Khác"


@pytest.mark.parametrize("name", ["change", "signature", "issue", "withdrawal", "drop", "relations"])
def test_what_is_not_ones_own_is_absent(office: Office, name: str) -> None:
    document = office.issued()
    for by in (office.cast.province_head, office.cast.neighbour):
        assert get(signed_in(by), name, document.pk).status_code == 404


def test_a_viewer_looks_and_does_nothing(office: Office) -> None:
    document = office.issued()
    viewer = signed_in(office.cast.viewer)
    page = get(viewer, "document", document.pk)
    assert (page.status_code, "Việc tiếp theo" in page.content.decode()) == (200, False)
    assert get(viewer, "new").status_code == 403


def test_relations_are_added_and_taken_away(office: Office, clerk: Client) -> None:
    old, document = office.issued(), office.draft("Triển khai")
    given = {"kind": "implements", "to": f"own:{old.pk}", "version": 1}
    assert post(clerk, "relations", document.pk, **given).status_code == 302
    relation = Relation.objects.get()
    assert post(clerk, "relations", document.pk, kind="answers", version=2).status_code == 422
    assert post(clerk, "removal", document.pk, relation.pk, version=2).status_code == 302
    assert Relation.objects.count() == 0


def test_a_number_is_kept_cancelled_and_the_draft_given_up(office: Office, clerk: Client) -> None:
    document = office.draft()
    assert post(clerk, "number", document.pk).status_code == 302
    assert "Số đang giữ" in get(clerk, "document", document.pk).content.decode()
    number = Number.objects.get()
    answer = post(clerk, "cancellation", number.register_id, number.number, reason="Nhầm")
    assert (answer.status_code, "Nhầm" in get(clerk, "register", number.register_id).content.decode()) == (
        302,
        True,
    )
    assert post(clerk, "drop", document.pk, version=1, reason="Không cần").status_code == 302
    assert "Không cần" in get(clerk, "document", document.pk).content.decode()


def test_a_head_withdraws(office: Office) -> None:
    document = office.issued()
    head = signed_in(office.cast.head)
    assert get(head, "withdrawal", document.pk).status_code == 200
    answer = post(head, "withdrawal", document.pk, version=document.version, reason="Sai số liệu")
    page = get(head, "document", document.pk).content.decode()
    assert (answer.status_code, "đã bị thu hồi" in page, "Sai số liệu" in page) == (302, True, True)


def test_what_arrives_is_registered_corrected_and_dealt_with(office: Office, clerk: Client) -> None:
    said = {"issuer": "Công an tỉnh", "subject": "Hướng dẫn", "sign": "12/HD-CAT", "due": "2026-12-01"}
    answer = post(clerk, "new-incoming", arrived_on="2026-11-20", **said, key="k", file=upload("a.pdf"))
    row = Incoming.objects.get()
    assert (answer.status_code, row.number) == (302, 1)
    assert get(clerk, "arrived", row.pk).status_code == 200
    assert get(clerk, "incoming-file", row.pk)["Content-Type"] == "application/pdf"
    assert (
        post(clerk, "correct", row.pk, version=1, **{**said, "handler": "Bộ phận tổng hợp"}).status_code
        == 302
    )
    assert "Bộ phận tổng hợp" in get(clerk, "incoming").content.decode()
    assert post(clerk, "handling", row.pk, version=2, done_on="2026-11-20").status_code == 302
    assert "Không có văn bản phù hợp" in get(clerk, "incoming", state="open").content.decode()
    assert get(signed_in(office.cast.province_head), "arrived", row.pk).status_code == 404


def test_a_series_a_number_of_it_and_the_paper_register(office: Office, clerk: Client) -> None:
    answer = post(clerk, "new-series", name="Quyết định", kinds=["QD"], abbreviation="")
    series = Series.objects.get(name="Quyết định")
    assert (answer.status_code, answer["Location"]) == (302, f"/documents/registers/series/{series.pk}/")
    assert post(clerk, "series", series.pk, last="x").status_code == 422
    assert post(clerk, "series", series.pk, last="57").status_code == 302
    assert post(clerk, "series", series.pk, note="Quyết định kiện toàn", key="k").status_code == 302
    number = Number.objects.get()
    assert number.number == 58
    page = get(clerk, "register", number.register_id).content.decode()
    assert ("58" in page, "ở trong sổ giấy" in page) == (True, True)
    assert get(signed_in(office.cast.neighbour), "register", number.register_id).status_code == 404


def test_the_head_and_who_signs(office: Office, clerk: Client) -> None:
    assert "ỦY BAN NHÂN DÂN XÃ PÙ LUÔNG" in get(clerk, "letterhead").content.decode()
    said = {
        "valid_from": "2026-11-20",
        "superior": "UBND xã Pù Luông",
        "issuer": "Ban Chỉ đạo 138",
        "abbreviation": "BCĐ138",
        "place": "Pù Luông",
        "profile": "state",
        "recipients": "- Công an tỉnh;",
        "filing": "VT",
    }
    assert post(clerk, "letterhead", **said).status_code == 302
    assert (Letterhead.objects.get().recipients, office.draft().symbol) == (["Công an tỉnh"], "KH-BCĐ138")
    assert post(clerk, "signatories", name="Hà Văn 5", post="x", authority="own").status_code == 422
    given = {"name": "Hà Văn Ba", "post": "Phó Trưởng ban", "authority": "for", "valid_from": "2026-11-01"}
    assert post(clerk, "signatories", **given).status_code == 302
    row = Signatory.objects.get()
    assert post(clerk, "signatory-end", row.pk, last_day="2026-11-20").status_code == 302
    assert post(clerk, "signatory-erasure", row.pk).status_code == 403
    assert post(signed_in(office.cast.head), "signatory-erasure", row.pk).status_code == 302
    assert "Hà Văn Ba" not in get(clerk, "signatories").content.decode()


def test_a_head_counts_from_its_day(office: Office) -> None:
    organisation = office.cast.committee_pu_luong
    usual = queries.head_of(organisation, TODAY)
    for day, place in ((date(2026, 1, 1), "Bá Thước"), (date(2026, 12, 1), "Pù Luông")):
        actions.set_letterhead(
            organisation,
            valid_from=day,
            superior="",
            issuer=usual.issuer,
            abbreviation="BCĐ",
            place=place,
            profile=usual.profile,
            by=office.cast.clerk,
            now=NOW,
        )
    days = (date(2025, 12, 31), TODAY, date(2026, 12, 1))
    assert [queries.head_of(organisation, day).place for day in days] == ["Pù Luông", "Bá Thước", "Pù Luông"]


def written(office: Office, **wanted: Any) -> list[str]:
    rows = queries.outgoing(office.cast.clerk, Wanted(**wanted))
    return [row.written.strip() for row in rows]


def test_documents_are_found_by_number_symbol_words_kind_state_and_day(office: Office) -> None:
    office.issued("Tổ chức ngày hội")
    office.issued("Kiện toàn tổ bảo vệ", kind="QD")
    office.draft("Dự thảo báo cáo", kind="BC")
    assert written(office) == ["/BC-BCĐ", "02/QĐ-BCĐ", "01/KH-BCĐ"]
    assert written(office, q="NGÀY hội") == ["01/KH-BCĐ"]
    assert written(office, q="2/qđ") == ["02/QĐ-BCĐ"]
    assert written(office, q="1") == ["01/KH-BCĐ"]
    assert written(office, q="to bao ve quyet dinh") == ["02/QĐ-BCĐ"]
    assert written(office, kind="BC") == ["/BC-BCĐ"]
    assert written(office, state="issued") == ["02/QĐ-BCĐ", "01/KH-BCĐ"]
    assert written(office, issuer=str(office.cast.committee_38.pk)) == []
    assert written(office, first=TODAY, last=TODAY) == ["02/QĐ-BCĐ", "01/KH-BCĐ"]
    assert written(office, last=date(2026, 11, 19)) == []


def test_bad_words_in_the_address_narrow_nothing(office: Office, clerk: Client) -> None:
    office.issued()
    page = get(clerk, "list", kind="nonsense", first="31/31/2026", issuer="x", page="zz").content.decode()
    assert "01/KH-BCĐ" in page


@pytest.mark.parametrize("name", ["list", "incoming", "registers"])
def test_a_list_asks_the_same_queries_for_one_row_and_three(office: Office, clerk: Client, name: str) -> None:
    office.issued()
    office.arrive()
    get(clerk, name)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert get(clerk, name).status_code == 200
        counts.append(len(asked))
        for n in range(2):
            office.issued(f"Văn bản {n}")
            office.arrive(f"Văn bản {n}")
    assert counts == [{"list": 4, "incoming": 3, "registers": 3}[name]] * 2


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_is_listed_is_downloaded(office: Office, clerk: Client, format: str) -> None:
    document = office.issued()
    office.arrive()
    register = Number.objects.get(issue__document=document).register_id
    for name, args in (("list", ()), ("incoming", ()), ("register", (register,))):
        answer = get(clerk, name, *args, format=format)
        assert answer["Content-Disposition"].startswith("attachment")
    text = get(clerk, "list", format="csv").content.decode("utf-8-sig")
    assert text.splitlines()[1].split(",")[:4] == ["01/KH-BCĐ", "2026-11-20", "Kế hoạch", "Tổ chức ngày hội"]


def test_every_page_asks_to_sign_in(office: Office) -> None:
    document = office.issued()
    client = Client()
    for name, args in (("list", ()), ("new", ()), ("document", (document.pk,)), ("registers", ())):
        answer = get(client, name, *args)
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/people/sign-in/")
