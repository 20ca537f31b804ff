"""Customer text made safe to show: what would steer a terminal or hide is seen instead of obeyed."""

from __future__ import annotations

import re
from typing import Final

# Joiners stay: emoji and several scripts are written with them.
_HIDDEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_PICTURES: Final = 0x2400  # the block of control pictures: ␛ for ESC


def visible(text: str) -> str:
    """Return ``text`` on one line, its control characters, bidi controls and line breaks shown as signs."""
    if text.isprintable():
        return text
    return _HIDDEN.sub(lambda found: _sign(found[0]), text)


def _sign(char: str) -> str:
    code = ord(char)
    if char == "\n":
        return "⏎"
    return chr(_PICTURES + code) if code < 0x20 else "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
