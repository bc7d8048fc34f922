"""An office builds a form: rules by table, actions by state, pages by client."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from django.test import Client
from django.utils.translation import override

from phongtrao.core.figure import Basis
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.reports import access, actions, queries
from phongtrao.reports.models import Form, FormDraft
from phongtrao.reports.rules import building
from phongtrao.reports.rules.building import ChangeKind, Lack, Place
from phongtrao.reports.rules.contradictions import Clash
from phongtrao.reports.tests.stage import DUE, FORM, figure, narrative
from phongtrao.reports.tests.test_pages import hidden, signed_in, text
from phongtrao.trail.models import Row
from tests.cast import NOW, Cast

WORDS = {"title_vi": "Kết quả", "title_en": "", "guidance_vi": "", "guidance_en": ""}


def grown() -> dict[str, Any]:
    document = building.with_section(building.blank("x", "Nhanh", ""), "", WORDS)
    document = building.with_field(document, Place("s1"), figure("models_total"))
    return building.with_field(document, Place("s1"), narrative("told"))


def names(document: dict[str, Any]) -> list[str]:
    return [building.name_in(row) for section in document["sections"] for row in section["fields"]]


# Rules -----------------------------------------------------------------------------------------------------


def test_a_document_grows_and_each_change_gives_a_new_one() -> None:
    before = grown()
    after = building.moved(before, Place("s1", "q1"), -1)
    assert (names(before), names(after)) == (["models_total", "q1"], ["q1", "models_total"])
    assert names(building.moved(before, Place("s1", "models_total"), -1)) == names(before)
    assert names(building.without(before, Place("s1", "models_total"))) == ["q1"]
    reworded = building.with_field(before, Place("s1", "q1"), {**narrative("zz"), "vi": "Kể lại"})
    assert [row.get("id") for row in reworded["sections"][0]["fields"]] == [None, "q1"]


def test_sections_are_numbered_anew_but_not_those_under_chapters() -> None:
    three = grown()
    for _ in range(2):
        three = building.with_section(three, "", WORDS)
    assert [row["number"] for row in three["sections"]] == ["1", "2", "3"]
    swapped = building.moved(three, Place("s3"), -1)
    assert [(row["id"], row["number"]) for row in swapped["sections"]] == [
        ("s1", "1"),
        ("s3", "2"),
        ("s2", "3"),
    ]
    assert [row["number"] for row in building.without(three, Place("s1"))["sections"]] == ["1", "2"]
    assert [row["number"] for row in building.copied(FORM, "y", "a", "b")["sections"]] == ["I", "II"]


def test_what_is_gone_is_said() -> None:
    with pytest.raises(building.NoSuchPlace):
        building.without(grown(), Place("s1", "news_items"))


@pytest.mark.parametrize(
    ("document", "lacks"),
    [
        (building.blank("x", "Nhanh", ""), [Lack.SECTION]),
        (building.blank("x", " ", ""), [Lack.TITLE, Lack.SECTION]),
        (building.with_section(grown(), "", WORDS), [Lack.EMPTY_SECTION]),
        (grown(), []),
        (building.with_titles(grown(), "Họ tên đối tượng", ""), [Lack.PERSON]),
        (
            building.with_field(grown(), Place("s1"), {**figure("models_new"), "required_if": "news_items"}),
            [Lack.HANGING],
        ),
        (building.with_field(grown(), Place("s1"), figure("no_such")), [Lack.CONTRADICTION]),
    ],
)
def test_what_keeps_a_draft_from_being_published(document: dict[str, Any], lacks: list[Lack]) -> None:
    assert [problem.lack for problem in building.problems(document)] == lacks


GRID = {"kind": "grid", "id": "g9", "breakdown": "award_form", "vi": "Khen thưởng", "en": "Awards"}
AWARDED = {**GRID, "values": ["merit_province"], "columns": [{"indicator": "commended_households"}]}
COUNT = {"least": 5, "most": 4}


def with_fields(*rows: dict[str, Any]) -> dict[str, Any]:
    document = grown()
    document["sections"][0]["fields"] += rows
    return document


def contradictory(clash: Clash) -> dict[str, Any]:
    """A document that has just this fault."""
    section = grown()["sections"][0]
    lacking = {key: value for key, value in grown().items() if key != "parts"} | {"parts": [{"id": "I"}]}
    return {
        Clash.LACKS: lacking,
        Clash.NO_KIND: with_fields({"kind": "photo", "id": "p", "vi": "Sơ đồ"}),
        Clash.NO_PREFILL: with_fields({**figure("news_items"), "prefill": "guess"}),
        Clash.NO_INDICATOR: with_fields(figure("no_such")),
        Clash.NOT_BROKEN_DOWN: with_fields(figure("news_items", breakdown="award_form")),
        Clash.NO_VALUE: with_fields({**AWARDED, "values": ["medal"]}),
        Clash.BOUNDS_CROSSED: with_fields({**figure("news_items"), **COUNT}),
        Clash.HANGS: with_fields({**figure("news_items"), "required_if": "news_items"}),
        Clash.EMPTY_GRID: with_fields({**AWARDED, "columns": []}),
        Clash.RATIO_IN_GRID: with_fields(
            {**GRID, "breakdown": "subject", "columns": [{"indicator": "units_with_plan"}]}
        ),
        Clash.NO_PART: {**grown(), "sections": [{**section, "part": "IX"}]},
        Clash.SECTION_TWICE: {
            **grown(),
            "sections": [section, {**section, "fields": [figure("news_items")]}],
        },
        Clash.FIELD_TWICE: with_fields(figure("models_total")),
        Clash.GRID_TWICE: with_fields(
            AWARDED, {**AWARDED, "columns": [{"indicator": "commended_collectives"}]}
        ),
    }[clash]


NAMES = {
    Clash.LACKS: ("title_vi", "title_vi"),
    Clash.NO_KIND: ("photo", "photo"),
    Clash.NO_PREFILL: ("Tin, bài", "News items"),
    Clash.NO_INDICATOR: ("no_such", "no_such"),
    Clash.NOT_BROKEN_DOWN: ("Hình thức khen thưởng", "Form of commendation"),
    Clash.NO_VALUE: ("Lượt hộ gia đình được khen thưởng", "Households commended"),
    Clash.BOUNDS_CROSSED: ("Tin, bài", "News items"),
    Clash.HANGS: ("Tin, bài", "News items"),
    Clash.EMPTY_GRID: ("Khen thưởng", "Awards"),
    Clash.RATIO_IN_GRID: ("Khen thưởng", "Awards"),
    Clash.NO_PART: ("Kết quả", "Kết quả"),
    Clash.SECTION_TWICE: ("Kết quả", "Kết quả"),
    Clash.FIELD_TWICE: ("Mô hình đang hoạt động", "Practices in operation"),
    Clash.GRID_TWICE: ("Khen thưởng", "Awards"),
}


@pytest.mark.parametrize("clash", list(Clash))
def test_every_contradiction_is_said_in_the_officers_language(clash: Clash) -> None:
    document = contradictory(clash)
    (problem,) = building.problems(document)
    assert problem.contradiction is not None
    assert problem.contradiction.clash is clash
    vietnamese = queries.problem_words(problem, document)
    with override("en"):
        english = queries.problem_words(problem, document)
    assert (NAMES[clash][0] in vietnamese, NAMES[clash][1] in english) == (True, True)
    assert str(problem.contradiction) not in (vietnamese, english)
    assert english != vietnamese


@pytest.mark.django_db
def test_the_page_says_each_contradiction_and_publishes_nothing(cast: Cast) -> None:
    document = with_fields({**figure("news_items"), **COUNT}, figure("models_total"))
    draft = FormDraft.objects.create(
        code="x",
        owner=cast.committee_38,
        content=document,
        begun_at=NOW,
        saved_at=NOW,
        saved_by=cast.province_head,
    )
    office, page = signed_in(cast.province_head), f"/reports/forms/drafts/{draft.pk}/publication/"
    shown = text(office.get(page))
    assert "số nhỏ nhất cho phép lại lớn hơn số lớn nhất; hãy sửa một trong hai." in shown
    assert "được hỏi hai lần: hãy bỏ một." in shown
    assert (office.post(page, {"version": 0}).status_code, Form.objects.count()) == (422, 0)


def test_what_changed_between_versions() -> None:
    before = grown()
    after = building.without(before, Place("s1", "models_total"))
    after = building.with_field(after, Place("s1"), figure("news_items"))
    after = building.with_field(after, Place("s1", "q1"), {**narrative("q1"), "vi": "Khác"})
    found = [(change.kind, building.name_in(change.row)) for change in building.changes(before, after)]
    assert found == [
        (ChangeKind.CHANGED, "q1"),
        (ChangeKind.ADDED, "news_items"),
        (ChangeKind.REMOVED, "models_total"),
    ]
    moved = building.changes(before, building.moved(before, Place("s1", "q1"), -1))
    assert {change.kind for change in moved} == {ChangeKind.MOVED}


# Actions ---------------------------------------------------------------------------------------------------


def begun(
    cast: Cast, *, copy_of: Form | None = None, next_version: bool = False, later: int = 0
) -> FormDraft:
    return actions.begin(
        title_vi="Số liệu nhanh",
        title_en="",
        copy_of=copy_of,
        next_version=next_version,
        by=cast.province_head,
        now=NOW + timedelta(seconds=later),
    )


def published(cast: Cast, *, later: int = 0) -> Form:
    draft = begun(cast, later=later)
    draft = saved(cast, draft, {**grown(), "id": draft.code})
    return actions.publish_draft(draft, base_version=draft.version, by=cast.province_head, now=NOW)


def saved(cast: Cast, draft: FormDraft, content: dict[str, Any]) -> FormDraft:
    return actions.save_draft(draft, content, base_version=draft.version, by=cast.province_head, now=NOW)


@pytest.mark.django_db
def test_a_form_is_built_published_and_carried_on(cast: Cast) -> None:
    first = published(cast)
    assert (first.version, first.owner_id, first.content["version"]) == (1, cast.committee_38.pk, 1)
    draft = begun(cast, copy_of=first, next_version=True)
    with pytest.raises(Conflict, match="đang có một bản soạn"):
        begun(cast, copy_of=first, next_version=True)
    second = actions.publish_draft(draft, base_version=0, by=cast.province_head, now=NOW)
    assert (second.code, second.version) == (first.code, 2)
    with pytest.raises(Conflict):
        saved(cast, draft, grown())
    acts = list(Row.objects.filter(record__startswith="reports.draft").values_list("action", flat=True))
    assert acts == ["form begun", "form changed", "form published", "form begun", "form published"]


@pytest.mark.django_db
def test_whoever_was_slower_overwrites_nothing(cast: Cast) -> None:
    draft = begun(cast)
    saved(cast, FormDraft.objects.get(pk=draft.pk), grown())
    with pytest.raises(actions.StaleDraft):
        saved(cast, draft, building.blank(draft.code, "Khác", ""))
    draft.refresh_from_db()
    assert names(draft.content) == ["models_total", "q1"]


@pytest.mark.django_db
def test_what_asks_about_a_person_is_not_even_saved(cast: Cast) -> None:
    draft = begun(cast)
    bad = building.with_field(grown(), Place("s1"), {**narrative("who"), "vi": "Ho ten nguoi vi pham"})
    with pytest.raises(Refused, match="Ho ten"):
        saved(cast, draft, bad)


@pytest.mark.django_db
def test_an_unfinished_form_is_not_published(cast: Cast) -> None:
    draft = begun(cast)
    with pytest.raises(Refused, match="Chưa ban hành được"):
        actions.publish_draft(draft, base_version=0, by=cast.province_head, now=NOW)


@pytest.mark.django_db
def test_who_sees_and_who_builds(cast: Cast) -> None:
    form, shipped = published(cast), actions.publish(FORM, now=NOW)
    draft = begun(cast, later=5)
    for officer in (cast.province_head, cast.clerk, cast.viewer):
        assert set(access.forms(officer)) == {form, shipped}
    assert set(access.forms(cast.neighbour)) == {shipped}
    assert [list(access.drafts(officer)) for officer in (cast.province_head, cast.clerk)] == [[draft], []]
    with pytest.raises(Refused):
        actions.begin(title_vi="x", title_en="", copy_of=None, next_version=False, by=cast.viewer, now=NOW)
    with pytest.raises(Refused, match="Chỉ cơ quan soạn"):
        actions.retire(shipped, reason="Cũ", by=cast.province_head, now=NOW)


def ask(cast: Cast, form: Form) -> None:
    actions.ask(
        form,
        asker=cast.committee_38,
        organisations=[cast.committee_pu_luong],
        clock="nd09",
        year=2026,
        due=DUE,
        basis=Basis.OWN,
        title="Nhanh",
        by=cast.province_head,
        now=NOW,
    )


@pytest.mark.django_db
def test_a_retired_form_is_asked_no_more_and_its_requests_go_on(cast: Cast) -> None:
    form = published(cast)
    ask(cast, form)
    actions.retire(form, reason="Thay bằng mẫu mới", by=cast.province_head, now=NOW)
    assert list(access.can_be_asked(cast.province_head)) == []
    with pytest.raises(Refused, match="đã ngừng dùng"):
        ask(cast, form)
    with pytest.raises(Conflict):
        actions.retire(form, reason="Lại nữa", by=cast.province_head, now=NOW)
    page = f"/reports/{form.requests.get().reports.get().pk}/sections/s1/"
    assert signed_in(cast.clerk).get(page).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_database_keeps_a_published_form_and_a_retirement(cast: Cast) -> None:
    form = published(cast)
    actions.retire(form, reason="Cũ", by=cast.province_head, now=NOW)
    for statement in ("UPDATE reports_form SET code = 'x'", "DELETE FROM reports_formretirement"):
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute(statement)


# Pages -----------------------------------------------------------------------------------------------------


def post(client: Client, page: str, **typed: Any) -> Any:
    return client.post(page, {"version": hidden(text(client.get(page)), "version"), **typed})


@pytest.mark.django_db
def test_a_form_is_built_in_the_web_from_nothing(cast: Cast) -> None:
    office = signed_in(cast.province_head)
    started = office.post("/reports/forms/", {"title_vi": "Báo cáo nhanh bão lũ"})
    page = started["Location"]
    section = post(office, f"{page}sections/", title_vi="Kết quả")["Location"]
    assert section == f"{page}sections/s1/"
    assert "Buổi tuyên truyền" in text(office.get(section, {"q": "buoi tuyen"}))
    added = f"{section}fields/?kind=figure&of=propaganda_sessions"
    assert (
        post(office, added, least="1", most="1.000", required="on", prefill="last_period").status_code == 302
    )
    grid = f"{section}fields/?kind=grid&of=award_form"
    typed = {"vi": "Khen thưởng", "columns": ["commended_collectives"], "values": ["merit_province"]}
    assert post(office, grid, **typed).status_code == 302
    question = f"{section}fields/?kind=narrative"
    assert post(office, question, vi="Khó khăn", max_chars="500").status_code == 302
    post(office, section.replace("sections/s1/", ""), title_vi="Báo cáo nhanh")
    office.post(f"{page}order/", {"version": "5", "move": "up:s1:q1"})
    draft = FormDraft.objects.get()
    assert names(draft.content) == ["propaganda_sessions", "q1", "g1"]
    first = draft.content["sections"][0]["fields"][0]
    assert {name: first[name] for name in ("least", "most", "required", "prefill")} == {
        "least": 1,
        "most": 1000,
        "required": True,
        "prefill": "last_period",
    }
    assert "pt-phone" in text(office.get(f"{page}preview/s1/"))
    done = post(office, f"{page}publication/")
    assert (done.status_code, Form.objects.get().title_vi) == (302, "Báo cáo nhanh")
    assert "Khó khăn" in text(office.get(done["Location"]))


@pytest.mark.django_db
def test_a_question_about_a_person_is_refused_with_what_to_ask_instead(cast: Cast) -> None:
    office = signed_in(cast.province_head)
    page = office.post("/reports/forms/", {"title_vi": "Nhanh"})["Location"]
    section = post(office, f"{page}sections/", title_vi="Kết quả")["Location"]
    refused = post(office, f"{section}fields/?kind=narrative", vi="Ngày sinh đối tượng", max_chars="500")
    assert refused.status_code == 422
    said = text(refused)
    assert ("hãy hỏi số người của cả nhóm" in said, 'value="Ngày sinh đối tượng"' in said) == (True, True)
    assert office.post("/reports/forms/", {"title_vi": "Danh sách đối tượng"}).status_code == 422


@pytest.mark.django_db
def test_the_slower_one_sees_what_his_change_does_and_decides(cast: Cast) -> None:
    draft = begun(cast)
    saved(cast, draft, grown())
    office = signed_in(cast.province_head)
    page = f"/reports/forms/drafts/{draft.pk}/"
    late = office.post(f"{page}order/", {"version": "0", "move": "out:s1:q1"})
    assert (late.status_code, "Bỏ: told" in text(late)) == (409, True)
    again = {"version": hidden(text(late), "version"), "move": hidden(text(late), "move")}
    assert office.post(f"{page}order/", again).status_code == 302
    draft.refresh_from_db()
    assert names(draft.content) == ["models_total"]


@pytest.mark.django_db
def test_an_empty_form_says_what_it_lacks(cast: Cast) -> None:
    office = signed_in(cast.province_head)
    page = office.post("/reports/forms/", {"title_vi": "Nhanh"})["Location"]
    assert "Biểu mẫu chưa có mục nào." in text(office.get(f"{page}publication/"))
    assert office.post(f"{page}publication/", {"version": "0"}).status_code == 422


@pytest.mark.django_db
def test_what_is_not_ones_own_is_absent(cast: Cast) -> None:
    form, draft = published(cast), begun(cast, later=9)
    neighbour = signed_in(cast.neighbour)
    pages = [f"/reports/forms/{form.pk}/", f"/reports/forms/drafts/{draft.pk}/"]
    assert [neighbour.get(page).status_code for page in pages] == [404, 404]
    office = signed_in(cast.province_head)
    gone = ["sections/s9/", "sections/s9/fields/?kind=narrative", "sections/s9/fields/x/", "preview/s9/"]
    assert [office.get(f"{pages[1]}{page}").status_code for page in gone] == [404] * 4
    assert office.post(f"{pages[1]}order/", {"version": "0", "move": "burn:s1"}).status_code == 404


@pytest.mark.django_db
def test_a_shipped_form_is_copied_and_shows_what_was_changed(cast: Cast) -> None:
    shipped = actions.publish(FORM, now=NOW)
    office = signed_in(cast.province_head)
    page = office.post(f"/reports/forms/{shipped.pk}/")["Location"]
    office.post(f"{page}order/", {"version": "0", "move": "out:practices"})
    told = text(office.get(f"{page}publication/"))
    assert ("Bỏ: mục “Mục practices”" in told, "Sửa: tên biểu mẫu" in told) == (True, True)


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_as_much_of_the_database_for_three_as_for_one(
    cast: Cast, many: int, django_assert_num_queries: Any
) -> None:
    for at in range(many):
        published(cast, later=at)
        begun(cast, later=100 + at)
    office = signed_in(cast.province_head)
    with django_assert_num_queries(5):
        office.get("/reports/forms/")
