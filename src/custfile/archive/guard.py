"""The gate before the YAML parser: bytes in, text out, or the faults that make reading them unsafe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, islice
from typing import Final, NamedTuple

from custfile.model.finding import MOST

MAX_BYTES: Final = 5_000_000
MAX_DEPTH: Final = 24

_SAFE_BRACKETS: Final = 100  # more than MAX_DEPTH, because brackets inside quotes are counted too
_SAFE_INDENT: Final = 200
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)")
_CONFLICT: Final = re.compile(r"^[ \t]*(<{7}|>{7})(?: .*)?$", re.MULTILINE)
_BRACKETS: Final = re.compile(r"[\[\]{}]")
_INDENT: Final = re.compile(r"\n[ \-?:]{200}")
_LOST: Final = re.compile(r" #(?<=\S #)(?=\S)")
_SIGNS: Final = ("&", "*", "!", "%", "---", "...")  # without any of them the slow pattern cannot match
_SUSPICIOUS: Final = re.compile(r"(?:^|[\s\[{,(:\-?])(?:[&*]\S|!)|^%|^(?:---|\.\.\.)", re.MULTILINE)


class Mark(NamedTuple):
    """A fault at a place of a text; line and column count from 1."""

    line: int
    column: int
    code: str
    params: dict[str, str]


def decode(data: bytes) -> tuple[str, list[Mark]]:
    """Return the text of ``data`` without its BOM, and the faults that forbid parsing it."""
    if len(data) > MAX_BYTES:
        return "", [Mark(1, 1, "C104", {"got": str(len(data))})]
    if _is_utf16(data):
        return "", [Mark(1, 1, "C101", {"guess": "UTF-16"})]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig")
        return "", [_at(before, len(before), "C101", guess=likely_chinese(data))]
    return text, [*_controls(text), *_conflicts(text)]


def _is_utf16(data: bytes) -> bool:
    """Say whether ``data`` begins with the mark of UTF-16, or many of its pairs of bytes have a NUL on the same side."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if marked or b"\0" not in data:
        return marked
    left, right = data[0::2].count(0), data[1::2].count(0)
    many, few = max(left, right), min(left, right)
    return many * 8 > len(data) and few * 4 < many


def likely_chinese(data: bytes) -> str:
    """Return ``GBK`` or ``Big5`` when ``data`` is text in one of them, else the empty string.

    Big5 bytes are valid GB18030 too, so the reading with more of the commonest characters wins.
    """
    scores = {name: _common(data, codec) for name, codec in (("GBK", "gb18030"), ("Big5", "big5"))}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= 0 else ""


_COMMON: Final = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里裡"
    "用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實"
    "客户戶公司电電话話地址姓名店美容酒店有限先生小姐女士市区區路号號省县縣王李张張刘劉陈陳林黄黃周吳吴"
)


def _common(data: bytes, codec: str) -> float:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return -1.0
    wide = [char for char in text if char > "\x7f"]
    return sum(char in _COMMON for char in wide) / len(wide) if wide else -1.0


def _at(text: str, index: int, code: str, **params: str) -> Mark:
    start = text.rfind("\n", 0, index) + 1
    return Mark(text.count("\n", 0, index) + 1, index - start + 1, code, params)


def _controls(text: str) -> Iterator[Mark]:
    if text.replace("\n", "").isprintable():  # so are most files, and it is soon seen
        return
    for found in islice(_CONTROL.finditer(text), MOST):
        yield _at(text, found.start(), "C102", got=f"U+{ord(found[0][0]):04X}")


def _conflicts(text: str) -> Iterator[Mark]:
    if "<" * 7 not in text and ">" * 7 not in text:
        return
    for found in islice(_CONFLICT.finditer(text), MOST):
        yield _at(text, found.start(1), "C116", got=found[1])


def suspicious(text: str) -> bool:
    """Say whether ``text`` may hold what only the token scanner can tell from plain text."""
    if _LOST.search(text) is not None:
        return True
    return any(sign in text for sign in _SIGNS) and _SUSPICIOUS.search(text) is not None


def may_be_deep(text: str) -> bool:
    """Say whether ``text`` may be nested so deep that composing it is unsafe (libyaml recurses and crashes)."""
    if _INDENT.search(f"\n{text}") is not None:
        return True
    if text.count("[") + text.count("{") <= _SAFE_BRACKETS:
        return False
    balance = accumulate((1 if bracket in "[{" else -1 for bracket in _BRACKETS.findall(text)), initial=0)
    return max(balance) > _SAFE_BRACKETS
