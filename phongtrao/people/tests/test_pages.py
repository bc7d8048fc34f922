import io
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from phongtrao.people import actions, queries
from phongtrao.people.models import Officer, Organisation
from phongtrao.trail.models import Row
from tests.cast import NOW, TODAY, Cast

PASSWORD = "bốn con mèo uống trà"
OTHER = "năm cái ghế biết hát"


@pytest.fixture(autouse=True)
def language(request: pytest.FixtureRequest) -> Iterator[None]:
    """Pages answer in English here, so that their words are the message ids."""
    with translation.override("en"):
        yield


@pytest.fixture
def door(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def known(cast: Cast) -> Cast:
    """Pù Luông's clerk and the province's head have passwords."""
    for officer in (cast.clerk, cast.province_head):
        officer.set_password(PASSWORD)
        officer.save()
    return cast


def page(name: str, *args: Any, query: str = "") -> str:
    return reverse(f"people:{name}", args=args) + (f"?{query}" if query else "")


def body(response: Any) -> str:
    """Of a page that is sent as it is drawn."""
    return b"".join(response.streaming_content).decode()


def text(response: Any) -> str:
    """The page without its CSRF tokens, which differ with each answer."""
    return re.sub(r"\b[A-Za-z0-9]{64}\b", "", response.content.decode())


def sign_in(door: Client, username: str, password: str, **more: str) -> Any:
    return door.post(page("sign-in"), {"username": username, "password": password, **more})


def code_on(response: Any) -> str:
    found = re.findall(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}", body(response))
    assert len(found) == 1
    return str(found[0])


# Signing in ------------------------------------------------------------------------------


def test_signing_in_goes_to_the_page_that_was_wanted(door: Client, known: Cast) -> None:
    wanted = page("account")
    first = door.get(wanted)
    assert first.url == f"{page('sign-in')}?next={wanted}"
    assert f'value="{wanted}"' in door.get(first.url).content.decode()
    assert sign_in(door, "PULUONG.canbo ", PASSWORD, next=wanted).url == wanted


@pytest.mark.parametrize("address", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(door: Client, known: Cast, address: str) -> None:
    assert sign_in(door, "puluong.canbo", PASSWORD, next=address).url == reverse("desk:home")


def test_a_refused_sign_in_tells_nothing_of_the_account(door: Client, known: Cast) -> None:
    closed = Officer.objects.get(username="ninhbinh.lanhdao")
    closed.is_active = False
    closed.save()
    pages = set()
    for name in ("puluong.canbo", "puluong.lanhdao", "ninhbinh.lanhdao", "nobody.at.all"):
        pages.add(text(sign_in(door, name, "một-mật-khẩu-sai")).replace(name, "NAME"))
    assert len(pages) == 1


def test_signing_out_is_a_post(door: Client, known: Cast) -> None:
    sign_in(door, "puluong.canbo", PASSWORD)
    assert door.get(page("sign-out")).status_code == 405
    assert door.post(page("sign-out")).url == page("sign-in")
    assert door.get(page("account")).status_code == 302


def test_eight_wrong_passwords_lock_the_account_whatever_its_spelling(door: Client, known: Cast) -> None:
    names = ["puluong.canbo", "PuLuong.CanBo", " puluong.canbo "]
    answers = [sign_in(door, names[n % 3], "sai").status_code for n in range(8)]
    assert answers == [200] * 7 + [429]
    locked = sign_in(door, "puluong.canbo", PASSWORD)
    assert locked.status_code == 429
    assert "it is locked until" in locked.content.decode()
    assert 0 < int(locked["Retry-After"]) <= 7200


def test_the_lock_is_on_the_account_never_on_the_address(door: Client, known: Cast) -> None:
    for number in range(50):
        assert sign_in(door, f"xa{number}.canbo", "sai").status_code == 200
    for _again in range(10):
        sign_in(door, "puluong.lanhdao", "sai")
    assert sign_in(door, "puluong.canbo", PASSWORD).status_code == 302


def test_where_somebody_signed_in_is_forgotten_and_the_lock_stands(door: Client, known: Cast) -> None:
    """A database of an earlier version holds every sign-in with address and browser."""
    now = timezone.now()
    trace = {"ip_address": "203.0.113.7", "user_agent": "Firefox", "username": "puluong.canbo"}
    AccessLog.objects.create(**trace)
    AccessFailureLog.objects.create(**trace)
    for _again in range(8):
        sign_in(door, "puluong.canbo", "sai")
    sign_in(door, "puluong.lanhdao", "sai")
    AccessAttempt.objects.filter(username="puluong.lanhdao").update(attempt_time=now - timedelta(hours=3))
    assert actions.forget_sign_ins(now=now) == 3
    assert (AccessLog.objects.count(), AccessFailureLog.objects.count()) == (0, 0)
    assert set(AccessAttempt.objects.values_list("username", flat=True)) == {"puluong.canbo"}
    assert sign_in(door, "puluong.canbo", PASSWORD).status_code == 429


def test_an_empty_installation_says_how_to_begin(door: Client, db: None) -> None:
    assert "bin/phongtrao office" in door.get(page("sign-in")).content.decode()


# Slips and activation ------------------------------------------------------------------------------


def test_a_slip_opens_the_account_and_signs_in(door: Client, cast: Cast) -> None:
    door.force_login(cast.province_head)
    slip = door.post(page("renew-slip", cast.head.pk))
    assert slip["Cache-Control"] == "no-store"
    code = code_on(slip)
    door.logout()
    door.cookies["django_language"] = "en"
    form = door.get(page("activate", query="name=puluong.lanhdao")).content.decode()
    assert 'value="puluong.lanhdao"' in form
    assert code not in form
    typed = {"username": "puluong.lanhdao", "code": code, "password": PASSWORD, "again": PASSWORD}
    assert door.post(page("activate"), typed).url == page("account")
    assert door.get(page("account")).status_code == 200
    assert "This code was used already" in door.post(page("activate"), typed).content.decode()


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("ngắn quá", "ngắn quá", "at least 12 characters"),
        ("xã Pù Luông muôn năm", "xã Pù Luông muôn năm", "others would guess"),
        ("phong trào muôn năm", "phong trào muôn năm", "others would guess"),
        ("password1234", "password1234", "too common"),
        (PASSWORD, OTHER, "differ"),
    ],
)
def test_a_weak_password_is_refused_and_the_code_stays_good(
    door: Client, cast: Cast, password: str, again: str, said: str
) -> None:
    slip = actions.renew_slip(cast.head, by=cast.province_head, now=timezone.now())
    typed = {"username": "puluong.lanhdao", "code": slip.code, "password": password, "again": again}
    assert said in door.post(page("activate"), typed).content.decode()
    typed |= {"password": PASSWORD, "again": PASSWORD}
    assert door.post(page("activate"), typed).status_code == 302


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("ngắn quá", "password_too_short"),
        ("password1234", "password_too_common"),
        ("puluong.lanhdao1", "password_too_similar"),
    ],
)
def test_djangos_rules_for_passwords_speak_in_our_words(cast: Cast, password: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, cast.head)
    [problem] = refused.value.error_list
    ours = {
        "password_too_short": "The password is too short: use at least 12 characters.",
        "password_too_common": "This password is too common. Choose other words.",
        "password_too_similar": "The password is too much like the user name.",
    }
    assert (problem.code, problem.messages) == (code, [ours[code]])


