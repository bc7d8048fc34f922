"""A report is filled in, section by section, with the source of each number."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.documents.models import File
from phongtrao.people.models import Officer
from phongtrao.reports.actions.writing import as_read, kept, locked, overtaken, recorded, written
from phongtrao.reports.models import Attachment, Report
from phongtrao.reports.rules import (
    Answers,
    Content,
    Difference,
    Move,
    Section,
    Stale,
    State,
    Typed,
    Unfit,
    UnknownField,
    clean,
    differences,
    fresh,
    part_of,
    read_section,
    reason_field,
    text_digest,
    texts_of,
    with_section,
)

LONGEST_LOCATOR = 120
LONGEST_LINE = 2000


@transaction.atomic
def save_section(
    report: Report,
    section: str,
    *,
    figures: Mapping[str, Typed],
    narratives: Mapping[str, str],
    reasons: Mapping[str, str] | None = None,
    base_version: int,
    by: Officer,
    now: datetime,
) -> Report:
    """Replace one section by what was typed. On an older version it stands if the section itself was not
    saved since; else Stale, with the difference cell by cell. What can't be read is kept as it was typed."""
    read = as_read(report, Move.SAVE, by)
    asked = _section(report.request.form.questions, section, figures, narratives, reasons or {})
    said = read_section(figures, narratives, reasons)
    if read and _stands(read[0], asked, said, base_version) and _put(*read, asked, said, by=by, now=now):
        return read[0]
    row, state = locked(report, Move.SAVE, by)
    changes = _changes(row, asked, said)
    if not changes:
        return row
    if not fresh(row.sections, section, base_version, row.version):
        raise stale(row, changes)
    if not _put(row, state, asked, said, by=by, now=now):
        raise overtaken()
    return row


def _stands(row: Report, asked: Section, said: Answers, base: int) -> bool:
    """Whether there is something to save, and nobody saved the section since it was looked at."""
    return bool(_changes(row, asked, said)) and fresh(row.sections, asked.id, base, row.version)


def _changes(row: Report, asked: Section, said: Answers) -> list[Difference]:
    return differences(fields_of(asked), part_of(row.draft, asked), said)


def _put(row: Report, state: State, asked: Section, said: Answers, *, by: Officer, now: datetime) -> bool:
    """Whether the section is in the report now; not where another save was faster than this one."""
    standing = row.snapshot()
    sections = {**row.sections, asked.id: row.version + 1}
    draft = {**row.draft, **with_section(row.draft, asked, said)}
    if not kept(row, standing, draft=draft, sections=sections, state=state.value, saved_at=now, saved_by=by):
        return False
    recorded("report saved", row, by=by, now=now, before=standing, after=row.snapshot())
    return True


@transaction.atomic
def keep_as_typed(report: Report, field: str, *, base_version: int, by: Officer, now: datetime) -> Report:
    """Somebody looked at a text that seems to be in an old encoding, and says that it stays."""
    row, state = locked(report, Move.SAVE, by)
    text = texts_of(row.draft).get(field)
    if text is None:
        raise Unfit(_("The section has no field “%(name)s”.") % {"name": field})
    if base_version != row.version:
        raise stale(row, [])
    standing = row.snapshot()
    draft = {**row.draft, "as_typed": {**row.draft.get("as_typed", {}), field: text_digest(text)}}
    written(row, standing, draft=draft, state=state.value, saved_at=now, saved_by=by)
    recorded("text kept as typed", row, by=by, now=now, before=standing, after=row.snapshot())
    return row


def stale(report: Report, changes: list[Difference]) -> Stale:
    who = report.saved_by.name if report.saved_by else ""
    return Stale(
        _("%(who)s saved this section meanwhile; nothing of yours was overwritten or lost.") % {"who": who},
        report.version,
        changes,
    )


