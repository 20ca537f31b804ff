"""How names, phones and words are compared: folded, so that what people take for the same is the same."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_COMPANY: Final = re.compile(
    r"(股份有限公司|有限责任公司|有限責任公司|有限公司|公司|incorporated|limited|corporation|company|gmbh|inc|ltd|llc|corp|co)$"
)
_PUNCTUATION: Final = re.compile(r"[\W_]+")
_COUNTRY: Final = (("886", "0"), ("86", "0"), ("852", ""), ("853", ""))
_MAINLAND_MOBILE: Final = re.compile(r"1[3-9]\d{9}", re.ASCII)  # dialled without a zero in front


def fold(text: str) -> str:
    """Return ``text`` for searching: full-width as half-width, capitals as small letters."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold()


def fold_name(text: str) -> str:
    """Return ``text`` without spaces and punctuation, folded."""
    return _PUNCTUATION.sub("", fold(text))


def fold_firm(text: str) -> str:
    """Return a firm's name without its legal form, folded: 丽人有限公司 and 丽人 are probably one."""
    name = fold_name(text)
    while (shorter := _COMPANY.sub("", name)) and shorter != name:
        name = shorter
    return name


def fold_phone(text: str) -> str:
    """Return the digits that are dialled at home.

    ``+86 138-0013-8000`` and ``13800138000`` are one, and so are ``+86 371 6588 0101`` and ``0371-65880101``.
    """
    folded = fold(text)
    digits = "".join(char for char in folded if char in "0123456789")
    if folded.lstrip().startswith("+"):
        for country, trunk in _COUNTRY:
            if digits.startswith(country):
                rest = digits[len(country) :].lstrip("0")
                return rest if _MAINLAND_MOBILE.fullmatch(rest) else trunk + rest
    return digits