def test_the_qr_code_holds_no_secret_and_no_style(door: Client, cast: Cast) -> None:
    door.force_login(cast.province_head)
    slip = body(door.post(page("renew-slip", cast.head.pk)))
    assert slip.count("<svg") == 2  # the header's mark and the QR code
    assert "style=" not in slip


def test_handing_over_ends_sessions_at_once(door: Client, known: Cast) -> None:
    sign_in(door, "puluong.canbo", PASSWORD)
    head = Client()
    head.force_login(known.head)
    slip = head.post(page("hand-over", known.clerk.pk), {"name": "Vi Văn Bình", "post": ""})
    assert slip.status_code == 200
    assert door.get(page("account")).status_code == 302
    assert sign_in(door, "puluong.canbo", PASSWORD).status_code == 200
    typed = {"username": "puluong.canbo", "code": code_on(slip), "password": OTHER, "again": OTHER}
    assert door.post(page("activate"), typed).status_code == 302


def test_a_new_slip_lifts_the_lock(door: Client, known: Cast) -> None:
    for _again in range(11):
        sign_in(door, "puluong.canbo", "sai")
    slip = actions.renew_slip(known.clerk, by=known.head, now=timezone.now())
    typed = {"username": "puluong.canbo", "code": slip.code, "password": OTHER, "again": OTHER}
    door.post(page("activate"), typed)
    door.logout()
    assert sign_in(door, "puluong.canbo", OTHER).status_code == 302


