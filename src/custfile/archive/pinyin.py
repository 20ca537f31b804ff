"""How a Chinese name is spelt, for finding it by latin letters; needs the extra ``chinese``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import Final

_LATIN: Final = "\0"
_SURNAMES: Final = {
    "曾": "zeng", "单": "shan", "單": "shan", "解": "xie", "仇": "qiu", "查": "zha", "盖": "ge", "蓋": "ge", "区": "ou",
    "區": "ou", "朴": "piao", "乐": "yue", "樂": "yue", "翟": "zhai", "覃": "qin", "缪": "miao", "繆": "miao", "员": "yun",
    "員": "yun", "召": "shao", "种": "chong", "隗": "wei", "阚": "kan", "闞": "kan", "卜": "bu",
}  # fmt: skip
"""Signs that are spelt otherwise in a surname than elsewhere."""

_remembered: dict[str, tuple[str, ...]] = {}


@cache
def spelt() -> bool:
    """Say whether names can be spelt here; an index made without is made again once they can."""
    return find_spec("pypinyin") is not None


def remember(found: Iterable[tuple[str, str]]) -> None:
    """Take over names, each with one of its spellings, so that no dictionary is loaded for a name that stays as it is."""
    for name, spelling in found:
        _remembered[name] = tuple(dict.fromkeys((*_remembered.get(name, ()), spelling)))


def load() -> None:
    """Load the dictionary, which takes long, before workers are forked that share it."""
    if spelt():
        import pypinyin.contrib.mmseg  # noqa: F401 - it is wanted in memory


def spellings(name: str) -> tuple[str, ...]:
    """Return the pinyin of ``name`` in full and by initials, in small letters without spaces, such as zhangwei and zw.

    A first sign that is spelt otherwise as a surname is spelt both ways: 曾 is zeng, and ceng as in 曾经.
    """
    if name in _remembered or not spelt():
        return _remembered.get(name, ())
    from pypinyin.contrib.mmseg import seg  # late: it loads a dictionary

    syllables = [syllable for word in seg.cut(name) for syllable in _spelt(word)]
    readings = [syllables]
    if surname := _SURNAMES.get(name[:1]):
        readings.append([surname, *syllables[1:]])
    found = [spelling for reading in readings for spelling in (_full(reading), _short(reading))]
    return tuple(dict.fromkeys(text for text in found if text.isascii() and text))


@lru_cache(1 << 14)  # names are made of the same few words
def _spelt(word: str) -> tuple[str, ...]:
    """Return the syllables of ``word``; what is no Chinese is marked, and kept whole."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(word, errors=lambda rest: _LATIN + rest))


def _full(syllables: list[str]) -> str:
    return "".join(syllables).replace(_LATIN, "").lower()


def _short(syllables: list[str]) -> str:
    return "".join(part[1:] if part.startswith(_LATIN) else part[:1] for part in syllables).lower()
