"""A level of ordered rules: the class whose condition holds first, else the default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from custfile.analysis.book import Mask
from custfile.analysis.classes.decision import Decision, Step, listed
from custfile.analysis.classes.values import Values
from custfile.language import _
from custfile.model.condition import Checked, fits
from custfile.model.scheme import LevelSettings


@dataclass(frozen=True, eq=False)
class ByRules(Decision):
    """Decided by ``rules``, tried in their order: a class and its condition each."""

    rules: Sequence[tuple[str, Checked]]

    def steps(self, who: int) -> list[Step]:
        """Return the rules that were tried, each with the comparisons that decided it."""
        mine, steps = self.word(who), list[Step]()
        for word, condition in self.rules:
            steps.append(Step(word, word == mine, self._sentence(condition, who)))
            if word == mine:
                return steps
        return [*steps, Step(mine, True, _("no rule before it fits"))]

    def deciding(self, who: int, words: Sequence[str]) -> list[str]:
        """Return the names that made the first rule of ``words`` hold; none where it does not, or a default has no rule."""
        first = next((rule for rule in self.rules if rule[0] in words), None)
        if first is None or first[0] != self.word(who):
            return []
        return list(dict.fromkeys(reason.name for reason in self.values.reasons(first[1], who)))

    def reason(self, who: int) -> str:
        """Return why the rule of the class holds; of a default, why the last rule does not."""
        return self._sentence(self._rule(self.word(who)), who)

    def _rule(self, word: str) -> Checked:
        return next((condition for each, condition in self.rules if each == word), self.rules[-1][1])

    def _sentence(self, condition: Checked, who: int) -> str:
        return self.values.listed(map(str, self.values.reasons(condition, who)))


def decide(level: LevelSettings, values: Values, members: Mask) -> ByRules:
    """Return the class of each of ``members`` by the first rule of ``level`` that holds."""
    figures = values.figures
    words, rest = listed([each.id for each in level.classes], level.default, spare=True)
    rules = [(rule.id, figures.condition(str(rule.when))) for rule in level.rules]
    codes = np.where(members, rest, -1).astype(np.int64)
    undecided = members.copy()
    for word, condition in rules:
        holds = undecided & np.array(fits(condition, figures.column, figures.book.as_of), dtype=np.bool_)
        codes[holds] = words.index(word)
        undecided &= ~holds
    return ByRules(words, codes, values, rules)
