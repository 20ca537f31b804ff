"""Times of day as people type them."""

from __future__ import annotations

import re
from typing import Final

from custfile.errors import Misused
from custfile.language import _

_TIME: Final = re.compile(r"(\d{1,2})(?:[:：](\d\d)|[点點时時](?:(\d{1,2})分?|(半))?)", re.ASCII)


def parse_time(typed: str) -> str:
    """Return the time that ``typed`` means, as files have it: 9:30, 14：30, 9点, 14點半. Raises ``Misused``."""
    found = _TIME.fullmatch(typed.strip())
    hour, minute = (int(found[1]), 30 if found[4] else int(found[2] or found[3] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise Misused(_("'{typed}' is not a time; write 9:30 or 14:00").format(typed=typed))
    return f"{hour:02}:{minute:02}"
