"""No word of the house without a line in docs/glossary.md."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django.apps import apps

import phongtrao
from phongtrao.core.figure import Basis, Qualifier, ValueKind
from phongtrao.core.indicator import Aggregation, CheckKind
from phongtrao.core.period import ANY, Part, clocks
from phongtrao.core.place import Level
from phongtrao.parts import PARTS
from phongtrao.people.rules import Kind, May, Role, Scope, Subject
from phongtrao.plans.rules import DutyState
from phongtrao.reports.rules import Flaw, Frequency, Move, Reason, Side, State, Verdict

GLOSSARY = Path(__file__).resolve().parent.parent / "docs/glossary.md"
TEXT = GLOSSARY.read_text(encoding="utf-8")
HEAD = ["Vietnamese", "English", "identifier", "meaning"]
FIGURES: tuple[type[StrEnum], ...] = (Aggregation, Basis, CheckKind, Level, Part, Qualifier, ValueKind)
PEOPLE: tuple[type[StrEnum], ...] = (Kind, May, Role, Scope, Subject)
REPORTS: tuple[type[StrEnum], ...] = (DutyState, Flaw, Frequency, Move, Reason, Side, State, Verdict)
ENGINES = ("core", "letters", "rollup")


def lines() -> Iterator[list[str]]:
    """The cells of every line of every table, without the heads."""
    for line in TEXT.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells != HEAD and set(line) != set("|-"):
            yield cells


def identifiers() -> list[str]:
    return [cells[2].strip("`") for cells in lines()]


def pure_choices() -> Iterator[type[StrEnum]]:
    """Every list of choices that core, an engine or a part's rules define."""
    wanted = re.compile(rf"phongtrao\.(?:(?:{'|'.join(ENGINES)})\b|(?:{'|'.join(PARTS)})\.rules\b)")
    for module in walk_packages(phongtrao.__path__, "phongtrao."):
        if wanted.match(module.name) and ".tests" not in module.name:
            for _name, found in getmembers(import_module(module.name), isclass):
                known = issubclass(found, StrEnum) and list(found) and not found.__name__.startswith("_")
                if known and found.__module__ == module.name:
                    yield found


def test_every_line_is_whole() -> None:
    assert [cells for cells in lines() if len(cells) != len(HEAD) or "" in cells] == []


def test_every_identifier_is_set_as_code_and_stands_once() -> None:
    assert [cells[2] for cells in lines() if not re.fullmatch(r"`[\w.]+`", cells[2])] == []
    assert [name for name, times in Counter(identifiers()).items() if times > 1] == []


def test_the_text_is_composed() -> None:
    assert unicodedata.normalize("NFC", TEXT) == TEXT


@pytest.mark.parametrize("part", PARTS)
def test_every_model_has_its_line(part: str) -> None:
    labels = {model._meta.label for model in apps.get_app_config(part).get_models()}
    assert sorted(labels - set(identifiers())) == []


def test_every_list_of_choices_has_its_line() -> None:
    names = {f"{choice.__module__.split('.')[1]}.{choice.__name__}" for choice in pure_choices()}
    assert sorted(names - set(identifiers())) == []


@pytest.mark.parametrize("choices", [*FIGURES, *PEOPLE, *REPORTS], ids=lambda choices: choices.__name__)
def test_every_choice_has_its_line(choices: type[StrEnum]) -> None:
    names = {f"{choices.__name__}.{member.name}" for member in choices}
    assert sorted(names ^ {name for name in identifiers() if name.startswith(f"{choices.__name__}.")}) == []


def test_every_clock_has_its_line() -> None:
    assert sorted({*clocks(), ANY} - set(identifiers())) == []


def test_a_line_of_a_part_names_something_that_exists() -> None:
    models = {model._meta.label for model in apps.get_models()}
    choices = {f"{choice.__module__.split('.')[1]}.{choice.__name__}" for choice in pure_choices()}
    qualified = {name for name in identifiers() if name.split(".")[0] in {*PARTS, *ENGINES} and "." in name}
    assert sorted(qualified - models - choices) == []
