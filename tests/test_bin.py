"""The doors of bin/, started as a newcomer starts them, without the network."""

import fcntl
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MINOR = f"{sys.version_info.major}.{sys.version_info.minor}"
TWO_DAYS = 2 * 86400
SETTING_UP = (
    "Đang chuẩn bị Phongtrao (chỉ một lần, khoảng một phút)… / Setting up Phongtrao (once, about a minute)…\n"
)
PROGRAM = """\
import json, os, sys
import doorbell
if sys.argv[1:] == ["fail"]:
    sys.exit(7)
print(json.dumps([doorbell.SOUND, sys.argv[1:], os.getcwd()], ensure_ascii=False))
"""


def wheel(folder: Path) -> str:
    """A library of one line as pip wants it; returns the line that locks it."""
    folder.mkdir()
    path = folder / "doorbell-1.0-py3-none-any.whl"
    info = "doorbell-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("doorbell.py", 'SOUND = "kính coong"\n')
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: doorbell\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(
            f"{info}/RECORD", f"doorbell.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n"
        )
    return f"doorbell==1.0 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@dataclass(frozen=True)
class Checkout:
    root: Path
    wheels: Path
    tools: Path

    def environment(self, **changes: str) -> dict[str, str]:
        """What a newcomer's shell holds, without what this test run set for itself."""
        ours = ("PHONGTRAO_", "PYTEST_", "DJANGO_", "PYTHON", "DATABASE_URL", "PIP_", "XDG_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        ready = {"PHONGTRAO_PYTHON": sys.executable, "PHONGTRAO_WHEELS": str(self.wheels)}
        merged = {**kept, "HOME": str(self.tools.parent), **ready, **changes}
        return {name: value for name, value in merged.items() if value}

    def start(
        self, *arguments: str, door: str = "bin/phongtrao", cwd: Path = Path("/"), **changes: str
    ) -> subprocess.CompletedProcess[str]:
        command = [str(self.root / door), *arguments]
        return subprocess.run(
            command, env=self.environment(**changes), cwd=cwd, capture_output=True, text=True, check=False
        )

    def lock(self, text: str) -> None:
        (self.root / "requirements.lock").write_text(text)

    def made(self) -> list[str]:
        folder = self.root / ".venv"
        return sorted(path.name for path in folder.iterdir()) if folder.exists() else []

    def name(self, kind: str = "run", lock: str = "requirements.lock") -> str:
        digest = hashlib.sha256((self.root / lock).read_bytes()).hexdigest()
        return f"{kind}-{digest[:16]}-{MINOR}"

    def borrow(self) -> None:
        """Lets bin/test and bin/bench find the environment that this test runs in as the one already made."""
        (self.root / ".venv").mkdir()
        (self.root / ".venv" / self.name("test", "requirements-test.lock")).symlink_to(sys.prefix)


def lay_out(folder: Path) -> Checkout:
    root = folder / "nhà mới" / "ổ đĩa"
    shutil.copytree(ROOT / "bin", root / "bin")
    (root / "phongtrao").mkdir()
    (root / "phongtrao" / "__main__.py").write_text(PROGRAM)
    checkout = Checkout(root, folder / "các gói", folder / "công cụ")
    checkout.lock(wheel(checkout.wheels))
    (root / "requirements-test.lock").write_text("")
    checkout.tools.mkdir()
    for tool in (
        "sh",
        "sha256sum",
        "readlink",
        "mkdir",
        "rm",
        "rmdir",
        "mktemp",
        "sed",
        "head",
        "tail",
        "grep",
    ):
        found = shutil.which(tool)
        assert found is not None
        (checkout.tools / tool).symlink_to(found)
    return checkout


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return lay_out(tmp_path)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    """A checkout that was started once."""
    checkout = lay_out(tmp_path_factory.mktemp("ready"))
    first = checkout.start("tổng", "hai từ")
    assert (first.returncode, first.stderr) == (0, SETTING_UP)
    assert json.loads(first.stdout) == ["kính coong", ["tổng", "hai từ"], "/"]
    yield checkout
    assert checkout.made() == [checkout.name()]


def python_that(folder: Path, change: str) -> None:
    """A python3 that differs from the one running here by one statement."""
    fake = folder / "python3"
    fake.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -c "import sys; {change}; $3"\n')
    fake.chmod(0o755)


def test_the_second_start_needs_no_python_no_pip_and_no_wheels(ready: Checkout) -> None:
    again = ready.start(
        "lần hai", PATH=str(ready.tools), PHONGTRAO_PYTHON="", PHONGTRAO_WHEELS=str(ready.root / "none")
    )
    assert (again.returncode, again.stderr) == (0, "")
    assert json.loads(again.stdout) == ["kính coong", ["lần hai"], "/"]


def test_a_start_through_a_symbolic_link_keeps_the_folder_one_stands_in(
    ready: Checkout, tmp_path: Path
) -> None:
    link = tmp_path / "phong trào"
    link.symlink_to(ready.root / "bin" / "phongtrao")
    started = ready.start(door=str(link), cwd=tmp_path)
    assert (started.stderr, json.loads(started.stdout)) == ("", ["kính coong", [], str(tmp_path)])


def test_files_in_the_folder_one_stands_in_are_not_taken_for_libraries(
    ready: Checkout, tmp_path: Path
) -> None:
    (tmp_path / "doorbell.py").write_text('SOUND = "wrong"\n')
    assert json.loads(ready.start(cwd=tmp_path).stdout) == ["kính coong", [], str(tmp_path)]


def test_the_exit_code_is_the_programs(ready: Checkout) -> None:
    assert ready.start("fail").returncode == 7


def test_two_first_starts_at_the_same_time_both_run_and_leave_one_environment(checkout: Checkout) -> None:
    door = [str(checkout.root / "bin" / "phongtrao")]
    starts = [
        subprocess.Popen(door, env=checkout.environment(), cwd="/", stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    heard = [json.loads(start.communicate()[0]) for start in starts]
    assert heard == [["kính coong", [], "/"]] * 2
    assert checkout.made() == [checkout.name()]


def test_a_new_environment_takes_the_place_of_those_nobody_used_for_a_day(checkout: Checkout) -> None:
    long_ago = time.time() - TWO_DAYS
    for name in ("run-idle-3.11", "run-today-3.11", "run-running-3.11", "test-other-3.11"):
        used = checkout.root / ".venv" / name / "used"
        used.parent.mkdir(parents=True)
        used.touch()
        if name != "run-today-3.11":
            os.utime(used, (long_ago, long_ago))
    killed = checkout.root / ".venv" / ".making-killed"
    killed.mkdir()
    os.utime(killed, (long_ago, long_ago))
    broken = checkout.root / ".venv" / checkout.name() / "bin"
    broken.mkdir(parents=True)
    (broken / "python").symlink_to("a-python-that-was-removed")
    with (checkout.root / ".venv" / "run-running-3.11" / "used").open() as held:
        fcntl.flock(held, fcntl.LOCK_SH)
        started = checkout.start()
    assert json.loads(started.stdout) == ["kính coong", [], "/"]
    kept = ["run-running-3.11", "run-today-3.11", "test-other-3.11", checkout.name()]
    assert checkout.made() == sorted(kept)


def test_an_environment_of_another_python_of_the_same_version_is_not_taken_for_the_named_ones(
    checkout: Checkout,
) -> None:
    another = checkout.root / ".venv" / checkout.name() / "bin" / "python"
    another.parent.mkdir(parents=True)
    another.write_text("#!/bin/sh\necho another\n")
    another.chmod(0o755)
    own = hashlib.sha256(os.path.realpath(sys.executable).encode()).hexdigest()[:8]
    starts = [checkout.start() for _ in range(2)]
    assert [(json.loads(start.stdout), start.stderr) for start in starts] == [
        (["kính coong", [], "/"], SETTING_UP),
        (["kính coong", [], "/"], ""),
    ]
    assert checkout.made() == [checkout.name(), f"{checkout.name()}-{own}"]
    assert checkout.start(PHONGTRAO_PYTHON="").stdout == "another\n"


def test_a_running_program_holds_its_environment(ready: Checkout) -> None:
    slow = ready.root / "phongtrao" / "slow.py"
    slow.write_text("print(flush=True); input()\n")
    (ready.root / "bin" / "slow").write_text(
        (ready.root / "bin" / "phongtrao").read_text().replace("-m phongtrao", "-m phongtrao.slow")
    )
    (ready.root / "bin" / "slow").chmod(0o755)
    with (
        subprocess.Popen(
            [str(ready.root / "bin" / "slow")],
            env=ready.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as running,
        (ready.root / ".venv" / ready.name() / "used").open() as used,
    ):
        assert running.stdout is not None
        running.stdout.readline()
        with pytest.raises(BlockingIOError):
            fcntl.flock(used, fcntl.LOCK_EX | fcntl.LOCK_NB)
        running.communicate("\n")
        fcntl.flock(used, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_first_start_that_is_stopped_leaves_nothing(checkout: Checkout) -> None:
    door = [str(checkout.root / "bin" / "phongtrao")]
    start = subprocess.Popen(
        door, env=checkout.environment(), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert start.stderr is not None
    assert start.stderr.readline() == SETTING_UP
    os.killpg(start.pid, signal.SIGTERM)
    start.communicate()
    assert start.returncode == 143
    assert not (checkout.root / ".venv").exists()


def refused(started: subprocess.CompletedProcess[str], checkout: Checkout) -> list[str]:
    """The Vietnamese and the English sentence of a start that refused and left nothing behind."""
    assert (started.returncode, started.stdout) == (2, "")
    assert not (checkout.root / ".venv").exists()
    return started.stderr.removeprefix(SETTING_UP).splitlines()


def test_without_python_it_names_the_packages(checkout: Checkout) -> None:
    assert refused(checkout.start(PATH=str(checkout.tools), PHONGTRAO_PYTHON=""), checkout) == [
        "Máy này chưa có Python 3.11 trở lên; hãy chạy với quyền root:"
        " apt update && apt install python3 python3-venv",
        "This machine has no Python 3.11 or newer; run as root:"
        " apt update && apt install python3 python3-venv",
    ]


def test_with_an_old_python_it_says_which_and_how_to_name_another(checkout: Checkout) -> None:
    python_that(checkout.tools, "sys.version_info = (3, 9, 2)")
    assert refused(checkout.start(PATH=str(checkout.tools), PHONGTRAO_PYTHON=""), checkout) == [
        "Phongtrao cần Python 3.11 trở lên mà ở đây là 3.9; hãy cài bản mới hơn rồi chạy:"
        " PHONGTRAO_PYTHON=/duong/dan/python3.11 bin/phongtrao",
        "Phongtrao needs Python 3.11 or newer and here it is 3.9; install a newer one, then run:"
        " PHONGTRAO_PYTHON=/path/to/python3.11 bin/phongtrao",
    ]


def test_on_a_bare_debian_it_names_python3_venv(checkout: Checkout) -> None:
    python_that(checkout.tools, "sys.modules['ensurepip'] = None")
    assert refused(checkout.start(PATH=str(checkout.tools), PHONGTRAO_PYTHON=""), checkout) == [
        f"Python {MINOR} trên máy này thiếu gói python3-venv; hãy chạy với quyền root:"
        " apt update && apt install python3-venv",
        f"Python {MINOR} on this machine lacks the package python3-venv; run as root:"
        " apt update && apt install python3-venv",
    ]


def test_a_named_python_that_does_not_run_is_refused(checkout: Checkout) -> None:
    assert refused(checkout.start(PHONGTRAO_PYTHON="/none"), checkout) == [
        "PHONGTRAO_PYTHON=/none không phải là một Python chạy được; hãy chạy: unset PHONGTRAO_PYTHON",
        "PHONGTRAO_PYTHON=/none is not a Python that runs; run: unset PHONGTRAO_PYTHON",
    ]


FETCH = "python3 -m pip download --only-binary :all: --no-deps -r requirements.lock -d wheels"


def test_a_folder_that_lacks_a_wheel_is_named_with_the_wheel(checkout: Checkout) -> None:
    folder = str(checkout.tools)
    assert refused(checkout.start(PHONGTRAO_WHEELS=folder), checkout) == [
        f"Thư mục {folder} thiếu gói doorbell==1.0 cho Python {MINOR}; hãy tải đủ trên máy có mạng: {FETCH}",
        f"The folder {folder} lacks doorbell==1.0 for Python {MINOR};"
        f" fetch them all on a machine with network: {FETCH}",
    ]


def test_without_network_it_says_how_to_bring_the_wheels(checkout: Checkout) -> None:
    started = checkout.start(
        PHONGTRAO_WHEELS="",
        PIP_CONFIG_FILE="/dev/null",
        PIP_INDEX_URL="http://127.0.0.1:9/",
        PIP_RETRIES="1",
    )
    assert refused(started, checkout) == [
        "Lần chạy đầu cần có mạng để tải thư viện; không có mạng thì trên máy khác chạy:"
        f" {FETCH}, chép về rồi chạy: PHONGTRAO_WHEELS=wheels bin/phongtrao",
        "The first start needs the network to fetch libraries; without it run on another machine:"
        f" {FETCH}, bring the folder here, then run: PHONGTRAO_WHEELS=wheels bin/phongtrao",
    ]


def test_a_lock_changed_by_hand_is_refused(checkout: Checkout) -> None:
    checkout.lock(f"doorbell==1.0 --hash=sha256:{'0' * 64}\n")
    assert refused(checkout.start(), checkout) == [
        "requirements.lock không khớp với các gói tải về, có thể đã bị sửa tay; hãy lấy lại bản gốc:"
        " git checkout requirements.lock",
        "requirements.lock does not match the packages it names, perhaps it was changed by hand;"
        " take it back: git checkout requirements.lock",
    ]


def test_bench_runs_a_measurement_by_name(checkout: Checkout) -> None:
    (checkout.root / "bench").mkdir()
    (checkout.root / "bench" / "echo.py").write_text(
        '"""says what it was asked"""\nimport sys\nprint(sys.argv[1:])\n'
    )
    checkout.borrow()
    listing = "bin/bench NAME [args] [--json]\n  echo           says what it was asked\n"
    unknown = (
        "Không có phép đo nào tên là no-such; hãy xem danh sách: bin/bench --help\n"
        "There is no measurement named no-such; see the list: bin/bench --help\n"
    )
    answers = [
        checkout.start(*words, door="bin/bench")
        for words in (["echo", "--json"], ["--help"], [], ["no-such"])
    ]
    assert [(answer.returncode, answer.stdout, answer.stderr) for answer in answers] == [
        (0, "['--json']\n", ""),
        (0, listing, ""),
        (2, "", listing),
        (2, "", unknown + listing),
    ]


def test_the_start_bench_measures_the_real_door() -> None:
    command = [sys.executable, "-m", "bench.start", "--runs", "1", "--json"]
    measured = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    assert list(measured) == ["bench", "runs", "door_ms", "bare_ms", "overhead_ms", "ratio"]
    assert measured["overhead_ms"] == pytest.approx(measured["door_ms"] - measured["bare_ms"], abs=0.02)


SUITE = """\
import pytest
def test_together(): pass
@pytest.mark.alone
def test_alone(): pass
@pytest.mark.browser
def test_browser(): assert False
"""
PYPROJECT = """\
[tool.pytest.ini_options]
addopts = "-p no:cacheprovider -p no:django"
markers = ["alone", "browser"]
[tool.mypy]
files = ["phongtrao"]
[tool.importlinter]
root_package = "phongtrao"
[[tool.importlinter.contracts]]
name = "nothing imports nothing"
type = "independence"
modules = ["phongtrao.__main__"]
"""
VERDICTS = ["ruff check", "ruff format", "mypy", "import-linter"]


@pytest.fixture
def suite(checkout: Checkout) -> Checkout:
    (checkout.root / "tests").mkdir()
    (checkout.root / "tests" / "test_one.py").write_text(SUITE)
    (checkout.root / "pyproject.toml").write_text(PYPROJECT)
    (checkout.root / "phongtrao" / "__init__.py").touch()
    (checkout.root / "phongtrao" / "__main__.py").write_text("print()\n")
    checkout.borrow()
    return checkout


@pytest.mark.parametrize(
    ("path", "stand_in", "summary"),
    [
        ("tests/test_one.py", "bin", "2 passed, 1 deselected"),
        ("test_one.py", "tests", "2 passed, 1 deselected"),
        ("test_one.py::test_together", "tests", "1 passed"),
    ],
)
def test_the_test_door_finds_paths_from_the_checkout_and_from_where_one_stands(
    suite: Checkout, path: str, stand_in: str, summary: str
) -> None:
    ran = suite.start(path, "-q", "-m", "not browser", door="bin/test", cwd=suite.root / stand_in)
    assert (ran.returncode, ran.stdout.splitlines()[-1].split(" in ")[0]) == (0, summary)


def test_the_test_door_exits_as_pytest_does(suite: Checkout) -> None:
    codes = [
        suite.start("-m", group, door="bin/test").returncode
        for group in ("alone", "browser", "alone and browser")
    ]
    assert codes == [0, 1, 5]


SECOND_RUN = """\
def pytest_addoption(parser):
    parser.addoption("--database-only", action="store_true")
def pytest_terminal_summary(terminalreporter, config):
    terminalreporter.write_line(f"database only: {config.option.database_only}")
"""


def test_a_second_run_checks_no_style_again(suite: Checkout) -> None:
    (suite.root / "conftest.py").write_text(SECOND_RUN)
    again = suite.start("--database-only", door="bin/test")
    assert (again.returncode, again.stderr, verdicts(again.stdout)) == (0, "", [])
    told = [line for line in again.stdout.splitlines() if line.startswith("database only")]
    assert told == ["database only: True"] * 2


def verdicts(output: str) -> list[str]:
    return [line for line in output.splitlines() if line.split(": ")[0] in VERDICTS]


def test_without_arguments_the_test_door_checks_style_types_and_imports_first(suite: Checkout) -> None:
    (suite.root / "ruff.toml").write_text('extend-exclude = ["tests"]\n')
    whole = suite.start(door="bin/test")
    assert (whole.returncode, whole.stderr) == (0, "")
    assert verdicts(whole.stdout) == [f"{title}: ok" for title in VERDICTS]
    (suite.root / "phongtrao" / "__main__.py").write_text("print( )\nx: int = ''\n")
    spoilt = suite.start("--style", door="bin/test")
    assert (spoilt.returncode, spoilt.stderr, " passed" in spoilt.stdout) == (
        1,
        "Failed: ruff format, mypy\n",
        False,
    )
    assert verdicts(spoilt.stdout) == [
        "ruff check: ok",
        "ruff format: FAILED",
        "mypy: FAILED",
        "import-linter: ok",
    ]
