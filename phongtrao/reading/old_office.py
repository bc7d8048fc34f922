"""Word and Excel files of before 2007, and newer ones into PDF, are converted by LibreOffice, where it is installed:
in a folder of its own with a profile that runs no macro, within limits; thrown away afterwards."""

import shutil
import tempfile
from pathlib import Path

from phongtrao.core.sandbox import MEGABYTE, Crashed, Unfit, program

NEWER = {"doc": "docx", "xls": "xlsx"}
SECONDS = 60
MEMORY = 4096 * MEGABYTE  # of addresses; it uses a tenth of them
LARGEST = 100 * MEGABYTE
COMMON = "/org.openoffice.Office.Common/Security/Scripting"
INTERNET = "/org.openoffice.Inet/Settings"
SETTINGS = (  # macros off, nothing fetched: links of a stranger's file would ask anything of our network
    (COMMON, "DisableMacrosExecution", "true"),
    (COMMON, "MacroSecurityLevel", "3"),
    (COMMON, "BlockUntrustedRefererLinks", "true"),
    (COMMON, "DisableActiveContent", "true"),
    (INTERNET, "ooInetProxyType", "2"),
    (INTERNET, "ooInetHTTPProxyName", "127.0.0.1"),
    (INTERNET, "ooInetHTTPProxyPort", "9"),
    (INTERNET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (INTERNET, "ooInetHTTPSProxyPort", "9"),
    (INTERNET, "ooInetNoProxy", ""),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "1"),
)
PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}"><value>{value}</value></prop></item>'
        for path, name, value in SETTINGS
    )
    + "</oor:items>"
)


def available() -> bool:
    return shutil.which("soffice") is not None


def converted(kind: str, content: bytes, into: str = "") -> bytes:
    """A .doc as .docx, an .xls as .xlsx; any of them `into` "pdf". Raises Unfit: no_office, damaged; or a
    SandboxProblem."""
    ending = into or NEWER[kind]
    if not available():
        raise Unfit("no_office", newer=ending)
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
        argv += ["--nolockcheck", "--nodefault", "--convert-to", ending, "--outdir", folder, str(given)]
        try:
            program(argv, seconds=SECONDS, memory=MEMORY, largest=LARGEST, folder=home)
        except Crashed as crashed:
            raise Unfit("damaged") from crashed
        made = home / f"given.{ending}"
        if not made.is_file():
            raise Unfit("damaged")
        return made.read_bytes()
