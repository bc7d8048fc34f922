"""Word and Excel files of before 2007 are converted by LibreOffice, where it is installed: in a folder of its own
with a profile that runs no macro, within limits; thrown away afterwards."""

import shutil
import tempfile
from pathlib import Path

from phongtrao.core.sandbox import MEGABYTE, Crashed, Unfit, program

NEWER = {"doc": "docx", "xls": "xlsx"}
SECONDS = 60
MEMORY = 4096 * MEGABYTE  # of addresses; it uses a tenth of them
LARGEST = 100 * MEGABYTE
# Macros off, links never followed, nothing remembered.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link"><value>1</value></prop></item>
</oor:items>
"""


def available() -> bool:
    return shutil.which("soffice") is not None


def converted(kind: str, content: bytes) -> bytes:
    """A .doc as .docx, an .xls as .xlsx. Raises Unfit: no_office, damaged; or a SandboxProblem."""
    if not available():
        raise Unfit("no_office", newer=NEWER[kind])
    with tempfile.TemporaryDirectory(prefix="phongtrao-") as folder:
        home = Path(folder)
        user = home / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        given = home / f"given.{kind}"
        given.write_bytes(content)
        argv = [
            "soffice",
            f"-env:UserInstallation={(home / 'profile').as_uri()}",
            "--headless",
            "--norestore",
        ]
        argv += ["--nolockcheck", "--nodefault", "--convert-to", NEWER[kind], "--outdir", folder, str(given)]
        try:
            program(argv, seconds=SECONDS, memory=MEMORY, largest=LARGEST, folder=home)
        except Crashed as crashed:
            raise Unfit("damaged") from crashed
        made = home / f"given.{NEWER[kind]}"
        if not made.is_file():
            raise Unfit("damaged")
        return made.read_bytes()
