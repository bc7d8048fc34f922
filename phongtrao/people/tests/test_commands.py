import argparse
import json

import pytest
from django.utils import timezone

from phongtrao.kit.console import Refusal
from phongtrao.people import actions, commands
from phongtrao.people.models import Officer, OrganisationParent
from tests.cast import Cast


def office(*given: str) -> None:
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers())
    options = parser.parse_args(["office", *given])
    options.run(options)


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    answer: dict[str, str] = json.loads(capsys.readouterr().out)
    return answer


def test_the_first_office_gets_a_code_and_no_password(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    cast.neighbour.delete()
    OrganisationParent.objects.filter(parent=cast.committee_37).delete()
    office("37", "--json", "--address", "https://phongtrao.example.vn/")
    answer = told(capsys)
    officer = Officer.objects.get(username="ninhbinh.lanhdao")
    assert (answer["office"], answer["username"], answer["address"]) == (
        "Ban Chỉ đạo 138 tỉnh Ninh Bình",
        "ninhbinh.lanhdao",
        "https://phongtrao.example.vn/people/activation/",
    )
    assert officer.has_usable_password() is False


def test_a_second_call_needs_to_say_that_the_slip_was_lost(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Refusal):
        office("38", "--json")
    office("38", "--json", "--renew")
    assert told(capsys)["username"] == "thanhhoa.lanhdao"


@pytest.mark.parametrize("code", ["99", "14896", "36"])
def test_only_a_province_of_today_founds_an_office(cast: Cast, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        office(code)
    assert refusal.value.code == 2


def test_the_printed_code_opens_the_account(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    office("38", "--json", "--renew")
    answer = told(capsys)
    officer = actions.activate(answer["username"], answer["code"], "bốn con mèo uống trà", now=timezone.now())
    assert officer == cast.province_head
