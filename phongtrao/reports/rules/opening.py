"""Strangers' workbooks are weighed, then read, in the limited child."""

from phongtrao.core.sandbox import Unfit
from phongtrao.core.vetting import Fault, Kind, inspect_office
from phongtrao.kit.books import Book, book, refused


def books(*contents: bytes) -> list[Book]:
    return [_opened(content) for content in contents]


def _opened(content: bytes) -> Book:
    try:
        inspect_office(Kind.XLSX, content)
        return book(content)
    except Fault as fault:
        return refused(fault.code.value)
    except Exception as unfit:
        # `Unfit` has another name in the child, where its module runs as the main one.
        if type(unfit).__name__ == Unfit.__name__:
            return refused(str(unfit))
        raise
