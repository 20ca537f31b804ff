"""Values above the reader's level: recognisable to who knows them, of no use to anybody else."""

from __future__ import annotations

import re
from typing import Final

STARS: Final = "****"  # always four, so that not even the length is told
_NUMBER: Final = re.compile(r"\+?[0-9A-Za-z][0-9A-Za-z .()/-]*", re.ASCII)


def masked(text: str) -> str:
    """Return ``138****8000`` for a phone or account number, ``****`` for anything else.

    At least four characters of a number stay hidden: of eleven and more the first three and the last four are shown,
    of eight to ten the last three.
    """
    kept = "".join(char for char in text if char.isalnum())
    if _NUMBER.fullmatch(text) is None or len(kept) < 8 or sum(char.isdigit() for char in kept) * 2 < len(kept):
        return STARS
    return kept[:3] + STARS + kept[-4:] if len(kept) >= 11 else STARS + kept[-3:]
