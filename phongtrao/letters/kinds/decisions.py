"""What is decided and recognised."""

import re
from collections.abc import Iterator
from dataclasses import replace

from phongtrao.letters.document import Article, Block, Document, Formula, Run
from phongtrao.letters.kinds.frame import Frame, Listed, ended, said, words
from phongtrao.letters.text import clean, closed

AS_IN = "Như Điều"
CHARGES = re.compile(r"(?i)chịu trách nhiệm.*thi hành")


def decision(
    frame: Frame,
    about: str,
    *,
    decider: str,
    bases: tuple[str, ...],
    articles: tuple[str, ...],
    lists: tuple[Listed, ...] = (),
) -> Document:
    """`about`: "công nhận khu dân cư …"; `decider`: who decides ("Chủ tịch Ủy ban nhân dân xã …"); the last article
    closes the text. The lists are attached (NĐ 30/2020, Phụ lục III, 1.2 and 1.3)."""
    known = words("decision")
    return replace(frame, recipients=_received(articles, frame.recipients)).document(
        "decision",
        f"{known['about']} {about}",
        (Formula(known["formula"]), *_articles(articles)),
        decider=decider,
        bases=bases,
        annexes=tuple(one.annex() for one in lists),
    )


def _received(articles: tuple[str, ...], recipients: tuple[str, ...]) -> tuple[str, ...]:
    """First those whom an article charges with carrying it out: "Như Điều 3" (Phụ lục III, 1.2)."""
    charging = [ordinal for ordinal, text in enumerate(articles, 1) if CHARGES.search(clean(text))]
    if not charging or any(one.startswith(AS_IN) for one in map(clean, recipients)):
        return recipients
    return (f"{AS_IN} {charging[-1]}", *recipients)


def _articles(texts: tuple[str, ...]) -> Iterator[Block]:
    last = len(texts)
    for ordinal, text in enumerate(texts, start=1):
        yield Article(ordinal, (Run(closed(clean(text)) if ordinal == last else clean(text)),))


def recognition(frame: Frame, *, decider: str, recipient: str, reached: str, decided: str) -> Document:
    """A giấy công nhận: who recognises, whom, what was reached ("đạt tiêu chuẩn … năm 2026"), by which decision."""
    known = words("recognition")
    body = ended((Formula(known["formula"]), Formula(recipient), said(reached), said(decided)))
    return frame.document("recognition", "", body, decider=decider)
