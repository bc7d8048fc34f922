"""Documents, what arrived and registers as tables: for pages, downloads and packages."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.documents.models import Incoming
from phongtrao.documents.queries.lists import Entry, Line
from phongtrao.kit.tables import Cell, Column, Kind, Table


def documents_table(lines: Iterable[Line]) -> Table:
    titles = [_("Kind of document"), _("Subject"), _("Issuer"), _("State")]
    return Table(
        caption=_("Documents"),
        columns=[
            Column(_("Number and symbol"), heading=True),
            Column(_("Day of issue"), Kind.DAY),
            *map(Column, titles),
        ],
        rows=[
            [
                Cell(one.written, href=reverse("documents:document", args=[one.number])),
                one.issued_on,
                one.kind,
                one.subject,
                one.organisation,
                one.state_label,
            ]
            for one in lines
        ],
    )


def incoming_table(rows: Iterable[Incoming]) -> Table:
    days = [_("Day of arrival"), _("Day of issue"), _("Deal with it by"), _("Dealt with on")]
    return Table(
        caption=_("Incoming documents"),
        columns=[
            Column(_("Arrival number"), Kind.NUMBER, heading=True),
            Column(_("Number and symbol")),
            Column(_("Issued by")),
            Column(_("Subject")),
            Column(_("Handled by")),
            *[Column(title, Kind.DAY) for title in days],
        ],
        rows=[
            [
                Cell(row.number),
                row.sign,
                row.issuer,
                row.subject,
                row.handler,
                row.arrived_on,
                row.issued_on,
                row.due,
                row.done_on,
            ]
            for row in rows
        ],
    )


def register_table(title: str, entries: Iterable[Entry]) -> Table:
    titles = [_("State"), _("Number and symbol"), _("What for"), _("Reason")]
    return Table(
        caption=title,
        columns=[
            Column(_("Number"), Kind.NUMBER, heading=True),
            Column(_("Day"), Kind.DAY),
            *map(Column, titles),
        ],
        rows=[
            [
                one.row.number,
                one.day,
                one.state_label,
                one.document.written.strip() if one.document and one.document.number else "",
                one.what,
                one.reason,
            ]
            for one in entries
        ],
    )
