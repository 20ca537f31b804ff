"""Customer text made safe to show: what would steer a terminal or hide is seen instead of obeyed."""

from __future__ import annotations

import json
import re
from typing import Any, Final

# Joiners stay: emoji and several scripts are written with them.
_BEYOND_ASCII: Final = (
    "\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff"
)
_HIDDEN: Final = f"[\x00-\x1f{_BEYOND_ASCII}]"  # compiled when first needed: most text has nothing of it
_UNESCAPED: Final = f"[{_BEYOND_ASCII}]"
_PICTURES: Final = 0x2400  # the block of control pictures: ␛ for ESC


def visible(text: str) -> str:
    """Return ``text`` on one line, its control characters, bidi controls and line breaks shown as signs."""
    if text.isprintable():
        return text
    return re.sub(_HIDDEN, lambda found: _sign(found[0]), text)


def json_text(data: Any, indent: int | None = 2) -> str:
    """Return ``data`` as JSON for people and programs: what ``visible`` would show as a sign is escaped, so nothing is lost."""
    text = json.dumps(data, ensure_ascii=False, indent=indent, default=str)
    return re.sub(_UNESCAPED, lambda found: json.dumps(found[0])[1:-1], text)


def _sign(char: str) -> str:
    code = ord(char)
    if char == "\n":
        return "⏎"
    return chr(_PICTURES + code) if code < 0x20 else "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
