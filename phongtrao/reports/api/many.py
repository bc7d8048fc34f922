"""Sections of many reports in one call: all of them or none, once for each key."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Header, Schema

from phongtrao.kit.problems import PROBLEMS, Wrong
from phongtrao.reports import actions
from phongtrao.reports.actions.many import MOST_SECTIONS, Given, Outcome
from phongtrao.reports.api.common import Number, officer, refusable, router
from phongtrao.reports.api.single import FigureTyped, SectionTyped
from phongtrao.reports.rules import Typed


class SectionOfReport(SectionTyped):
    report: Number
    section: str


class Many(Schema):
    """`dry_run`: say exactly what would happen, and do nothing."""

    dry_run: bool = False
    sections: Annotated[list[SectionOfReport], Field(min_length=1, max_length=MOST_SECTIONS)]


class Change(Schema):
    """`before`, `after` as a page writes them; empty: nothing."""

    field: str
    before: str
    after: str


class SectionDone(Schema):
    """`version`: of the report once it was saved. `errors`: why the section is refused."""

    report: int
    section: str
    outcome: Outcome
    version: int | None
    changes: list[Change]
    errors: list[Wrong]


class ManyDone(Schema):
    """`applied`: the sections were saved. Not so on a dry run, nor where one of them is refused."""

    applied: bool
    sections: list[SectionDone]


@router.post(
    "/batch/sections",
    response={200: ManyDone, **PROBLEMS},
    operation_id="reports_save_many_sections",
    summary="Save sections of many reports: all or none",
)
@refusable
def save_many(
    request: HttpRequest,
    said: Many,
    key: Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=80)],
) -> Any:
    """The same key with the same body gives the same answer; with another body, 422. A refused call and a dry run
    use no key up."""
    return actions.save_many(
        [_given(section) for section in said.sections],
        key=key,
        dry_run=said.dry_run,
        by=officer(request),
        now=timezone.now(),
    )


def _given(said: SectionOfReport) -> Given:
    return Given(
        report=said.report,
        section=said.section,
        version=said.version,
        figures={key: _typed(figure) for key, figure in said.figures.items()},
        narratives=said.narratives,
        reasons=said.reasons,
    )


def _typed(figure: FigureTyped) -> Typed:
    return Typed(figure.text, figure.whole, figure.qualifier.value)
