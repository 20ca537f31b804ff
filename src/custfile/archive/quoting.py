"""A single value as YAML text that no reader takes for anything else."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

from custfile.errors import Misused
from custfile.language import _

_SWITCH: Final = re.compile(r"y|yes|n|no|on|off", re.IGNORECASE)  # booleans to YAML 1.1 only

# What YAML 1.1 or 1.2 reads as null, a boolean, a number (12:30 and 1,280 too), a date, a merge key or a default.
_RETYPED: Final = re.compile(
    r"~|null|true|false|<<|=+"
    r"|[-+]?[0-9.][0-9_.,:]*(?:e[-+]?[0-9]+)?"
    r"|[-+]?0[box][0-9a-f_]+"
    r"|[-+]?\.(?:inf|nan)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t\s].*)?",
    re.IGNORECASE,
)
_NOT_PLAIN: Final = re.compile(r"""[\s\-?:,\[\]{}\#&*!|>'"%@`]|<{7}|\.{3}|.*(?:\s\Z|\s\#|:(?![\w/]))""")
_FLOW_MARK: Final = re.compile(r"[,?\[\]{}]")
_NOT_PRINTABLE: Final = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"  # U+0085 too: a line break to YAML 1.1
)
_ESCAPED: Final = re.compile(rf'[{_NOT_PRINTABLE}\t\n"\\]')
_NOT_SINGLE: Final = re.compile(rf"[{_NOT_PRINTABLE}\t\n]")
_NOT_BLOCK: Final = re.compile(rf"[{_NOT_PRINTABLE}]|^\s*[<>]{{7}}|\A\s*\Z", re.MULTILINE)
_SHORT_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


class Unwritable(Misused, ValueError):
    """Text holds half a character (a lone surrogate), so no file can hold it."""


def scalar(value: object, *, flow: bool, quote: str | None = None) -> str:
    """Return ``value`` as one YAML scalar on one line, fit for a block or, with ``flow``, for braces.

    A ``str`` stays text for every reader. ``quote`` is the quotation mark it had so far, used again if it can hold it.
    Raises ``Unwritable`` for text that UTF-8 cannot hold, ``TypeError`` for what is no scalar.
    """
    return _text(value, flow, quote) if isinstance(value, str) else scalar_text(value)


def scalar_text(value: object) -> str:
    """Return the characters of ``value``, such as ``true``, ``5760.00`` or ``2026-02-03``: what is read back of it."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    raise TypeError(f"not a scalar: {value!r}")


def key(name: str, *, flow: bool) -> str:
    """Return ``name`` as the text of a key. ``no`` and the like stay plain: a field's name needs no type."""
    return name if _SWITCH.fullmatch(name) else _text(name, flow, None)


def fits_block(text: str) -> bool:
    """Say whether ``text`` can be written as a block scalar (after ``|``) and be read back unchanged."""
    return _NOT_BLOCK.search(text) is None


def _text(text: str, flow: bool, quote: str | None) -> str:
    if quote == "'" and not _NOT_SINGLE.search(text):
        return "'" + text.replace("'", "''") + "'"
    if quote is None and _is_plain(text, flow):
        return text
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _is_plain(text: str, flow: bool) -> bool:
    return not (
        not text
        or _NOT_PLAIN.match(text)
        or _SWITCH.fullmatch(text)
        or _RETYPED.fullmatch(text)
        or _NOT_SINGLE.search(text)
        or (flow and _FLOW_MARK.search(text))
    )


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    if "\ud800" <= char <= "\udfff":
        sentence = _("the text {text} holds half a character and cannot be written; type it again")
        raise Unwritable(sentence.format(text=ascii(found.string)))
    return _SHORT_ESCAPES.get(char) or (f"\\x{ord(char):02X}" if char < "\u0100" else f"\\u{ord(char):04X}")
