"""The operator's own holidays, read once at the start."""

import json
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from phongtrao.core.workdays import HolidayProblem, WorkCalendar, read_years, shipped


def workdays(path: str) -> WorkCalendar:
    """Those shipped, with the years of the file at `path` in place of their own."""
    if not path:
        return shipped()
    try:
        text = Path(path).expanduser().read_text(encoding="utf-8-sig")
        return shipped().with_years(read_years(json.loads(text)))
    except OSError as problem:
        raise ImproperlyConfigured(f"PHONGTRAO_HOLIDAYS: {path}: {problem.strerror}") from problem
    except (HolidayProblem, ValueError) as problem:
        raise ImproperlyConfigured(f"PHONGTRAO_HOLIDAYS: {path}: {problem}") from problem
