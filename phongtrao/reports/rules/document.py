"""A form's content from its JSON document, refused whole where it contradicts itself. Documents published
before a word was added here still read: what is absent has its plain meaning."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from phongtrao.core import indicator as catalogue
from phongtrao.reports.rules.contradictions import BadForm, Clash, Contradiction
from phongtrao.reports.rules.form import (
    Chapter,
    Content,
    Field,
    Figure,
    Grid,
    Narrative,
    Part,
    Prefill,
    Section,
)


def read(document: Mapping[str, Any]) -> Content:
    """A form's content from its JSON document, refused whole if it contradicts itself."""
    try:
        content = Content(
            document["id"],
            document["title_vi"],
            document["title_en"],
            tuple(_part(row) for row in document["parts"]),
            tuple(_section(row) for row in document["sections"]),
            document.get("expects_all", True),
        )
    except (KeyError, TypeError) as lack:
        raise BadForm([Contradiction(Clash.LACKS, str(lack).strip("'"))]) from lack
    faults = list(_faults(content))
    if faults:
        raise BadForm(faults)
    return content


def _part(row: Mapping[str, Any]) -> Part:
    chapters = (Chapter(c["number"], c["title_vi"], c["title_en"]) for c in row.get("chapters", ()))
    return Part(row["id"], row["title_vi"], row["title_en"], tuple(chapters))


def _section(row: Mapping[str, Any]) -> Section:
    return Section(
        row["id"],
        row["number"],
        row["part"],
        row["title_vi"],
        row["title_en"],
        row["guidance_vi"],
        row["guidance_en"],
        tuple(_field(field) for field in row["fields"]),
        row.get("area_vi", ""),
        row.get("area_en", ""),
    )


def _field(row: Mapping[str, Any]) -> Field:
    if row["kind"] == "figure":
        return _figure(row, row["breakdown"])
    told = (row.get("guidance_vi", ""), row.get("guidance_en", ""))
    if row["kind"] == "grid":
        shared = {name: row[name] for name in ("values", "total") if name in row}
        columns = tuple(_figure({**column, **shared}, row["breakdown"]) for column in row["columns"])
        return Grid(row["id"], row["breakdown"], row["vi"], row.get("en", ""), columns, *told)
    if row["kind"] == "narrative":
        return Narrative(row["id"], row["vi"], row["en"], row["required"], row["max_chars"], *told)
    raise BadForm([Contradiction(Clash.NO_KIND, str(row["kind"]))])


def _figure(row: Mapping[str, Any], breakdown: str | None) -> Figure:
    values = row.get("values")
    try:
        prefill = Prefill(row.get("prefill", Prefill.NONE))
    except ValueError as unknown:
        found = Contradiction(Clash.NO_PREFILL, row["indicator"], str(row["prefill"]))
        raise BadForm([found]) from unknown
    return Figure(
        indicator=row["indicator"],
        breakdown=breakdown,
        required=row.get("required", False),
        guidance_vi=row.get("guidance_vi", ""),
        guidance_en=row.get("guidance_en", ""),
        least=row.get("least"),
        most=row.get("most"),
        required_if=row.get("required_if", ""),
        prefill=prefill,
        values=None if values is None else tuple(values),
        total=row.get("total", True),
    )


def _faults(content: Content) -> Iterator[Contradiction]:
    known = {indicator.id for indicator in catalogue.load().indicators}
    unknown = [figure.indicator for figure in content.figures if figure.indicator not in known]
    yield from (Contradiction(Clash.NO_INDICATOR, name) for name in unknown)
    if unknown:
        return
    for figure in content.figures:
        yield from _figure_faults(figure, content)
    grids = [field for section in content.sections for field in section.fields if isinstance(field, Grid)]
    for grid in grids:
        yield from _grid_faults(grid)
    parts = {part.id for part in content.parts}
    astray = (section for section in content.sections if section.part not in parts)
    yield from (Contradiction(Clash.NO_PART, section.id, section.part) for section in astray)
    ids = [section.id for section in content.sections]
    names = [figure.indicator for figure in content.figures] + [n.id for n in content.narratives]
    yield from _twice(Clash.SECTION_TWICE, ids)
    yield from _twice(Clash.FIELD_TWICE, names)
    yield from _twice(Clash.GRID_TWICE, [grid.id for grid in grids])


def _twice(clash: Clash, names: Sequence[str]) -> Iterator[Contradiction]:
    yield from (Contradiction(clash, name) for name, n in sorted(Counter(names).items()) if n > 1)


def _figure_faults(figure: Figure, content: Content) -> Iterator[Contradiction]:
    known = catalogue.load().get(figure.indicator)
    dimensions = {dimension.id: dimension for dimension in known.dimensions}
    if figure.breakdown and list(dimensions) != [figure.breakdown]:
        yield Contradiction(Clash.NOT_BROKEN_DOWN, figure.indicator, figure.breakdown)
    elif figure.breakdown and figure.values is not None:
        there = {value.id for value in dimensions[figure.breakdown].values}
        gone = (value for value in figure.values if value not in there)
        yield from (Contradiction(Clash.NO_VALUE, figure.indicator, value) for value in gone)
    if figure.least is not None and figure.most is not None and figure.least > figure.most:
        yield Contradiction(Clash.BOUNDS_CROSSED, figure.indicator)
    if figure.required_if and (
        figure.required_if not in content.fields or figure.required_if.partition("|")[0] == figure.indicator
    ):
        yield Contradiction(Clash.HANGS, figure.indicator, figure.required_if)


def _grid_faults(grid: Grid) -> Iterator[Contradiction]:
    if not grid.figures or not grid.keys:
        yield Contradiction(Clash.EMPTY_GRID, grid.id)
    ratio = catalogue.Aggregation.RATIO
    for figure in grid.figures:
        if catalogue.load().get(figure.indicator).aggregation is ratio:
            yield Contradiction(Clash.RATIO_IN_GRID, figure.indicator, grid.id)
