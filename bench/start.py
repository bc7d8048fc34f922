"""what bin/phongtrao costs on every start after the first, against the bare interpreter"""

import argparse
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def set_up_checkout(folder: Path) -> None:
    """A checkout whose program does nothing, with this interpreter's environment as the one already made."""
    shutil.copytree(ROOT / "bin", folder / "bin")
    lock = Path(shutil.copy2(ROOT / "requirements.lock", folder))
    (folder / "phongtrao").mkdir()
    (folder / "phongtrao" / "__main__.py").touch()
    (folder / ".venv").mkdir()
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()[:16]
    name = f"run-{digest}-{sys.version_info.major}.{sys.version_info.minor}"
    (folder / ".venv" / name).symlink_to(sys.prefix)


def milliseconds(command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=environment, check=True)
    return (time.perf_counter() - began) * 1000


def measure(runs: int) -> dict[str, float]:
    """Medians of turns taken one by one, so that a busy machine slows both alike."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        set_up_checkout(folder)
        # An empty folder of wheels: a door that found no environment would stop here instead of making one.
        environment = {**os.environ, "PYTHONPATH": name, "PHONGTRAO_WHEELS": str(folder / "phongtrao")}
        environment.pop("PHONGTRAO_PYTHON", None)
        door = [str(folder / "bin" / "phongtrao")]
        bare = [sys.executable, "-P", "-m", "phongtrao"]
        turns = [(milliseconds(door, environment), milliseconds(bare, environment)) for _ in range(runs + 1)]
    doors, bares = zip(*turns[1:], strict=True)
    return {"door_ms": statistics.median(doors), "bare_ms": statistics.median(bares)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench start", description=__doc__)
    parser.add_argument("--runs", type=int, default=30, help="how many turns each takes (default: 30)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    found = measure(options.runs)
    found["overhead_ms"] = found["door_ms"] - found["bare_ms"]
    found["ratio"] = found["door_ms"] / found["bare_ms"]
    if options.json:
        rounded = {key: round(value, 2) for key, value in found.items()}
        sys.stdout.write(json.dumps({"bench": "start", "runs": options.runs, **rounded}) + "\n")
    else:
        sys.stdout.write(
            f"bin/phongtrao {found['door_ms']:.1f} ms, bare interpreter {found['bare_ms']:.1f} ms:"
            f" ratio {found['ratio']:.2f}, {found['overhead_ms']:.1f} ms more (at most 1000 ms)\n"
        )


if __name__ == "__main__":
    main()
