"""Secrets are recognisable, and secret."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.model.masking import masked
from custfile.model.secrecy import may_see
from custfile.model.spec import PUBLIC, SECRET, STAFF, Secrecy


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13800138000", "138****8000"),
        ("+86 138-0013-8000", "861****8000"),
        ("6222 0212 3456 7890", "622****7890"),
        ("0912-000-118", "****118"),  # ten digits: three are shown, seven hidden
        ("A123456789", "****789"),
        ("E00000884", "****884"),
        ("1234567", "****"),
        ("先生為會計師；女兒在新加坡工作", "****"),
        ("divorced in 2021", "****"),
        ("１３８００１３８０００", "****"),  # full-width digits are not a number that was typed as one
        ("", "****"),
    ],
)
def test_what_is_shown_of_a_secret(text: str, shown: str) -> None:
    assert masked(text) == shown


@given(st.text())
def test_at_least_four_characters_of_a_number_stay_hidden(text: str) -> None:
    kept = [char for char in text if char.isalnum()]
    assert len(masked(text).replace("*", "")) <= max(len(kept) - 4, 0)


@pytest.mark.parametrize(
    ("level", "seen"), [(PUBLIC, [PUBLIC]), (STAFF, [PUBLIC, STAFF]), (SECRET, [PUBLIC, STAFF, SECRET])]
)
def test_a_level_sees_what_is_below_it(level: Secrecy, seen: list[Secrecy]) -> None:
    assert [secrecy for secrecy in Secrecy if may_see(level, secrecy)] == seen
