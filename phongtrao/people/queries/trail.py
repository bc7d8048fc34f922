"""The trail as a head reads it: rows of his own subtree, in words. Never a count by person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from phongtrao.people import access
from phongtrao.people.models import Officer, Organisation
from phongtrao.trail.models import Row, Seal


@dataclass(frozen=True, slots=True)
class Asked:
    """What a head looks for; empty means all."""

    organisation: int | None = None
    record: str = ""
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A row in words."""

    at: datetime
    officer: str
    action: str
    record: str
    record_code: str
    organisation: str
    number: int
    reason: str
    hash: str


def trail_of(head: Officer, asked: Asked) -> QuerySet[Row]:
    seen = access.visible(head)
    if asked.organisation is not None:
        seen = seen.filter(pk=asked.organisation)
    chains = seen.annotate(
        chain_name=Concat(Value("organisation:"), Cast("pk", CharField()), output_field=CharField())
    )
    rows = Row.objects.filter(chain__in=chains.values("chain_name"))
    if asked.record:
        rows = rows.filter(record=asked.record)
    if asked.officer:
        rows = rows.filter(officer=asked.officer)
    return rows.order_by("-at", "-id")


def told(rows: Iterable[Row]) -> list[Told]:
    """Rows in words; names of organisations by one query for all."""
    kept = list(rows)
    numbers = {_number(row.chain) for row in kept} | {_organisation(row.record) for row in kept}
    names = dict(Organisation.objects.filter(pk__in=numbers - {0}).values_list("pk", "name"))
    return [_told(row, names) for row in kept]


def last_seal() -> Seal | None:
    return Seal.objects.order_by("-number").first()


def _told(row: Row, names: dict[int, str]) -> Told:
    return Told(
        row.at,
        row.officer,
        _action(row.action),
        names.get(_organisation(row.record)) or _record(row.record),
        row.record,
        names.get(_number(row.chain), row.chain),
        row.number,
        row.reason,
        row.hash,
    )


def _number(chain: str) -> int:
    ending = chain.rpartition(":")[2]
    return int(ending) if ending.isdigit() else 0


def _organisation(record: str) -> int:
    return _number(record) if record.startswith("people.organisation:") else 0


def _action(action: str) -> str:
    """An action is kept as an English word or two: the message id of its translation."""
    return _(action)


def _record(record: str) -> str:
    kind, _colon, number = record.rpartition(":")
    words = {
        "people.officer": _("account %(number)s"),
        "people.token": _("token %(number)s"),
        "places.place": _("place %(number)s"),
        "figures.batch": _("batch of figures %(number)s"),
        "figures.figure": _("figure %(number)s"),
        "figures.freeze": _("freeze %(number)s"),
        "plans.assignment": _("assignment %(number)s"),
        "plans.duty": _("duty %(number)s"),
        "reports.request": _("request %(number)s"),
        "reports.feed": _("calendar link %(number)s"),
        "reports.regime": _("reporting regime %(number)s"),
        "reports.form": _("form %(number)s"),
        "reports.draft": _("draft of a form %(number)s"),
        "reports.report": _("report %(number)s"),
        "documents.file": _("file %(number)s"),
        "documents.document": _("document %(number)s"),
        "documents.incoming": _("incoming document %(number)s"),
        "documents.series": _("series %(number)s"),
        "documents.register": _("register %(number)s"),
        "documents.package": _("package %(number)s"),
        "documents.signatory": _("signatory %(number)s"),
    }
    return words[kind] % {"number": number} if kind in words else record
