"""A superior's form is kept, pointed at, filled for a period, put away."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from phongtrao.core.period import Part, clocks, part_text
from phongtrao.core.sandbox import SandboxProblem, limited
from phongtrao.core.sandbox import Unfit as UnfitFile
from phongtrao.documents import actions as documents
from phongtrao.documents import queries as files
from phongtrao.documents.models import File
from phongtrao.figures import access, queries
from phongtrao.figures.models import Freeze, Indicator, SuperiorFilling, SuperiorForm, SuperiorSpot
from phongtrao.figures.rules.superior import Span, Writing
from phongtrao.kit.file_words import unread
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people.models import Officer
from phongtrao.places.models import Place
from phongtrao.trail import actions as trail

LONGEST_NAME = 150
KINDS = ("xlsx", "docx")
Address = Callable[[queries.Row, queries.Asked], str]


def keep_superior_form(
    upload: "UploadedFile[Any]",
    *,
    name: str,
    asker: str,
    clock: str,
    part: str,
    by: Officer,
    now: datetime,
) -> SuperiorForm:
    """The file is looked at in a limited child; what it leaves open is kept with it."""
    access.must_keep_forms(by)
    name, asker = " ".join(name.split()), " ".join(asker.split())
    if not 0 < len(name) <= LONGEST_NAME or len(asker) > LONGEST_NAME:
        raise Refused(_("Give the form a name of at most 150 characters."))
    if clock not in clocks() or (part and Part(part) not in clocks()[clock].parts):
        raise Refused(
            _("This clock knows whole years only; choose another clock, or fill the form once a year.")
        )
    if (upload.name or "").rpartition(".")[2].lower() not in KINDS:
        raise Refused(_("A superior's form is a Word (docx) or Excel (xlsx) file."))
    file = documents.store(upload, organisation=by.organisation, by=by, now=now)
    form = SuperiorForm(
        organisation=by.organisation,
        name=name,
        asker=asker,
        file=file,
        layout=_surveyed(file),
        clock=clock,
        part=part,
        by=by,
        at=now,
    )
    try:
        return _kept(form)
    except IntegrityError as taken:
        raise Conflict(_("Your office keeps a form of this name already; give it another one.")) from taken


@transaction.atomic
def _kept(form: SuperiorForm) -> SuperiorForm:
    form.save(force_insert=True)
    after = {"name": form.name, "asker": form.asker, "file": form.file.digest, "clock": form.clock}
    _tell("superior's form kept", form, form.by, form.at, after={**after, "part": form.part})
    return form


def _surveyed(file: File) -> list[Any]:
    try:
        found: list[Any] = limited(
            "phongtrao.letters.blanks:survey", files.path_of(file.digest).read_bytes(), file.kind
        )
    except UnfitFile as unfit:
        if unfit.code == "no_spots":
            raise Refused(_("The file has no empty cell and no line of dots to be filled.")) from unfit
        raise Refused(unread(unfit)) from unfit
    except SandboxProblem as problem:
        raise Refused(unread(problem)) from problem
    return found


def point(
    form: SuperiorForm,
    *,
    key: str,
    indicator: str,
    cell: str,
    place: Place | None,
    span: Span,
    writing: Writing,
    base_version: int,
    by: Officer,
    now: datetime,
) -> SuperiorSpot:
    """What belongs into a spot; what was there before is replaced. `place` None: the office's own."""
    access.must_keep_forms(by)
    label = _open_spots(form).get(key)
    if label is None:
        raise Refused(_("The file has no open place “%(key)s”.") % {"key": key})
    with transaction.atomic():
        row = _locked(form, base_version)
        before = SuperiorSpot.objects.filter(form=row, key=key).select_related("indicator", "place").first()
        told = before.snapshot() if before else None
        spot = before or SuperiorSpot(form=row, key=key)
        spot.label, spot.indicator, spot.cell = label, Indicator.objects.get(code=indicator), cell
        spot.place, spot.span, spot.writing = place, span.value, writing.value
        spot.save()
        _tell("spot of a superior's form named", row, by, now, before=told, after=spot.snapshot())
    return spot


