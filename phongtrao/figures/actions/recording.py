from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import LARGEST, Basis, Qualifier, ValueKind
from phongtrao.core.period import Window
from phongtrao.core.place import World
from phongtrao.core.vietnamese import fold
from phongtrao.figures import access
from phongtrao.figures.models import (
    AskedList,
    AskedOrganisation,
    Batch,
    Evidence,
    Figure,
    FigureKey,
    Indicator,
    LedgerHead,
    Recorded,
)
from phongtrao.kit.ready import ready
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.kit.writes import insert, update
from phongtrao.people.models import Officer, Organisation
from phongtrao.places import queries as places
from phongtrao.places.models import Loaded, Place
from phongtrao.trail import actions as trail

FEW = 2


@dataclass(frozen=True)
class Entry:
    """A figure to be recorded. `value`, `denominator`: integers scaled by the indicator's decimals. `keys`:
    (registry, key) of a distinct figure. A correction names the figure it `supersedes` and a `reason`; another figure
    may have a reason too: why it differs from what is known elsewhere, or looks odd. `withdrawn`: nothing is said in
    place of the superseded figure; the value repeats it."""

    indicator: str
    place: Place
    organisation: Organisation
    clock: str
    window: Window
    value: int
    basis: Basis
    qualifier: Qualifier = Qualifier.EXACT
    cell: str = ""
    kind: ValueKind = ValueKind.COUNT
    denominator: int | None = None
    evidence: Evidence | None = None
    supersedes: Figure | None = None
    reason: str = ""
    keys: Sequence[tuple[str, str]] = field(default_factory=tuple)
    illustrative: bool = False
    withdrawn: bool = False


@transaction.atomic
def record(
    entries: Sequence[Entry],
    *,
    act: str,
    record: str,
    organisation: Organisation,
    by: Officer,
    now: datetime,
    note: str = "",
) -> Batch:
    """Put one batch into the ledger. The trail row and the batch's number are written last, under their
    locks, so that numbers and moments are in the order of commits."""
    indicators = {row.code: row for row in _indicators(list({e.indicator for e in entries}))}
    batch = Batch(act=act, record=record, organisation=organisation, by=by, note=note)
    insert(batch)
    world = places.world()
    rows = _kept([_row(entry, batch, indicators, world) for entry in entries])
    FigureKey.objects.bulk_create(
        FigureKey(figure=row, registry=registry, key=key)
        for row, entry in zip(rows, entries, strict=True)
        for registry, key in entry.keys
    )
    trail.record(
        act,
        record=f"figures.batch:{batch.pk}",
        chain=organisation.chain,
        by=by.trail_name,
        now=now,
        after={"of": record, "figures": [row.snapshot() for row in rows]},
        reason=note,
    )
    _number(batch, now)
    return batch


@ready
def _indicators(codes: list[str]) -> QuerySet[Indicator]:
    return Indicator.objects.filter(code__among=codes)


def _kept(rows: list[Figure]) -> list[Figure]:
    """One by one where they are few: that costs less than SQL written anew for just so many."""
    if len(rows) > FEW:
        return Figure.objects.bulk_create(rows)
    for row in rows:
        insert(row)
    return rows


def correct(
    figure: Figure,
    *,
    value: int,
    qualifier: Qualifier,
    reason: str,
    by: Officer,
    now: datetime,
    denominator: int | None = None,
) -> Figure:
    """Add a row that supersedes a figure; nothing is overwritten. The same clock, window and place stand, and
    the same denominator where none is given."""
    access.must_correct(by, figure)
    _must_be_correctable(figure, reason)
    below = figure.denominator if denominator is None else denominator
    if (value, below, qualifier.value) == (figure.value, figure.denominator, figure.qualifier):
        raise Refused(_("Nothing differs from the figure as it stands."))
    _must_stand(figure)
    entry = Entry(
        indicator=figure.indicator.code,
        place=figure.place,
        organisation=figure.organisation,
        clock=figure.clock,
        window=Window(figure.start, figure.end),
        value=value,
        basis=Basis(figure.basis),
        qualifier=qualifier,
        cell=figure.cell,
        kind=ValueKind(figure.kind),
        denominator=below,
        evidence=figure.evidence,
        supersedes=figure,
        reason=reason.strip(),
        illustrative=figure.illustrative,
    )
    try:
        batch = record(
            [entry],
            act="corrected",
            record=f"figures.figure:{figure.pk}",
            organisation=figure.batch.organisation,
            by=by,
            now=now,
            note=reason.strip(),
        )
    except IntegrityError:
        _must_stand(figure)
        raise
    return batch.figures.get()


