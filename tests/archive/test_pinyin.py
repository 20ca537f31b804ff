"""Chinese names in latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin

from custfile.archive import pinyin

CHARACTERS = st.sampled_from("丽人美容院绿重庆长沙银行了着の・（），é 12abAB")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("丽人", ("liren", "lr")),
        ("重庆女人", ("chongqingnvren", "cqnr")),  # by itself 重 is zhong
        ("ABC公司 2号", ("abcgongsi 2hao", "abcgs 2h")),
        ("曾美惠", ("cengmeihui", "cmh", "zengmeihui", "zmh")),
        ("株式会社の", ()),
        ("", ()),
    ],
)
def test_spellings(name: str, expected: tuple[str, ...]) -> None:
    assert pinyin.spellings(name) == expected


@given(st.text(CHARACTERS, max_size=9))
def test_word_by_word_is_as_all_at_once(name: str) -> None:
    full = "".join(lazy_pinyin(name)).lower()
    short = "".join(lazy_pinyin(name, Style.FIRST_LETTER)).lower()
    assert pinyin.spellings(name) == tuple(dict.fromkeys(text for text in (full, short) if text.isascii() and text))


def test_what_is_remembered_is_not_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pinyin, "_remembered", {})
    pinyin.remember([("丽人", "liren"), ("张伟", "zhangwei"), ("张伟", "zw"), ("张伟", "zw")])
    assert pinyin.spellings("张伟") == ("zhangwei", "zw")
    assert pinyin.spellings("丽人") == ("liren",)  # as it was told
