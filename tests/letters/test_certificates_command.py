"""`bin/phongtrao letter certificates`: a folder that is whole or not there, one sentence for each wrong cell."""

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from phongtrao.letters.certificates import example
from tests.letters.papers import png
from tests.letters.test_certificate_lists import ROW, TITLE_ROW, workbook
from tests.own_home import Environment, bare_home, called, run


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return bare_home(tmp_path_factory.mktemp("home") / "home")


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "ds.xlsx"
    path.write_bytes(example.workbook())
    return path


def asked(listed: Path, *more: str, template: str = "giay-khen") -> list[str]:
    return ["letter", "certificates", str(listed), "--template", template, *more]


def made(home: Environment, listed: Path, *more: str, template: str = "giay-khen") -> Any:
    return called(home, *asked(listed, *more, template=template))


def below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_one_file_of_many_pages(home: Environment, listed: Path, tmp_path: Path) -> None:
    done = run(home, *asked(listed, "-o", str(tmp_path / "ra")))
    file = tmp_path / "ra" / "giay-khen.pdf"
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{file}\n", "3 papers were made.\n")
    assert len(pypdfium2.PdfDocument(file)) == 3
    assert below(tmp_path) == ["ds.xlsx", "ra/giay-khen.pdf"]


def test_a_file_each_named_by_number_and_recipient(home: Environment, listed: Path, tmp_path: Path) -> None:
    done = made(home, listed, "-o", str(tmp_path / "a" / "b"), "--pdf", "many")
    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'a' / 'b'}\n")
    assert below(tmp_path / "a" / "b") == [
        "001-nhan-dan-va-can-bo-thon-mau-mot.pdf",
        "002-ong-nguyen-van-mau.pdf",
        "003-truong-trung-hoc-co-so-thi-du.pdf",
    ]


def test_the_same_list_is_the_same_file(home: Environment, listed: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert made(home, listed, "-o", str(tmp_path / name)).returncode == 0
    first, second = ((tmp_path / name / "giay-khen.pdf").read_bytes() for name in ("a", "b"))
    assert first == second


def test_wrong_cells_are_told_and_nothing_is_written(home: Environment, tmp_path: Path) -> None:
    titles = [*TITLE_ROW, "Ngày ký", "Số CCCD", "Ghi chú"]
    rows = [titles, [*ROW, "mai", "1", "x"], ["2", "Bà 人", "", "", "", "", ""]]
    path = tmp_path / "ds.xlsx"
    path.write_bytes(workbook({"Danh sách": rows, "Chung": [["Cấp tặng", "Chủ tịch xã"]]}))
    done = run(home, *asked(path, "-o", str(tmp_path / "ra")))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Not read, because nothing more about persons is needed: Số CCCD.\n"
        "Not read: Ghi chú.\n"
        "sheet “Danh sách”, row 2, “Ngày ký”: “mai” is no day; write it as 19/08/2026.\n"
        "sheet “Danh sách”, row 3, “Thành tích”: this is missing.\n"
        "2 things in the list are wrong; nothing was written.\n"
    )
    assert below(tmp_path) == ["ds.xlsx"]


