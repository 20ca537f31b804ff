"""A condition as text, in one way: as few brackets as it needs, ASCII signs, quotation marks only where they must be."""

from __future__ import annotations

from custfile.model.condition.scan import is_word
from custfile.model.condition.tree import AllOf, AnyOf, Compare, Condition, Not, Told, Tree


def written(condition: Condition) -> str:
    """Return the text of ``condition``; ``parse`` makes the same condition of it."""
    return _text(condition.tree)


def compared(leaf: Compare) -> str:
    """Return the operator and the values of ``leaf``."""
    values = [_value(value.text) for value in leaf.values]
    return (
        f"{leaf.operator} ({', '.join(values)})"
        if leaf.operator in ("in", "not in")
        else f"{leaf.operator} {values[0]}"
    )


def _text(tree: Tree) -> str:
    if isinstance(tree, Told):
        return tree.name
    if isinstance(tree, Compare):
        return f"{tree.name} {compared(tree)}"
    if isinstance(tree, Not):
        return f"not {_within(tree.part, AllOf, AnyOf)}"
    if isinstance(tree, AllOf):
        return " and ".join(_within(part, AllOf, AnyOf) for part in tree.parts)
    return " or ".join(_within(part, AnyOf) for part in tree.parts)


def _within(part: Tree, *looser: type) -> str:
    """Return the text of ``part``, in brackets when it is one of those that would fall apart."""
    return f"({_text(part)})" if isinstance(part, looser) else _text(part)


def _value(text: str) -> str:
    if is_word(text):
        return text
    mark = '"' if "'" in text and '"' not in text else "'"
    return mark + text.replace(mark, mark * 2) + mark
