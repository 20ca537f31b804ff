"""The present cut points of RFM as settings, so that scores stop drifting with every new customer."""

from __future__ import annotations

from typing import Final

from custfile.analysis.rankings.ranked import Ranked
from custfile.analysis.rankings.rfm_facts import LETTERS
from custfile.analysis.rankings.rfm_options import window
from custfile.analysis.rankings.scores import CENTS, Scored
from custfile.errors import Misused
from custfile.language import _, say
from custfile.model.edit import Value
from custfile.model.ranking import RfmSettings

KEYS: Final = {"r": "recency", "f": "frequency", "m": "monetary"}


def frozen(ranked: Ranked, rfm: RfmSettings) -> dict[str, Value]:
    """Return the settings under ``ranking.rfm`` that give the scores of ``ranked`` by the fixed method.

    ``rfm`` is what the settings say now; ``months`` is among the values when the window of ``ranked`` is another one. A
    border between whole days, orders or cents is told as the fixed method reads it: a score of 3 or 4 that nobody has
    leaves two borders equal. Raises ``Misused`` when a letter has no borders, because all customers have the same.
    """
    scored: Scored = ranked.extra["scored"]
    values: dict[str, Value] = {"method": "fixed"}
    if scored.options.months != window(rfm, {}):
        values["months"] = scored.options.months or 0
    for letter, stick in scored.yardsticks.items():
        if not stick.spread:
            raise Misused(
                _("{letter} has no cut points to freeze: all customers compared have the same").format(
                    letter=say(LETTERS[letter])
                )
            )
        if stick.cuts is not None:
            scale = CENTS if letter == "m" else 1
            points = stick.cuts.between(scale, upto=letter == "r")
            values[KEYS[letter]] = [point if letter == "m" else int(point) for point in points]
    return values
