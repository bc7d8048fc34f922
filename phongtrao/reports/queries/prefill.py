"""What is offered beside an empty box."""

from phongtrao.reports.models import Report, Submission
from phongtrao.reports.rules import Answer, Prefill, Section, readable


def last_period(report: Report, section: Section) -> dict[str, Answer]:
    """What the organisation sent for the period before on the same form, by key, where the form offers it and
    nothing is filled in yet. At most one query."""
    given = report.draft.get("figures", {})
    offering = [figure for figure in section.figures if figure.prefill is Prefill.LAST_PERIOD]
    wanted = [key for figure in offering for key in figure.keys if key not in given]
    asked = report.request
    if not wanted:
        return {}
    before = Submission.objects.filter(
        report__organisation=report.organisation_id,
        report__request__form__code=asked.form.code,
        report__request__clock=asked.clock,
        report__request__part=asked.part,
        report__request__basis=asked.basis,
        report__request__end__lt=report.window.start,
    )
    last = before.order_by("-report__request__end", "-number").first()
    known = readable(last.answers) if last else {}
    return {key: known[key] for key in wanted if key in known}
