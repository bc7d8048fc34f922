"""What is said of a figure once its indicator is chosen: its kind, its qualifier, how sure it is and why."""

from collections.abc import Sequence

from phongtrao.core.figure import Qualifier
from phongtrao.reading.counting import word_at
from phongtrao.reading.finding import Ground, Kind, Why
from phongtrao.reading.numbers import Numeral
from phongtrao.reading.sentences import Token
from phongtrao.reading.spelling import word_set
from phongtrao.reading.weighing import Candidate

MEASURES = word_set("km m mét kg gam g tấn ki-lô-mét ha kilômét")
TURNS = {"lên": Qualifier.MORE_THAN, "xuống": Qualifier.LESS_THAN}  # "từ 5 người trở lên"
TURNED_WITHIN = 4  # words between a number and "trở lên"
MARGIN = 2.5  # a lead over the runner-up that settles it
STRONG = 5.0  # a score that cannot say more


def qualifier(found: Numeral, tokens: Sequence[Token]) -> Qualifier:
    if found.qualifier is Qualifier.EXACT:
        for at in range(found.last, min(found.last + TURNED_WITHIN, len(tokens) - 1)):
            if tokens[at].word == "trở":
                return TURNS.get(tokens[at + 1].word, found.qualifier)
    return found.qualifier


def kind(found: Numeral, best: Candidate, tokens: Sequence[Token]) -> Kind:
    if found.percent:
        return Kind.PERCENT
    if found.denominator is not None:
        return Kind.RATIO
    if best.rule.sort == "$":
        return Kind.MONEY
    return Kind.MEASURE if word_at(tokens, found.last) in MEASURES else Kind.COUNT


def confidence(best: Candidate, runner: float, *, inherited: bool, spelled: bool) -> float:
    """From how much speaks for the indicator and how far it leads; never certain."""
    lead = min(max(best.score - runner, 0.0), MARGIN) / MARGIN
    strength = min(best.score, STRONG) / STRONG
    made = 0.45 + 0.3 * lead + 0.24 * strength
    made *= 0.75 if inherited else 1.0
    made *= 0.9 if best.left else 1.0
    made *= 0.95 if spelled else 1.0
    return round(min(made, 0.99), 2)


def grounds(best: Candidate, indicator: str, runner: str | None) -> tuple[Ground, ...]:
    noun = Ground(Why.NOUN, best.noun.phrase) if best.noun else Ground(Why.NO_NOUN)
    beaten = [Ground(Why.RUNNER_UP, runner)] if runner else []
    return (noun, *best.why, Ground(Why.INDICATOR, indicator), *beaten)
