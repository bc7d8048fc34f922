"""Bad input at the pages' own doors, where no other file tries it. Workbooks: test_imports.py; submissions at one
moment: test_races.py; one whose answer was lost: test_pages.py; a unit merged away: test_following.py."""

import unicodedata
from datetime import timedelta

import pytest

from phongtrao.reports import actions
from phongtrao.reports.queries.board import Mark, board
from phongtrao.reports.rules import State
from phongtrao.reports.tests.stage import Stage
from phongtrao.reports.tests.test_pages import hidden, outreach, signed_in, text, typed
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("figure", ["1O", "l2", "-3", "=cmd|' /C calc'!A0"])
def test_a_figure_that_is_none_is_kept_as_typed_and_never_counted(stage: Stage, figure: str) -> None:
    clerk = signed_in(stage.cast.clerk)
    page = text(clerk.post(outreach(stage), typed(stage, propaganda_sessions_0=figure)))
    assert 'id="field-propaganda_sessions_error"' in page
    assert hidden(page, "propaganda_sessions_0") == figure.replace("'", "&#x27;")
    assert stage.report().draft["figures"]["propaganda_sessions"]["value"] is None


def test_a_part_above_its_whole_is_told_at_its_box(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    address = f"/reports/{stage.report().pk}/sections/practices/"
    page = text(clerk.post(address, typed(stage, areas_meeting_standard_0="51/50")))
    assert 'id="field-areas_meeting_standard_error"' in page
    assert hidden(page, "areas_meeting_standard_0") == "51/50"


def test_decomposed_letters_of_a_page_are_composed(stage: Stage) -> None:
    said = unicodedata.normalize("NFD", "Đã tổ chức")
    assert signed_in(stage.cast.clerk).post(outreach(stage), typed(stage, outreach=said)).status_code == 302
    assert stage.report().draft["narratives"]["outreach"] == "Đã tổ chức"


def test_a_request_closed_while_it_was_filled_takes_the_rest_and_marks_it(stage: Stage) -> None:
    clerk, opened = signed_in(stage.cast.clerk), typed(stage, propaganda_sessions_0="12")
    actions.close(stage.request, by=stage.cast.province_head, now=NOW - timedelta(hours=1))
    assert clerk.post(outreach(stage), opened).status_code == 302
    stage.send()
    found = board(stage.request, now=NOW).narrowed(Mark.AFTER_CLOSING)
    assert ([unit.number for unit in found], stage.report().state) == ([stage.report().pk], State.SUBMITTED)
