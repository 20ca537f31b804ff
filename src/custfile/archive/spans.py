"""Where things end in a file's text: lines, and nodes without the comments and blank lines libyaml counts with them.

All positions are indices into the text that was composed. Every line of that text ends with a line break.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from custfile.archive.tree import entries
from custfile.model.edit import Path

_BREAK: Final = re.compile(r"\r?\n")
_BLANK_LINES: Final = re.compile(r"(?:[ \t]*\r?\n)*")
_COMMENT_LINE: Final = re.compile(r"(?:[ \t]*\r?\n)*([ \t]*)#[^\r\n]*\r?\n")
_NO_DATA: Final = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*[ \t]*")
_BLOCK_HEADER: Final = re.compile(r"[|>]([-+0-9]*)")


@dataclass(frozen=True)
class Spot:
    """A key and its value, or a list item (which is its own key), in the collection it stands in."""

    parent: CollectionNode
    position: int
    key: Node
    value: Node

    @property
    def column(self) -> int:
        """The column of the key, or of the item's dash, in a block."""
        column: int = self.parent.start_mark.column
        return column


def walk(root: Node | None, path: Path) -> list[Spot]:
    """Return the spots on the way from ``root`` along a composed ``path``, as far as they exist; of equal keys the last."""
    spots: list[Spot] = []
    node = root
    for step in path:
        if not isinstance(node, CollectionNode):
            break
        found = [Spot(node, at, key, value) for at, (name, key, value) in enumerate(entries(node)) if name == step]
        if not found:
            break
        spots.append(found[-1])
        node = found[-1].value
    return spots


def line_break(text: str) -> str:
    """Return the line break of ``text``, that of its first line."""
    found = _BREAK.search(text)
    return found[0] if found else "\n"


def line_start(text: str, at: int) -> int:
    """Return where the line that holds ``at`` begins."""
    return text.rfind("\n", 0, at) + 1


def next_line(text: str, at: int) -> int:
    """Return where the line after the one that holds ``at`` begins."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def value(parent: CollectionNode, position: int) -> Node:
    """Return the value or item at ``position`` of ``parent``."""
    entry = parent.value[position]
    node: Node = entry[1] if isinstance(parent, MappingNode) else entry
    return node


def is_block(node: Node) -> bool:
    """Say whether ``node`` is a mapping or list written over lines, without braces or brackets."""
    return isinstance(node, CollectionNode) and not node.flow_style


def last(node: Node) -> Node:
    """Return the scalar, or the collection in braces or brackets, that ``node`` ends with."""
    while isinstance(node, CollectionNode) and not node.flow_style:
        node = value(node, -1)
    return node


def block_header(text: str, node: Node) -> re.Match[str] | None:
    """Return the ``|`` or ``>`` that ``node``, a text on the lines beneath, begins with; its signs are group 1."""
    is_block_text = isinstance(node, ScalarNode) and node.style in ("|", ">")
    return _BLOCK_HEADER.match(text, node.start_mark.index) if is_block_text else None


def keeps_breaks(text: str, node: Node) -> bool:
    """Say whether ``node`` ends with text to which the blank lines behind it belong."""
    header = block_header(text, last(node))
    return header is not None and "+" in header[1]


def end(text: str, node: Node) -> int:
    """Return where ``node`` ends: behind its last character, for block text at the start of the line after."""
    leaf = last(node)
    marked: int = leaf.end_mark.index
    if block_header(text, leaf) and not keeps_breaks(text, leaf):
        return next_line(text, len(text[:marked].rstrip("\r\n")))
    return marked


def without_last_break(text: str, root: Node | None) -> str:
    """Return ``text`` so that a line break put behind it does not become part of the block text it may end with."""
    header = block_header(text, last(root)) if root else None
    if header is None or "-" in header[1]:
        return text
    return text[: header.start(1)] + header[1].replace("+", "") + "-" + text[header.end() :]


def after(text: str, node: Node) -> int:
    """Return where the line after ``node`` begins."""
    at = end(text, node)
    return at if at == line_start(text, at) else next_line(text, at)


def past_comments(text: str, at: int, column: int) -> int:
    """Return where the comment lines from ``at`` on that are indented deeper than ``column`` end."""
    while (found := _COMMENT_LINE.match(text, at)) and len(found[1]) > column:
        at = found.end()
    return at


def past_blanks(text: str, at: int) -> int:
    """Return where the blank lines from ``at`` on end."""
    found = _BLANK_LINES.match(text, at)
    return found.end() if found else at


def stands_first(text: str, at: int) -> bool:
    """Say whether nothing but space stands before ``at`` on its line."""
    return not text[line_start(text, at) : at].strip(" \t")


def begin(text: str, parent: CollectionNode, position: int) -> int:
    """Return where the entry at ``position`` of ``parent`` begins: at its key, in a block list at its dash."""
    entry = parent.value[position]
    node: Node = entry[0] if isinstance(parent, MappingNode) else entry
    if isinstance(parent, SequenceNode) and not parent.flow_style:
        node = parent
        if position:
            found = _NO_DATA.match(text, after(text, parent.value[position - 1]))
            return found.end() if found else 0
    start: int = node.start_mark.index
    return start
