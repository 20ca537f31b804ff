"""A condition as a tree of comparisons. Values are the text that was typed: what they mean depends on the name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True)
class Value:
    """What a name is compared with. ``at`` is its place in the text, from 0; it takes no part in comparisons."""

    text: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Told:
    """A bare name: something is told, or the answer is yes."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Compare:
    """A name, an operator and one value; several with ``in`` and ``not in``. ``sign`` is the operator's place."""

    name: str
    operator: str
    values: tuple[Value, ...]
    at: int = field(default=0, compare=False)
    sign: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Not:
    """``part`` does not hold."""

    part: Tree


@dataclass(frozen=True)
class AllOf:
    """Each of the two or more ``parts`` holds."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one of the two or more ``parts`` holds."""

    parts: tuple[Tree, ...]


Leaf: TypeAlias = Told | Compare
Tree: TypeAlias = Leaf | Not | AllOf | AnyOf


@dataclass(frozen=True)
class Condition:
    """A condition as it was understood, and the text it was read from."""

    tree: Tree
    text: str = field(default="", compare=False)


def names(condition: Condition) -> set[str]:
    """Return the names that ``condition`` asks for."""
    return {leaf.name for leaf in leaves(condition.tree)}


def leaves(tree: Tree) -> Iterator[Leaf]:
    """Yield the comparisons of ``tree``, in the order of the text."""
    if isinstance(tree, AllOf | AnyOf):
        for part in tree.parts:
            yield from leaves(part)
    elif isinstance(tree, Not):
        yield from leaves(tree.part)
    else:
        yield tree


def replaced(tree: Tree, new: Callable[[Leaf], Leaf]) -> Tree:
    """Return ``tree`` with each leaf as ``new`` gives it."""
    if isinstance(tree, AllOf | AnyOf):
        return type(tree)(tuple(replaced(part, new) for part in tree.parts))
    if isinstance(tree, Not):
        return Not(replaced(tree.part, new))
    return new(tree)
