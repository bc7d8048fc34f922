"""Passwords of before stay good, and are hashed anew when they are used."""

from argon2 import PasswordHasher
from django.contrib.auth.hashers import check_password, make_password

PASSWORD = "mật khẩu của năm ngoái"
BEFORE = "argon2" + PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1).hash(PASSWORD)


def test_a_password_that_was_hashed_otherwise_is_checked_and_hashed_anew() -> None:
    kept: list[str] = []
    assert check_password(PASSWORD, BEFORE, setter=kept.append)
    assert not check_password("another", BEFORE, setter=kept.append)
    assert kept == [PASSWORD]


def test_the_setting_stands_in_what_is_kept() -> None:
    kept: list[str] = []
    hashed = make_password(PASSWORD)
    assert hashed.split("$")[:4] == ["argon2", "argon2id", "v=19", "m=9216,t=4,p=1"]
    assert check_password(PASSWORD, hashed, setter=kept.append)
    assert kept == []
