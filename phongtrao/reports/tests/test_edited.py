"""The office words a section itself: kept apart from the figures, never overwritten, never overwriting unseen."""

from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.figures.queries import Asked
from phongtrao.figures.tests.ledger import entry, write
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.reports import actions
from phongtrao.reports.models import EditedText
from phongtrao.reports.queries import annual
from phongtrao.reports.queries.edited import SectionText, edited, section_texts
from phongtrao.reports.rules import Fate
from phongtrao.trail.models import Row
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
ASKED = Asked(2026)
QUESTION = "?place=38&year=2026&clock=calendar"
COMPOSED = "Trong năm 2026, toàn tỉnh đã tổ chức 42 buổi tuyên truyền [1]."
OURS = "Năm qua, tỉnh đã mở 42 buổi tuyên truyền."


@pytest.fixture
def figures(cast: Cast) -> None:
    write(entry(cast.pu_luong, cast.committee_pu_luong, 42), by=cast.province_head)


def edit(cast: Cast, text: str = OURS, base: int = 0, **more: Any) -> EditedText:
    given = {"against": COMPOSED, "base_version": base, "by": cast.province_head, "now": NOW, **more}
    return actions.edit_text(cast.thanh_hoa, ASKED, "propaganda", text=text, **given)


def sections(cast: Cast) -> dict[str, SectionText]:
    report = annual.annual_report(cast.thanh_hoa, ASKED, known_on=TODAY)
    return {one.id: one for one in section_texts(report, edited(cast.thanh_hoa, ASKED))}


def printed(client: Client) -> list[str]:
    answer = client.get(reverse("reports:annual") + QUESTION)
    return [one.text for one in docx.Document(BytesIO(answer.content)).paragraphs]


def test_the_document_prints_the_edited_words(cast: Cast, client: Client, figures: None) -> None:
    client.force_login(cast.province_head)
    assert COMPOSED in printed(client)
    edit(cast)
    found = printed(client)
    assert (OURS in found, COMPOSED in found) == (True, False)
    row = Row.objects.latest("pk")
    assert (row.action, row.officer) == ("report text edited", cast.province_head.trail_name)


def test_a_changed_figure_offers_its_sentence_and_overwrites_nothing(cast: Cast, figures: None) -> None:
    edit(cast)
    assert sections(cast)["propaganda"].changes == ()
    write(entry(cast.ba_dinh, cast.committee_ba_dinh, 17), by=cast.province_head)
    found = sections(cast)["propaganda"]
    assert (found.text, found.changed) == (OURS, True)
    assert found.composed.startswith("Trong năm 2026, toàn tỉnh đã tổ chức 59 buổi tuyên truyền [1, 2].")
    pieces = [(piece.fate, piece.text) for piece in found.changes[0].pieces]
    assert pieces[1:3] == [(Fate.GONE, "42"), (Fate.NEW, "59")]


def test_an_empty_text_goes_back_to_the_composed_one(cast: Cast, client: Client, figures: None) -> None:
    edit(cast)
    edit(cast, "", base=1)
    client.force_login(cast.province_head)
    assert COMPOSED in printed(client)
    assert list(EditedText.objects.values_list("version", "text")) == [(1, OURS), (2, "")]


def test_of_two_editors_the_second_is_told(cast: Cast, figures: None) -> None:
    edit(cast)
    with pytest.raises(Conflict):
        edit(cast, "Khác.", base=0)
    assert sections(cast)["propaganda"].text == OURS


@pytest.mark.parametrize("who", ["clerk", "neighbour", "viewer"])
def test_only_the_places_own_officers_word_it(cast: Cast, figures: None, who: str) -> None:
    with pytest.raises(Refused):
        edit(cast, by=getattr(cast, who))


def test_another_period_has_its_own_words(cast: Cast, figures: None) -> None:
    edit(cast)
    assert edited(cast.thanh_hoa, Asked(2025)) == {}
    assert edited(cast.thanh_hoa, Asked(2026, "nd09")) == {}


# The page -----------------------------------------------------------------------------------------------------


def post(client: Client, **more: str) -> Any:
    given = {"section": "propaganda", "version": "0", "text": OURS, "against": COMPOSED, **more}
    return client.post(reverse("reports:annual-texts") + QUESTION, given)


def test_the_page_saves_and_shows_both(cast: Cast, client: Client, figures: None) -> None:
    client.force_login(cast.province_head)
    assert post(client)["Location"] == reverse("reports:annual-texts") + QUESTION
    said = client.get(reverse("reports:annual-texts") + QUESTION).content.decode()
    assert said.count(f"<p>{COMPOSED}</p>") == said.count(f"<p>{OURS}</p>") == 1
    assert post(client, version="1", composed="1").status_code == 302
    assert sections(cast)["propaganda"].text == COMPOSED


def test_what_the_second_editor_typed_stays_on_his_page(cast: Cast, client: Client, figures: None) -> None:
    edit(cast)
    client.force_login(cast.province_head)
    answer = post(client, text="Lời của người thứ hai.")
    said = answer.content.decode()
    assert (answer.status_code, "Lời của người thứ hai." in said, f"<p>{OURS}</p>" in said) == (
        409,
        True,
        True,
    )


@pytest.mark.parametrize(
    ("more", "status"),
    [({"section": "weather"}, 404), ({"text": "a" * 20_001}, 422), ({"version": "one"}, 409)],
)
def test_what_cannot_be_saved_is_refused(
    cast: Cast, client: Client, figures: None, more: dict[str, str], status: int
) -> None:
    client.force_login(cast.province_head)
    assert post(client, **more).status_code == status
    assert EditedText.objects.count() == 0


def test_those_below_do_not_see_the_page(cast: Cast, client: Client, figures: None) -> None:
    client.force_login(cast.clerk)
    assert client.get(reverse("reports:annual-texts") + QUESTION).status_code == 404
