"""Steps of a larger act, which writes the trail: an organisation is told of it. Reading is no act of weight."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from phongtrao.notices.models import Notice
from phongtrao.notices.rules import Subject
from phongtrao.people.models import Officer


@dataclass(frozen=True, slots=True)
class New:
    organisation: int
    subject: Subject
    link: str
    key: str
    data: dict[str, Any]


def tell(news: Iterable[New], *, now: datetime) -> int:
    """Make the notices that do not stand yet; how many are new. Told again, nothing happens."""
    wanted = {(new.organisation, new.key): new for new in news}
    standing = Notice.objects.filter(key__in={key for _organisation, key in wanted})
    known = set(standing.values_list("organisation", "key"))
    fresh = [new for place, new in wanted.items() if place not in known]
    Notice.objects.bulk_create(
        (
            Notice(
                organisation_id=new.organisation,
                subject=new.subject.value,
                data=new.data,
                link=new.link,
                key=new.key,
                created_at=now,
            )
            for new in fresh
        ),
        batch_size=500,
        ignore_conflicts=True,
    )
    return len(fresh)


def mark_read(notices: Iterable[Notice], *, by: Officer, now: datetime) -> None:
    numbers = [notice.pk for notice in notices]
    Notice.objects.filter(pk__in=numbers, read_at__isnull=True).update(read_at=now, read_by=by)