# One's own account ------------------------------------------------------------------------------


def test_a_changed_password_ends_the_other_sessions(door: Client, known: Cast) -> None:
    elsewhere = Client()
    for client in (door, elsewhere):
        sign_in(client, "puluong.canbo", PASSWORD)
    wrong = {"current": "sai", "password": OTHER, "again": OTHER}
    assert "not your password until now" in door.post(page("password"), wrong).content.decode()
    assert door.post(page("password"), {**wrong, "current": PASSWORD}).status_code == 302
    assert [c.get(page("account")).status_code for c in (door, elsewhere)] == [200, 302]


def test_an_account_keeps_name_post_and_language_only(door: Client, known: Cast) -> None:
    door.force_login(known.clerk)
    typed = {"name": "Hà Thị Mai", "post": "Công chức", "language": "en", "role": "head", "scope": "subtree"}
    assert door.post(page("account"), typed).status_code == 302
    row = Officer.objects.get(pk=known.clerk.pk)
    assert (row.post, row.language, row.role, row.scope) == ("Công chức", "en", "clerk", "own")
    door.cookies.pop("django_language")
    assert '<html lang="en"' in door.get(page("account")).content.decode()


def test_no_form_asks_for_more_about_a_person(door: Client, cast: Cast) -> None:
    door.force_login(cast.province_head)
    asked = set()
    for name, args in (
        ("account", []),
        ("hand-over", [cast.head.pk]),
        ("open-account", [cast.committee_pu_luong.pk]),
        ("sign-in", []),
        ("activate", []),
    ):
        asked |= set(re.findall(r'name="([a-z_]+)"', door.get(page(name, *args)).content.decode()))
    assert asked - {"csrfmiddlewaretoken", "viewport", "format", "language", "next"} == {
        "name",
        "post",
        "role",
        "username",
        "code",
        "password",
        "again",
        "contact_number",
        "email",
    }


def test_a_token_is_shown_once_and_can_be_revoked(door: Client, cast: Cast) -> None:
    door.force_login(cast.clerk)
    made = door.post(page("tokens"), {"name": "sync", "days": "30"}).content.decode()
    (secret,) = re.findall(r"pt_[\w-]{43}", made)
    assert secret not in door.get(page("tokens")).content.decode()
    number = cast.clerk.tokens.get().pk
    assert door.post(page("revoke-token", number)).status_code == 302
    assert "You have no valid token" in door.get(page("tokens")).content.decode()


# The set-up ------------------------------------------------------------------------------


def fields(cast: Cast) -> dict[str, str]:
    typed = {}
    for line in queries.proposal(cast.thanh_hoa, TODAY):
        typed |= {f"name:{line.key}": line.name, f"abbreviation:{line.key}": line.abbreviation}
        typed |= {} if line.organisation else {f"keep:{line.key}": "x"}
    return typed


def test_the_table_sets_up_a_province(door: Client, cast: Cast) -> None:
    door.force_login(cast.province_head)
    shown = door.get(page("units", query="province=38")).content.decode()
    assert shown.count('type="checkbox"') == 9
    typed = fields(cast)
    del typed["keep:14854.police"]
    typed["name:14896.police"] = "Công an  xã Pù Luông mới"
    assert door.post(page("units", query="province=38"), typed).url == page("set-up")
    made = Organisation.objects.filter(kind="police").order_by("pk").values_list("name", flat=True)
    assert list(made) == ["Công an tỉnh Thanh Hóa", "Công an xã Pù Luông mới"]
    slips = body(door.post(page("accounts")))
    assert slips.count('class="pt-slip"') == 19
    assert door.post(page("accounts")).url == page("set-up")


def test_an_empty_name_is_refused_and_the_table_kept(door: Client, cast: Cast) -> None:
    door.force_login(cast.province_head)
    typed = {**fields(cast), "name:38.police": " ", "name:14896.police": "Tên khác"}
    response = door.post(page("units", query="province=38"), typed)
    assert response.status_code == 422
    assert ">Tên khác</textarea>" in response.content.decode()
    assert Organisation.objects.filter(kind="police").count() == 0


