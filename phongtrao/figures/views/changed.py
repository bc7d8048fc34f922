"""What changed after a freeze, as a table: what is seen is what is downloaded."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.core.period import Window
from phongtrao.figures import queries
from phongtrao.figures.models import Figure, Freeze
from phongtrao.figures.queries.freezes import Change
from phongtrao.figures.views.showing import amount_of
from phongtrao.kit.tables import Cell, Column, Kind, Table, Value
from phongtrao.places import queries as places
from phongtrao.places.models import PlaceName


def changes_table(freeze: Freeze, changes: Sequence[Change]) -> Table:
    columns = [
        Column(_("Indicator"), heading=True),
        Column(_("Place")),
        Column(_("Organisation")),
        Column(_("Days")),
        Column(_("When frozen"), Kind.NUMBER),
        Column(_("Now"), Kind.NUMBER),
        Column(_("Reason")),
        Column(_("Recorded on"), Kind.TIME),
        Column(_("Batch"), Kind.NUMBER),
    ]
    names = places.all_names({change.new.place.key for change in changes})
    rows = [_row(change, names) for change in changes]
    caption = _("Changed since %(freeze)s") % {"freeze": freeze.name}
    return Table(caption, columns, rows, footnotes=[queries.frozen_words(queries.frozen(freeze))])


def _row(change: Change, names: dict[str, list[PlaceName]]) -> list[Value | Cell]:
    new = change.new
    return [
        _name(new),
        places.called(names[new.place.key], new.end).full,
        new.organisation.name,
        queries.days_words(Window(new.start, new.end), new.clock),
        _cell(change.old),
        _cell(new),
        new.reason or _("not reported when it was frozen"),
        new.batch.recorded.at,
        new.batch.recorded.number,
    ]


def _name(figure: Figure) -> str:
    entry = catalogue.load().get(figure.indicator.code)
    return ": ".join(
        text for text in (queries.name_of(entry), queries.cell_words(entry, figure.cell)) if text
    )


def _cell(figure: Figure | None) -> Cell:
    if figure is None:
        return Cell(None)
    value = _("withdrawn") if figure.withdrawn else amount_of(figure)
    note = _("illustrative data") if figure.illustrative else ""
    return Cell(value, href=reverse("figures:figure", args=[figure.pk]), note=note)
