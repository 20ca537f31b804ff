"""Putting a value into a file's text: over an old one, as a new key, as a new item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from custfile.archive import spans
from custfile.archive.emit import Layout, entry, flow, item, key, scalar
from custfile.archive.spans import Spot
from custfile.archive.tree import entries
from custfile.model.edit import Value


@dataclass(frozen=True)
class Sheet:
    """A file's text, every line of it whole, the line break for new lines, and how new values are laid out."""

    text: str
    eol: str
    layout: Layout

    def with_lines(self, at: int, lines: Sequence[str]) -> str:
        """Return the text with ``lines`` put in before the line that begins at ``at``."""
        return self.text[:at] + self.joined(lines) + self.text[at:]

    def joined(self, lines: Sequence[str]) -> str:
        """Return ``lines`` as text."""
        return "".join(line + self.eol for line in lines)


def replace(sheet: Sheet, spot: Spot, value: Value) -> str:
    """Return the text with ``value`` in place of the one at ``spot``; the comment on its line stays."""
    text, old = sheet.text, spot.value
    start: int = old.start_mark.index
    if spot.parent.flow_style:
        return text[:start] + _gap(text, spot) + _inline(value, old, flow(value)) + text[spans.end(text, old) :]
    head, beneath = sheet.layout(value, spot.column)
    head = head if beneath else _inline(value, old, head)
    if isinstance(spot.parent, SequenceNode):
        head, beneath = (head, beneath) if head else (beneath[0].lstrip(" "), beneath[1:])
    elif spans.is_block(old) and spans.stands_first(text, start):
        return _replace_beneath(sheet, spot, head, beneath)
    tail, rest = _tail(sheet, old)
    before = text[:start] + _gap(text, spot) if head else text[:start].rstrip(" \t")
    return before + head + tail + sheet.joined(beneath) + text[rest:]


def _replace_beneath(sheet: Sheet, spot: Spot, head: str, beneath: Sequence[str]) -> str:
    """Replace the block collection on the lines beneath a key; what stands between the two stays."""
    text = sheet.text
    colon = text.index(":", spot.key.end_mark.index) + 1
    between = text[colon : spans.line_start(text, spot.value.start_mark.index)]
    head = f" {head}" if head else ""
    return text[:colon] + head + between + sheet.joined(beneath) + text[spans.after(text, spot.value) :]


def _inline(value: Value, old: Node, otherwise: str) -> str:
    """Return text in the quotation marks that the old text had."""
    if isinstance(value, str) and isinstance(old, ScalarNode) and old.style in ("'", '"'):
        return scalar(value, flow=False, quote=old.style)
    return otherwise


def _gap(text: str, spot: Spot) -> str:
    """Return what must still come between a key or dash and its value."""
    start = spot.value.start_mark.index
    if isinstance(spot.parent, MappingNode) and ":" not in text[spot.key.end_mark.index : start]:
        return ": "
    return " " if text[start - 1] in ":-" else ""


def _tail(sheet: Sheet, old: Node) -> tuple[str, int]:
    """Return the rest of the line behind ``old``, with its line break, and where the text after ``old`` goes on."""
    text = sheet.text
    if spans.is_block(old):
        return sheet.eol, spans.after(text, old)
    if header := spans.block_header(text, old):
        return text[header.end() : spans.next_line(text, header.end())], spans.end(text, old)
    at = spans.end(text, old)
    rest = spans.next_line(text, at)
    return text[at:rest], rest


def add_key(sheet: Sheet, host: Node | None, name: str, value: Value, order: Sequence[str]) -> str:
    """Return the text with a new key in ``host`` (``None``: an empty file), behind the keys before it in ``order``."""
    if isinstance(host, MappingNode) and host.flow_style:
        return _add_in_flow(sheet.text, host, f"{key(name, flow=True)}: {flow(value)}")
    if not isinstance(host, MappingNode):
        return sheet.with_lines(len(sheet.text), entry(name, value, 0, sheet.layout))
    lines = entry(name, value, host.start_mark.column, sheet.layout)
    return sheet.with_lines(_place(sheet.text, host, name, order), lines)


def _place(text: str, host: MappingNode, name: str, order: Sequence[str]) -> int:
    rank = {each: at for at, each in enumerate(order)}
    own = rank.get(name, len(order) + 1)
    earlier = [value for each, _, value in entries(host) if rank.get(str(each), len(order)) < own]
    if not earlier:
        return spans.line_start(text, host.start_mark.index)
    return spans.past_comments(text, spans.after(text, earlier[-1]), host.start_mark.column)


def add_item(sheet: Sheet, items: SequenceNode, value: Value) -> str:
    """Return the text with ``value`` as the last of ``items``."""
    if items.flow_style:
        return _add_in_flow(sheet.text, items, flow(value))
    column = items.start_mark.column
    at = spans.past_comments(sheet.text, spans.after(sheet.text, items), column)
    return sheet.with_lines(at, item(value, column, sheet.layout))


def _add_in_flow(text: str, host: CollectionNode, new: str) -> str:
    if not host.value:
        at = host.start_mark.index + 1
        return text[:at] + new + text[at:]
    at = spans.end(text, spans.value(host, -1))
    return f"{text[:at]}, {new}{text[at:]}"
