"""From an error of the YAML parser to a fault at the place where a person would look for it."""

from __future__ import annotations

from typing import Any, Final

from yaml import YAMLError

from custfile.archive.guard import Mark

_SIGNS: Final = {
    "while scanning an anchor": "C108",
    "while scanning an alias": "C109",
    "while scanning a tag": "C110",
    "while parsing a tag": "C110",
}
_TABS: Final = ("tab character", "found character that cannot start any token")
_OPEN_QUOTE: Final = "found unexpected end of stream"
_OPEN_BRACKETS: Final = ("did not find expected ',' or ']'", "did not find expected ',' or '}'")
_NO_VALUE: Final = "did not find expected node content"


def syntax(text: str, error: YAMLError) -> Mark:
    """Return the fault of ``text`` that the parser stumbled over with ``error``."""
    told: Any = error
    mark: Any = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or error)
    if code := _SIGNS.get(getattr(error, "context", "")):
        return _sign(text, told.context_mark, code)
    if problem == _NO_VALUE and not text[mark.index :].strip():
        return _behind(text.rstrip())
    if problem == _OPEN_QUOTE or (problem in _OPEN_BRACKETS and told.context_mark.line < mark.line):
        mark = told.context_mark or mark  # where it was opened: it is most often closed nowhere
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    if any(words in problem for words in _TABS) and "\t" in text.split("\n")[line][: column + 1]:
        return Mark(line + 1, column + 1, "C106", {})
    return Mark(line + 1, column + 1, "C107", {"problem": problem})


def _behind(text: str) -> Mark:
    """Return the fault of ``text`` that ends with an open bracket or comma, at that sign."""
    line, column = text.count("\n") + 1, len(text) - text.rfind("\n") - 1
    return Mark(line, column, "C107", {"problem": _OPEN_BRACKETS[0]})


def _sign(text: str, mark: Any, code: str) -> Mark:
    """Return the fault of text that begins with a sign of YAML's, such as ``*重要``, and goes on as no name of its could."""
    word = text[mark.index : mark.index + 100].split()[0]
    return Mark(mark.line + 1, mark.column + 1, code, {"got": word if code == "C110" else word[1:]})
