"""What people take for the same is the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.model.folding import fold, fold_firm, fold_name, fold_phone


@pytest.mark.parametrize(
    ("one", "other"),
    [("ＡＢＣ１２３", "abc123"), ("Straße", "STRASSE"), ("ﾊﾝｶｸ", "ハンカク"), ("é", "e\u0301"), ("SO-0031", "so-0031")],
)
def test_words_for_searching(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("丽人 美容院", "丽人美容院"),
        ("O'Hara & Sons", "ohara sons"),
        ("（丽人）", "丽人"),
        ("A_B", "ab"),
        ("Van-Heuvel B.V.", "van heuvel bv"),
    ],
)
def test_names_without_spaces_and_punctuation(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("郑州丽人美容院有限公司", "郑州丽人美容院"),
        ("郑州丽人美容院股份有限公司", "郑州丽人美容院"),
        ("藍鵲瑜伽有限責任公司", "藍鵲瑜伽"),
        ("Nordhafen Food GmbH", "nordhafenfood"),
        ("Acme Co., Ltd.", "acme"),
        ("Acme Inc", "acme"),
        ("公司", "公司"),  # nothing would be left
        ("Limited", "limited"),
    ],
)
def test_firms_without_their_legal_form(name: str, folded: str) -> None:
    assert fold_firm(name) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+86 138-0013-8000", "13800138000"),
        ("+86 371 6588 0101", "0371-65880101"),
        ("+86 (0)371-65880101", "037165880101"),
        ("+86 10 6588 0101", "010-65880101"),
        ("+886 912 000 118", "0912-000-118"),
        ("+886 2 2700 0193", "02-2700-0193"),
        ("+852 2123 4567", "21234567"),
        ("＋86 １３８００１３８０００", "13800138000"),
        ("(0371) 6588 0101", "037165880101"),
    ],
)
def test_phones_are_the_digits_dialled_at_home(one: str, other: str) -> None:
    assert fold_phone(one) == fold_phone(other)


def test_a_leading_zero_is_part_of_a_number() -> None:
    assert fold_phone("0912000118") == "0912000118"
    assert fold_phone("0912000118") != fold_phone("912000118")
    assert fold_phone("no digits") == ""


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    for folding in (fold_name, fold_firm, fold_phone):
        assert folding(folding(text)) == folding(text)
