"""Two submissions of one report side by side."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.reports import actions
from phongtrao.reports.models import Report
from phongtrao.reports.rules import Fate, Reason, Typed, reworded
from phongtrao.reports.tests.stage import Stage
from tests.cast import NOW

pytestmark = pytest.mark.django_db
K, G, N = Fate.KEPT, Fate.GONE, Fate.NEW


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("Một.\nHai.", "Một.\n\nHai.", [[(K, "Một.")], [(K, "Hai.")]]),
        ("Một.", "Một.\nHai.", [[(K, "Một.")], [(N, "Hai.")]]),
        ("Một.\nHai.", "Hai.", [[(G, "Một.")], [(K, "Hai.")]]),
        (
            "Tổ chức 10 buổi ở xã.",
            "Tổ chức 12 buổi ở xã.",
            [[(K, "Tổ chức"), (G, "10"), (N, "12"), (K, "buổi ở xã.")]],
        ),
        ("Tổ chức 10 buổi.", "Không có gì khác.", [[(G, "Tổ chức 10 buổi.")], [(N, "Không có gì khác.")]]),
    ],
)
def test_texts_side_by_side(before: str, after: str, expected: list[list[tuple[Fate, str]]]) -> None:
    found = [[(piece.fate, piece.text) for piece in one.pieces] for one in reworded(before, after)]
    assert found == expected


def fill(stage: Stage, text: str, number: str, reason: str = "", line: str = "") -> None:
    report = stage.report()
    key = "propaganda_sessions"
    saved = actions.save_section(
        report,
        "outreach",
        figures={key: Typed(number)},
        narratives={"outreach": text},
        reasons={key: reason} if reason else {},
        base_version=report.version,
        by=stage.cast.clerk,
        now=NOW,
    )
    if line:
        actions.attach(
            saved,
            key,
            file=None,
            locator="tr. 2",
            line=line,
            base_version=saved.version,
            by=stage.cast.clerk,
            now=NOW,
        )


def send_back(stage: Stage) -> None:
    report = stage.report()
    actions.return_(
        report,
        base_version=report.version,
        reason=Reason.WRONG,
        note="Xem lại.",
        fields=(),
        by=stage.cast.province_head,
        now=NOW,
    )


@pytest.fixture
def mended(stage: Stage) -> Stage:
    """Sent, returned, mended and sent again."""
    fill(stage, "Mở 10 buổi ở xã.\nĐông người.", "10")
    stage.send("k1")
    send_back(stage)
    fill(stage, "Mở 12 buổi ở xã.\nĐông người.", "12", "Đếm thiếu.", "Biểu 1")
    stage.send("k2")
    return stage


def page(report: Report, query: str = "") -> str:
    return reverse("reports:differences", args=[report.pk]) + query


def struck(client: Client, url: str) -> list[tuple[str, str]]:
    """What is struck out and what is added, without the words for those who listen."""
    html = re.sub(r'<span class="govuk-visually-hidden">[^<]*</span>', "", client.get(url).content.decode())
    return re.findall(r"<(del|ins)>([^<]*)", html)


def test_the_last_decided_against_the_newest(mended: Stage, client: Client) -> None:
    client.force_login(mended.cast.province_head)
    expected = [
        ("del", "10"),
        ("ins", "12"),
        ("del", "10"),
        ("ins", "12"),
        ("ins", "Đếm thiếu."),
        ("ins", "tr. 2 · Biểu 1"),
    ]
    assert struck(client, page(mended.report())) == expected
    assert struck(client, page(mended.report(), "?from=1&to=2")) == expected
    back = struck(client, page(mended.report(), "?from=2&to=1"))
    assert back[:2] == [("del", "12"), ("ins", "10")]


def test_nothing_differs_is_said(mended: Stage, client: Client) -> None:
    client.force_login(mended.cast.clerk)
    shown = client.get(page(mended.report(), "?from=2&to=2")).content.decode()
    assert shown.count("Không có gì khác: ") == 1


def test_one_submission_is_compared_with_nothing(stage: Stage, client: Client) -> None:
    client.force_login(stage.cast.clerk)
    assert struck(client, page(stage.report())) == []
    fill(stage, "", "10")
    stage.send()
    assert "<select" not in client.get(page(stage.report())).content.decode()


@pytest.mark.parametrize("query", ["?from=1&to=3", "?from=x", "?from=-1", "?to=99999999999999999999"])
def test_a_version_that_is_none_is_not_found(mended: Stage, client: Client, query: str) -> None:
    client.force_login(mended.cast.province_head)
    assert client.get(page(mended.report(), query)).status_code == 404


def test_a_foreign_report_is_not_found(mended: Stage, client: Client) -> None:
    client.force_login(mended.cast.neighbour)
    assert client.get(page(mended.report())).status_code == 404


def test_the_page_of_a_submission_says_how_much_changed(mended: Stage, client: Client) -> None:
    client.force_login(mended.cast.province_head)
    number = mended.report().pk
    link = f"/reports/{number}/differences/?from=1&amp;to=2"
    shown = [client.get(f"/reports/{number}/submissions/{sent}/").content.decode() for sent in (1, 2)]
    assert [html.count(link) for html in shown] == [0, 1]
    assert "1 số liệu, 1 giải trình, 1 nội dung, 1 nguồn" in shown[1]
    assert client.get(f"/reports/{number}/").content.decode().count(link) == 1


@pytest.mark.parametrize("times", [1, 3])
def test_the_queries_do_not_grow_with_submissions(
    mended: Stage, client: Client, times: int, django_assert_num_queries: Any
) -> None:
    for time in range(times - 1):
        send_back(mended)
        fill(mended, "Như cũ.", str(20 + time))
        mended.send(f"more-{time}")
    client.force_login(mended.cast.province_head)
    with django_assert_num_queries(7):
        client.get(page(mended.report()))
