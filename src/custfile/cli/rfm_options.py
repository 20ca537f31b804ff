"""From the settings and the command line to the options of the RFM ranking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from custfile.analysis.rankings.scores import RfmOptions
from custfile.analysis.rankings.segments import TABLES
from custfile.errors import Misused
from custfile.language import _
from custfile.model.settings import RfmSettings, Settings

_WORDS = {"segments": tuple(TABLES), "method": ("auto", "quantile", "fixed"), "edge": ("exact", "plus-one")}


def rfm_options(settings: Settings, as_of: date, told: Mapping[str, Any]) -> RfmOptions:
    """Return the options: what is ``told`` on the command line wins over ``ranking.rfm`` of the settings.

    Raises ``Misused`` for a word that is none of those known.
    """
    rfm = settings.ranking.rfm if settings.ranking and settings.ranking.rfm else RfmSettings()
    for name, known in _WORDS.items():
        if told.get(name) is not None and told[name] not in known:
            raise Misused(
                _("no {name} '{got}'; there are: {known}").format(name=name, got=told[name], known=", ".join(known))
            )
    chosen: dict[str, Any] = {
        name: told.get(name) if told.get(name) is not None else getattr(rfm, name) for name in (*_WORDS, "months")
    }
    months = chosen.pop("months")
    if months is not None:
        chosen["window_months"] = months or None
    for name in ("recency", "frequency", "monetary", "weights"):
        if getattr(rfm, name):
            chosen[name] = tuple(getattr(rfm, name))
    return RfmOptions(
        as_of, **{name: value for name, value in chosen.items() if value is not None or name == "window_months"}
    )
