from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from phongtrao.people.actions import make_token
from phongtrao.people.models import Officer
from phongtrao.reports.models import Submission
from phongtrao.reports.tests.stage import Stage

pytestmark = pytest.mark.django_db


class Program:
    """A client that bears a token of an officer."""

    def __init__(self, officer: Officer, *, may_write: bool = True) -> None:
        _token, secret = make_token(
            officer, "thử", days=1, may_write=may_write, now=timezone.now() - timedelta(minutes=1)
        )
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1/reports{path}")

    def put(self, path: str, body: Any) -> Any:
        return self.client.put(f"/api/v1/reports{path}", body, content_type="application/json")

    def post(self, path: str, body: Any, key: str | None = None) -> Any:
        headers = {"Idempotency-Key": key} if key is not None else {}
        return self.client.post(
            f"/api/v1/reports{path}", body, content_type="application/json", headers=headers
        )


def figures(text: str, version: int = 0) -> dict[str, Any]:
    return {"version": version, "figures": {"propaganda_sessions": {"text": text}}}


def test_the_thread_through_the_api(stage: Stage) -> None:
    head, above = Program(stage.cast.head), Program(stage.cast.province_head)
    report = f"/{stage.report().pk}"
    saved = head.put(f"{report}/sections/outreach", figures("hơn 40.000")).json()
    assert (saved["version"], saved["state"], saved["figures"]["propaganda_sessions"]["value"]) == (
        1,
        "draft",
        40000,
    )
    first, again = (head.post(f"{report}/submissions", {"version": 1}, key="k") for _time in range(2))
    assert (first.status_code, first.json()) == (200, again.json())
    assert Submission.objects.count() == 1
    note = {"version": 2, "reason": "wrong", "note": "Xem lại.", "fields": ["propaganda_sessions"]}
    assert above.post(f"{report}/return", note).json() == {"state": "returned", "version": 3, "batch": None}
    assert head.post(f"{report}/submissions", {"version": 3}, key="k2").status_code == 200
    assert above.post(f"{report}/acceptance", {"version": 4}).json() == {
        "state": "accepted",
        "version": 5,
        "batch": 4,  # after the registry's: asked, sent, accepted
    }


def test_a_key_with_another_body_is_refused(stage: Stage) -> None:
    head = Program(stage.cast.head)
    stage.save({"propaganda_sessions": "5"})
    path = f"/{stage.report().pk}/submissions"
    assert head.post(path, {"version": 1}, key="k").status_code == 200
    response = head.post(path, {"version": 2}, key="k")
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")


def test_a_stale_section_tells_what_differs(stage: Stage) -> None:
    head = Program(stage.cast.head)
    stage.save({"propaganda_sessions": "20"})
    response = head.put(f"/{stage.report().pk}/sections/outreach", figures("10"))
    assert (response.status_code, response["Content-Type"]) == (409, "application/problem+json")
    [difference] = response.json()["errors"]
    assert difference["where"] == ["propaganda_sessions"]
    assert ("20" in difference["why"], "10" in difference["why"]) == (True, True)


def test_an_incomplete_report_tells_what_lacks(stage: Stage) -> None:
    stage.save({"propaganda_participants": "20"})
    response = Program(stage.cast.head).post(f"/{stage.report().pk}/submissions", {"version": 1}, key="k")
    assert (response.status_code, response.json()["errors"][0]["where"]) == (422, ["propaganda_sessions"])


@pytest.mark.parametrize(
    ("officer", "method", "status"),
    [
        ("province_head", "get", 200),
        ("neighbour", "get", 404),
        ("neighbour", "put", 404),
        ("province_head", "put", 403),
    ],
)
def test_who_may_what(stage: Stage, officer: str, method: str, status: int) -> None:
    program = Program(getattr(stage.cast, officer))
    path = f"/{stage.report().pk}"
    response = (
        program.get(path) if method == "get" else program.put(f"{path}/sections/outreach", figures("1"))
    )
    assert response.status_code == status


def test_the_draft_is_not_told_upward(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    path = f"/{stage.report().pk}"
    told = [Program(o).get(path).json()["figures"] for o in (stage.cast.clerk, stage.cast.province_head)]
    assert [sorted(found) for found in told] == [["propaganda_sessions"], []]


def test_without_a_token_nothing_is_told(stage: Stage) -> None:
    assert Client().get("/api/v1/reports").status_code == 401


def test_a_token_for_reading_does_not_write(stage: Stage) -> None:
    program = Program(stage.cast.clerk, may_write=False)
    assert program.put(f"/{stage.report().pk}/sections/outreach", figures("1")).status_code == 403


def test_the_list_is_of_the_scope(stage: Stage) -> None:
    counts = [
        Program(o, may_write=False).get("").json()["count"]
        for o in (stage.cast.clerk, stage.cast.province_head, stage.cast.viewer, stage.cast.neighbour)
    ]
    assert counts == [1, 2, 2, 0]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/sections/outreach", {"version": -1}, 422),
        ("/sections/outreach", {"version": 10**30}, 422),
        ("/sections/none", {"version": 0}, 422),
        ("/sections/outreach", {"version": 0, "figures": {"models_total": {"text": "1"}}}, 422),
        ("/sections/outreach", {"version": 0, "narratives": {"outreach": "a\x00b\ud800"}}, 200),
        ("/sections/outreach", {"version": 0, "figures": {"propaganda_sessions": {"text": "9" * 5000}}}, 200),
        ("/sections/outreach", [], 422),
    ],
)
def test_bad_input_is_answered(stage: Stage, path: str, body: Any, status: int) -> None:
    assert Program(stage.cast.clerk).put(f"/{stage.report().pk}{path}", body).status_code == status


@pytest.mark.parametrize(
    "path", ["/0", f"/{2**63 - 1}", "/x", f"/{10**40}", "?limit=0", f"?offset={10**15}", "?state=x"]
)
def test_odd_addresses_are_answered(stage: Stage, path: str) -> None:
    assert Program(stage.cast.clerk).get(path).status_code in {200, 404, 422}
