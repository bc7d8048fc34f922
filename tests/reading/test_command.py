"""`bin/phongtrao read`: data to stdout, all else to stderr, no database needed."""

import json
from pathlib import Path

import pytest

from tests.core.old_text import as_tcvn3
from tests.own_home import Environment, bare_home, called, run
from tests.reading.files import word

TOLD = "Năm 2026, xã tổ chức 45 buổi tuyên truyền với hơn 3.200 lượt người tham gia."
FIELDS = [
    "doc",
    "char_start",
    "char_end",
    "text",
    "value",
    "denominator",
    "value_kind",
    "qualifier",
    "unit_text",
    "indicator",
    "period",
    "scope",
    "of_which_parent",
    "award_form",
    "recipient_type",
    "confidence",
]


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return bare_home(tmp_path_factory.mktemp("home") / "home")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "below").mkdir()
    (tmp_path / "a.txt").write_text(f"Mở đầu\n{TOLD}", encoding="utf-8")
    (tmp_path / "below" / "b.docx").write_bytes(word("Mở đầu", TOLD))
    (tmp_path / "c.mp3").write_bytes(b"x")
    return tmp_path


def test_a_folder_as_json_lines(home: Environment, folder: Path) -> None:
    done = called(home, "read", "--jsonl", str(folder))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr, [*rows[0]]) == (0, "", FIELDS)
    first, second = (f"Mở đầu\n{TOLD}".index(text) for text in ("45", "hơn 3.200"))
    assert [(row["doc"], row["char_start"], row["text"], row["value"]) for row in rows] == [
        ("a.txt", first, "45", 45),
        ("a.txt", second, "hơn 3.200", 3200),
        ("below/b.docx", first, "45", 45),
        ("below/b.docx", second, "hơn 3.200", 3200),
    ]


def test_the_text_that_offsets_refer_to(home: Environment, folder: Path) -> None:
    done = called(home, "read", "--text", str(folder / "below" / "b.docx"))
    assert (done.returncode, done.stdout) == (0, f"Mở đầu\n{TOLD}\n")
    assert called(home, "read", "--text", str(folder)).returncode == 2


def test_a_table_tells_where_each_figure_stands(home: Environment, folder: Path) -> None:
    done = called({**home, "PHONGTRAO_LANGUAGE": "vi"}, "read", str(folder / "below" / "b.docx"))
    assert [line.count("đoạn 2") for line in done.stdout.splitlines() if "│" in line] == [1, 1]


def test_what_was_converted_is_told(home: Environment, folder: Path) -> None:
    (folder / "a.txt").write_bytes(as_tcvn3(TOLD).encode("latin-1"))
    done = called(home, "read", "--jsonl", str(folder / "a.txt"))
    assert done.stderr == "a.txt: Converted from an old encoding (TCVN3).\n"
    assert len(done.stdout.splitlines()) == 2


def test_a_file_that_can_not_be_read_hinders_no_other(home: Environment, folder: Path) -> None:
    (folder / "a.docx").write_bytes(b"PK\x03\x04")
    done = run(home, "read", "--jsonl", str(folder))
    assert (done.returncode, len(done.stdout.splitlines())) == (2, 4)
    assert done.stderr == (
        "a.docx: The file is damaged. Open it in its program, save it again and attach that one.\n"
        "1 of 3 files could not be read.\n"
    )


@pytest.mark.parametrize("name", ["nothing.txt", "c.mp3", ""])
def test_what_is_not_there_is_one_sentence(home: Environment, folder: Path, name: str) -> None:
    if not name:
        (folder / "empty").mkdir()
    done = called(home, "read", str(folder / (name or "empty")))
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
