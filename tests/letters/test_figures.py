"""Numbers and their changes as documents write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.figure import Qualifier, ValueKind
from phongtrao.letters.figures import Between, Change, Known, Value, change, in_digits, in_words, with_unit
from tests.letters.made import NEARLY, OVER, UNDER

RATIO = Value(104200, decimals=2, kind=ValueKind.RATIO, denominator=116500)
PERCENT = Value(8950, decimals=2, kind=ValueKind.PERCENT)


@pytest.mark.parametrize(
    ("value", "words", "digits"),
    [
        (Value(40000, OVER), "hơn 40.000", "hơn 40.000"),
        (Value(1200000, OVER), "hơn 1,2 triệu", "hơn 1.200.000"),
        (Value(35_000_000_000, NEARLY), "gần 35 tỷ", "gần 35.000.000.000"),
        (Value(17), "17", "17"),
        (Value(1385, UNDER, decimals=2), "dưới 13,85", "dưới 13,85"),
        (RATIO, "1.042/1.165", "1.042/1.165 (89,4%)"),
        (PERCENT, "89,5%", "89,5%"),
        (Between(46, 122), "từ 46 đến 122", "từ 46 đến 122"),
        (Value(0, kind=ValueKind.RATIO, denominator=0), "0/0", "0/0"),
    ],
)
def test_value_in_words_and_digits(value: Known, words: str, digits: str) -> None:
    assert in_words(value) == words
    assert in_digits(value) == digits


def test_a_percent_carries_its_own_unit() -> None:
    assert with_unit(Value(5), "buổi") == "5 buổi"
    assert with_unit(PERCENT, "%") == "89,5%"


def test_only_a_ratio_has_a_denominator() -> None:
    with pytest.raises(ValueError, match="a ratio, and only a ratio, has a denominator"):
        Value(1, denominator=2)
    with pytest.raises(ValueError, match="a ratio, and only a ratio, has a denominator"):
        Value(1, kind=ValueKind.RATIO)


@pytest.mark.parametrize(
    ("now", "before", "amount", "percent"),
    [
        (Value(17), Value(15), "+2", "+13,3"),
        (Value(15), Value(17), "\u22122", "\u221211,8"),
        (Value(17), Value(17), "0", "0"),
        (Value(5), Value(0), "+5", ""),
        (Value(40000, OVER), Value(35000), "khoảng +5.000", "khoảng +14,3"),
        (Value(35000), Value(40000, OVER), "khoảng \u22125.000", "khoảng \u221212,5"),
        (Value(40000, OVER), Value(35000, OVER), "khoảng +5.000", "khoảng +14,3"),
        (RATIO, Value(100000, decimals=2, kind=ValueKind.RATIO, denominator=116500), "+3,6 điểm %", ""),
        (PERCENT, Value(9000, decimals=2, kind=ValueKind.PERCENT), "\u22120,5 điểm %", ""),
        (Value(17), None, "", ""),
        (None, Value(17), "", ""),
        (Value(17), Between(10, 20), "", ""),
        (Value(17), PERCENT, "", ""),
    ],
)
def test_change_against_last_year(now: Known | None, before: Known | None, amount: str, percent: str) -> None:
    assert change(now, before) == Change(amount, percent)


@given(st.integers(1, 10**12), st.integers(1, 10**12))
def test_percent_is_the_nearest_tenth(now: int, before: int) -> None:
    written = change(Value(now), Value(before)).percent
    tenths = round(float(written.replace(".", "").replace(",", ".").replace("\u2212", "-")) * 10)
    assert abs(tenths * before - (now - before) * 1000) * 2 <= before


@given(st.sampled_from(Qualifier), st.sampled_from(Qualifier))
def test_a_change_is_exact_only_between_exact_figures(now: Qualifier, before: Qualifier) -> None:
    written = change(Value(9, now), Value(4, before)).amount
    assert (written == "+5") is (now is before is Qualifier.EXACT)
