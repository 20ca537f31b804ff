"""A level that goes by the words of its source: each word is a class, or belongs to one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from custfile.analysis.book import Mask
from custfile.analysis.classes.decision import Decision, Step, listed
from custfile.analysis.classes.values import Values
from custfile.model.condition import Word
from custfile.model.scheme import LevelSettings


@dataclass(frozen=True, eq=False)
class ByWords(Decision):
    """Decided by the word under ``source``."""

    source: str

    def steps(self, who: int) -> list[Step]:
        """Return the class, with what is told."""
        return [Step(self.word(who), True, self.values.worded(self.source, self.values.shown(self.source, who)))]

    def deciding(self, who: int, words: Sequence[str]) -> list[str]:
        """Return the source."""
        return [self.source]


def decide(level: LevelSettings, values: Values, members: Mask) -> ByWords:
    """Return the class of each of ``members`` by its word under the level's source; of several words the first counts."""
    source = str(level.source)
    told = _words(values.figures.column(source), level.step)
    among = {word for word, member in zip(told, members.tolist(), strict=True) if member}
    takes = {word: each.id for each in reversed(level.classes) for word in each.words}
    if not level.classes:
        takes = {word: word for word in _found(level, values, {word for word in among if word is not None})}
    declared = [each.id for each in level.classes] or list(takes)
    words, rest = listed(declared, level.default, spare=bool(among - set(takes)))
    place = {word: words.index(identity) for word, identity in takes.items()}
    codes = np.array([rest if word is None else place.get(word, rest) for word in told], dtype=np.int64)
    return ByWords(words, np.where(members, codes, -1), values, source)


def _found(level: LevelSettings, values: Values, among: set[str]) -> Iterator[str]:
    """Yield the words that can be told, in the order of the choices, then others that are told, in theirs."""
    kind = values.figures.names.get(str(level.source))
    choices = list(kind.choices) if isinstance(kind, Word) and level.step is None else []
    yield from choices
    yield from sorted(among.difference(choices))


def _words(told: Sequence[Any], step: int | None) -> list[str | None]:
    """Return the word of each value: of several the first, of a path its part number ``step``, ``None`` where it has none."""
    known: dict[Any, str | None] = {None: None}
    words = []
    for value in told:
        one = (value[0] if value else None) if value.__class__ is list else value
        if one.__class__ is dict:  # a part of the file is there or not, and is no word
            one = None
        if one not in known:
            known[one] = _word(one, step)
        words.append(known[one])
    return words


def _word(value: Any, step: int | None) -> str | None:
    text = ("yes" if value else "no") if isinstance(value, bool) else _plain(value)
    if step is None:
        return text.strip() or None
    parts = text.split("/")
    return (parts[step - 1].strip() or None) if 1 <= step <= len(parts) else None


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
