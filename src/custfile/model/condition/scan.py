"""The text of a condition as tokens: brackets, commas, operators, words, and texts in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from custfile.language import _
from custfile.model.condition.days import AROUND_TODAY
from custfile.model.condition.unclear import Puzzle
from custfile.model.folding import fold

SIGNS: Final = ("=", "!=", "<", "<=", ">", ">=", "~")
KEYWORDS: Final = {
    "and": "and", "且": "and", "or": "or", "或": "or", "not": "not", "非": "not", "in": "in"
}  # fmt: skip
_TYPED: Final = {"（": "(", "）": ")", "，": ",", "、": ",", "＝": "=", "！": "!", "＜": "<", "＞": ">", "～": "~"}
_ASCII: Final = str.maketrans({**_TYPED, "≠": "!=", "≤": "<=", "≥": ">="})
_QUOTED: Final = r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|[“”][^“”]*[“”]|[‘’][^‘’]*[‘’]|「[^」]*」|『[^』]*』"""
_SIGN: Final = r"[!！][=＝]|[<>＜＞][=＝]?|[=＝]{1,2}|[~～≠≤≥]"
_WORD: Final = r"""(?:[^\s'"“”‘’「」『』()（）,，、=＝<>＜＞~～≠≤≥!！]|[!！](?![=＝]))+"""
_BREAK: Final = r"(?=[\s)）,，、]|$)"
_TOKEN: Final = re.compile(
    rf"\s*(?:(?P<quoted>{_QUOTED})|(?P<sign>{_SIGN})|(?P<mark>[()（）,，、])"
    rf"|(?P<day>{AROUND_TODAY.pattern}{_BREAK})|(?P<word>{_WORD}))"
)
_SPACE: Final = re.compile(r"\s+")


class Token(NamedTuple):
    """A token at ``at``, counted from 0.

    ``sort`` is ``word`` or ``quoted``, and ``text`` what is meant; or ``sign``, and ``text`` is one of ``SIGNS``; or a
    keyword, ``(``, ``)``, ``,`` or ``end``, and ``text`` is what was typed.
    """

    sort: str
    text: str
    at: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of ``text`` and one of the sort ``end``. Raises ``Puzzle``."""
    end = len(text.rstrip())
    at = 0
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None:
            raise _open_quote(text, len(text) - len(text[at:].lstrip()))
        sort = found.lastgroup or ""
        yield _token(sort, found[sort], found.start(sort))
        at = found.end()
    yield Token("end", "", end)


def is_word(text: str) -> bool:
    """Return whether ``text`` is understood as one word without quotation marks."""
    return re.fullmatch(_WORD, text) is not None and fold(text) not in KEYWORDS


def _token(sort: str, typed: str, at: int) -> Token:
    if sort == "quoted":
        return Token("quoted", _inside(typed), at)
    if sort == "sign":
        sign = typed.translate(_ASCII)
        return Token("sign", "=" if sign == "==" else sign, at)
    if sort == "mark":
        return Token(typed.translate(_ASCII), typed, at)
    if sort == "day":
        return Token("word", _SPACE.sub("", typed), at)
    return Token(KEYWORDS.get(fold(typed), "word"), typed, at)


def _inside(quoted: str) -> str:
    """Return what stands between the quotation marks; a doubled ``''`` within is one."""
    mark, inside = quoted[0], quoted[1:-1]
    return inside.replace(mark * 2, mark) if mark in "'\"" else inside


def _open_quote(text: str, at: int) -> Puzzle:
    if text[at] in "'\"“”‘’「『":
        return Puzzle(
            at,
            _("this quotation mark is not closed"),
            _('close it; a text with an apostrophe goes between double quotation marks: "O\'Hara"'),
        )
    return Puzzle(
        at,
        _("'{sign}' does not belong here").format(sign=text[at]),
        _("put a text that contains it in quotation marks"),
    )
