"""The families of documents: their rules are data, and what is not verified says so."""

from dataclasses import replace
from typing import Any

import pytest

from phongtrao.letters.checking import STATE, ProfileProblem, Weight, examined, from_data, profiles
from phongtrao.letters.docx import write
from phongtrao.letters.kinds import Listed, listing
from phongtrao.letters.profiles import profiles as families
from tests.letters.checking.typed import Typed, letter, report
from tests.letters.kinds_made import FRAME


def test_only_the_states_rules_were_read_in_full() -> None:
    assert {id: profile.verified for id, profile in profiles().items()} == {
        "state": True,
        "police": False,
        "front": False,
        "party": False,
    }
    assert (STATE.id, STATE.law) == ("state", "Nghị định 30/2020/NĐ-CP")


def test_each_family_that_we_write_has_rules_here() -> None:
    assert [*families()] == [*profiles()]


@pytest.mark.parametrize("id", [*profiles()])
def test_what_we_write_for_a_family_breaks_nothing_by_its_rules(id: str) -> None:
    made = listing(replace(FRAME, profile=families()[id]), "Khu dân cư", items=Listed("", (), ()))
    assert [fault.code for fault in examined(write(made), profiles()[id])] == []


def test_the_state_is_told_apart_from_the_party() -> None:
    party = listing(replace(FRAME, profile=families()["party"]), "Khu dân cư", items=Listed("", (), ()))
    assert [fault.code for fault in examined(write(party), STATE)] == [
        "national.missing",
        "motto.missing",
        "issuer.rule",
        "issuer.rule_length",
        "number.colon",
        "number.slash",
    ]
    found = examined(letter().saved(), profiles()["party"])
    assert [fault.code for fault in found] == ["number.colon", "number.slash", "national.text"]
    assert {fault.weight for fault in found} == {Weight.ADVICE}


def test_police_may_print_a_rank() -> None:
    made = report()
    made.say("Nguyễn Văn", "Đại tá Nguyễn Văn Bình")
    assert (made.codes(), made.codes(profiles()["police"])) == (["name.rank"], [])


def by(data: dict[str, Any], made: Typed) -> list[tuple[str, str]]:
    return [(fault.code, fault.weight.value) for fault in examined(made.saved(), from_data("ours", data))]


def test_an_office_has_rules_of_its_own_over_those_that_it_begins_from() -> None:
    made = letter()
    made.look("Nơi nhận", size=14)
    made.look("Nguyễn Văn", bold=False)
    assert by({"verified": True}, made) == [("recipients_head.size", "breaks"), ("name.bold", "breaks")]
    ours = {
        "base": "police",
        "verified": True,
        "looks": {"recipients_head": {"size": [12, 14]}},
        "weights": {"name": "advice"},
    }
    assert by(ours, made) == [("name.bold", "advice")]


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ({"base": "navy"}, "ours: 'navy'"),
        ({"page": {"top": 20}}, "ours: cannot unpack non-iterable int object"),
        ({"font": 12}, "ours: font is no text"),
        ([], "ours: 'list' object has no attribute 'get'"),
    ],
)
def test_rules_that_make_no_sense_are_refused_by_name(data: Any, named: str) -> None:
    with pytest.raises(ProfileProblem) as refused:
        from_data("ours", data)
    assert str(refused.value) == named
