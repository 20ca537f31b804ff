"""What cannot be read for certain is not guessed at."""

from __future__ import annotations


class Unclear(ValueError):
    """A cell that may mean several things, or nothing. ``str(error)`` tells the row's owner what is wrong with it."""
