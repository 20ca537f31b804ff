"""The keys of a customer's file that decide a figure; apart from what finds them out, since every edit asks."""

from __future__ import annotations

from typing import Final, NamedTuple

EVERYTHING: Final = "*"
"""Stands for every key of a file."""

KNOWN: Final = ""
"""Stands for the days from which the customer is known; every condition depends on that."""


class Dependence(NamedTuple):
    """The ``keys`` at the top of a customer's file that decide, and whether its ``own`` file does so alone."""

    keys: frozenset[str]
    own: bool

    def touched(self, changed: frozenset[str]) -> bool:
        """Say whether a file in which the keys ``changed`` are others than before may have other figures."""
        return bool(changed) and (EVERYTHING in self.keys or not self.keys.isdisjoint(changed))
