"""What signing in leaves behind is no longer kept than the lock needs it."""

from datetime import datetime

from axes.helpers import get_cool_off
from axes.models import AccessAttempt, AccessFailureLog, AccessLog


def forget_sign_ins(*, now: datetime) -> int:
    """Who came from which address with what browser, as earlier versions kept it, and wrong passwords that no lock
    counts any more; how many rows that were."""
    past = AccessAttempt.objects.filter(attempt_time__lt=now - get_cool_off())
    return sum(rows.delete()[0] for rows in (AccessLog.objects.all(), AccessFailureLog.objects.all(), past))
