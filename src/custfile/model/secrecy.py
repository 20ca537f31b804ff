"""Who may see what: each field and each column of a table is classified, and each reader has a level."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Secrecy(StrEnum):
    """Who may see a field: anyone the firm shares a report with, its staff, or only those with a reason."""

    PUBLIC = "public"
    STAFF = "staff"
    SECRET = "secret"


PUBLIC: Final = Secrecy.PUBLIC
STAFF: Final = Secrecy.STAFF
SECRET: Final = Secrecy.SECRET

_LEVELS: Final = tuple(Secrecy)


def may_see(level: Secrecy, secrecy: Secrecy) -> bool:
    """Return whether a reader of ``level`` may see what is classified as ``secrecy``."""
    return _LEVELS.index(secrecy) <= _LEVELS.index(level)
