"""How RFM is to be computed: from the settings under ``ranking.rfm`` and what is told on the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final, get_args

from custfile.analysis.rankings.cuts import Cuts, Edge, Method, fixed_cuts
from custfile.analysis.rankings.segments import RF25, tables
from custfile.errors import Misused
from custfile.language import _
from custfile.model.names import Names
from custfile.model.ranking import Grading, RfmSettings
from custfile.model.segments import SegmentTable
from custfile.model.settings import Settings
from custfile.model.strength import called

MONTHS: Final = 24


@dataclass(frozen=True)
class RfmOptions:
    """How to rank.

    ``months``: the window of F and M, ``None`` for all time. The cut points of the fixed method are four and rise:
    ``recency`` in days (5 up to the first), ``frequency`` in orders (5 from the last on), ``monetary`` in currency
    (5 from the last on; without them the fixed method does not score M).
    ``weights``: of R, F, M and D in the score. ``demographics``: the gradings whose mean is D.
    ``edge``: ``plus-one`` cuts quantiles as the R package rfm does.

    Raises ``ValueError`` for cut points that are not four or fall, a negative weight, or R and F both without weight (M
    may turn out not to be scored, D not to be known).
    """

    months: int | None = MONTHS
    method: Method = "auto"
    segments: SegmentTable = RF25
    recency: Sequence[int] = (30, 90, 180, 365)
    frequency: Sequence[int] = (2, 3, 6, 12)
    monetary: Sequence[Decimal] | None = None
    weights: tuple[float, float, float, float] = (1, 1, 1, 0)
    edge: Edge = "exact"
    demographics: Sequence[Grading] = ()
    fixed: Mapping[str, Cuts | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if min(self.weights) < 0 or not any(self.weights[:2]):
            raise ValueError(f"weights must not be negative and R or F must have one, not {self.weights}")
        fixed = {
            "r": fixed_cuts(self.recency, upto=True),
            "f": fixed_cuts(self.frequency, upto=False),
            "m": fixed_cuts(self.monetary, upto=False),
        }
        object.__setattr__(self, "fixed", fixed)


def rfm_options(settings: Settings, told: Mapping[str, Any]) -> RfmOptions:
    """Return the options: what is ``told`` (``segments``, ``method``, ``months``, ``edge``) wins over the settings.

    Raises ``Misused`` for a word that is none of those known.
    """
    rfm = settings.ranking.rfm if settings.ranking and settings.ranking.rfm else RfmSettings()
    known = tables(settings)
    words = {"segments": tuple(known), "method": get_args(Method), "edge": get_args(Edge)}
    chosen: dict[str, Any] = {name: _word(name, told, rfm, allowed) for name, allowed in words.items()}
    chosen["segments"] = known.get(chosen["segments"])
    chosen["demographics"] = tuple(_named(grading, settings) for grading in rfm.demographics)
    chosen["weights"] = (*rfm.weights, 0, 0)[:4] if rfm.weights else None
    chosen.update({name: tuple(getattr(rfm, name)) for name in ("recency", "frequency", "monetary")})
    return RfmOptions(window(rfm, told), **{name: value for name, value in chosen.items() if value})


def _named(grading: Grading, settings: Settings) -> Grading:
    """Return ``grading`` with labels: those of the field or measure when it has none of its own."""
    return grading if grading.labels else replace(grading, labels=Names(**called(grading, settings)._asdict()))


def window(rfm: RfmSettings, told: Mapping[str, Any]) -> int | None:
    """Return the months that count, ``None`` for all: those told, else those of the settings, where 0 means all."""
    months = told.get("months") if told.get("months") is not None else rfm.months
    return MONTHS if months is None else months or None


def _word(name: str, told: Mapping[str, Any], rfm: RfmSettings, known: Sequence[str]) -> str | None:
    word = told.get(name) if told.get(name) is not None else getattr(rfm, name)
    if word is None or word in known:
        return word
    raise Misused(_("no {name} '{got}'; there are: {known}").format(name=name, got=word, known=", ".join(known)))
