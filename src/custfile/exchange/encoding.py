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
_HIGH: Final = re.compile(rb"[\x80-\xff]+")


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
    for name in _CHINESE.get(likely(data), ()) if not _is_western(data) else ():
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    raise Misused(_("the file is not UTF-8, and its encoding is not clear; say --encoding gb18030, big5 or cp1252"))


def _is_western(data: bytes) -> bool:
    """Say whether most letters beyond ASCII stand alone between others, as ü does in Müller.

    Any two bytes of such a word are a rare Chinese character as well, so that decoding alone does not tell.
    """
    runs = [len(run) for run in _HIGH.findall(data)]
    return runs.count(1) * 2 > sum(runs)
