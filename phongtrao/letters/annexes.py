"""The two annexes of the annual report: all its figures beside last year's, and where each came from."""

from collections.abc import Iterable, Iterator, Mapping

from phongtrao.core.period import describe
from phongtrao.core.vietnamese import format_date
from phongtrao.letters.document import Annex, Block, Column, Paragraph, Row, Run, Table, Text
from phongtrao.letters.figures import OF_WHICH, FigureLine, Known, SourceLine, change, in_digits
from phongtrao.letters.layout import Align
from phongtrao.letters.outline import outline

FIGURES_TITLE = "Biểu số liệu năm {year} so với năm {last_year}"
SOURCES_TITLE = "Nguồn số liệu"
ILLUSTRATIVE = "minh họa"
UNKNOWN = "chưa có số liệu"
BASIS = {
    "own": "số của đơn vị",
    "statement": "số báo cáo của toàn địa bàn",
    "derived": "theo sổ theo dõi",
    "mixed": "số tổng hợp",
}
SOURCE_COLUMNS = (
    Column("Số", 5, Align.CENTER),
    Column("Số liệu", 22),
    Column("Giá trị", 13, Align.RIGHT),
    Column("Đơn vị báo cáo", 18),
    Column("Tài liệu, vị trí, trích dẫn", 27),
    Column("Chấp nhận số liệu", 15),
)


def figures_annex(figures: Mapping[str, tuple[FigureLine, ...]], year: int) -> Annex:
    """In the order of the outline, a heading row for each section that has figures."""
    title = FIGURES_TITLE.format(year=year, last_year=year - 1)
    rows = tuple(_section_rows(figures))
    return Annex(title, (_table(_figure_columns(year), rows),), landscape=True)


def _figure_columns(year: int) -> tuple[Column, ...]:
    return (
        Column("TT", 5, Align.CENTER),
        Column("Chỉ tiêu", 26),
        Column("Đơn vị tính", 9, Align.CENTER),
        Column(f"Năm {year}", 15, Align.RIGHT),
        Column(f"Năm {year - 1}", 13, Align.RIGHT),
        Column("Tăng, giảm", 11, Align.RIGHT),
        Column("Tăng, giảm (%)", 9, Align.RIGHT),
        Column("Nguồn", 8, Align.CENTER),
        Column("Ghi chú", 15),
    )


def _section_rows(figures: Mapping[str, tuple[FigureLine, ...]]) -> Iterator[Row]:
    ordinal = 0
    for section in outline().sections.values():
        lines = figures.get(section.id, ())
        if lines:
            yield Row(((Run(section.title, bold=True),),), across=True)
        for line in lines:
            ordinal += 1
            yield _figure_row(str(ordinal), _plain(line.full_name), line)
            for part in line.of_which:
                yield _figure_row("", (Run(OF_WHICH + part.full_name, italic=True),), part)


def _figure_row(ordinal: str, name: Text, line: FigureLine) -> Row:
    moved = change(line.value, line.last_year)
    last_year = in_digits(line.last_year) if line.last_year else ""
    sources = ", ".join(map(str, line.sources))
    cells = (line.unit, _number(line.value, line.illustrative), last_year, moved.amount, moved.percent)
    return Row((_plain(ordinal), name, *map(_plain, cells), _plain(sources), _plain(_note(line))))


def _number(value: Known | None, illustrative: bool) -> str:
    if value is None:
        return UNKNOWN
    return f"{in_digits(value)} ({ILLUSTRATIVE})" if illustrative else in_digits(value)


def _note(line: FigureLine) -> str:
    notes = (
        f"tính đến {format_date(line.as_of)}" if line.as_of else "",
        describe(line.window, None, "vi") if line.window else "",
        BASIS[line.basis] if line.basis else "",
        line.note,
    )
    return "; ".join(note for note in notes if note)


def sources_annex(sources: Iterable[SourceLine]) -> Annex:
    rows = tuple(map(_source_row, sorted(sources, key=lambda source: source.number)))
    return Annex(SOURCES_TITLE, (_table(SOURCE_COLUMNS, rows),), landscape=True)


def _source_row(source: SourceLine) -> Row:
    value = f"{_number(source.value, source.illustrative)} {_unit(source)}".rstrip()
    quote = f"“{source.quote}”" if source.quote else ""
    document = "; ".join(piece for piece in (source.document, source.where, quote) if piece)
    accepted_on = f"ngày {format_date(source.accepted_on)}" if source.accepted_on else ""
    accepted = ", ".join(piece for piece in (source.accepted_by, accepted_on) if piece)
    cells = (str(source.number), source.figure, value, source.organisation, document, accepted)
    return Row(tuple(map(_plain, cells)))


def _unit(source: SourceLine) -> str:
    return "" if source.unit == "%" or source.illustrative else source.unit


def _table(columns: tuple[Column, ...], rows: tuple[Row, ...]) -> Block:
    """A table without rows says that it has none."""
    return Table(columns, rows) if rows else Paragraph(_plain(outline().texts["no_figures"]))


def _plain(text: str) -> Text:
    return (Run(text),)
