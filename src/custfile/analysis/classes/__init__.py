"""The class schemes: one module each, listed here."""

from __future__ import annotations

from typing import Final

from custfile.analysis.classes import history, kind, size
from custfile.analysis.classes.scheme import Scheme

SCHEMES: Final[dict[str, Scheme]] = {scheme.name: scheme for scheme in (history.SCHEME, size.SCHEME, kind.SCHEME)}
