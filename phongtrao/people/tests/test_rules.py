import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.people.rules import (
    CODE_SIGNS,
    Kind,
    Role,
    Scope,
    fits_under,
    guessable_word,
    height,
    line_above,
    may_keep,
    new_code,
    plain_code,
    proposed,
    scope_of,
    username,
)

# 1 ministry; 2 province; 3 its police; 4 commune's committee; 5 an agency; 9 apart
PARENTS = {2: 1, 3: 2, 4: 2, 5: 4}


def test_the_line_above_goes_up_to_the_top() -> None:
    assert line_above(5, PARENTS) == [4, 2, 1]


def test_a_cycle_in_the_data_ends_the_line() -> None:
    assert line_above(1, {1: 2, 2: 1}) == [2, 1]


def test_height_counts_levels_below() -> None:
    assert [height(number, PARENTS) for number in (1, 2, 3, 4, 5, 9)] == [3, 2, 0, 1, 0, 0]


@pytest.mark.parametrize(
    ("child", "parent", "fits"),
    [
        (3, 1, True),
        (2, 5, False),  # under its own
        (2, 2, False),  # under itself
        (9, 5, True),
        (4, 3, True),  # a level deeper: 1, 2, 3, 4, 5
        (2, 9, True),
    ],
)
def test_who_fits_under_whom(child: int, parent: int, fits: bool) -> None:
    assert fits_under(child, parent, PARENTS) is fits


def test_nobody_stands_deeper_than_five_levels_below_the_top() -> None:
    chain = {2: 1, 3: 2, 4: 3, 5: 4}
    assert [fits_under(7, parent, chain) for parent in (4, 5)] == [True, True]
    assert fits_under(8, 7, {**chain, 7: 5}) is False


@pytest.mark.parametrize(
    ("role", "holder", "own", "may"),
    [
        (Role.CLERK, Role.HEAD, False, True),
        (Role.CLERK, Role.HEAD, True, False),
        (Role.CLERK, Role.CLERK, True, False),
        (Role.HEAD, Role.CLERK, True, True),
        (Role.HEAD, Role.VIEWER, True, True),
        (Role.HEAD, Role.HEAD, True, False),
        (Role.HEAD, Role.HEAD, False, True),
        (Role.VIEWER, Role.CLERK, False, False),
    ],
)
def test_whose_account_an_officer_keeps(role: Role, holder: Role, own: bool, may: bool) -> None:
    assert may_keep(role, holder, own=own) is may


@pytest.mark.parametrize(
    ("kind", "province", "scope"),
    [
        (Kind.POLICE, False, Scope.OWN),
        (Kind.POLICE, True, Scope.SUBTREE),
        (Kind.STEERING_COMMITTEE, False, Scope.SUBTREE),
        (Kind.AGENCY, False, Scope.OWN),
        (Kind.MINISTRY, False, Scope.SUBTREE),
    ],
)
def test_how_far_a_new_account_sees(kind: Kind, province: bool, scope: Scope) -> None:
    assert scope_of(kind, province=province) is scope


@pytest.mark.parametrize(
    ("kind", "role", "taken", "expected"),
    [
        (Kind.STEERING_COMMITTEE, Role.CLERK, set(), "puluong.canbo"),
        (Kind.POLICE, Role.HEAD, set(), "puluong.congan.lanhdao"),
        (Kind.STEERING_COMMITTEE, Role.CLERK, {"puluong.canbo"}, "puluong14896.canbo"),
        (
            Kind.STEERING_COMMITTEE,
            Role.CLERK,
            {"puluong.canbo", "puluong14896.canbo"},
            "puluong14896-2.canbo",
        ),
        (Kind.SCHOOL, Role.VIEWER, set(), "puluong.thcspuluong.theodoi"),
    ],
)
def test_user_names(kind: Kind, role: Role, taken: set[str], expected: str) -> None:
    assert username(kind, "THCS Pù Luông", "Pù Luông", "14896", role, taken) == expected


def test_a_code_has_a_hundred_bits_in_five_groups() -> None:
    groups = new_code().split("-")
    assert [len(group) for group in groups] == [4] * 5
    assert len(CODE_SIGNS) == 32
    assert set("".join(groups)) <= set(CODE_SIGNS)


@given(st.text(alphabet=CODE_SIGNS, min_size=20, max_size=20))
def test_a_code_typed_from_paper_is_the_same_code(signs: str) -> None:
    spoken = signs.replace("0", "o").replace("1", "l").lower()
    assert plain_code(f" {spoken[:4]} - {spoken[4:]}") == signs


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("Phong-Trào-2026-abc", "phongtrao"),
        ("xã Pù Luông muôn năm", "puluong"),
        ("ba con mèo uống trà", ""),
        ("xa xa xa xa xa xa", ""),  # words shorter than five letters don't count
    ],
)
def test_words_that_others_would_guess(password: str, word: str) -> None:
    assert guessable_word(password, ["Pù Luông", "xã"]) == word


@pytest.mark.parametrize(
    ("kind", "abbreviation"),
    [("Tỉnh", "CAT"), ("Thành phố", "CATP"), ("Xã", "CAX"), ("Phường", "CAP"), ("Đặc khu", "CAĐK")],
)
def test_the_police_of_a_place(kind: str, abbreviation: str) -> None:
    police = proposed(kind, "Hoa Lư", province=kind in ("Tỉnh", "Thành phố"))[2]
    assert (police.name, police.abbreviation) == (f"Công an {kind.lower()} Hoa Lư", abbreviation)
