import re

from phongtrao.core.vetting.faults import Code, Fault

STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
END = rb"(?=[\s/<>\[\]()%]|$)"
LOCKED = re.compile(rb"/Encrypt" + END)
RUNS = re.compile(rb"/(?:JavaScript|JS|Launch|ImportData|SubmitForm|RichMedia)" + END)
HOLDS = re.compile(rb"/(?:EmbeddedFiles?|Filespec)" + END)
NEAR = 1024


def inspect(content: bytes) -> None:
    """No password, no script, no file inside. What stands in compressed object streams isn't read: the file
    is only ever handed on as a download."""
    if not content.startswith(b"%PDF-"):
        raise Fault(Code.NOT_WHAT_IT_SAYS)
    if b"%%EOF" not in content[-NEAR:]:
        raise Fault(Code.DAMAGED)
    outline = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), STREAM.sub(b"", content))
    for pattern, code in ((LOCKED, Code.LOCKED), (RUNS, Code.RUNS_CODE), (HOLDS, Code.EMBEDDED)):
        if pattern.search(outline):
            raise Fault(code)
