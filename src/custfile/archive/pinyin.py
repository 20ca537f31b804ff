"""How a Chinese name is spelt, for finding it by latin letters; needs the extra ``chinese``."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec


@cache
def spelt() -> bool:
    """Say whether names can be spelt here; an index made without is made again once they can."""
    return find_spec("pypinyin") is not None


@cache
def spellings(name: str) -> tuple[str, ...]:
    """Return the pinyin of ``name`` in full and by initials, in small letters without spaces, such as zhangwei and zw."""
    if not spelt():
        return ()
    from pypinyin import Style, lazy_pinyin  # late: it loads a dictionary

    full = "".join(lazy_pinyin(name)).lower()
    short = "".join(lazy_pinyin(name, Style.FIRST_LETTER)).lower()
    return tuple(dict.fromkeys(text for text in (full, short) if text.isascii() and text))
