from phongtrao.places.views.areas import (
    add,
    areas,
    count,
    end,
    import_list,
    merge,
    rename,
    split,
)
from phongtrao.places.views.finding import place, search

__all__ = ["add", "areas", "count", "end", "import_list", "merge", "place", "rename", "search", "split"]
