"""What a report's workbook says: its fields with what is in the draft and what was known of the period before, and
the code by which a filled-in one is known again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.utils.translation import override

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Basis, Qualifier, ValueKind
from phongtrao.core.period import Window, clocks, period_before
from phongtrao.figures import queries as figures
from phongtrao.figures.models import Figure
from phongtrao.kit.writing import written_figure, written_number
from phongtrao.reports.models import Report
from phongtrao.reports.queries.reading import label
from phongtrao.reports.queries.words import due_words, window_words
from phongtrao.reports.rules import Answer, Content, Narrative, Section, key_of, split
from phongtrao.reports.rules.workbook import Block, Box, Field, Paper

SALT = "phongtrao.reports.workbook"
Before = Mapping[tuple[int, str], str]
"""(organisation, key) -> what it said of the period before, in words."""


@dataclass(frozen=True, slots=True)
class Ids:
    """What a workbook was made of. `base`: the version of the draft that it shows."""

    report: int
    request: int
    organisation: int
    form: int
    window: Window
    base: int


def token_of(report: Report, base: int) -> str:
    """Signed: whoever changes it in a file is found out."""
    numbers = (report.pk, report.request_id, report.organisation_id, report.request.form.version, base)
    window = report.window
    plain = "-".join([*map(str, numbers), window.start.isoformat(), window.end.isoformat()])
    return signing.Signer(sep=".", salt=SALT).sign(plain)


def ids_of(token: str) -> Ids | None:
    """None: not one of ours, or changed."""
    try:
        plain = signing.Signer(sep=".", salt=SALT).unsign(token.strip())
    except signing.BadSignature:
        return None
    report, request, organisation, form, base, *days = plain.split("-")
    start, end = date.fromisoformat("-".join(days[:3])), date.fromisoformat("-".join(days[3:]))
    window = Window(start, end)
    return Ids(int(report), int(request), int(organisation), int(form), window, int(base))


def papers(reports: Iterable[Report], *, drafts: bool) -> Iterator[tuple[Report, Paper]]:
    """One for each report of one request. `drafts`: with what was filled in so far; whoever does not see the draft
    gets empty boxes. Three queries beyond the reports, however many."""
    kept = list(reports)
    known = before(kept)
    for report in kept:
        yield report, paper(report, known, draft=drafts)


def paper(report: Report, known: Before, *, draft: bool) -> Paper:
    content, request = report.request.form.questions, report.request
    answers: Mapping[str, Any] = report.draft if draft else {}
    base = report.version if draft else 0
    with override("vi"):
        return Paper(
            title=request.title,
            lines=(
                f"Đơn vị báo cáo: {report.organisation.name}",
                f"Kỳ số liệu: {window_words(request.clock, report.window)}",
                f"Đơn vị yêu cầu: {request.asker.name}. Hạn gửi: {due_words(report.duty.due_at)}.",
                "Chỉ ghi vào ô nền vàng; không thêm cột, không ghi thông tin về người cụ thể.",
                "Số ước lượng: ghi số và chọn mức độ (hơn, gần, khoảng, dưới). Ô để trống là chưa có số liệu.",
            ),
            token=token_of(report, base),
            ids={
                "request": str(request.pk),
                "report": str(report.pk),
                "unit": str(report.organisation_id),
                "form": f"{request.form.code} {request.form.version}",
                "window": f"{report.window.start.isoformat()}/{report.window.end.isoformat()}",
            },
            blocks=tuple(_block(section, content, answers, known, report) for section in content.sections),
        )


def before(reports: Iterable[Report]) -> Before:
    """What each organisation's figures were in the period just before, on the same clock. One query."""
    kept = list(reports)
    if not kept:
        return {}
    request = kept[0].request
    days = period_before(clocks().get(request.clock), request.window)
    codes = [figure.indicator for figure in request.form.questions.figures]
    rows = figures.standing().filter(
        organisation__in=[report.organisation_id for report in kept],
        indicator__code__in=codes,
        clock=request.clock,
        basis=request.basis,
        start=days.start,
        end=days.end,
    )
    with override("vi"):
        return {
            (row.organisation_id, key_of(row.indicator.code, row.cell)): _said(row)
            for row in rows.select_related("indicator").order_by("pk")
        }


def _said(figure: Figure) -> str:
    text = written_figure(figure.value, figure.indicator.decimals, figure.qualifier)
    if figure.kind == ValueKind.PERCENT:
        return f"{text} %"
    if figure.denominator is not None:
        return f"{text}/{written_number(figure.denominator, figure.indicator.decimals)}"
    return text


def _block(
    section: Section, content: Content, answers: Mapping[str, Any], known: Before, report: Report
) -> Block:
    keys = [(field, key) for field in section.fields for key in field.keys]
    return Block(
        section.number,
        section.vi,
        section.guidance("vi", Basis(report.request.basis)),
        tuple(
            _text(field, answers)
            if isinstance(field, Narrative)
            else _figure(key, content, answers, known.get((report.organisation_id, key), ""))
            for field, key in keys
        ),
    )


def _text(narrative: Narrative, answers: Mapping[str, Any]) -> Field:
    told = answers.get("narratives", {}).get(narrative.id)
    return Field(narrative.id, narrative.vi, "", "", Box.TEXT, value=told, longest=narrative.max_chars)


def _figure(key: str, content: Content, answers: Mapping[str, Any], earlier: str) -> Field:
    entry = catalogue.load().get(split(key)[0])
    named = label(content, key)
    answer: Answer | None = answers.get("figures", {}).get(key)
    value, whole = _typed(answer)
    return Field(
        key=key,
        name=str(named),
        unit=named.unit,
        before=earlier,
        box=Box.RATIO if entry.ratio else Box.COUNT,
        decimals=entry.decimals,
        value=value,
        whole=whole,
        qualifier=Qualifier(answer["qualifier"]) if answer else Qualifier.EXACT,
        reason=answers.get("reasons", {}).get(key, ""),
    )


def _typed(answer: Answer | None) -> tuple[int | str | None, int | str | None]:
    """What could not be read, and a bare percentage, stay as they were typed."""
    if answer is None:
        return None, None
    if answer["value"] is None or answer["kind"] == ValueKind.PERCENT:
        return answer["text"], answer["whole"] or None
    return answer["value"], answer["denominator"]
