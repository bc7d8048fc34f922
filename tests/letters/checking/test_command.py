"""`bin/phongtrao letter check`: a table or JSON on stdout, the verdict in the exit code, no database needed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from phongtrao.letters.document import Paragraph, Run
from phongtrao.letters.docx import write
from tests.letters.made import LETTER, letter
from tests.own_home import Environment, bare_home, called, run

FIELDS = ["code", "article", "weight", "vi", "en", "section", "paragraph", "words", "found", "wanted", "also"]


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return bare_home(tmp_path_factory.mktemp("home") / "home")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.docx").write_bytes(write(letter(body=(Paragraph((Run("Nội dung./."),)),))))
    (tmp_path / "bad.docx").write_bytes(write(replace(LETTER, number=None)))
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7")
    return tmp_path


def test_a_good_file(home: Environment, folder: Path) -> None:
    done = called(home, "letter", "check", str(folder / "good.docx"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "good.docx: nothing breaks the layout.\n", "")


def test_a_bad_file_as_a_table_in_both_languages(home: Environment, folder: Path) -> None:
    done = run(home, "letter", "check", str(folder / "bad.docx"))
    assert (done.returncode, done.stderr) == (1, "Found: 1 that break the layout, 0 to consider.\n")
    rows = [
        [cell.strip() for cell in line.split("│")[1:-1]] for line in done.stdout.splitlines() if "│" in line
    ]
    assert rows == [
        [
            "The text ends with “Nội dung.”; it must end with “./.”.",
            "Phụ lục III, mẫu 1.4",
            "paragraph 13: “Nội dung.”",
        ]
    ]
    spoken = called({**home, "PHONGTRAO_LANGUAGE": "vi"}, "letter", "check", str(folder / "bad.docx"))
    assert "Văn bản kết thúc bằng “Nội dung.”" in spoken.stdout
    assert spoken.stderr == "Tìm thấy: 1 lỗi trái thể thức, 0 gợi ý.\n"


def test_several_files_as_json(home: Environment, folder: Path) -> None:
    files = [str(folder / name) for name in ("good.docx", "bad.docx")]
    done = called(home, "letter", "check", "--json", "--profile", "police", *files)
    told = json.loads(done.stdout)
    assert (done.returncode, told["profile"], told["verified"]) == (1, "police", False)
    assert [(one["name"], [fault["code"] for fault in one["faults"]]) for one in told["files"]] == [
        ("good.docx", []),
        ("bad.docx", ["end.mark"]),
    ]
    assert [*told["files"][1]["faults"][0]] == FIELDS
    assert done.stderr.splitlines() == [
        "The rules “Documents of the People's Public Security” were not verified against their source: what they "
        "find is advice.",
        "Found: 0 that break the layout, 1 to consider.",
    ]


def test_rules_of_an_office_of_its_own(home: Environment, folder: Path) -> None:
    rules = folder / "ours.json"
    rules.write_text(json.dumps({"base": "state", "weights": {"end": "off"}}), encoding="utf-8")
    done = called(home, "letter", "check", "--profile", str(rules), str(folder / "bad.docx"))
    assert (done.returncode, done.stdout) == (0, "bad.docx: nothing breaks the layout.\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["broken.docx"],
            "broken.docx: The file is damaged. Open it in its program, save it again and attach that one.\n"
            "1 of 1 files could not be read.\n",
        ),
        (["bad.pdf"], "bad.pdf is no Word file (.docx). Save it as one, then check it.\n"),
        (["none.docx"], "{folder}/none.docx does not exist.\n"),
        (
            ["--profile", "navy", "good.docx"],
            "There are no rules “navy”: choose one of state, police, front, party, or name a JSON file.\n",
        ),
        (
            ["--profile", "{folder}/bad.pdf", "good.docx"],
            "bad.pdf holds no rules that can be used: Expecting value: line 1 column 1 (char 0).\n",
        ),
    ],
)
def test_what_cannot_be_checked_is_a_sentence(
    home: Environment, folder: Path, arguments: list[str], sentence: str
) -> None:
    given = [one.format(folder=folder) if "{" in one else one for one in arguments]
    given = [
        str(folder / one) if one.endswith((".docx", ".pdf")) and "/" not in one else one for one in given
    ]
    done = called(home, "letter", "check", *given)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", sentence.format(folder=folder))
