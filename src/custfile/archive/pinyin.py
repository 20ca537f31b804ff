"""How a Chinese name is spelt, for finding it by latin letters; needs the extra ``chinese``."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Final

_LATIN: Final = "\0"


@cache
def spelt() -> bool:
    """Say whether names can be spelt here; an index made without is made again once they can."""
    return find_spec("pypinyin") is not None


def load() -> None:
    """Load the dictionary, which takes long, before workers are forked that share it."""
    if spelt():
        import pypinyin  # noqa: F401 - it is wanted in memory


def spellings(name: str) -> tuple[str, ...]:
    """Return the pinyin of ``name`` in full and by initials, in small letters without spaces, such as zhangwei and zw."""
    if not spelt():
        return ()
    from pypinyin import lazy_pinyin  # late: it loads a dictionary

    syllables = lazy_pinyin(name, errors=lambda rest: _LATIN + rest)  # what is no Chinese is marked, and kept whole
    full = "".join(syllables).replace(_LATIN, "").lower()
    short = "".join(part[1:] if part.startswith(_LATIN) else part[:1] for part in syllables).lower()
    return tuple(dict.fromkeys(text for text in (full, short) if text.isascii() and text))
