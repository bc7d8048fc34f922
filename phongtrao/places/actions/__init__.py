from phongtrao.places.actions.areas import (
    add_area,
    count_households,
    end_area,
    merge_areas,
    rename_area,
    split_area,
)
from phongtrao.places.actions.importing import Step, What, import_areas, plan
from phongtrao.places.actions.loading import load
from phongtrao.places.actions.words import days, sentence

__all__ = [
    "Step",
    "What",
    "add_area",
    "count_households",
    "days",
    "end_area",
    "import_areas",
    "load",
    "merge_areas",
    "plan",
    "rename_area",
    "sentence",
    "split_area",
]
