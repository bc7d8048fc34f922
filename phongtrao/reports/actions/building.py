"""An office builds a form: begun, saved, published, taken out of use."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people.models import Officer
from phongtrao.reports import access
from phongtrao.reports.models import Form, FormDraft, FormRetirement
from phongtrao.reports.rules import building, read
from phongtrao.trail import actions as trail

LONGEST_TITLE = 250


class StaleDraft(Conflict):
    """The draft was saved by someone else since its page was opened."""


@transaction.atomic
def begin(
    *, title_vi: str, title_en: str, copy_of: Form | None, next_version: bool, by: Officer, now: datetime
) -> FormDraft:
    """A new form, a copy of one, or, of a form of one's own office, its next version."""
    access.must_build(by)
    if not title_vi.strip() or max(len(title_vi), len(title_en)) > LONGEST_TITLE:
        raise Refused(_("Give the form a title of at most 250 characters."))
    owner = by.organisation
    if next_version and (copy_of is None or copy_of.owner_id != owner.pk):
        raise Refused(_("Only the office that built a form makes its next version; copy it instead."))
    if next_version and copy_of is not None:
        code = copy_of.code
    else:
        code = f"f{owner.pk}-{int(now.timestamp() * 1000)}"
    title_vi, title_en = title_vi.strip(), title_en.strip()
    blank = building.blank(code, title_vi, title_en)
    content = building.copied(copy_of.content, code, title_vi, title_en) if copy_of else blank
    _must_be_clean(content)
    try:
        with transaction.atomic():
            draft = FormDraft.objects.create(
                code=code,
                owner=owner,
                based_on=copy_of,
                content=content,
                begun_at=now,
                saved_at=now,
                saved_by=by,
            )
    except IntegrityError as clash:
        raise Conflict(_("A draft of this form is open already; go on with that one.")) from clash
    _record("form begun", draft, by, now, after={"code": code, "copy_of": copy_of and copy_of.record})
    return draft


@transaction.atomic
def save_draft(
    draft: FormDraft, content: dict[str, Any], *, base_version: int, by: Officer, now: datetime
) -> FormDraft:
    """Raises StaleDraft where someone else saved since `base_version`."""
    access.must_build(by)
    standing = _locked(draft, by, base_version)
    _must_be_clean(content)
    before = {"version": standing.version, "content": standing.content}
    _write(standing, content=content, saved_at=now, saved_by=by)
    _record("form changed", standing, by, now, before=before, after={"content": content})
    return standing


@transaction.atomic
def discard(draft: FormDraft, *, base_version: int, by: Officer, now: datetime) -> None:
    access.must_build(by)
    standing = _locked(draft, by, base_version)
    _record("form draft thrown away", standing, by, now, before={"content": standing.content})
    standing.delete()


@transaction.atomic
def publish_draft(draft: FormDraft, *, base_version: int, by: Officer, now: datetime) -> Form:
    """A new version that never changes; the draft is closed."""
    access.must_build(by)
    standing = _locked(draft, by, base_version)
    if building.problems(standing.content):
        raise Refused(_("The form can't be published yet; its page says what is missing."))
    if FormRetirement.objects.filter(code=standing.code).exists():
        raise Refused(_("This form was taken out of use; copy it to ask it again."))
    known, last = read(standing.content), Form.objects.filter(code=standing.code).order_by("-version").first()
    version = last.version + 1 if last else 1
    form = Form.objects.create(
        code=standing.code,
        version=version,
        title_vi=known.title_vi,
        title_en=known.title_en or known.title_vi,
        content={**standing.content, "version": version},
        published_at=now,
        owner=standing.owner,
    )
    _write(standing, published=form, saved_at=now, saved_by=by)
    _record("form published", standing, by, now, after={"form": form.pk, "version": version})
    return form


@transaction.atomic
def retire(form: Form, *, reason: str, by: Officer, now: datetime) -> FormRetirement:
    """No version of it is offered any more; requests that were made go on."""
    access.must_retire(by, form)
    if not reason.strip():
        raise Refused(_("Say why the form is taken out of use."))
    last = Form.objects.filter(code=form.code).order_by("-version").first() or form
    try:
        with transaction.atomic():
            retired = FormRetirement.objects.create(
                code=form.code, form=last, reason=reason.strip(), by=by, at=now
            )
    except IntegrityError as clash:
        raise Conflict(_("This form is out of use already.")) from clash
    trail.record(
        "form retired",
        record=last.record,
        chain=by.organisation.chain,
        by=by.trail_name,
        now=now,
        after={"code": form.code},
        reason=reason.strip(),
    )
    return retired


def _locked(draft: FormDraft, by: Officer, base_version: int) -> FormDraft:
    rows = FormDraft.objects.filter(owner=by.organisation_id).select_related("owner")
    standing = get_object_or_404(rows.select_for_update(of=("self",)), pk=draft.pk)
    if standing.published_id is not None:
        raise Conflict(_("This draft was published meanwhile; begin the next version."))
    if standing.version != base_version:
        raise StaleDraft(_("Someone else changed this draft since you opened it."))
    return standing


def _write(draft: FormDraft, **columns: Any) -> None:
    after = {**columns, "version": draft.version + 1}
    if not FormDraft.objects.filter(pk=draft.pk, version=draft.version).update(**after):
        raise StaleDraft(_("Someone else changed this draft since you opened it."))
    for name, value in after.items():
        setattr(draft, name, value)


def _must_be_clean(content: dict[str, Any]) -> None:
    found = next(building.denials(content), None)
    if found is not None:
        raise Refused(_("“%(words)s” asks about persons; a form only counts.") % {"words": found[1].words})


def _record(
    act: str,
    draft: FormDraft,
    by: Officer,
    now: datetime,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    trail.record(
        act,
        record=draft.record,
        chain=draft.owner.chain,
        by=by.trail_name,
        now=now,
        before=before,
        after=after,
    )
