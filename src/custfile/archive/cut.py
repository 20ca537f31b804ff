"""Taking an entry out of a file's text, with its lines and the comment behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from custfile.archive import spans
from custfile.archive.spans import Spot

_ENDS_LINE: Final = re.compile(r"[ \t]*,?[ \t]*(?:#[^\r\n]*)?(?=\r?\n)")


def cut(text: str, spots: Sequence[Spot], eol: str) -> str:
    """Return ``text`` without the last of ``spots``, and without the collections that it alone made up."""
    depth = len(spots) - 1
    while depth and len(spots[depth].parent.value) == 1:
        depth -= 1
    spot = spots[depth]
    return _from_flow(text, spot) if spot.parent.flow_style else _from_block(text, spot, eol)


def _from_block(text: str, spot: Spot, eol: str) -> str:
    start = spans.begin(text, spot.parent, spot.position)
    rest = spans.past_comments(text, spans.after(text, spot.value), spot.column)
    if spot.position and spans.keeps_breaks(text, spans.value(spot.parent, spot.position - 1)):
        rest = spans.past_blanks(text, rest)  # or they would become part of the text before
    if spans.stands_first(text, start) or len(spot.parent.value) == 1:
        return text[: spans.line_start(text, start)] + text[rest:]
    # The first of several on the line of an outer dash: the next one moves up, unless a comment stands between.
    following = spans.begin(text, spot.parent, spot.position + 1)
    if not text[rest:following].strip():
        return text[:start] + text[following:]
    return text[:start].rstrip(" ") + eol + text[rest:]


def _from_flow(text: str, spot: Spot) -> str:
    start, stop = spans.begin(text, spot.parent, spot.position), spans.end(text, spot.value)
    ends_line = _ENDS_LINE.match(text, stop)
    if ends_line and spans.stands_first(text, start):
        return text[: spans.line_start(text, start)] + text[spans.next_line(text, stop) :]
    if spot.position + 1 < len(spot.parent.value):
        following = spans.begin(text, spot.parent, spot.position + 1)
        # Up to the next one, unless that has a comment above it.
        stop = ends_line.end() if ends_line and "#" in text[ends_line.end() : following] else following
    else:
        stop = ends_line.end() if ends_line else stop
        previous = spans.end(text, spans.value(spot.parent, spot.position - 1)) if spot.position else start
        # The comma before goes too, unless a comment behind it keeps it: one at the end does no harm.
        start = start if "#" in text[previous:start] else previous
    return text[:start] + text[stop:]
