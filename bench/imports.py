"""how long it takes to read workbooks of 60 figures into their drafts, 3,321 against 3 minutes"""

import argparse
import sys
import time
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from bench import _demo
from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Basis
from phongtrao.core.indicator import Aggregation
from phongtrao.core.period import local_day
from phongtrao.core.vietnamese import fold, sort_key
from phongtrao.people.models import Organisation, OrganisationParent
from phongtrao.people.rules import Kind
from phongtrao.reports import actions, tasks
from phongtrao.reports.models import ImportFile, Request
from phongtrao.reports.queries import workbook as making
from phongtrao.reports.rules.taking import FileState
from phongtrao.reports.rules.workbook import Box, Field, Paper, workbook

COMMUNES, LIMIT_S, FIGURES = 3_321, 180, 60


def form() -> dict[str, Any]:
    """Sixty counts of the catalogue, six to a section."""
    counted = [
        entry.id
        for entry in catalogue.load().indicators
        if entry.aggregation in (Aggregation.FLOW, Aggregation.STOCK) and entry.whole and not entry.decimals
    ][:FIGURES]
    words = {"title_vi": "Mục", "title_en": "Section", "guidance_vi": "", "guidance_en": ""}
    sections = [
        {
            "id": f"s{at}",
            "number": str(at + 1),
            "part": "I",
            **words,
            "fields": [
                {"kind": "figure", "indicator": code, "breakdown": None, "required": False}
                for code in counted[at * 6 : at * 6 + 6]
            ],
        }
        for at in range(FIGURES // 6)
    ]
    part = {"id": "I", "title_vi": "Kết quả", "title_en": "Results", "chapters": []}
    titles = {"title_vi": "Sáu mươi số", "title_en": "Sixty figures"}
    return {"id": "bench_sixty", "version": 1, **titles, "parts": [part], "sections": sections}


def asked(files: int) -> tuple[Any, Request]:
    """A request to as many units below the demo's city."""
    head = _demo.officers()[3]
    place = Organisation.objects.filter(parents__parent=head.organisation).exclude(
        place=head.organisation.place
    )
    home, now = place[0].place, timezone.now()
    units = Organisation.objects.bulk_create(
        Organisation(
            kind=Kind.AGENCY.value,
            name=f"Đơn vị {n}",
            abbreviation="ĐV",
            place=home,
            folded=fold(f"Đơn vị {n}"),
            sort_key=sort_key(f"Đơn vị {n}"),
        )
        for n in range(files)
    )
    OrganisationParent.objects.bulk_create(
        OrganisationParent(child=u, parent=head.organisation) for u in units
    )
    request = actions.ask(
        actions.publish(form(), now=now),
        asker=head.organisation,
        organisations=units,
        clock="calendar",
        year=local_day(now).year,
        due=local_day(now).replace(year=local_day(now).year + 1),
        basis=Basis.OWN,
        title="Đo tốc độ nhập",
        by=head,
        now=now,
    )
    return head, request


def filled(paper: Paper) -> bytes:
    blocks = (
        type(block)(
            block.number, block.title, block.guidance, tuple(_typed(f, n) for n, f in enumerate(block.fields))
        )
        for block in paper.blocks
    )
    return workbook(Paper(paper.title, paper.lines, paper.token, paper.ids, tuple(blocks)))


def _typed(field: Field, n: int) -> Field:
    return Field(field.key, field.name, field.unit, "", Box.COUNT, value=0 if n else 12)


def workbooks(request: Request) -> Iterator[UploadedFile[Any]]:
    reports = request.reports.select_related(
        "request__form", "request__asker", "request__assignment", "organisation__place", "duty"
    )
    for report, paper in making.papers(reports, drafts=False):
        content = filled(paper)
        yield UploadedFile(ContentFile(content), f"{report.pk}.xlsx", size=len(content))


def measure(files: int) -> dict[str, Any]:
    _demo.load()
    head, request = asked(files)
    sys.stderr.write(f"making {files} workbooks …\n")
    began = time.perf_counter()
    made = list(workbooks(request))
    making_s = time.perf_counter() - began
    began = time.perf_counter()
    kept = actions.keep(made, by=head, now=timezone.now())
    given = tasks.hand_in(request, kept, report=None, by=head)
    keeping_s = time.perf_counter() - began
    began = time.perf_counter()
    tasks.read_import.call(given.pk)
    reading_s = time.perf_counter() - began
    taken = ImportFile.objects.filter(of=given, state=FileState.TAKEN.value).count()
    if taken != files:
        raise SystemExit(f"{taken} of {files} were taken: {given.files.exclude(state='taken')[0].result}")
    a_file = (keeping_s + reading_s) / files
    return {
        "bench": "imports",
        "files": files,
        "figures": FIGURES,
        "limit_s": LIMIT_S,
        "making_ms_a_file": round(making_s / files * 1000, 1),
        "keeping_ms_a_file": round(keeping_s / files * 1000, 1),
        "reading_ms_a_file": round(reading_s / files * 1000, 1),
        "seconds_for_3321": round(a_file * COMMUNES, 1),
        "ratio": round(a_file * COMMUNES / LIMIT_S, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench imports", description=__doc__)
    parser.add_argument(
        "--files", type=int, default=COMMUNES, help=f"how many workbooks (default: {COMMUNES})"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    found = measure(options.files)
    lines = [f"{name:<20} {value}" for name, value in found.items() if name != "bench"]
    _demo.tell(options, found, lines)


if __name__ == "__main__":
    main()
