"""The words of the page's language for states, reasons, clocks, bases and findings."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.core import indicator as catalogue
from phongtrao.core.deadline import days_late, due_hour
from phongtrao.core.figure import Basis, ValueKind
from phongtrao.core.period import Clock, Window, clocks, describe
from phongtrao.core.vietnamese import NumberProblem, OldEncoding, ProblemCode
from phongtrao.figures import queries as figures
from phongtrao.kit.lengths import too_long_words
from phongtrao.kit.widgets import problem_sentence
from phongtrao.kit.writing import in_english, written_day, written_figure, written_number, written_time
from phongtrao.plans.models import Duty
from phongtrao.reports.rules import (
    Answer,
    Fault,
    Finding,
    Frequency,
    Reason,
    State,
    Sum,
    Trouble,
    as_answer,
    split,
)
from phongtrao.reports.rules.board import Mark


def state_label(state: State | str) -> str:
    return {
        State.NOT_STARTED: _("Not started"),
        State.DRAFT: _("Being filled in"),
        State.SUBMITTED: _("Sent"),
        State.RETURNED: _("Returned"),
        State.ACCEPTED: _("Accepted"),
        State.REOPENED: _("Open again"),
    }[State(state)]


def mend_words(state: State | str) -> str:
    """Of what waits at the unit though it was sent once; empty of all else."""
    return {
        State.RETURNED: _("returned, waits to be mended"),
        State.REOPENED: _("open again, waits to be mended"),
    }.get(State(state), "")


def mark_label(mark: Mark | str) -> str:
    return {
        Mark.MISSING: _("Not in yet"),
        Mark.LATE: _("Late"),
        Mark.EXTENDED: _("More time"),
        Mark.AFTER_CLOSING: _("After closing"),
        Mark.RELEASED: _("Released"),
        Mark.WITHOUT_PAPER: _("Signed paper awaited"),
    }[Mark(mark)]


def reason_label(reason: Reason | str) -> str:
    return {
        Reason.WRONG: _("A number or a statement is wrong"),
        Reason.INCOMPLETE: _("Something is missing"),
        Reason.OUTDATED: _("The figures are not of this period"),
        Reason.EVIDENCE_MISSING: _("The source of a number is missing"),
    }[Reason(reason)]


def basis_label(basis: Basis | str) -> str:
    return {
        Basis.OWN: _("What each organisation did itself"),
        Basis.STATEMENT: _("What each organisation states for its whole area"),
        Basis.DERIVED: _("What a registry knows"),
    }[Basis(basis)]


def window_words(clock: str, window: Window) -> str:
    """từ 15/12/2025 đến 14/12/2026 (kỳ báo cáo năm 2026 theo …)"""
    return describe(window, clocks().get(clock), "en" if in_english() else "vi")


def due_words(due: datetime) -> str:
    """20/12/2026, or with its hour where one was given: 17:00 ngày 20/12/2026"""
    return written_day(due) if due_hour(due) is None else written_time(due)


def timeliness_words(duty: Duty) -> str:
    """Of the first sending, whatever came later: in time, or how many days after the due one."""
    if duty.done_at is None:
        return ""
    days = days_late(duty.done_at, duty.due_at)
    if days is None:
        return _("in time")
    if days == 0:
        return _("late, on the due day")
    return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}


def clock_name(clock: Clock) -> str:
    return clock.name("en" if in_english() else "vi")


def clock_not_valid(clock: Clock, day: date) -> str:
    said = _("The clock “%(clock)s” is not in force on %(day)s (%(source)s): choose another clock.")
    return said % {"clock": clock_name(clock), "day": written_day(day), "source": clock.source}


def frequency_label(frequency: Frequency | str) -> str:
    return {
        Frequency.MONTH: _("Every month"),
        Frequency.QUARTER: _("Every quarter"),
        Frequency.HALF: _("Every half-year"),
        Frequency.NINE_MONTHS: _("Nine months"),
        Frequency.YEAR: _("Every year"),
        Frequency.CAMPAIGN: _("Campaign"),
        Frequency.AD_HOC: _("Ad hoc"),
    }[Frequency(frequency)]


def period_label(frequency: Frequency, number: int) -> str:
    """One period of a year: "month 3", "first half-year"."""
    if frequency is Frequency.CAMPAIGN:
        return _("Campaign, days of its own")
    if frequency is Frequency.AD_HOC:
        return _("Ad hoc, days of its own")
    return figures.part_label(frequency.part, number)


def period_choices() -> list[tuple[str, str]]:
    """Everything that can be asked of a year: ("month-3", "Month 3")."""
    found = [(value or Frequency.YEAR.value, label) for value, label in figures.part_choices()]
    return found + [(own.value, period_label(own, 0)) for own in (Frequency.CAMPAIGN, Frequency.AD_HOC)]


def ratio_words(parts: catalogue.RatioParts) -> tuple[str, str]:
    """What is counted above and below the line."""
    if in_english():
        return parts.numerator_en, parts.denominator_en
    return parts.numerator_vi, parts.denominator_vi


def trouble(field: str, answer: Answer) -> str:
    """Why what was typed could not be read, and what to type instead."""
    problem = answer.get("problem")
    if problem is None:
        return ""
    if problem["code"] in list(ProblemCode):
        decimals = catalogue.load().get(split(field)[0]).decimals
        code, readings = ProblemCode(problem["code"]), tuple(problem["readings"])
        return problem_sentence(NumberProblem(code, problem["typed"], readings), decimals)
    return {
        Trouble.QUALIFIERS_DIFFER: _("The word before the number and the choice beside it differ: keep one."),
        Trouble.WHOLE_MISSING: _(
            "Type the part and the whole (46/50), or a percentage with its sign (92 %)."
        ),
        Trouble.WHOLE_ZERO: _("The whole must be more than 0; leave both empty if there is none."),
        Trouble.WHOLES_DIFFER: _("The whole after the stroke and the one in its own box differ: keep one."),
        Trouble.PART_ABOVE_WHOLE: _("The part can't be more than the whole."),
        Trouble.PERCENT_OF_A_COUNT: _("Type how many there are, not a percentage."),
        Trouble.TOO_LONG: _("This is too long for a number."),
    }[Trouble(problem["code"])]


def fault(finding: Finding) -> str:
    if finding.check is not None:
        return finding.check.en if in_english() else finding.check.vi
    if finding.doubt is not None:
        return figures.doubt_words(finding.doubt, catalogue.load().get(split(finding.fields[0])[0]))
    if finding.bound is not None:
        return bound_words(finding)
    if finding.length is not None:
        return too_long_words(*finding.length)
    return {
        Fault.MISSING_BESIDE: _("Not filled in yet, though the figure that it explains is more than 0."),
        Fault.MISSING: _("Not filled in yet."),
        Fault.UNREADABLE: _("What was typed is not a number."),
        Fault.OLD_TEXT: _(
            "The text seems to be written in an old font: take the converted text, or keep it as typed."
        ),
        Fault.CELL_ABOVE_WHOLE: _("A part is larger than the whole of which it is a part."),
        Fault.NOT_THE_SUM: _(
            "It differs from the total of the accepted reports below: take the total, or say why."
        ),
        Fault.NOT_THE_COUNT: _("It differs from what the system counted: leave it empty, or say why."),
        Fault.CELLS_ABOVE_WHOLE: _("The parts together are larger than the whole."),
    }[finding.fault]


def encoding_words(encoding: OldEncoding) -> str:
    """What an officer calls it."""
    return {OldEncoding.TCVN3: "TCVN3", OldEncoding.VNI: "VNI"}.get(encoding, _("one that was misread"))


def bound_words(finding: Finding) -> str:
    """Why a number lies outside what the form allows."""
    known = catalogue.load().get(split(finding.fields[0])[0])
    bound = written_number(finding.bound or 0, known.decimals)
    if finding.fault is Fault.BELOW_LEAST:
        return _("The form expects at least %(bound)s here.") % {"bound": bound}
    return _("The form expects at most %(bound)s here.") % {"bound": bound}


def written(field: str, answer: Answer | str | None) -> str:
    """An answer in words: "hơn 40.000", "46/50", "92,5 %", a narrative, or what could not be read."""
    if answer is None or isinstance(answer, str):
        return answer or ""
    if answer["value"] is None:
        return " / ".join(text for text in (answer["text"], answer["whole"]) if text)
    decimals = catalogue.load().get(split(field)[0]).decimals
    text = written_figure(answer["value"], decimals, answer["qualifier"])
    if answer["kind"] == ValueKind.PERCENT:
        return f"{text} %"
    if answer["denominator"] is not None:
        return f"{text}/{written_number(answer['denominator'], decimals)}"
    return text


def written_sum(field: str, known: Sum) -> str:
    """A total in words; empty where it is no single number."""
    return "" if known.value is None else written(field, as_answer(known))
