"""The gate before the parser looks quickly, and sees what looking slowly sees."""

from __future__ import annotations

import re
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from custfile.archive.guard import decode, may_be_deep, suspicious

SUSPICIOUS: Final = re.compile(
    r"(?:^|[\s\[{,(:\-?])(?:[&*]\S|!)|^%|^(?:---|\.\.\.)|\S #\S", re.MULTILINE
)  # what suspicious() means, in one slow pattern
PIECES: Final = st.sampled_from(
    ["&", "*", "!", "%", "-", "--", ".", "..", "#", " ", "\n", ":", "[", "{", ",", "(", "?", "a", "丽"]
)
TEXTS: Final = st.lists(PIECES, max_size=12).map("".join)


@given(TEXTS)
def test_suspicious(text: str) -> None:
    assert suspicious(text) == (SUSPICIOUS.search(text) is not None)


@given(st.sampled_from(["", "\n", "a\n", "a"]), st.integers(198, 201))
def test_a_deep_indent(before: str, depth: int) -> None:
    line = before.rpartition("\n")[2] + " " * depth
    assert may_be_deep(f"{before}{' ' * depth}x\n") == (len(line) >= 200 and not line.strip())


@given(st.lists(st.sampled_from("[]{}"), max_size=260).map("".join))
def test_brackets(text: str) -> None:
    depth = most = 0
    for bracket in text:
        depth += 1 if bracket in "[{" else -1
        most = max(most, depth)
    assert may_be_deep(text) == (most > 100)


@given(
    st.lists(
        st.sampled_from(["<<<<<<<", ">>>>>>>", "<", ">", " ", "\n", "x", "\t", "\x07", "\r", "\u2028", "　"]),
        max_size=9,
    )
)
def test_characters_and_markers(pieces: list[str]) -> None:
    text = "".join(pieces)
    controls = re.findall("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)", text)
    markers = re.findall(r"^[ \t]*(<{7}|>{7})(?: .*)?$", text, re.MULTILINE)
    assert [mark.code for mark in decode(text.encode())[1]] == ["C102"] * len(controls) + ["C116"] * len(markers)
