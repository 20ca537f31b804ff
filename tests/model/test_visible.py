"""Text that would steer a terminal or hide is shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.model.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("郑州丽人 👩‍💼 Ⅳ", "郑州丽人 👩‍💼 Ⅳ"),
        ("全角　空格 and\xa0a hard one", "全角　空格 and\xa0a hard one"),
        ("\x1b[31mred\x1b]0;title\x07", "␛[31mred␛]0;title␇"),
        ("one\ntwo\r\tthree\0\x7f", "one⏎two␍␉three␀␡"),
        ("a\u202eb\u2066c\u200fd\u061c", "a⟨U+202E⟩b⟨U+2066⟩c⟨U+200F⟩d⟨U+061C⟩"),
        ("a\u2028b\x85c", "a⟨U+2028⟩b⟨U+0085⟩c"),
        ("soft\xadhyphen, zero\u200bwidth", "soft⟨U+00AD⟩hyphen, zero⟨U+200B⟩width"),
        ("tag\U000e0041", "tag⟨U+E0041⟩"),
        ("lone \ud800", "lone ⟨U+D800⟩"),
    ],
)
def test_what_hides_is_seen(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters()))
def test_nothing_is_left_that_a_terminal_obeys_or_cannot_write(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert not any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in shown)
    assert not any(
        unicodedata.bidirectional(char) in ("RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI")
        for char in shown
    )
    assert visible(shown) == shown