def _must_be_correctable(figure: Figure, reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say why the figure is corrected: the reason stays beside it."))
    if figure.withdrawn:
        raise Refused(_("This figure was withdrawn; its report must state it again."))
    if figure.basis == Basis.DERIVED or figure.keys.exists():
        raise Refused(_("A registry counted this figure; correct the registry, and the figure follows."))


def _must_stand(figure: Figure) -> None:
    """Two may correct at once; the database lets one through."""
    if Figure.objects.filter(supersedes=figure).exists():
        raise Conflict(_("This figure was corrected meanwhile; look at the newest one first."))


@transaction.atomic
def expect(
    *,
    record: str,
    asker: Organisation,
    organisations: Sequence[Organisation],
    indicators: Sequence[str],
    clock: str,
    window: Window,
    basis: Basis,
    now: datetime,
) -> AskedList:
    """Note of whom figures are expected, as a part of the act that asks (which writes the trail): until all
    of them have figures, their sum replaces no statement. `record` names the request in the trail."""
    shipped = catalogue.load()
    asked = AskedList.objects.create(
        record=record,
        asker=asker,
        clock=clock,
        start=window.start,
        end=window.end,
        basis=basis.value,
        indicators=[shipped.get(code).id for code in dict.fromkeys(indicators)],
        asked_at=now,
    )
    AskedOrganisation.objects.bulk_create(
        AskedOrganisation(list=asked, organisation=organisation) for organisation in organisations
    )
    return asked


@transaction.atomic
def load_catalogue(*, now: datetime) -> bool:
    """Bring the catalogue that is shipped as data into the database; True where something changed."""
    shipped = catalogue.load()
    digest = shipped.digest()
    if Loaded.objects.filter(name="indicators", digest=digest).exists():
        return False
    for order, entry in enumerate(shipped.indicators):
        Indicator.objects.update_or_create(code=entry.id, defaults=_columns(entry, order))
    Indicator.objects.exclude(code__in=[entry.id for entry in shipped.indicators]).update(retired=True)
    Loaded.objects.update_or_create(name="indicators", defaults={"digest": digest, "at": now})
    return True


def _columns(entry: catalogue.Indicator, order: int) -> dict[str, object]:
    words = [entry.name_vi, entry.name_en, entry.id.replace("_", " "), *entry.synonyms]
    return {
        "group": entry.group,
        "name_vi": entry.name_vi,
        "name_en": entry.name_en,
        "unit_vi": entry.unit_vi,
        "unit_en": entry.unit_en,
        "aggregation": entry.aggregation.value,
        "decimals": entry.decimals,
        "public": entry.public,
        "order": order,
        "folded": " | ".join(fold(word) for word in words),
        "retired": False,
    }


def _row(entry: Entry, batch: Batch, indicators: dict[str, Indicator], world: World) -> Figure:
    known = catalogue.load().get(entry.indicator)
    known.parse_cell(entry.cell)
    if not world.valid(entry.place.key, entry.window.end):
        raise Refused(
            _("The place did not exist on the last day of the period; report for the place of that day.")
        )
    if entry.value < 0 and known.aggregation is not catalogue.Aggregation.NONE:
        raise Refused(_("A count can't be below zero."))
    if abs(entry.value) > LARGEST or abs(entry.denominator or 0) > LARGEST:
        raise Refused(_("The number is too large."))
    if entry.kind is ValueKind.RATIO and not entry.denominator:
        raise Refused(_("A ratio needs the number that it is a part of, above zero."))
    definition = known.definition(entry.window.end)
    return Figure(
        batch=batch,
        indicator=indicators[entry.indicator],
        definition=definition.version,
        cell=entry.cell,
        place=entry.place,
        organisation=entry.organisation,
        clock=entry.clock,
        start=entry.window.start,
        end=entry.window.end,
        kind=entry.kind.value,
        value=entry.value,
        denominator=entry.denominator,
        qualifier=entry.qualifier.value,
        basis=entry.basis.value,
        evidence=entry.evidence,
        supersedes=entry.supersedes,
        reason=entry.reason,
        illustrative=entry.illustrative,
        withdrawn=entry.withdrawn,
    )


def _number(batch: Batch, now: datetime) -> Recorded:
    found = _locked_head(1)
    if not found:
        LedgerHead.objects.get_or_create(pk=1)
        found = _locked_head(1)
    head = found[0]
    moment = max(now, head.recorded_at) if head.recorded_at else now
    head.last, head.recorded_at = head.last + 1, moment
    update(head, "last", "recorded_at")
    recorded = Recorded(batch=batch, number=head.last, at=moment)
    insert(recorded)
    return recorded


@ready
def _locked_head(number: int) -> QuerySet[LedgerHead]:
    return LedgerHead.objects.select_for_update().filter(pk=number)
