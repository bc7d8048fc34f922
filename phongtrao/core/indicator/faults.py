"""What is wrong with a catalogue. It may count nobody by creed or origin: such words are refused anywhere."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date

from phongtrao.core.indicator.catalogue import Catalogue
from phongtrao.core.indicator.kinds import Aggregation, BadCatalogue, BadCell, Indicator, UnknownIndicator

VIETNAMESE = ("tôn giáo", "tín ngưỡng", "dân tộc", "tộc người", "giáo dân", "giáo xứ", "xứ đạo", "họ đạo")
FORBIDDEN = (*VIETNAMESE, "religio", "ethnic", "faith", "parish", "church")


def validate(catalogue: Catalogue) -> None:
    """Raise BadCatalogue naming every fault; do nothing if there is none."""
    faults = [*_text_faults(catalogue), *_synonym_faults(catalogue), *_check_faults(catalogue)]
    for indicator in catalogue.indicators:
        faults += _indicator_faults(catalogue, indicator)
    if faults:
        raise BadCatalogue("; ".join(faults))


def _texts(record: object) -> Iterator[str]:
    if isinstance(record, str):
        yield record
    elif isinstance(record, Mapping):
        for key, value in record.items():
            yield from (*_texts(key), *_texts(value))
    elif isinstance(record, list | tuple):
        for item in record:
            yield from _texts(item)


def _text_faults(catalogue: Catalogue) -> Iterator[str]:
    for text in _texts(asdict(catalogue)):
        if not unicodedata.is_normalized("NFC", text):
            yield f"not NFC: {text}"
        for word in FORBIDDEN:
            if word in unicodedata.normalize("NFC", text).casefold():
                yield f"forbidden word {word!r}: {text}"


def _synonym_faults(catalogue: Catalogue) -> Iterator[str]:
    """A phrase that meant two indicators would leave a reader of text to guess."""
    phrases = Counter(word.casefold() for entry in catalogue.indicators for word in entry.synonyms)
    for phrase, times in phrases.items():
        if times > 1:
            yield f"synonym {phrase!r} stands {times} times"


def _indicator_faults(catalogue: Catalogue, indicator: Indicator) -> Iterator[str]:
    if indicator.group not in {group.id for group in catalogue.groups}:
        yield f"{indicator.id}: unknown group {indicator.group}"
    if not 0 <= indicator.decimals <= 3:
        yield f"{indicator.id}: {indicator.decimals} decimals"
    if (indicator.aggregation is Aggregation.RATIO) != (indicator.ratio is not None):
        yield f"{indicator.id}: a ratio, and only a ratio, names its parts"
    if not indicator.whole and not _has_own_units(indicator):
        yield f"{indicator.id}: without a whole it needs one dimension whose values have units"
    yield from _definition_faults(indicator)
    yield from _part_faults(catalogue, indicator)


def _has_own_units(indicator: Indicator) -> bool:
    return len(indicator.dimensions) == 1 and all(value.unit_vi for value in indicator.dimensions[0].values)


def _definition_faults(indicator: Indicator) -> Iterator[str]:
    definitions = indicator.definitions
    if not definitions:
        yield f"{indicator.id}: no definition"
    for place, definition in enumerate(definitions):
        if (definition.valid_from or date.min) > (definition.valid_to or date.max):
            yield f"{indicator.id}: definition {definition.version} ends before it begins"
        for other in definitions[place + 1 :]:
            if definition.overlaps(other) or definition.version == other.version:
                yield f"{indicator.id}: definitions {definition.version} and {other.version} clash"


def _part_faults(catalogue: Catalogue, indicator: Indicator) -> Iterator[str]:
    seen = {indicator.id}
    above = indicator.part_of
    while above:
        if above not in catalogue.by_id:
            yield f"{indicator.id}: part of unknown {above}"
            return
        if above in seen:
            yield f"{indicator.id}: part of itself"
            return
        seen.add(above)
        above = catalogue.get(above).part_of


def _check_faults(catalogue: Catalogue) -> Iterator[str]:
    for id, times in Counter(check.id for check in catalogue.checks).items():
        if times > 1:
            yield f"check {id} stands {times} times"
    for check in catalogue.checks:
        decimals = set()
        for term in (check.left, *check.right):
            try:
                catalogue.get(term.indicator).parse_cell(term.cell)
                decimals.add(catalogue.get(term.indicator).decimals)
            except (UnknownIndicator, BadCell) as fault:
                yield f"check {check.id}: {fault!r}"
        if len(decimals) > 1:
            yield f"check {check.id}: compares values of different scales"
