"""One file's text as plain data, with every fault of its YAML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from yaml import YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode

from custfile.archive.guard import MAX_DEPTH, Mark, decode, may_be_deep, suspicious
from custfile.archive.tokens import swallowed, too_deep
from custfile.archive.tree import Plain, compose, composed
from custfile.model.finding import MOST

_TAB_PROBLEMS: Final = (
    "found character that cannot start any token",
    "found a tab character that violates indentation",
)


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
        page.marks.append(_syntax(text, error))
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
            deep = _syntax(page.text, error)
        page.marks += [deep] if deep else []
        return deep is None
    return not any(mark.code in ("C109", "C113") for mark in page.marks)


def _syntax(text: str, error: YAMLError) -> Mark:
    problem, mark = str(getattr(error, "problem", None) or error), getattr(error, "problem_mark", None)
    if problem == "found unexpected end of stream":  # a quotation mark that is never closed: where it was opened
        mark = getattr(error, "context_mark", None) or mark
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    if problem in _TAB_PROBLEMS and "\t" in text.split("\n")[line][: column + 1]:
        return Mark(line + 1, column + 1, "C106", {})
    return Mark(line + 1, column + 1, "C107", {"problem": problem})


def _mapping(node: MappingNode, depth: int, marks: list[Mark]) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        name = _key(key, lines, marks)
        if name is None:
            continue
        if value.__class__ is ScalarNode and not value.value and not value.style:  # a line left blank on the form
            if value.start_mark.index == key.end_mark.index:  # there is not even a colon
                marks.append(Mark(key.start_mark.line + 1, key.start_mark.column + 1, "C122", {"got": name}))
            continue
        found[name] = _plain(value, depth, marks)
    return found


def _key(key: Node, lines: dict[str, int], marks: list[Mark]) -> str | None:
    line, column = key.start_mark.line + 1, key.start_mark.column + 1
    if key.__class__ is not ScalarNode or not key.value:
        marks.append(Mark(line, column, "C118", {}))
        return None
    name = composed(key.value)
    if name == "<<":
        marks.append(Mark(line, column, "C111", {}))
        return None
    if name in lines:
        marks.append(Mark(line, column, "C114", {"got": name, "first": str(lines[name])}))
        return None
    lines[name] = line
    return name


def _plain(node: Node, depth: int, marks: list[Mark]) -> Plain:
    if node.__class__ is ScalarNode:
        text: str = node.value
        return text
    if depth >= MAX_DEPTH:
        marks.append(Mark(node.start_mark.line + 1, node.start_mark.column + 1, "C105", {}))
        return ""
    if isinstance(node, MappingNode):
        return _mapping(node, depth + 1, marks)
    return [_plain(item, depth + 1, marks) for item in node.value]
