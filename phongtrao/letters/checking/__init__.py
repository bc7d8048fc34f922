"""What in a Word file breaks the layout of official documents (Nghị định 30/2020/NĐ-CP), with the article.

    for fault in check(content):
        print(fault.article, fault.sentence("vi"))

Raises Unfit (core.sandbox) for a file that is hostile, damaged or no Word file, and SandboxProblem where it wants
more time or memory than a file may have."""

from phongtrao.core.sandbox import TooLarge, TooSlow, Unfit, limited
from phongtrao.core.vetting import Fault as FileFault
from phongtrao.core.vetting import verdict
from phongtrao.letters.checking.fault import Fault, Weight, Where
from phongtrao.letters.checking.inside import examined, fault, row
from phongtrao.letters.checking.profile import STATE, Profile, ProfileProblem, from_data, profiles

__all__ = [
    "LARGEST",
    "STATE",
    "Fault",
    "Profile",
    "ProfileProblem",
    "Weight",
    "Where",
    "check",
    "examined",
    "from_data",
    "profiles",
    "row",
]

CHILD = "phongtrao.letters.checking.inside:found"
MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
SECONDS = 30
MEMORY = 1024 * MEGABYTE


def check(content: bytes, *, profile: Profile = STATE) -> list[Fault]:
    """The faults in the order of the page, the same for the same bytes; of a profile that is not verified all are
    advice. Read in a child process with little memory and time."""
    if len(content) > LARGEST:
        raise Unfit("too_large", most=LARGEST // MEGABYTE)
    try:
        verdict("checked.docx", content)
    except FileFault as refused:
        raise Unfit(refused.code.value) from refused
    try:
        rows = limited(CHILD, content, profile.id, dict(profile.data), seconds=SECONDS, memory=MEMORY)
    except TooSlow as problem:
        raise Unfit("too_slow") from problem
    except TooLarge as problem:
        raise Unfit("inflates") from problem
    return [fault(one) for one in rows]
