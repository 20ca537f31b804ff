"""The token scanner: finds what YAML would swallow without a word (anchors, aliases, tags, directives, comments)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import yaml
from yaml._yaml import CParser
from yaml.events import CollectionEndEvent, CollectionStartEvent

from custfile.archive.guard import MAX_DEPTH, Mark

_SWALLOWED: Final = {
    yaml.AnchorToken: "C108",
    yaml.AliasToken: "C109",
    yaml.TagToken: "C110",
    yaml.DirectiveToken: "C112",
}

_BEFORE: Final = (yaml.StreamStartToken, yaml.DirectiveToken)
_BETWEEN: Final = (yaml.DocumentStartToken, yaml.DocumentEndToken, yaml.StreamEndToken)


def swallowed(text: str) -> Iterator[Mark]:
    """Yield a fault for every token that is not plain data, and for text lost behind a ``#``."""
    begun, ended = False, None
    for token in _tokens(text):
        mark = token.start_mark
        if ended is not None and not isinstance(token, _BETWEEN):
            yield Mark(ended.line + 1, ended.column + 1, "C113", {"got": "..."})
            ended = None
        if code := _SWALLOWED.get(type(token)):
            yield Mark(mark.line + 1, mark.column + 1, code, {"got": _word(token, text)})
        elif isinstance(token, yaml.DocumentStartToken) and begun:
            yield Mark(mark.line + 1, mark.column + 1, "C113", {"got": "---"})
        elif isinstance(token, yaml.DocumentEndToken):
            ended = mark
        elif isinstance(token, yaml.ScalarToken) and token.plain:
            yield from _comment(text, token.end_mark)
        begun = begun or not isinstance(token, _BEFORE)


def too_deep(text: str) -> Mark | None:
    """Return a fault at the first place that is nested deeper than is read. Events need no recursion, composing does."""
    depth, parser = 0, CParser(text)
    while parser.check_event():
        event: Any = parser.get_event()
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > MAX_DEPTH:
            return Mark(event.start_mark.line + 1, event.start_mark.column + 1, "C105", {})
    return None


def _tokens(text: str) -> Iterator[Any]:
    parser = CParser(text)
    try:
        while parser.check_token():
            yield parser.get_token()
    except yaml.YAMLError:  # the composer reports it with its position
        return


def _word(token: Any, text: str) -> str:
    raw = text[token.start_mark.index : token.end_mark.index]
    return raw.lstrip("&*") or str(getattr(token, "value", ""))


def _comment(text: str, end: Any) -> Iterator[Mark]:
    rest = text[end.index : end.index + 40].split("\n")[0]
    if rest.startswith(" #") and rest[2:3].strip() and not rest.startswith(" ##"):
        yield Mark(end.line + 1, end.column + 2, "C117", {"got": rest[1:].split()[0]})
