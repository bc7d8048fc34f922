"""Whether a file bears a digital signature; its worth is not judged here."""

import re

SEAL = re.compile(rb"/ByteRange\s*\[")
SEAL_KIND = re.compile(rb"/SubFilter\s*/(?:adbe\.pkcs7\.detached|adbe\.pkcs7\.sha1|ETSI\.CAdES\.detached)")


def sealed(kind: str, content: bytes) -> bool:
    return kind == "pdf" and bool(SEAL.search(content) and SEAL_KIND.search(content))
