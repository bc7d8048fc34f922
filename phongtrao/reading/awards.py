"""The form and the recipient of a commendation, in both orders: "8 tập thể, 12 cá nhân được nhận Bằng khen" and
"tặng Giấy khen cho 18 tập thể và 56 cá nhân"."""

from collections.abc import Sequence

from phongtrao.reading.finding import AwardForm, Recipient
from phongtrao.reading.lexicon import Hit, Lexicon
from phongtrao.reading.sentences import Token
from phongtrao.reading.spelling import word_set

RECIPIENTS = {
    "commended_collectives": Recipient.COLLECTIVE,
    "commended_households": Recipient.COLLECTIVE,
    "commended_individuals": Recipient.INDIVIDUAL,
    "commended_mixed": Recipient.MIXED,
    "exemplars": Recipient.MIXED,
    "festival_commendations": Recipient.MIXED,
}
PASSIVE = word_set("được nhận đón vinh đề")
TANGIBLE = (AwardForm.FLAG, AwardForm.MERIT, AwardForm.COMMENDATION, AwardForm.INSIGNIA)
REACH = 30  # words between a recipient and the award behind it


def form_of(
    number: int, noun_end: int, tokens: Sequence[Token], forms: Sequence[Hit], lexicon: Lexicon
) -> AwardForm:
    """The award that governs the recipient counted at a token: the one behind it if a passive leads there, else the
    last before it, else the first behind it."""
    behind = [hit for hit in forms if noun_end <= hit.first <= noun_end + REACH]
    ahead = [hit for hit in forms if hit.last <= number]
    stop = next((at for at in range(noun_end, len(tokens)) if tokens[at].word == ";"), len(tokens))
    behind = [hit for hit in behind if hit.first < stop]
    start = max((at for at in range(number) if tokens[at].word == ";"), default=-1)
    own = [hit for hit in ahead if hit.first > start]
    if behind and _passive(tokens, noun_end, behind[0].first):
        return _together(behind, tokens, lexicon)
    if own:
        return _together(_last_group(own, tokens), tokens, lexicon)
    if behind:
        return _together(behind, tokens, lexicon)
    return _together(_last_group(ahead, tokens), tokens, lexicon) if ahead else AwardForm.OTHER


def counted(noun: Hit, hits: Sequence[Hit], tokens: Sequence[Token], lexicon: Lexicon) -> AwardForm | None:
    """The form where awards themselves are counted, with those joined to them ("180 kỷ niệm chương, bằng khen")."""
    forms = [hit for hit in named(hits, lexicon) if hit.first >= noun.first]
    if not forms or forms[0].first >= noun.last:
        return None
    return _together(forms, tokens, lexicon)


def named(hits: Sequence[Hit], lexicon: Lexicon) -> list[Hit]:
    """The awards named in a sentence, in order, without those inside a longer one ("khen" in "bằng khen")."""
    found: list[Hit] = []
    for hit in sorted(
        (hit for hit in hits if hit.phrase in lexicon.forms), key=lambda hit: (hit.first, -hit.last)
    ):
        if not found or hit.last > found[-1].last:
            found.append(hit)
    return found


def _passive(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(token.word in PASSIVE for token in tokens[start:end])


def _last_group(hits: Sequence[Hit], tokens: Sequence[Token]) -> list[Hit]:
    """The last award named, with those joined to it ("Bằng khen và Giấy khen")."""
    group = [hits[-1]]
    for hit in reversed(hits[:-1]):
        between = [token.word for token in tokens[hit.last : group[0].first]]
        if len(between) > 3 or any(word[0].isdigit() for word in between):
            break
        group.insert(0, hit)
    return group


def _together(hits: Sequence[Hit], tokens: Sequence[Token], lexicon: Lexicon) -> AwardForm:
    """One form of what is named together; a thing handed over says more than the word for praising."""
    first = _first_group(hits, tokens)
    forms = [AwardForm(lexicon.forms[hit.phrase]) for hit in first]
    things = list(dict.fromkeys(form for form in forms if form in TANGIBLE))
    if len(things) > 1:
        return AwardForm.MIXED
    if things:
        return things[0]
    if AwardForm.HONOUR in forms:
        return AwardForm.HONOUR
    later = [AwardForm(lexicon.forms[hit.phrase]) for hit in hits[len(first) :]]
    return next((form for form in later if form in TANGIBLE), forms[0])


def _first_group(hits: Sequence[Hit], tokens: Sequence[Token]) -> list[Hit]:
    group = [hits[0]]
    for hit in hits[1:]:
        between = [token.word for token in tokens[group[-1].last : hit.first]]
        if len(between) > 3 or any(word[0].isdigit() for word in between):
            break
        group.append(hit)
    return group
