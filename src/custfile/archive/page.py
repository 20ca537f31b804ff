"""One file's text as plain data, with every fault of its YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from yaml import YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode

from custfile.archive.guard import MAX_DEPTH, Mark, decode, may_be_deep, suspicious
from custfile.archive.syntax import syntax
from custfile.archive.tokens import swallowed, too_deep
from custfile.archive.tree import Plain, compose, composed
from custfile.model.finding import MOST

_NO_KEYS: Final = ("", "<<")


@dataclass
class Page:
    """A file as read: its text, the root node, its data, and the faults found on the way.

    ``data`` is empty and ``root`` is ``None`` when the file is no mapping of fields. A key with nothing behind it is left out.
    """

    text: str = ""
    root: MappingNode | None = None
    data: dict[str, Plain] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)


def read_page(data: bytes) -> Page:
    """Return the page that ``data``, the bytes of a file, hold, with ``MOST`` faults at most. Never raises on bad input."""
    page = _read(data)
    del page.marks[MOST:]
    return page


def _read(data: bytes) -> Page:
    text, marks = decode(data)
    page = Page(text, marks=marks)
    if marks or not _scan(page):
        return page
    try:
        root = compose(text)
    except YAMLError as error:
        page.marks.append(syntax(text, error))
        return page
    if root is None:
        page.marks.append(Mark(1, 1, "C103", {}))
    elif not isinstance(root, MappingNode):
        page.marks.append(Mark(1, 1, "C115", {"shape": "text" if isinstance(root, ScalarNode) else "list"}))
    else:
        page.root, page.data = root, _mapping(root, 1, page.marks)
    return page


def _scan(page: Page) -> bool:
    """Add what only the scanner sees; say whether the text is safe to compose."""
    if suspicious(page.text):
        page.marks += swallowed(page.text)
    if may_be_deep(page.text):
        try:
            deep = too_deep(page.text)
        except YAMLError as error:
            deep = syntax(page.text, error)
        page.marks += [deep] if deep else []
        return deep is None
    return not any(mark.code in ("C109", "C113") for mark in page.marks)


def _mapping(node: MappingNode, depth: int, marks: list[Mark]) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    keys: dict[str, Node] = {}
    for key, value in node.value:
        name = key.value if key.__class__ is ScalarNode else ""
        if not name.isascii():
            name = composed(name)
        if name in keys or name in _NO_KEYS:
            marks.append(_wrong_key(key, name, keys))
            continue
        keys[name] = key
        if value.__class__ is not ScalarNode:
            found[name] = _nested(value, depth, marks)
        elif value.value or value.style:
            found[name] = value.value
        elif value.start_mark.index == key.end_mark.index:  # no line left blank on the form: there is not even a colon
            marks.append(_mark(key, "C122", got=name))
    return found


def _wrong_key(key: Node, name: str, keys: Mapping[str, Node]) -> Mark:
    if not name:
        return _mark(key, "C118")
    if name == "<<":
        return _mark(key, "C111")
    return _mark(key, "C114", got=name, first=str(keys[name].start_mark.line + 1))


def _nested(node: Node, depth: int, marks: list[Mark]) -> Plain:
    if depth >= MAX_DEPTH:
        marks.append(_mark(node, "C105"))
        return ""
    if node.__class__ is MappingNode:
        return _mapping(node, depth + 1, marks)
    return [item.value if item.__class__ is ScalarNode else _nested(item, depth + 1, marks) for item in node.value]


def _mark(node: Node, code: str, **params: str) -> Mark:
    return Mark(node.start_mark.line + 1, node.start_mark.column + 1, code, params)
