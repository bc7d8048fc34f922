"""Asking notes of whom figures are expected; a published document says nothing of who else should report."""

from datetime import date

import pytest

from phongtrao.core.figure import Basis
from phongtrao.figures.models import AskedList
from phongtrao.reports import actions
from phongtrao.reports.models import Form
from tests.cast import NOW, Cast


@pytest.mark.django_db
@pytest.mark.parametrize(("form", "organisations"), [("annual_report", [1, 1]), ("published_document", [])])
def test_who_is_expected_after_asking(cast: Cast, form: str, organisations: list[int]) -> None:
    actions.load_forms(NOW)
    actions.ask(
        Form.objects.get(code=form),
        asker=cast.committee_38,
        organisations=[cast.committee_pu_luong, cast.committee_ba_dinh],
        clock="calendar",
        year=2026,
        due=date(2027, 1, 8),
        basis=Basis.OWN,
        title="Báo cáo năm 2026",
        by=cast.province_head,
        now=NOW,
    )
    assert [1 for asked in AskedList.objects.all() for _ in asked.members.all()] == organisations