def proposal(door: Client) -> openpyxl.Workbook:
    file = door.get(page("units-file", query="province=38"))
    return openpyxl.load_workbook(io.BytesIO(file.content))


def send(door: Client, book: openpyxl.Workbook) -> Any:
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "units.xlsx"
    return door.post(page("units-file", query="province=38"), {"file": file})


def test_a_corrected_workbook_is_checked_before_anything_is_saved(door: Client, cast: Cast) -> None:
    door.force_login(cast.province_head)
    book = proposal(door)
    rows = {(row[0].value, row[2].value): row for row in book.active.iter_rows(min_row=4) if row[0].value}
    rows["14896", "Police"][3].value = "Công an xã Pù Luông (sửa)"
    rows["14854", "Police"][5].value = None
    rows["38", "Police"][0].value = 38  # Excel makes numbers of codes
    response = send(door, book)
    shown = response.content.decode()
    assert response.status_code == 200
    assert ">Công an xã Pù Luông (sửa)</textarea>" in shown
    assert shown.count('class="pt-marked"') == 2
    assert "would add 8 units and differs in 2 lines" in shown
    assert Organisation.objects.count() == 7


def test_what_is_wrong_in_which_cell_is_told(door: Client, cast: Cast) -> None:
    door.force_login(cast.province_head)
    book = proposal(door)
    sheet = book.active
    sheet["A5"], sheet["C6"], sheet["D7"], sheet["F8"] = "99999", "Bộ đội", None, "có lẽ"
    sheet["A10"] = sheet["A9"].value
    sheet["C10"] = sheet["C9"].value
    told = re.findall(r"<li>Cell ([A-Z]\d+): ([^<]*)</li>", send(door, book).content.decode())
    assert told == [
        ("A5", "No unit of this province bears the code “99999”."),
        ("C6", "“Bộ đội” is none of the four kinds of body."),
        ("D7", "Type the name of the unit."),
        ("F8", "Type x to set it up, or leave the cell empty."),
        ("A10", "This body stands in the file twice."),
    ]


def test_a_workbook_without_the_titles_is_told(door: Client, cast: Cast) -> None:
    door.force_login(cast.province_head)
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    assert "The row of titles was not found" in send(door, book).content.decode()


def test_a_workbook_made_in_vietnamese_is_read_in_english(door: Client, cast: Cast) -> None:
    door.force_login(cast.province_head)
    door.cookies["django_language"] = "vi"
    book = proposal(door)
    door.cookies["django_language"] = "en"
    assert "would add 9 units and differs in 0 lines" in send(door, book).content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Ma,Ten", "This is not an Excel file"),
        (b"PK\x03\x04 broken", "This is not an Excel file"),
        (b"", "Choose a file first"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(
    door: Client, cast: Cast, content: bytes, said: str
) -> None:
    door.force_login(cast.province_head)
    file = io.BytesIO(content)
    file.name = "units.xlsx"
    response = door.post(page("units-file", query="province=38"), {"file": file})
    assert (response.status_code, said in response.content.decode()) == (422, True)


def test_a_formula_is_refused_with_its_cell(door: Client, cast: Cast) -> None:
    door.force_login(cast.province_head)
    book = proposal(door)
    book.active["D5"] = "=1+1"
    assert "Cell D5 holds a formula" in send(door, book).content.decode()


# Units ------------------------------------------------------------------------------


def test_a_unit_is_found_without_diacritics(door: Client, cast: Cast) -> None:
    door.force_login(cast.province_head)
    shown = door.get(page("organisations", query="q=pu+luong")).content.decode()
    assert re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)<', shown) == ["Ban Chỉ đạo xã Pù Luông"]


def test_a_stale_change_of_name_answers_409(door: Client, cast: Cast) -> None:
    door.force_login(cast.head)
    unit = cast.committee_pu_luong
    typed = {"name": "Mới", "abbreviation": "M", "version": "1"}
    assert door.post(page("name", unit.pk), typed).status_code == 302
    assert door.post(page("name", unit.pk), {**typed, "name": "Khác"}).status_code == 409
    assert Organisation.objects.get(pk=unit.pk).name == "Mới"