def unpoint(form: SuperiorForm, *, key: str, base_version: int, by: Officer, now: datetime) -> None:
    access.must_keep_forms(by)
    with transaction.atomic():
        row = _locked(form, base_version)
        spot = SuperiorSpot.objects.filter(form=row, key=key).select_related("indicator", "place").first()
        if spot is None:
            raise Conflict(_("Nothing stands for this place any more."))
        told = spot.snapshot()
        spot.delete()
        _tell("spot of a superior's form emptied", row, by, now, before=told)


def put_away(form: SuperiorForm, *, base_version: int, by: Officer, now: datetime) -> SuperiorForm:
    """It is filled no more; what came out of it stays."""
    access.must_keep_forms(by)
    with transaction.atomic():
        row = _locked(form, base_version)
        row.retired = True
        row.save(update_fields=["retired"])
        _tell("superior's form put away", row, by, now)
    return row


def fill_superior_form(
    form: SuperiorForm,
    *,
    year: int,
    number: int,
    freeze: Freeze | None,
    address: Address,
    today: date,
    by: Officer,
    now: datetime,
) -> SuperiorFilling:
    """The file with every number that the ledger knows; the rest stays as it was and is listed. `address`: of the
    lines behind a total, which the door knows."""
    access.must_keep_forms(by)
    if form.retired:
        raise Refused(_("This form was put away and is filled no more."))
    spots = list(form.spots.select_related("indicator", "place").order_by("pk"))
    if not spots:
        raise Refused(_("Say first what belongs into the places of the form."))
    _must_see(spots, by, today)
    frozen = queries.frozen(freeze) if freeze else None
    known = queries.known(form, spots, queries.asked_of(form, year, number, frozen))
    file = documents.store(
        SimpleUploadedFile(_name(form, year, number), _filled(form, known)),
        organisation=form.organisation,
        by=by,
        now=now,
    )
    outcomes = [asdict(queries.outcome(one, address(one.row, one.asked))) for one in known]
    filling = SuperiorFilling(
        form=form, year=year, number=number, freeze=freeze, file=file, outcomes=outcomes, by=by, at=now
    )
    return _recorded(filling)


@transaction.atomic
def _recorded(filling: SuperiorFilling) -> SuperiorFilling:
    filling.save(force_insert=True)
    empty = sum(not one["text"] for one in filling.outcomes)
    period = {"year": filling.year, "number": filling.number}
    after = {**period, "file": filling.file.digest, "spots": len(filling.outcomes), "empty": empty}
    _tell("superior's form filled", filling.form, filling.by, filling.at, after=after)
    return filling


def _filled(form: SuperiorForm, known: Sequence[queries.Known]) -> bytes:
    values = {one.spot.key: one.value for one in known if one.text}
    content = files.path_of(form.file.digest).read_bytes()
    try:
        made: bytes = limited("phongtrao.letters.blanks:fill", content, form.file.kind, values)
    except (UnfitFile, SandboxProblem) as problem:
        raise Refused(unread(problem)) from problem
    return made


def _name(form: SuperiorForm, year: int, number: int) -> str:
    stem, _dot, ending = form.file.name.rpartition(".")
    period = part_text(Part(form.part), number) if form.part else ""
    return f"{stem} {'-'.join(piece for piece in (str(year), period) if piece)}.{ending}"


def _must_see(spots: Sequence[SuperiorSpot], by: Officer, today: date) -> None:
    asked = {spot.place.key for spot in spots if spot.place}
    hidden = asked - set(access.seen(by, sorted(asked), today=today))
    if hidden:
        raise Refused(_("The form asks for places whose totals you may not see."))


def _open_spots(form: SuperiorForm) -> dict[str, str]:
    """Label by key."""
    rows = (row for surface in form.layout for row in surface["rows"])
    return {key: label for row in rows for key, _text, free, label in row if free}


def _locked(form: SuperiorForm, base_version: int) -> SuperiorForm:
    """Within the caller's transaction; the version grows with every change."""
    row = SuperiorForm.objects.select_for_update().get(pk=form.pk)
    if row.version != base_version:
        raise Conflict(_("Somebody changed this form meanwhile. Look at it again, then repeat your change."))
    if row.retired:
        raise Conflict(_("This form was put away and is filled no more."))
    row.version += 1
    row.save(update_fields=["version"])
    return row


def _tell(action: str, form: SuperiorForm, by: Officer, now: datetime, **told: Any) -> None:
    trail.record(action, record=form.record, chain=form.organisation.chain, by=by.trail_name, now=now, **told)
