"""The lines drawn under the motto, the issuer and the subject: whether they are there, and how long."""

from collections.abc import Iterator, Sequence

from phongtrao.letters.checking.boxes import marks
from phongtrao.letters.checking.rules.finding import Case, Finding
from phongtrao.letters.checking.word import Line
from phongtrao.letters.measure import POINT, width

UNDERSCORE = 0.5  # of its size
HYPHEN = 0.333
SHARE_OF_TEXT = (0.28, 0.56)  # "1/3 đến 1/2", drawn by hand
AS_LONG = (0.85, 1.15)
FOLLOWING = 3  # lines below within which it stands


def under(case: Case) -> Iterator[Finding]:
    """Each box takes the lines that stand in or below it; one that is anchored elsewhere in the head may belong to
    any that has none."""
    head = case.boxes.head
    boxes = [
        ("motto", [head.motto] if head.motto else [], AS_LONG),
        *(("issuer", column[-1][-1:], SHARE_OF_TEXT) for column in head.offices),
        ("subject", head.subject, SHARE_OF_TEXT),
    ]
    taken: set[int] = set()
    missing: list[tuple[str, list[Line]]] = []
    for box, lines, share in boxes:
        if not lines:
            continue
        near = _near(case, lines)
        lengths = _lengths(case, lines, near)
        taken |= {line.at for line in near if line.rules}
        if lengths:
            yield from _measured(case, box, lines, lengths, share)
        else:
            missing.append((box, lines))
    spare = sum(len(line.rules) for line in case.paper.lines[: head.end + 1] if line.at not in taken)
    for box, lines in missing[spare:]:
        yield Finding(f"{box}.rule", lines[-1])


def _near(case: Case, lines: Sequence[Line]) -> list[Line]:
    """The box's own lines and the empty ones below, in the same cell."""
    last = lines[-1]
    found = [*lines]
    for line in case.paper.lines[last.at + 1 : last.at + 1 + FOLLOWING]:
        if line.cell != last.cell or line.box != last.box or not (line.blank or marks.drawn(line)):
            break
        found.append(line)
    return found


def _lengths(case: Case, lines: Sequence[Line], near: Sequence[Line]) -> list[float]:
    """Millimetres, 0 where it can't be told."""
    last = lines[-1]
    found: list[float] = [length for line in near for length in line.rules]
    if all(piece.letters.underline for piece in last.shown):
        found.append(_text(case, [last]))
    for line in near[len(lines) - 1 :]:
        edges = {"bottom"} if line is last else {"bottom", "top"}
        if edges & set(line.setting.edges):
            wide = _container(case, line)
            found.append(max(wide - line.setting.left - line.setting.right, 0) if wide else 0)
        elif line is not last and marks.drawn(line):
            found.append(_dashes(line))
    return found


def _dashes(line: Line) -> float:
    signs = line.text.replace(" ", "")
    each = {"_": UNDERSCORE, "-": HYPHEN, "–": UNDERSCORE, "—": 1.0}.get(signs[0], UNDERSCORE)
    return len(signs) * each * line.size * POINT


def _measured(
    case: Case, box: str, lines: Sequence[Line], lengths: Sequence[float], share: tuple[float, float]
) -> Iterator[Finding]:
    text = _wanted(case, box, lines)
    known = [length for length in lengths if length]
    if len(known) < len(lengths) or not text:
        return
    least, most = share
    if not any(least <= length / text <= most for length in known):
        length = min(known, key=lambda one: abs(one / text - (least + most) / 2))
        if box == "motto":
            wanted = (f"bằng dòng chữ ({text:.0f} mm)", f"as long as the text ({text:.0f} mm)")
        else:
            wanted = (
                f"1/3 đến 1/2 dòng chữ ({text / 3:.0f}–{text / 2:.0f} mm)",
                f"1/3 to 1/2 of the text ({text / 3:.0f}–{text / 2:.0f} mm)",
            )
        yield Finding(f"{box}.rule_length", lines[-1], f"{length:.0f} mm", wanted)


def _wanted(case: Case, box: str, lines: Sequence[Line]) -> float:
    """Of the words as they should stand, so that what is wrong with them is told once."""
    if box == "motto":
        return width(case.profile.motto, lines[-1].size, bold=True)
    return _text(case, lines, capital=box == "issuer")


def _text(case: Case, lines: Sequence[Line], *, capital: bool = False) -> float:
    """The longest printed line."""
    told = [(line.printed.upper() if capital else line.printed, line) for line in lines]
    wide = max(width(text, line.size, bold=line.bold) for text, line in told)
    within = _container(case, lines[-1])
    return min(wide, within) if within else wide


def _container(case: Case, line: Line) -> float:
    if line.cell:
        return line.cell.width
    return 0 if line.box else case.section(line).text_width
