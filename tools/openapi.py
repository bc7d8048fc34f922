"""Write docs/reference/openapi.json anew after a wanted change of the API.

usage: DJANGO_SETTINGS_MODULE=phongtrao.site.settings python -m tools.openapi"""

import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phongtrao.site.settings")


def main() -> None:
    django.setup()
    import json  # noqa: PLC0415

    from phongtrao.site.api_root import api  # noqa: PLC0415 (needs Django set up)

    text = json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    Path(__file__).resolve().parent.parent.joinpath("docs/reference/openapi.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