@transaction.atomic
def attach(
    report: Report,
    field: str,
    *,
    file: File | None,
    locator: str,
    line: str,
    base_version: int,
    by: Officer,
    now: datetime,
) -> Attachment:
    """Say where a field's number or text comes from: a file, a quoted line, or both, and where in it."""
    row, state = locked(report, Move.SAVE, by)
    line, locator = clean(line), clean(locator)
    _must_be_source(row, field, file, locator, line)
    _must_be_fresh(row, field, base_version)
    standing = _source(Attachment.objects.filter(report=row, field=field).first())
    attachment, _made = Attachment.objects.update_or_create(
        report=row, field=field, defaults={"file": file, "locator": locator, "line": line, "read": None}
    )
    _touch(row, field, state.value, by, now)
    recorded("source attached", row, by=by, now=now, before=standing, after=_source(attachment))
    return attachment


@transaction.atomic
def detach(report: Report, field: str, *, base_version: int, by: Officer, now: datetime) -> Report:
    row, state = locked(report, Move.SAVE, by)
    _must_be_fresh(row, field, base_version)
    attachment = Attachment.objects.filter(report=row, field=field).first()
    if attachment is None:
        return row
    standing = _source(attachment)
    attachment.delete()
    _touch(row, field, state.value, by, now)
    recorded("source removed", row, by=by, now=now, before=standing)
    return row


def evidence_key(field: str) -> str:
    """Under which the version of a field's source stands among the versions of sections."""
    return f"evidence:{field}"


def fields_of(section: Section) -> tuple[str, ...]:
    """All that one save of the section may change: figures, texts, reasons."""
    keys = section.figure_keys
    return (*keys, *(narrative.id for narrative in section.narratives), *map(reason_field, keys))


def _section(
    content: Content,
    id: str,
    figures: Mapping[str, Typed],
    narratives: Mapping[str, str],
    reasons: Mapping[str, str],
) -> Section:
    try:
        section = content.section(id)
    except UnknownField as unknown:
        raise Unfit(_("The form has no section “%(name)s”.") % {"name": id}) from unknown
    known = {*section.figure_keys, *(narrative.id for narrative in section.narratives)}
    for name in (*figures, *narratives):
        if name not in known or (name in figures) != (name in section.figure_keys):
            raise Unfit(_("The section has no field “%(name)s”.") % {"name": name})
    for name, text in reasons.items():
        if name not in section.figure_keys:
            raise Unfit(_("The section has no field “%(name)s”.") % {"name": name})
        if len(text) > LONGEST_LINE:
            raise Unfit(_("The reason is too long."))
    return section


def _must_be_source(report: Report, field: str, file: File | None, locator: str, line: str) -> None:
    if field not in report.request.form.questions.fields:
        raise Unfit(_("The form has no field “%(name)s”.") % {"name": field})
    if file is not None and file.organisation_id != report.organisation_id:
        raise Unfit(_("The file belongs to another organisation."))
    if file is None and not line:
        raise Unfit(_("Attach the source file or quote its line."))
    if len(locator) > LONGEST_LOCATOR or len(line) > LONGEST_LINE:
        raise Unfit(_("The quoted line or the place in the file is too long."))


def _must_be_fresh(report: Report, field: str, base: int) -> None:
    if not fresh(report.sections, evidence_key(field), base, report.version):
        raise Stale(
            _("Someone changed the source of this field meanwhile; look at it first."), report.version
        )


def _touch(report: Report, field: str, state: str, by: Officer, now: datetime) -> None:
    sections = {**report.sections, evidence_key(field): report.version + 1}
    written(report, report.snapshot(), sections=sections, state=state, saved_at=now, saved_by=by)


def _source(attachment: Attachment | None) -> dict[str, object] | None:
    if attachment is None:
        return None
    file = attachment.file.digest if attachment.file else ""
    return {
        "field": attachment.field,
        "file": file,
        "locator": attachment.locator,
        "line": attachment.line,
    }
