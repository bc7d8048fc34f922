"""The two annexes of the annual report: all its figures beside last year's, and where each, and each paragraph that was
merged in, came from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from phongtrao.core.period import describe
from phongtrao.core.vietnamese import format_date
from phongtrao.letters.document import Annex, Block, Column, Paragraph, Row, Run, Table, Text
from phongtrao.letters.figures import OF_WHICH, FigureLine, Known, SourceLine, in_digits, moved
from phongtrao.letters.layout import Align
from phongtrao.letters.outline import outline, section_ids
from phongtrao.letters.periods import Period
from phongtrao.letters.text import shortened

FIGURES_TITLE = "Biểu số liệu {period} so với {before}"
SOURCES_TITLE = "Nguồn số liệu"
SOURCES_OF_BOTH_TITLE = "Nguồn số liệu và lời văn"
OF_TEXTS = "Nguồn các đoạn lời văn lấy từ báo cáo của đơn vị cấp dưới"
REWORDED = "có sửa lời"
FIRST_WORDS = 160
"""Characters of a paragraph by which it is found in the text."""
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


TEXT_COLUMNS = (
    Column("TT", 5, Align.CENTER),
    Column("Mục của báo cáo này", 18),
    Column("Đoạn lời văn", 29),
    Column("Đơn vị báo cáo", 16),
    Column("Báo cáo, mục", 18),
    Column("Chấp nhận báo cáo", 14),
)


@dataclass(frozen=True, slots=True)
class TextSource:
    """Where one paragraph under a section of the outline came from: the report of a unit, `where` in it; `accepted_by`:
    the body. `reworded`: it does not stand word for word."""

    section: str
    text: str
    organisation: str
    document: str
    where: str = ""
    accepted_by: str = ""
    accepted_on: date | None = None
    reworded: bool = False


def figures_annex(figures: Mapping[str, tuple[FigureLine, ...]], period: Period) -> Annex:
    """In the order of the outline, a heading row for each section that has figures."""
    title = FIGURES_TITLE.format(period=period.name, before=period.before)
    rows = tuple(_section_rows(figures))
    return Annex(title, (_table(figure_columns(period), rows),), landscape=True)


def figure_columns(period: Period) -> tuple[Column, ...]:
    return (
        Column("TT", 5, Align.CENTER),
        Column("Chỉ tiêu", 26),
        Column("Đơn vị tính", 9, Align.CENTER),
        Column(capital(period.name), 15, Align.RIGHT),
        Column(capital(period.before), 13, Align.RIGHT),
        Column("Tăng, giảm", 11, Align.RIGHT),
        Column("Tăng, giảm (%)", 9, Align.RIGHT),
        Column("Nguồn", 8, Align.CENTER),
        Column("Ghi chú", 15),
    )


def section_lines(figures: Mapping[str, tuple[FigureLine, ...]]) -> Iterator[FigureLine]:
    """In the order of the outline."""
    for section in section_ids():
        yield from figures.get(section, ())


def _section_rows(figures: Mapping[str, tuple[FigureLine, ...]]) -> Iterator[Row]:
    ordinal = 0
    for section in outline().sections.values():
        lines = figures.get(section.id, ())
        if lines:
            yield Row(((Run(section.title, bold=True),),), across=True)
        for line in lines:
            ordinal += 1
            yield figure_row(str(ordinal), plain(line.full_name), line)
            for part in line.of_which:
                yield figure_row("", (Run(OF_WHICH + part.full_name, italic=True),), part)


def figure_row(ordinal: str, name: Text, line: FigureLine) -> Row:
    changed = moved(line)
    last_year = in_digits(line.last_year) if line.last_year else ""
    sources = ", ".join(map(str, line.sources))
    cells = (line.unit, number(line.value, line.illustrative), last_year, changed.amount, changed.percent)
    return Row((plain(ordinal), name, *map(plain, cells), plain(sources), plain(_note(line))))


def number(value: Known | None, illustrative: bool, unknown: str = UNKNOWN) -> str:
    if value is None:
        return unknown
    return f"{in_digits(value)} ({ILLUSTRATIVE})" if illustrative else in_digits(value)


def _note(line: FigureLine) -> str:
    notes = (
        f"tính đến {format_date(line.as_of)}" if line.as_of else "",
        describe(line.window, None, "vi") if line.window else "",
        BASIS[line.basis] if line.basis else "",
        line.note,
    )
    return "; ".join(note for note in notes if note)


def sources_annex(sources: Iterable[SourceLine], texts: Sequence[TextSource] = ()) -> Annex:
    """The figures' by their numbers; then the paragraphs', in the order given."""
    rows = tuple(map(_source_row, sorted(sources, key=lambda source: source.number)))
    of_figures = _table(SOURCE_COLUMNS, rows)
    if not texts:
        return Annex(SOURCES_TITLE, (of_figures,), landscape=True)
    found = tuple(_text_row(at, source) for at, source in enumerate(texts, start=1))
    head = Paragraph((Run(OF_TEXTS, bold=True),))
    blocks = (of_figures, head, Table(TEXT_COLUMNS, found))
    return Annex(SOURCES_OF_BOTH_TITLE, blocks, landscape=True)


def _source_row(source: SourceLine) -> Row:
    value = f"{number(source.value, source.illustrative)} {_unit(source)}".rstrip()
    quote = f"“{source.quote}”" if source.quote else ""
    document = "; ".join(piece for piece in (source.document, source.where, quote) if piece)
    cells = (str(source.number), source.figure, value, source.organisation, document, _accepted(source))
    return Row(tuple(map(plain, cells)))


def _text_row(ordinal: int, source: TextSource) -> Row:
    quote = f"“{shortened(source.text, FIRST_WORDS)}”"
    text = f"{quote} ({REWORDED})" if source.reworded else quote
    document = ", ".join(piece for piece in (source.document, source.where) if piece)
    title = outline().sections[source.section].title
    cells = (str(ordinal), title, text, source.organisation, document, _accepted(source))
    return Row(tuple(map(plain, cells)))


def _accepted(source: SourceLine | TextSource) -> str:
    accepted_on = f"ngày {format_date(source.accepted_on)}" if source.accepted_on else ""
    return ", ".join(piece for piece in (source.accepted_by, accepted_on) if piece)


def _unit(source: SourceLine) -> str:
    return "" if source.unit == "%" or source.illustrative else source.unit


def _table(columns: tuple[Column, ...], rows: tuple[Row, ...]) -> Block:
    """A table without rows says that it has none."""
    return Table(columns, rows) if rows else Paragraph(plain(outline().texts["no_figures"]))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def plain(text: str) -> Text:
    return (Run(text),)
