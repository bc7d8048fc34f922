from enum import StrEnum


class Kind(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    TXT = "txt"
    PNG = "png"
    JPG = "jpg"
    DOC = "doc"
    XLS = "xls"
    HTML = "html"


USUAL = frozenset(Kind) - {Kind.DOC, Kind.XLS, Kind.HTML}
"""What every door takes; the others only where a text is read."""


class Code(StrEnum):
    """Why a file is not kept."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_KIND = "unknown_kind"
    NOT_WHAT_IT_SAYS = "not_what_it_says"
    DAMAGED = "damaged"
    LOCKED = "locked"
    MACROS = "macros"
    EMBEDDED = "embedded"
    EXTERNAL_LINKS = "external_links"
    TOO_MANY_PARTS = "too_many_parts"
    INFLATES = "inflates"
    RUNS_CODE = "runs_code"
    TOO_MANY_PIXELS = "too_many_pixels"
    NOT_TEXT = "not_text"
    ACTIVE_PAGE = "active_page"
    HEIC = "heic"


class Fault(Exception):
    def __init__(self, code: Code) -> None:
        super().__init__(code.value)
        self.code = code
