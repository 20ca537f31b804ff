"""Which encoding a file of text is in: it says so, it is UTF-8, it looks Chinese, or somebody has to tell."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import Final

from custfile.errors import Misused
from custfile.language import _

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHINESE: Final = {"GBK": ("gb18030",), "Big5": ("cp950", "big5")}
_FREQUENT: Final = {"GBK": ("gb2312", 0xB0, 0xD7), "Big5": ("big5", 0xA4, 0xC6)}
"""Standards that put the characters in daily use first, and the first bytes that these begin with."""

_HAN: Final = re.compile("[\u4e00-\u9fff]")
_SAMPLE: Final = 100_000


def decoded(data: bytes, told: str | None, likely: Callable[[bytes], str]) -> tuple[str, str]:
    """Return the text of ``data`` without its BOM, and the name of its encoding.

    ``told`` is the encoding to take, whatever it looks like. ``likely`` says of bytes that are not UTF-8 whether they
    look like ``GBK`` or ``Big5`` (else the empty string). Raises ``Misused`` when the encoding is wrong or unclear.
    """
    if told is not None:
        return _as_told(data, told), told
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _as_told(data, name), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _guessed(data, likely)


def _as_told(data: bytes, name: str) -> str:
    try:
        return data.decode(name).removeprefix("\ufeff")
    except LookupError:
        raise Misused(_("'{name}' is no encoding; write utf-8, gb18030, big5 or cp1252").format(name=name)) from None
    except UnicodeError:
        raise Misused(_("the file is not text in the encoding {name}").format(name=name)) from None


def _guessed(data: bytes, likely: Callable[[bytes], str]) -> tuple[str, str]:
    looks_like = likely(data)
    for name in _CHINESE.get(looks_like, ()):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if _is_chinese(text, looks_like):
            return text, name
    raise Misused(_("the file is not UTF-8, and its encoding is not clear; say --encoding gb18030, big5 or cp1252"))


def _is_chinese(text: str, looks_like: str) -> bool:
    """Say whether most Chinese characters of ``text`` are in daily use.

    The two bytes of the western ``ül`` in Müller are a Chinese character as well, but one that nobody knows.
    """
    codec, first, last = _FREQUENT[looks_like]
    found = _HAN.findall(text[:_SAMPLE])
    known = (char.encode(codec, "ignore") for char in found)
    return bool(2 * sum(bool(char) and first <= char[0] <= last for char in known) > len(found))
