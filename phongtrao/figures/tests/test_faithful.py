"""The trail keeps a digest of every batch: a figure changed behind the guards is found."""

import pytest
from django.db import connection

from phongtrao.figures.models import Figure
from phongtrao.figures.queries import ledger
from phongtrao.figures.tests.ledger import entry, write
from phongtrao.kit import guards
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_an_untouched_ledger_is_what_the_trail_tells(cast: Cast) -> None:
    write(entry(cast.pu_luong, cast.committee_pu_luong, 42), by=cast.province_head)
    assert ledger.altered_batch() is None


@pytest.mark.parametrize("change", [{"value": 43}, {"qualifier": "nearly"}, {"basis": "statement"}])
def test_a_figure_changed_behind_the_guards_is_found(cast: Cast, change: dict[str, object]) -> None:
    write(entry(cast.ba_dinh, cast.committee_ba_dinh, 1), by=cast.province_head)
    (figure,) = write(entry(cast.pu_luong, cast.committee_pu_luong, 42), by=cast.province_head)
    with guards.lifted(connection):
        Figure.objects.filter(pk=figure.pk).update(**change)
    assert ledger.altered_batch() == 2
