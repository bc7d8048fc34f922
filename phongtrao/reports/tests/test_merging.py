"""Narratives of the units below, put together paragraph by paragraph with their sources."""

import pytest

from phongtrao.people.rules import Role, Scope
from phongtrao.reports import actions
from phongtrao.reports.queries.narratives import chosen_of, texts_below
from phongtrao.reports.rules import Paragraph, Stale, Unfit, arranged, merged_in, told
from phongtrao.reports.tests.above import Above, officer_of, raise_above
from phongtrao.reports.tests.stage import Stage
from phongtrao.reports.tests.test_pages import signed_in
from tests.cast import NOW


def paragraph(text: str) -> Paragraph:
    return Paragraph(text=text, unit="Xã A", report=1, submission=1, receipt="BC26-AAAA-BBBB")


@pytest.fixture
def above(stage: Stage) -> Above:
    found = raise_above(stage)
    found.commune_accepted("5", told="Mở đường dây nóng.\nLắp đèn ngõ.")
    other = officer_of(stage.cast.committee_ba_dinh, "badinh", Role.HEAD, Scope.OWN)
    found.commune_accepted("7", organisation="committee_ba_dinh", told="Ra mắt tổ tự quản.", who=other)
    return found


def merge(above: Above, *texts: str) -> None:
    report = above.report()
    offers = [offer for text in texts_below(above.by, report, "outreach") for offer in text.offers]
    names = [offer.name for offer in offers if offer.paragraph["text"] in texts]
    chosen = chosen_of(above.by, report, "outreach", names)
    actions.merge(report, "outreach", chosen, base_version=report.version, by=above.by, now=NOW)


@pytest.mark.parametrize(
    ("line", "source", "edited"),
    [
        ("Lắp đèn ngõ ở ba thôn.", True, False),
        ("Lắp đèn ngõ ở bốn thôn.", True, True),
        ("Chuyện khác hẳn, tự viết.", False, False),
    ],
)
def test_a_paragraph_keeps_its_source_while_most_of_it_stands(line: str, source: bool, edited: bool) -> None:
    [row] = told(line, [paragraph("Lắp đèn ngõ ở ba thôn.")])
    assert (row["source"] is not None, row["edited"]) == (source, edited)


def test_paragraphs_are_added_once_arranged_and_taken_out() -> None:
    assert merged_in("A", [paragraph("B"), paragraph("A")]) == "A\nB"
    assert arranged("A\nB\nC", [3, 1, None]) == "B\nA"
    assert arranged("A\nB", [5]) == "B\nA"


def test_texts_below_are_those_accepted_and_can_be_searched(above: Above) -> None:
    found = texts_below(above.by, above.report(), "outreach")
    assert [[offer.paragraph["text"] for offer in text.offers] for text in found] == [
        ["Ra mắt tổ tự quản."],
        ["Mở đường dây nóng.", "Lắp đèn ngõ."],
    ]
    assert [text.unit for text in texts_below(above.by, above.report(), "outreach", search="den ngo")] == [
        "Ban Chỉ đạo xã Pù Luông"
    ]
    assert texts_below(above.by, above.report(), "no_such") == []


def test_merged_paragraphs_keep_their_sources_up_to_the_submission(above: Above) -> None:
    merge(above, "Lắp đèn ngõ.", "Ra mắt tổ tự quản.")
    assert above.report().draft["narratives"]["outreach"] == "Ra mắt tổ tự quản.\nLắp đèn ngõ."
    report = above.report()
    actions.arrange(report, "outreach", [None, 1], base_version=report.version, by=above.by, now=NOW)
    assert above.report().draft["narratives"]["outreach"] == "Lắp đèn ngõ."
    above.take("propaganda_sessions")
    sent = above.send()
    [row] = sent.answers["paragraphs"]["outreach"]
    assert (row["text"], row["source"]["unit"]) == ("Lắp đèn ngõ.", "Ban Chỉ đạo xã Pù Luông")
    page = signed_in(above.minister).get(f"/reports/{sent.report_id}/submissions/1/").content.decode()
    assert f"Theo Ban Chỉ đạo xã Pù Luông ({row['source']['receipt']})" in page


def test_merging_on_an_older_version_or_without_a_choice_is_refused(above: Above) -> None:
    base = above.report().version
    with pytest.raises(Unfit):
        actions.merge(above.report(), "outreach", [], base_version=base, by=above.by, now=NOW)
    above.save({"propaganda_sessions": "12"})
    with pytest.raises(Stale):
        actions.merge(above.report(), "outreach", [paragraph("A")], base_version=base, by=above.by, now=NOW)


def test_the_page_merges_and_arranges(above: Above) -> None:
    by, number = signed_in(above.by), above.report().pk
    url = f"/reports/{number}/narratives/outreach/"
    assert f'href="{url}"' in by.get(f"/reports/{number}/sections/outreach/").content.decode()
    page = by.get(url).content.decode()
    names = [part.split('"')[0] for part in page.split('name="paragraph" value="')[1:]]
    assert len(names) == 3
    version = above.report().version
    assert by.post(f"{url}paragraphs/", {"version": version, "paragraph": names[:2]}).status_code == 302
    assert by.post(f"{url}paragraphs/", {"version": version, "paragraph": names[2:]}).status_code == 409
    order = {"version": above.report().version, "place-0": "9", "place-1": "1"}
    assert by.post(f"{url}order/", order).status_code == 302
    refused = by.post(f"{url}order/", {"version": above.report().version, "place-0": "đầu", "place-1": "1"})
    assert "bằng số nguyên: số 1 đứng đầu" in refused.content.decode()
    assert above.report().draft["narratives"]["outreach"] == "Mở đường dây nóng.\nRa mắt tổ tự quản."
    assert signed_in(above.stage.cast.neighbour).get(url).status_code == 404
    assert signed_in(above.minister).get(url).status_code == 404
