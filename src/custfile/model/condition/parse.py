"""The text of a condition as a tree: ``or`` binds loosest, then ``and``, then ``not``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from custfile.language import _
from custfile.model.condition.scan import Token, tokens
from custfile.model.condition.tree import AllOf, AnyOf, Compare, Condition, Leaf, Not, Told, Tree, Value
from custfile.model.condition.unclear import Puzzle, brief

_DEEPEST: Final = 50
_FIGURE: Final = re.compile(r"[+-]?\d[\d.,-]*[%％万萬亿億]?", re.ASCII)
_DIGITS: Final = re.compile(r"[+-]?\d+", re.ASCII)
_GLUED: Final = re.compile(r".[且或].")


def parse(text: str) -> Condition:
    """Return the condition that ``text`` says, such as ``amount_12m > 50000 and credit <= C``. Raises ``Unclear``."""
    try:
        return Condition(_Reader(text).whole(), text)
    except Puzzle as puzzle:
        raise puzzle.of(text) from None


class _Reader:
    """Descends the grammar, one method a level, each from the next token on."""

    def __init__(self, text: str) -> None:
        self._tokens = [*tokens(text)]
        self._next = 0
        self._depth = 0

    def whole(self) -> Tree:
        if self._here.sort == "end":
            raise Puzzle(0, _("the condition is empty"), _("write one, such as: amount_12m > 50000 and credit <= C"))
        tree = self._any()
        if self._here.sort != "end":
            raise self._misplaced()
        return tree

    def _any(self) -> Tree:
        parts = self._joined("or", self._all)
        return parts[0] if len(parts) == 1 else AnyOf(parts)

    def _all(self) -> Tree:
        parts = self._joined("and", self._single)
        return parts[0] if len(parts) == 1 else AllOf(parts)

    def _joined(self, word: str, read: Callable[[], Tree]) -> tuple[Tree, ...]:
        parts = [read()]
        while self._took(word):
            parts.append(read())
        return tuple(parts)

    def _single(self) -> Tree:
        start = self._here
        if start.sort not in ("not", "("):
            return self._comparison()
        if self._depth == _DEEPEST:
            raise Puzzle(start.at, _("this is nested too deeply"), _("leave out the brackets that are not needed"))
        self._next += 1
        self._depth += 1
        tree: Tree = Not(self._single()) if start.sort == "not" else self._bracketed(start)
        self._depth -= 1
        return tree

    def _bracketed(self, start: Token) -> Tree:
        tree = self._any()
        self._close(start)
        return tree

    def _comparison(self) -> Leaf:
        name = self._name()
        sign = self._here
        if self._took("sign"):
            return Compare(name.text, sign.text, (self._value(sign),), name.at, sign.at)
        if self._took("in"):
            return Compare(name.text, "in", self._list(sign), name.at, sign.at)
        if sign.sort == "not" and self._tokens[self._next + 1].sort == "in":
            self._next += 2
            return Compare(name.text, "not in", self._list(self._tokens[self._next - 1]), name.at, sign.at)
        return Told(name.text, name.at)

    def _name(self) -> Token:
        token = self._here
        if token.sort == "word" and not _FIGURE.fullmatch(token.text):
            self._next += 1
            return token
        problem = _("a name is missing here")
        if token.sort in ("word", "quoted"):
            problem = _("'{typed}' is a value, and a comparison begins with a name").format(typed=brief(token.text))
        raise Puzzle(token.at, problem, _("write the name first: amount_12m > 50000, region = 郑州"))

    def _list(self, word: Token) -> tuple[Value, ...]:
        start = self._here
        if not self._took("("):
            raise Puzzle(
                start.at,
                _("a list is missing behind '{word}'").format(word=word.text),
                _("write the values in brackets: region in (郑州, 洛阳)"),
            )
        values = [self._value(start)]
        while self._took(","):
            values.append(self._value(start))
        self._close(start)
        return tuple(values)

    def _value(self, behind: Token) -> Value:
        token = self._here
        if token.sort == "quoted" and not token.text.strip():
            raise Puzzle(
                token.at,
                _("there is nothing between these quotation marks"),
                _("to ask whether something is told, write its name alone: fax, not fax"),
            )
        if self._took("word") or self._took("quoted"):
            return Value(token.text, token.at)
        remedy = _("write a number, a word, a day, or a text in quotation marks")
        if token.sort in ("and", "or", "not", "in"):
            remedy = _("if the word is meant as text, put it in quotation marks: '{word}'").format(word=token.text)
        raise Puzzle(token.at, _("a value is missing behind '{sign}'").format(sign=behind.text), remedy)

    def _close(self, start: Token) -> None:
        if self._took(")"):
            return
        if self._here.sort != "end":
            raise self._misplaced()
        raise Puzzle(start.at, _("this bracket is not closed"), _("write ) where it ends"))

    @property
    def _here(self) -> Token:
        return self._tokens[self._next]

    def _took(self, sort: str) -> bool:
        """Go one token on if the next is of ``sort``; return whether it is."""
        taken = self._here.sort == sort
        self._next += taken
        return taken

    def _misplaced(self) -> Puzzle:
        token, before = self._here, self._tokens[self._next - 1]
        if token.sort == ")":
            return Puzzle(token.at, _("this bracket closes nothing"), _("take it out, or open one before it"))
        return Puzzle(
            token.at, _("'{typed}' does not belong here").format(typed=brief(token.text)), self._way_on(before)
        )

    def _way_on(self, before: Token) -> str:
        token, after = self._here, self._tokens[min(self._next + 1, len(self._tokens) - 1)]
        if token.sort == "," and _DIGITS.fullmatch(before.text) and _DIGITS.match(after.text):
            return _("write digits without separators: 50000")
        if token.sort == "sign" and _GLUED.search(before.text):
            return _("put a space before and behind 且 and 或")
        return _("write 'and' or 'or' between comparisons, and put a text of several words in quotation marks")
