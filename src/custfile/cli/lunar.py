"""Saying that lunar dates are left out, because the library for them is not installed."""

from __future__ import annotations

from custfile.cli.output import warn
from custfile.cli.session import Session
from custfile.language import count


def tell_left_out(session: Session, number: int) -> None:
    """Say on stderr that ``number`` lunar dates are left out, when there are any."""
    if number:
        sentence = count(
            "{n} lunar date is left out; run: pip install 'custfile[chinese]'",
            "{n} lunar dates are left out; run: pip install 'custfile[chinese]'",
            number,
        )
        warn(sentence, session.wants_json)
