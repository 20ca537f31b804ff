"""Text of the archive inside Markdown: shown, never markup."""

from __future__ import annotations

import re
from typing import Final

from custfile.model.visible import visible

_INLINE: Final = re.compile(r"[\\`*_\[\]|~#]|<(?=[a-zA-Z/!?])|&(?=#?\w+;)")
_ENTITIES: Final = {"<": "&lt;", "&": "&amp;"}  # not every reader of Markdown takes ``\<``
_BLOCK: Final = re.compile(r"(\d{0,9})([+-](?=\s|$)|[.)](?=\s|$)|>|[=-][=\s-]*$)")


def escaped(text: str) -> str:
    """Return ``text`` on one line, so that Markdown shows every character of it as it is, wherever it stands."""
    line = _INLINE.sub(lambda found: _ENTITIES.get(found[0], "\\" + found[0]), visible(text).strip())
    begins = _BLOCK.match(line)
    return f"{begins[1]}\\{line[len(begins[1]) :]}" if begins else line
