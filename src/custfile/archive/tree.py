"""YAML text as a tree of nodes with positions, every scalar the text that was typed."""

from __future__ import annotations

import operator
import unicodedata
from typing import TYPE_CHECKING, TypeAlias

from yaml._yaml import CParser
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custfile.model.edit import Path

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


class _Untyped(CParser):
    """libyaml's parser without resolvers: no scalar is ever typed by YAML's own rules.

    The three methods are replaced with C callables of the right arity because they are called for every node;
    what they return is never looked at.
    """

    resolve = slice
    descend_resolver = operator.is_
    ascend_resolver = int


def compose(text: str | bytes) -> Node | None:
    """Return the root node of the one document in ``text`` (``None`` when empty).

    Raises ``yaml.YAMLError`` on text that is not YAML. The text must have passed the guard: libyaml crashes on deep nesting.
    """
    node: Node | None = _Untyped(text).get_single_node()
    return node


def plain(node: Node) -> Plain:
    """Return what the node says as nested ``dict``, ``list`` and ``str``, its keys composed."""
    if isinstance(node, ScalarNode):
        return str(node.value)
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.value]
    return {composed(str(key.value)): plain(value) for key, value in node.value}


def entries(node: Node) -> Iterator[tuple[str | int, Node, Node]]:
    """Yield (composed key or position, key node, value node) of a mapping or list; a list item is its own key node."""
    if isinstance(node, MappingNode):
        yield from ((composed(str(key.value)), key, value) for key, value in node.value)
    elif isinstance(node, SequenceNode):
        yield from ((position, item, item) for position, item in enumerate(node.value))


def composed(key: str) -> str:
    """Return ``key`` as keys are compared: with its letters composed, however the keyboard made them."""
    return key if key.isascii() else unicodedata.normalize("NFC", key)


def locate(node: Node, path: Path) -> tuple[Node, Node]:
    """Return the key node and value node at ``path``, or those of the nearest ancestor that exists."""
    at = (node, node)
    for step in path:
        found = _entry(at[1], step)
        if found is None:
            return at
        at = found
    return at


def _entry(node: Node, step: str | int) -> tuple[Node, Node] | None:
    """Return the key node and value node of the first entry ``step`` of ``node``."""
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    if isinstance(node, MappingNode):
        named = (entry for entry in node.value if isinstance(entry[0], ScalarNode))
        return next(((key, value) for key, value in named if composed(key.value) == step), None)
    return None