def test_a_school_is_added_moved_and_closed(door: Client, cast: Cast) -> None:
    door.force_login(cast.province_head)
    typed = {"sort": "school", "name": "THCS Pù Luông", "abbreviation": "THCS"}
    made = door.post(page("add", cast.committee_pu_luong.pk), typed)
    school = Organisation.objects.get(name="THCS Pù Luông")
    assert made.url == page("organisation", school.pk)
    moved = {"parent": cast.committee_ba_dinh.pk, "since": "01/07/2026", "version": "1"}
    assert door.post(page("move", school.pk), moved).status_code == 302
    assert queries.parent_of(school) == cast.committee_ba_dinh
    closed = {"last_day": "2026-07-31", "reason": "Sáp nhập trường", "version": "2"}
    assert door.post(page("close", school.pk), closed).status_code == 302
    assert "closed" in door.get(page("organisations", query="q=thcs")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_units_asks_as_often_for_one_as_for_three(
    door: Client, cast: Cast, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows - 1):
        actions.add(cast.committee_pu_luong, "agency", f"Cơ quan {number}", "CQ", by=cast.clerk, now=NOW)
    cast.head.scope = "subtree"
    cast.head.save()
    door.force_login(cast.head)
    with django_assert_num_queries(4):  # session, officer, his unit, count, rows
        assert door.get(page("organisations")).content.decode().count('<th scope="row">') == rows


# Who sees what ------------------------------------------------------------------------------

PAGES_OF_A_UNIT = ("organisation", "name", "close", "move", "add", "open-account")
PAGES_OF_AN_OFFICER = ("hand-over", "close-account")
OWN = ("account", "password", "tokens", "organisations")


@pytest.mark.parametrize("name", PAGES_OF_A_UNIT)
def test_a_neighbours_unit_is_absent(door: Client, cast: Cast, name: str) -> None:
    door.force_login(cast.neighbour)
    unit, no_unit = cast.committee_pu_luong.pk, 999_999
    absent, never = door.get(page(name, unit)), door.get(page(name, no_unit))
    assert (absent.status_code, never.status_code) == (404, 404)
    assert text(absent).replace(page(name, unit), page(name, no_unit)) == text(never)
    assert door.post(page(name, cast.committee_pu_luong.pk), {"name": "x"}).status_code == 404


@pytest.mark.parametrize("name", [*PAGES_OF_AN_OFFICER, "renew-slip"])
def test_a_neighbours_account_is_absent(door: Client, cast: Cast, name: str) -> None:
    door.force_login(cast.neighbour)
    assert door.post(page(name, cast.clerk.pk), {"name": "x", "reason": "x"}).status_code == 404


@pytest.mark.parametrize("name", ["units", "units-file"])
def test_a_neighbours_province_is_absent(door: Client, cast: Cast, name: str) -> None:
    door.force_login(cast.neighbour)
    assert door.get(page(name, query="province=38")).status_code == 404
    assert door.post(page(name, query="province=38")).status_code == 404


def test_another_officers_token_is_absent(door: Client, cast: Cast) -> None:
    token, _secret = actions.make_token(cast.clerk, "sync", days=1, may_write=False, now=NOW)
    door.force_login(cast.head)
    assert door.post(page("revoke-token", token.pk)).status_code == 404


@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        ("clerk", {"set-up": 200, "trail": 403}),
        ("head", {"set-up": 200, "trail": 200}),
        ("province_head", {"set-up": 200, "trail": 200}),
        ("viewer", {"set-up": 403, "trail": 403}),
    ],
)
def test_what_each_role_may_open(door: Client, cast: Cast, who: str, statuses: dict[str, int]) -> None:
    door.force_login(getattr(cast, who))
    expected = {**statuses, **dict.fromkeys(OWN, 200)}
    assert {name: door.get(page(name)).status_code for name in expected} == expected


def test_a_stranger_opens_nothing(door: Client, cast: Cast) -> None:
    unit, officer = cast.committee_pu_luong.pk, cast.clerk.pk
    names = [(name, []) for name in (*OWN, "set-up", "units", "units-file", "accounts", "slips", "trail")]
    names += [(name, [unit]) for name in PAGES_OF_A_UNIT]
    names += [(name, [officer]) for name in (*PAGES_OF_AN_OFFICER, "renew-slip")]
    answers = {name: door.post(page(name, *args)) for name, args in names}
    assert {response.status_code for response in answers.values()} == {302}
    assert {response.url.split("?")[0] for response in answers.values()} == {page("sign-in")}
    assert Session.objects.count() == 0


