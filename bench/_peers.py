"""Peers of the letters: docxtpl with LibreOffice, and WeasyPrint, in an environment of their own that is made in a
temporary folder and thrown away. Never dependencies of the product."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import segno

from bench import _papers
from phongtrao.letters.certificates.certificate import FIELDS
from phongtrao.letters.document import Document, Paragraph, Table
from phongtrao.letters.faces import FONTS
from phongtrao.letters.profiles import STATE

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("docxtpl==0.20.2", "weasyprint==70.0")
INSTALLING, WORKING = 600, 900  # seconds


class NoPeers(Exception):
    """One sentence: why they can't be measured here."""


@dataclass(frozen=True, slots=True)
class Spent:
    """`memory`: the largest of the process and of those it waited for, in megabytes; `pages` of PDFs only."""

    seconds: float
    memory: float
    files: int
    pages: int


def ours(work: str, number: int) -> Spent:
    with tempfile.TemporaryDirectory() as into:
        told, memory = _child([sys.executable, "-P", "-m", "bench._papers", work, str(number), into])
        return Spent(told["seconds"], memory, told["files"], pages(Path(into)))


def environment(folder: Path) -> Path:
    """An interpreter with the peers."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    said = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", *PACKAGES],
        capture_output=True,
        text=True,
        timeout=INSTALLING,
    )
    if said.returncode:
        last = said.stderr.strip().splitlines()[-1:] or ["pip failed"]
        raise NoPeers(f"the peers can't be installed here (is there a network?): {last[0]}")
    return python


def peer(python: Path, name: str, work: str, number: int) -> Spent:
    """`name`: weasyprint or docxtpl."""
    with tempfile.TemporaryDirectory() as scratch:
        given, into = Path(scratch) / "data.json", Path(scratch) / "out"
        into.mkdir()
        given.write_text(json.dumps(data(work, number), ensure_ascii=False), "utf-8")
        script = str(ROOT / "bench" / f"_peer_{name}.py")
        told, memory = _child([str(python), "-P", script, work, str(given), str(into)])
        return Spent(told["seconds"], memory, told["files"], pages(into))


def office(python: Path, work: str, number: int) -> Spent:
    """docxtpl, then LibreOffice on all its files at once: what an office can do today."""
    program = shutil.which("soffice")
    if program is None:
        raise NoPeers("LibreOffice (soffice) is not installed here")
    with tempfile.TemporaryDirectory() as scratch:
        given, into = Path(scratch) / "data.json", Path(scratch) / "out"
        into.mkdir()
        given.write_text(json.dumps(data(work, number), ensure_ascii=False), "utf-8")
        script = str(ROOT / "bench" / "_peer_docxtpl.py")
        told, memory = _child([str(python), "-P", script, work, str(given), str(into)])
        files = sorted(map(str, into.glob("*.docx")))
        home = f"-env:UserInstallation=file://{scratch}/profile"
        began = time.perf_counter()
        _said, larger = _child(
            [program, home, "--headless", "--convert-to", "pdf", "--outdir", str(into), *files],
            json_line=False,
        )
        seconds = told["seconds"] + time.perf_counter() - began
        return Spent(seconds, max(memory, larger), told["files"], pages(into))


def pages(folder: Path) -> int:
    return sum(len(pypdfium2.PdfDocument(file)) for file in folder.glob("*.pdf"))


def _child(command: Sequence[str], *, json_line: bool = True) -> tuple[dict[str, Any], float]:
    """What it printed, and its largest memory."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=output, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise NoPeers(f"{Path(command[0]).name} ended with {process.returncode}")
        output.seek(0)
        told = json.loads(output.read().splitlines()[-1]) if json_line else {}
    return told, usage.ru_maxrss / 1024


# The same words, as plain data ------------------------------------------------------------------------------


def data(work: str, number: int) -> dict[str, Any]:
    faces = [[str(FONTS / "Tinos_400Regular.ttf"), 400], [str(FONTS / "Tinos_700Bold.ttf"), 700]]
    if work == "certificates":
        papers = _papers.certificates(number)
        return {"fonts": faces, "certificates": [_certificate(one) for one in papers]}
    documents = [_papers.report()] if work == "report" else _papers.decisions(number)
    return {"fonts": faces, "documents": [_document(one) for one in documents]}


def _certificate(one: _papers.Certificate) -> dict[str, str]:
    said = {name: field(one) for name, field in FIELDS.items()}
    return {
        **said,
        "decision": f"Quyết định số: {said['decision']} {said['decided']}",
        "register": f"Số sổ vàng: {said['register']}",
        "day": said["place_and_day"],
        "post": said["posts"],
        "dots": _dots(one.check_address),
    }


def _dots(address: str) -> str:
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=0, xmldecl=False, omitsize=True
    )
    return drawn.getvalue().decode()


def _document(one: Document) -> dict[str, Any]:
    tables = [block for annex in one.annexes for block in annex.blocks if isinstance(block, Table)]
    return {
        "issuer": one.issuer,
        "national": f"{STATE.national} {STATE.motto}",
        "title": one.title,
        "blocks": [_block(block) for block in one.body],
        "tables": [
            {
                "heads": [column.title for column in table.columns],
                "rows": [[cell[0].text for cell in row.cells] for row in table.rows],
            }
            for table in tables
        ],
    }


def _block(block: Any) -> tuple[str, str]:
    if isinstance(block, Paragraph):
        return ("p", "".join(run.text for run in block.runs))
    if hasattr(block, "runs"):
        return ("p", "".join(run.text for run in block.printed))
    return ("h2", getattr(block, "title", "") or getattr(block, "text", ""))
