"""By kind: what the file says the customer is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from custfile.analysis.classes.scheme import Placed, Scheme
from custfile.analysis.ledger import Ledger
from custfile.language import Label, _
from custfile.model.names import NO_NAMES
from custfile.model.settings import Settings


def place(ledgers: Sequence[Ledger], settings: Settings, as_of: date) -> list[Placed]:
    """Return the kind of each of ``ledgers``."""
    return [Placed(ledger.kind, _("told in the file")) for ledger in ledgers]


def classes(settings: Settings) -> Mapping[str, Label]:
    """Return the kinds of the settings, in their order."""
    return {kind.id: (kind.labels or NO_NAMES).label(kind.id) for kind in settings.kinds}


SCHEME: Final = Scheme("kind", Label("by kind", "按类别", "依類別"), classes, place)