def test_it_speaks_vietnamese(home: Environment, tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    path.write_bytes(
        workbook({"Danh sách": [TITLE_ROW, ["1", "Bà 人", "", "x"]], "Chung": [["Cấp tặng", "A"]]})
    )
    done = made({**home, "PHONGTRAO_LANGUAGE": "vi"}, path, "-o", str(tmp_path / "ra"))
    assert (done.returncode, done.stderr) == (
        2,
        "trang “Danh sách”, dòng 2, “Tập thể, cá nhân được khen”: phông chữ không có chữ “人”; hãy viết cách khác.\n"
        "Danh sách có 1 chỗ sai; chưa ghi gì cả.\n",
    )


def test_a_folder_that_holds_something_is_left_alone(home: Environment, listed: Path, tmp_path: Path) -> None:
    (tmp_path / "ra").mkdir()
    (tmp_path / "ra" / "cu.pdf").write_bytes(b"x")
    done = made(home, listed, "-o", str(tmp_path / "ra"))
    assert (done.returncode, done.stderr) == (
        2,
        f"{tmp_path / 'ra'} holds something already; name a new folder.\n",
    )
    assert below(tmp_path / "ra") == ["cu.pdf"]


def test_an_empty_folder_is_filled(home: Environment, listed: Path, tmp_path: Path) -> None:
    (tmp_path / "ra").mkdir()
    assert made(home, listed, "-o", str(tmp_path / "ra")).returncode == 0
    assert below(tmp_path / "ra") == ["giay-khen.pdf"]


def test_an_offices_own_template(home: Environment, listed: Path, tmp_path: Path) -> None:
    (tmp_path / "nen.png").write_bytes(png())
    own = tmp_path / "cua-toi.json"
    own.write_text(json.dumps({"extends": "giay-khen", "paper": "A3", "background": "nen.png"}), "utf-8")
    done = made(home, listed, "-o", str(tmp_path / "ra"), template=str(own))
    assert (done.returncode, below(tmp_path / "ra")) == (0, ["cua-toi.pdf"])
    own.write_text(json.dumps({"extends": "giay-khen", "background": "khac.png"}), "utf-8")
    refused = made(home, listed, "-o", str(tmp_path / "rb"), template=str(own))
    assert (refused.returncode, refused.stderr) == (
        2,
        "cua-toi.json: background: there is no file “khac.png” beside the template.\n",
    )


def test_the_list_of_templates_and_the_example(home: Environment, tmp_path: Path) -> None:
    listed = called(home, "letter", "certificates", "--list-templates")
    assert [line.split()[0] for line in listed.stdout.splitlines()] == [
        "Template",
        "bang-khen",
        "co-thi-dua",
        "giay-chung-nhan",
        "giay-cong-nhan",
        "giay-khen",
        "phoi-in-san",
    ]
    path = tmp_path / "mau.xlsx"
    done = called(home, "letter", "certificates", "--example", str(path))
    assert (done.returncode, done.stdout, path.read_bytes()) == (0, f"{path}\n", example.workbook())
    again = called(home, "letter", "certificates", "--example", str(path))
    assert (again.returncode, again.stderr) == (2, f"{path} is there already; name a new file.\n")


@pytest.mark.parametrize(
    ("name", "template", "sentence"),
    [
        ("khong-co.xlsx", "giay-khen", "{path} does not exist.\n"),
        ("ds.csv", "giay-khen", "ds.csv is no Excel workbook (.xlsx). Save it as one.\n"),
        (
            "hong.xlsx",
            "giay-khen",
            "hong.xlsx: The file is damaged. Open it in its program, save it again and attach that one.\n",
        ),
        (
            "ds.xlsx",
            "huy-chuong",
            "There is no template “huy-chuong”: choose one of bang-khen, co-thi-dua, giay-chung-nhan, "
            "giay-cong-nhan, giay-khen, phoi-in-san, or name a JSON file.\n",
        ),
    ],
)
def test_what_can_not_be_done_is_one_sentence(
    home: Environment, listed: Path, tmp_path: Path, name: str, template: str, sentence: str
) -> None:
    (tmp_path / "ds.csv").write_text("a,b", encoding="utf-8")
    (tmp_path / "hong.xlsx").write_bytes(b"PK\x03\x04")
    done = made(home, tmp_path / name, "-o", str(tmp_path / "ra"), template=template)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", sentence.format(path=tmp_path / name))


def test_a_list_needs_a_template_and_a_folder(home: Environment, listed: Path) -> None:
    done = called(home, "letter", "certificates", str(listed))
    assert (done.returncode, done.stderr) == (
        2,
        "Name a list, a template and a folder: LIST.xlsx --template NAME -o FOLDER; or ask for --help.\n",
    )
