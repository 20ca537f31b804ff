"""What people call things, and how files name them: 李娜 is li.na, 公司 is company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from custfile.model.folding import fold
from custfile.model.names import NO_NAMES, Names
from custfile.model.settings import Settings
from custfile.model.values import Scalar

_YES: Final = {"是": "yes", "有": "yes", "y": "yes", "否": "no", "无": "no", "無": "no", "n": "no"}


def known_words(settings: Settings) -> dict[str, Mapping[str, str]]:
    """Return, for what a field ``refers`` to (team, kind, stage), folded word → id; a word of two ids is left out."""
    return {
        "team": _ids((word, person.id) for person in settings.team for word in (person.name, person.id)),
        "kind": _ids((word, kind.id) for kind in settings.kinds for word in _called(kind.labels, kind.id)),
        "stage": _ids((word, stage.id) for stage in settings.funnel for word in _called(stage.labels, stage.id)),
    }


def choice_word(text: str, scalar: Scalar) -> str:
    """Return the choice of ``scalar`` whose label, in any language, is ``text``, or else ``text``."""
    choices = scalar.choices or {}
    return _ids((word, key) for key, label in choices.items() for word in (*label, key)).get(fold(text), text)


def yes_word(text: str) -> str:
    """Return ``yes`` or ``no`` for 是 and the like, or else ``text``."""
    return _YES.get(fold(text), text)


def _called(names: Names | None, fallback: str) -> tuple[str, ...]:
    return (*(names or NO_NAMES).label(fallback), fallback)


def _ids(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for word, identity in pairs:
        found.setdefault(fold(word), set()).add(identity)
    return {word: next(iter(ids)) for word, ids in found.items() if len(ids) == 1}
