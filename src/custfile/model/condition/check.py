"""A condition against the names there are: does each exist, and does what it is compared with make sense?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from custfile.language import _
from custfile.model.condition.kinds import ORDER, Kind, Word
from custfile.model.condition.tree import Compare, Condition, Leaf, Told, Value, names, replaced
from custfile.model.condition.unclear import Puzzle, brief
from custfile.model.values import nearest

_GUESSES: Final = 200


@dataclass(frozen=True)
class Checked(Condition):
    """A condition that makes sense: its values are canonical, and ``kinds`` are those of its names."""

    kinds: Mapping[str, Kind] = field(default_factory=dict, compare=False)


def checked(condition: Condition, catalogue: Mapping[str, Kind]) -> Checked:
    """Return ``condition`` with its values as the kinds of ``catalogue`` write them: 5万 is 50000, 民营 is private.

    Raises ``Unclear`` at an unknown name, an operator that its kind has not, or a value that is none of its kind.
    """
    try:
        tree = replaced(condition.tree, lambda leaf: _checked(leaf, catalogue))
    except Puzzle as puzzle:
        raise puzzle.of(condition.text) from None
    return Checked(tree, condition.text, {name: catalogue[name] for name in names(condition)})


def _checked(leaf: Leaf, catalogue: Mapping[str, Kind]) -> Leaf:
    kind = catalogue.get(leaf.name)
    if kind is None:
        raise _unknown(leaf, catalogue)
    if isinstance(leaf, Told):
        return leaf
    if leaf.operator not in kind.operators:
        raise _no_operator(leaf, kind)
    return replace(leaf, values=tuple(_canonical(value, leaf, kind, catalogue) for value in leaf.values))


def _canonical(value: Value, leaf: Compare, kind: Kind, catalogue: Mapping[str, Kind]) -> Value:
    try:
        canonical = replace(value, text=kind.canonical(value.text))
    except ValueError:
        problem = _("'{typed}' is not {wanted}").format(typed=brief(value.text), wanted=kind.wanted)
        raise Puzzle(value.at, problem, _remedy(value.text, kind, catalogue)) from None
    if leaf.operator in ORDER and not kind.has_place(canonical.text):
        problem = _("'{typed}' has no place in the order of {name}").format(typed=brief(value.text), name=leaf.name)
        raise Puzzle(value.at, problem, _("write {name} = {typed}").format(name=leaf.name, typed=brief(value.text)))
    return canonical


def _remedy(typed: str, kind: Kind, catalogue: Mapping[str, Kind]) -> str:
    if catalogue.get(typed):
        return _("a name is compared with a value, not with another name; {remedy}").format(remedy=kind.remedy)
    guess = nearest(typed, list(kind.choices)) if isinstance(kind, Word) else ""
    return _("did you mean {guess}? {remedy}").format(guess=guess, remedy=kind.remedy) if guess else kind.remedy


def _unknown(leaf: Leaf, catalogue: Mapping[str, Kind]) -> Puzzle:
    guess = _guess(leaf.name, list(catalogue))
    listed = _("custfile measures lists every name")
    remedy = _("did you mean {guess}? {remedy}").format(guess=guess, remedy=listed) if guess else listed
    return Puzzle(leaf.at, _("'{name}' is not a name known here").format(name=brief(leaf.name)), remedy)


def _guess(name: str, known: list[str]) -> str:
    """Return the name that was probably meant: the path of a field of which only the end was typed, or one alike."""
    path = next((path for path in known if path.endswith(f".{name}")), "")
    alike = [path for path in known if path[:1] == name[:1]] if len(known) > _GUESSES else known
    return path or nearest(name, alike)


def _no_operator(leaf: Compare, kind: Kind) -> Puzzle:
    problem = _("'{sign}' needs a value, and {name} has none: it is {wanted}")
    if leaf.operator in ORDER:
        problem = _("'{sign}' asks for an order, and {name} has none: it is {wanted}")
    elif leaf.operator == "~":
        problem = _("'{sign}' looks for a part of a text, and {name} is {wanted}")
    return Puzzle(
        leaf.sign,
        problem.format(sign=leaf.operator, name=leaf.name, wanted=kind.wanted),
        kind.usage.format(name=leaf.name),
    )
