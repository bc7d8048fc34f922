"""All documents, registers and files of an office in one zip: Word, Excel and files as they came, with an index that
any browser and any Excel opens."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from phongtrao.documents.models import Content, Document, Incoming, Register
from phongtrao.documents.queries.files import path_of
from phongtrao.documents.queries.lists import Line, entries, lines, told
from phongtrao.documents.queries.tables import documents_table, incoming_table, register_table
from phongtrao.documents.rules import file_name, folder_name
from phongtrao.kit.export import workbook
from phongtrao.kit.tables import Table
from phongtrao.people.models import Organisation

OUT, IN, BOOKS = "van-ban-di", "van-ban-den", "so"
On = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Packed:
    """A line of the index; `paths`: where its files lie in the zip, `gone`: names of those that are not on disk."""

    title: str
    words: str
    paths: list[str]
    gone: list[str]


def pack(organisation: Organisation, target: IO[bytes], on: On = lambda done, total: None) -> None:
    """`on` is told how many of the documents are done."""
    documents = list(
        Document.objects.filter(organisation=organisation)
        .select_related("organisation")
        .order_by("issued_on", "number", "pk")
    )
    arrived = list(
        Incoming.objects.filter(organisation=organisation)
        .select_related("arrival__register", "file")
        .order_by("arrival__register__year", "arrival__number")
    )
    registers = Register.objects.filter(series__organisation=organisation).select_related("series")
    total = len(documents) + len(arrived)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        index = []
        for done, packed in enumerate(_all(archive, documents, arrived), start=1):
            index.append(packed)
            on(done, total)
        books = [
            (f"{BOOKS}/{OUT}.xlsx", documents_table(lines(documents))),
            (f"{BOOKS}/{IN}.xlsx", incoming_table(arrived)),
            *(_register(row) for row in registers.order_by("year", "series")),
        ]
        for path, table in books:
            archive.writestr(path, workbook(table))
        archive.writestr("index.xlsx", workbook(documents_table(lines(documents))))
        archive.writestr("index.html", _page(organisation, index, books))


def _all(archive: zipfile.ZipFile, documents: list[Document], arrived: list[Incoming]) -> Iterator[Packed]:
    contents: dict[int, list[Content]] = {}
    rows = Content.objects.filter(document__in=documents).select_related("file").order_by("sequence")
    for content in rows:
        contents.setdefault(content.document_id, []).append(content)
    for at, (document, line) in enumerate(zip(documents, lines(documents), strict=True), start=1):
        folder = f"{OUT}/{folder_name(f'{at:05d}', line.written, line.subject)}"
        files = [(one.sequence, one.file.name, one.file.digest) for one in contents.get(document.pk, [])]
        yield _packed(archive, folder, f"{line.kind} {line.written}", _told(line), files)
    for row in arrived:
        year = row.arrival.register.year
        folder = f"{IN}/{folder_name(str(year), f'{row.number:05d}', row.sign, row.subject)}"
        files = [(1, row.file.name, row.file.digest)] if row.file else []
        title = _("Arrival number %(number)s of %(year)s") % {"number": row.number, "year": year}
        yield _packed(archive, folder, title, f"{row.sign} {row.issuer}: {row.subject}", files)


def _packed(
    archive: zipfile.ZipFile, folder: str, title: str, words: str, files: list[tuple[int, str, str]]
) -> Packed:
    paths, gone = [], []
    for sequence, name, digest in files:
        path = f"{folder}/{file_name(sequence, name)}"
        with suppress(FileNotFoundError):
            archive.write(path_of(digest), path)
            paths.append(path)
            continue
        gone.append(name)
    return Packed(title, words, paths, gone)


def _told(line: Line) -> str:
    return f"{line.subject} ({line.state_label})"


def _register(row: Register) -> tuple[str, Table]:
    title = f"{row.series.name} {row.year}"
    return f"{BOOKS}/{folder_name(str(row.year), row.series.name)}.xlsx", register_table(
        title, told(entries(row))
    )


def _page(organisation: Organisation, index: list[Packed], books: list[tuple[str, Table]]) -> str:
    named = [(path, table.caption) for path, table in books]
    context = {"organisation": organisation, "index": index, "books": named}
    return render_to_string("documents/package_index.html", context)
