"""Documents about a request: written from its board and the ledger, drafted among the office's documents."""

from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.core.deadline import due_at
from phongtrao.documents import queries as documents
from phongtrao.documents.models import Document
from phongtrao.kit.refusals import Refused
from phongtrao.letters.checking import check
from phongtrao.reports import actions, queries
from phongtrao.reports.rules.letters import LetterKind
from phongtrao.reports.tests.stage import DUE, Stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


def drafted(stage: Stage, kind: LetterKind, cast: Cast, **more: object) -> Document:
    said = {"by": cast.province_head, "now": NOW, **more}
    return actions.draft_letter(stage.request, kind, **said)  # type: ignore[arg-type]


def content(document: Document) -> bytes:
    file = document.contents.get().file
    return documents.path_of(file.digest).read_bytes()


def said(document: Document) -> str:
    read = docx.Document(BytesIO(content(document)))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in read.paragraphs), *cells])


def accepted(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    stage.save({"areas_meeting_standard": "10/12"}, section="practices")
    stage.send()
    stage.accept()


@pytest.mark.parametrize("kind", list(LetterKind))
def test_each_kind_is_drafted_and_keeps_the_decrees_layout(
    stage: Stage, cast: Cast, kind: LetterKind
) -> None:
    made = drafted(stage, kind, cast)
    assert (made.organisation, made.number, made.state) == (stage.request.asker, None, "draft")
    breaks = [fault.code for fault in check(content(made)) if fault.weight == "breaks"]
    assert breaks == []


def test_the_letter_asks_the_units_of_the_request(stage: Stage, cast: Cast) -> None:
    made = drafted(stage, LetterKind.ASKING, cast)
    names = [report.organisation.name for report in stage.request.reports.select_related("organisation")]
    assert made.subject == f"đề nghị gửi {stage.request.title}"
    assert sorted(made.addressees) == sorted(names)
    assert "Hạn gửi: 20/12/2026." in said(made)


def test_the_reminder_names_only_who_is_not_yet_in(stage: Stage, cast: Cast) -> None:
    accepted(stage)
    made = drafted(stage, LetterKind.REMINDING, cast)
    assert stage.report().organisation.name not in made.addressees
    assert "Đến nay còn 1 đơn vị chưa gửi." in said(made)


def test_the_notice_tells_of_each_unit_what_came(stage: Stage, cast: Cast) -> None:
    accepted(stage)
    text = said(drafted(stage, LetterKind.RESULTS, cast, now=due_at(DUE) + timedelta(days=1)))
    assert "Trong 2 đơn vị được yêu cầu: 1 gửi đúng hạn, 0 gửi quá hạn, 1 chưa gửi" in text
    assert "20/11/2026\nđúng hạn\n" in text


def test_the_list_tells_of_each_place_how_far_it_met_the_standard(stage: Stage, cast: Cast) -> None:
    accepted(stage)
    text = said(drafted(stage, LetterKind.MET_STANDARD, cast))
    assert "Xã Pù Luông\n10/12 (83,33 %)" in text


def test_the_same_press_gives_one_draft_and_only_the_asker_writes(stage: Stage, cast: Cast) -> None:
    first = drafted(stage, LetterKind.ASKING, cast, key="k")
    assert drafted(stage, LetterKind.ASKING, cast, key="k") == first
    with pytest.raises(Refused):
        actions.draft_letter(stage.request, LetterKind.ASKING, by=cast.viewer, now=NOW)
    assert Document.objects.count() == 1


def test_the_page_offers_them_and_leads_to_the_draft(stage: Stage, cast: Cast, client: Client) -> None:
    client.force_login(cast.province_head)
    board = reverse("reports:request", args=[stage.request.pk])
    page = client.get(board).content.decode()
    labels = [label for _kind, label in queries.letter_kinds(stage.request)]
    assert [label for label in labels if label not in page] == []
    made = client.post(f"{board}letters/", {"kind": "asking", "key": "k"})
    assert made.headers["Location"] == reverse("documents:document", args=[Document.objects.get().pk])
    assert client.post(f"{board}letters/", {"kind": "x"}).headers["Location"] == board
