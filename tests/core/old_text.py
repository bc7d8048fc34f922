"""Vietnamese as old fonts and wrong tables leave it: the other way round from what the product does."""

import unicodedata

from phongtrao.core.vietnamese.encodings import TCVN3, VNI, WESTERN

TCVN3_CODE = {letter: chr(code) for code, letter in TCVN3.items()}
VNI_TYPING = {letter: typed for typed, letter in VNI.items()}
TONES = "\u0300\u0309\u0303\u0301\u0323"


def as_tcvn3(text: str) -> str:
    """As .VnTime has it: toned capitals have no place of their own, small ones stand for them."""
    return "".join(TCVN3_CODE.get(sign) or TCVN3_CODE.get(sign.lower()) or sign for sign in text)


def as_vni(text: str) -> str:
    return "".join(
        VNI_TYPING.get(sign) or VNI_TYPING.get(sign.lower(), sign.lower()).upper()
        if sign.lower() in VNI_TYPING and sign not in VNI_TYPING
        else VNI_TYPING.get(sign, sign)
        for sign in text
    )


def bytes_of_cp1258(text: str) -> bytes:
    return b"".join(map(_cp1258, text))


def as_cp1258(text: str) -> str:
    return western(bytes_of_cp1258(text))


def as_utf8(text: str) -> str:
    return western(text.encode())


def western(content: bytes) -> str:
    return "".join(map(WESTERN.__getitem__, content))


def _cp1258(sign: str) -> bytes:
    try:
        return sign.encode("cp1258")
    except UnicodeEncodeError:
        apart = unicodedata.normalize("NFD", sign)
        tone = next(mark for mark in apart if mark in TONES)
        return (unicodedata.normalize("NFC", apart.replace(tone, "")) + tone).encode("cp1258")