# The trail ------------------------------------------------------------------------------


def seen(response: Any) -> list[str]:
    return re.findall(r'<td class="pt-mono">([^<]+)</td>', response.content.decode())


def act(cast: Cast, count: int) -> None:
    for number in range(count):
        now = NOW + timedelta(minutes=number)
        actions.describe(cast.clerk, f"Mai {number}", "", "vi", now=now)
    actions.describe(cast.neighbour, "Long", "", "vi", now=NOW)


def test_a_head_reads_the_trail_of_his_own_subtree(door: Client, cast: Cast) -> None:
    act(cast, 2)
    door.force_login(cast.head)
    assert seen(door.get(page("trail"))) == ["puluong.canbo"] * 2
    door.force_login(cast.neighbour)
    assert seen(door.get(page("trail"))) == ["ninhbinh.lanhdao"]
    assert door.get(page("trail", query=f"organisation={cast.committee_38.pk}")).status_code == 404


def test_the_trail_is_filtered_by_unit_record_and_account(door: Client, cast: Cast) -> None:
    act(cast, 1)
    actions.describe(cast.province_head, "Hà", "", "vi", now=NOW)
    door.force_login(cast.province_head)
    for query, expected in (
        ("", ["puluong.canbo", "thanhhoa.lanhdao"]),
        (f"organisation={cast.committee_pu_luong.pk}", ["puluong.canbo"]),
        (f"record=people.officer:{cast.province_head.pk}", ["thanhhoa.lanhdao"]),
        ("officer=puluong.canbo", ["puluong.canbo"]),
        ("officer=nobody", []),
        ("officer=%00nobody", []),
        ("record=people%00", []),
        ("officer=puluong%00.canbo", ["puluong.canbo"]),
    ):
        assert sorted(seen(door.get(page("trail", query=query)))) == expected


@pytest.mark.parametrize("rows", [1, 3])
def test_the_trail_asks_as_often_for_one_row_as_for_three(
    door: Client, cast: Cast, rows: int, django_assert_num_queries: Any
) -> None:
    act(cast, rows)
    door.force_login(cast.head)
    with django_assert_num_queries(7):  # session, officer, his unit, may he, count, rows, names, seal
        assert len(seen(door.get(page("trail")))) == rows


def test_the_trail_comes_in_pages_of_fifty(door: Client, cast: Cast) -> None:
    act(cast, 51)
    door.force_login(cast.head)
    assert [len(seen(door.get(page("trail", query=f"page={number}")))) for number in (1, 2)] == [50, 1]


def test_the_trail_can_be_downloaded(door: Client, cast: Cast) -> None:
    act(cast, 1)
    door.force_login(cast.head)
    lines = door.get(page("trail", query="format=csv")).content.decode("utf-8-sig").splitlines()
    row = Row.objects.get(officer="puluong.canbo")
    assert lines[1].split(",")[1:5] == [
        "puluong.canbo",
        "account described",
        f"account {cast.clerk.pk}",
        f"people.officer:{cast.clerk.pk}",
    ]
    assert lines[1].split(",")[-1] == row.hash


def test_a_clerk_is_told_who_reads_the_trail(door: Client, cast: Cast) -> None:
    door.force_login(cast.clerk)
    assert "Only the head of an office can read the trail." in door.get(page("trail")).content.decode()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_is_whole_in_both_languages(door: Client, cast: Cast, language: str) -> None:
    door.cookies["django_language"] = language
    door.force_login(cast.province_head)
    unit, officer = cast.committee_pu_luong.pk, cast.clerk.pk
    opened = [(name, []) for name in (*OWN, "set-up", "units", "trail", "activate")]
    opened += [(name, [unit]) for name in PAGES_OF_A_UNIT]
    opened += [(name, [officer]) for name in PAGES_OF_AN_OFFICER]
    for name, args in opened:
        shown = door.get(page(name, *args)).content.decode()
        assert (name, f'<html lang="{language}"' in shown, shown.count("<h1")) == (name, True, 1)
        assert (name, re.findall(r'\s(?:style|on\w+)="', shown)) == (name, [])
