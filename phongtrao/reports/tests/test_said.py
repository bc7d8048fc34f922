"""Rows that are drawn by code are those that the template shows."""

import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from phongtrao.reports import access, queries
from phongtrao.reports.tests.stage import Stage
from phongtrao.reports.views.said import drawing

HOSTILE = "<b>&amp;\"'</b> {{ x }}\n%s"
ANSWERS: dict[str, Any] = {
    "figures": {
        "propaganda_sessions": {"text": "", "whole": "", "value": 40_000, "denominator": None},
        "propaganda_participants": {"text": HOSTILE, "whole": "", "value": None, "denominator": None},
        "models_total": {"text": "", "whole": "", "value": 0, "denominator": None},
        "models_recognized|recognised_by=ministry": {
            "text": "",
            "whole": "",
            "value": 3,
            "denominator": None,
        },
        "disputes_received": {"text": "", "whole": "", "value": 5, "denominator": None},
        "disputes_resolved": {"text": "", "whole": "", "value": 4, "denominator": None},
    },
    "narratives": {"outreach": HOSTILE},
    "reasons": {"disputes_received": HOSTILE},
}
for answer in ANSWERS["figures"].values():
    answer |= {"kind": "count", "qualifier": "exact"}
ANSWERS["figures"]["propaganda_sessions"]["qualifier"] = "more_than"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("links", [False, True])
@pytest.mark.parametrize(
    ("answers", "sources", "marked"),
    [
        (ANSWERS, {}, frozenset[str]()),
        (ANSWERS, {}, frozenset({"models_total", "areas_meeting_standard"})),
        (ANSWERS, {"models_total": queries.Source("models_total", "", "p. 3", HOSTILE)}, frozenset[str]()),
        ({}, {}, frozenset[str]()),
    ],
)
def test_what_is_drawn_is_what_the_template_shows(
    stage: Stage, language: str, links: bool, answers: Any, sources: Any, marked: frozenset[str]
) -> None:
    report = access.get(stage.cast.clerk, stage.report().pk)
    content = report.request.form.questions
    with translation.override(language):
        shown = [
            queries.parts(content, answers, sources, marked),
            queries.parts(content, answers, sources, marked, draw=drawing(report, links=links)),
        ]
        pages = [
            render_to_string("reports/answers.html", {"parts": parts, "report": report, "links": links})
            for parts in shown
        ]
    assert _plain(pages[1]) == _plain(pages[0])
    assert any(
        row.drawn for part in shown[1] for c in part.chapters for r in c.sections for row in r.shown
    ) == bool(answers)


def _plain(page: str) -> str:
    """Without the spaces at the edges of a block."""
    return re.sub(r"\s*(</?(?:div|dl|dt|dd)\b[^>]*>)\s*", r"\1", page)
