"""Edits made in the text of a file at the marks of its nodes, each read again before it counts.

A file is never loaded and dumped: what an edit does not touch keeps every byte, comments and spacing included.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yaml import YAMLError
from yaml.nodes import MappingNode, Node, SequenceNode

from custfile.archive.cut import cut
from custfile.archive.emit import Layout, one_line, spread
from custfile.archive.intent import CannotSplice, composed_path, intended, refuse
from custfile.archive.paste import Sheet, add_item, add_key, replace
from custfile.archive.spans import Spot, line_break, walk, without_last_break
from custfile.archive.tree import Plain, compose, plain
from custfile.language import _
from custfile.model.edit import Edit, Put, Remove

__all__ = ["CannotSplice", "intended", "splice"]


def splice(text: str, edits: Sequence[Edit], order: Sequence[str] = ()) -> str:
    """Return ``text`` (a file without its BOM, line breaks as they are) after ``edits``, made one after another.

    A new key at the top goes behind the last key that precedes it in ``order``; one that is not in ``order`` goes last.
    Raises ``CannotSplice`` when an edit has no place, or when the result would not say exactly what was intended.
    """
    root, data = _read(text)
    for edit in edits:
        wanted = intended(data, [edit])
        if wanted != data:
            text, root = _made(text, root, edit, wanted, order)
            data = wanted
    return text


def _read(text: str) -> tuple[Node | None, Plain]:
    try:
        root = compose(text)
    except YAMLError as error:
        raise CannotSplice(_("the file is not valid YAML; run: custfile check")) from error
    return root, (plain(root) if root else "") or {}


def _made(text: str, root: Node | None, edit: Edit, wanted: Plain, order: Sequence[str]) -> tuple[str, Node | None]:
    """Return the text and root after ``edit``: laid out for people, or else on one line, whichever says ``wanted``."""
    for layout in (spread, one_line):
        for candidate in _candidates(text, root, edit, order, layout):
            try:
                result, data = _read(candidate)
            except CannotSplice:
                continue
            if data == wanted:
                return candidate, result
    return refuse(_("{path} cannot be changed in place without risk to the rest of the file"), edit.path)


def _candidates(text: str, root: Node | None, edit: Edit, order: Sequence[str], layout: Layout) -> Iterator[str]:
    """Yield the text after ``edit``. A last line without a line break stays so, unless the break is data."""
    eol = line_break(text)
    if not text or text.endswith("\n"):
        yield _apply(Sheet(text, eol, layout), root, edit, order)
        return
    for start in dict.fromkeys((text, without_last_break(text, root))):
        whole = _apply(Sheet(start + eol, eol, layout), root, edit, order)  # the marks before that text's end hold
        yield from (whole.removesuffix(eol), whole)


def _apply(sheet: Sheet, root: Node | None, edit: Edit, order: Sequence[str]) -> str:
    spots = walk(root, composed_path(edit.path))
    if isinstance(edit, Remove):
        return cut(sheet.text, spots, sheet.eol)
    if isinstance(edit, Put):
        return _put(sheet, root, spots, edit, order)
    if len(spots) < len(edit.path):
        return _put(sheet, root, spots, Put(edit.path, [edit.item]), order)
    items = spots[-1].value
    if isinstance(items, SequenceNode) and (items.value or _holds_lines(sheet.text, items)):
        return add_item(sheet, items, edit.item)
    return replace(sheet, spots[-1], [edit.item])


def _put(sheet: Sheet, root: Node | None, spots: Sequence[Spot], edit: Put, order: Sequence[str]) -> str:
    missing = [str(step) for step in edit.path[len(spots) :]]
    if not missing:
        return replace(sheet, spots[-1], edit.value)
    value = edit.value
    for key in reversed(missing[1:]):
        value = {key: value}
    if not spots:
        return add_key(sheet, root, missing[0], value, order)
    host = spots[-1].value
    if isinstance(host, MappingNode):
        return add_key(sheet, host, missing[0], value, ())
    return replace(sheet, spots[-1], {missing[0]: value})


def _holds_lines(text: str, node: Node) -> bool:
    """Say whether an empty list is written over several lines, or with a comment in it: what is there stays."""
    return not {"#", "\n"}.isdisjoint(text[node.start_mark.index : node.end_mark.index])
