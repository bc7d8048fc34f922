"""The demo's official documents: written by the engine; drafted, signed, numbered and issued through the same actions
as everything else. All are illustrative and say so."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from phongtrao.core.period import local_day
from phongtrao.documents import actions
from phongtrao.documents.models import Document, Signatory
from phongtrao.documents.queries import frame_of
from phongtrao.documents.rules import Authority
from phongtrao.letters.document import Document as Letter
from phongtrao.letters.document import Paragraph, Run
from phongtrao.letters.docx import write as write_word
from phongtrao.letters.pdf.letter import write as write_pdf
from phongtrao.people.models import Officer

MARK = "DỮ LIỆU MINH HỌA"


def issue_papers(plan: dict[str, Any], head: Officer, now: datetime) -> None:
    """Two issued documents, a draft, a number kept for a paper outside, and one document that arrived."""
    office, today = head.organisation, local_day(now)
    signatory = actions.add_signatory(
        office,
        name="Tài khoản dùng thử",
        post=plan["post"],
        authority=Authority.ON_BEHALF,
        valid_from=today - timedelta(days=365),
        by=head,
        now=now,
    )
    for row in plan["issued"]:
        _issue(row, signatory, head, now)
    _draft(plan["draft"], signatory, head, now)
    series = actions.main_series(office)
    actions.reserve(series, note=plan["reserved"], by=head, now=now)
    came = plan["arrived"]
    actions.register_incoming(
        office,
        arrived_on=today - timedelta(days=came["days_ago"]),
        due=today + timedelta(days=came["due_in"]),
        **{name: came[name] for name in ("sign", "kind", "issuer", "subject", "handler")},
        by=head,
        now=now,
    )


def _issue(row: dict[str, Any], signatory: Signatory, by: Officer, now: datetime) -> None:
    """Within this year, so that the demo's register begins with 01 in January too."""
    first = local_day(now).replace(month=1, day=1)
    day = max(local_day(now) - timedelta(days=row["days_ago"]), first)
    document = _draft(row, signatory, by, now)
    actions.check(document, base_version=document.version, by=by, now=now)
    document.refresh_from_db()
    actions.sign(
        document,
        actions.file_of("ban-ky.pdf", write_pdf(_letter(row, signatory, by, now))),
        base_version=document.version,
        signatory=signatory,
        signed_on=day,
        by=by,
        now=now,
    )
    document.refresh_from_db()
    actions.issue(document, base_version=document.version, issued_on=day, by=by, now=now)


def _draft(row: dict[str, Any], signatory: Signatory, by: Officer, now: datetime) -> Document:
    word = write_word(_letter(row, signatory, by, now))
    return actions.draft(
        by.organisation,
        kind=row["kind"],
        subject=row["subject"],
        upload=actions.file_of("noi-dung.docx", word),
        illustrative=True,
        by=by,
        now=now,
    )


def _letter(row: dict[str, Any], signatory: Signatory, by: Officer, now: datetime) -> Letter:
    frame = replace(frame_of(by.organisation, local_day(now), signatory=signatory), marks=(MARK,))
    said = [Paragraph((Run(line),)) for line in row["text"].splitlines()]
    return frame.document(row["letter"], row["subject"], said)
