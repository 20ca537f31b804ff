"""From a fault of a record to a finding at its place in the file."""

from __future__ import annotations

from yaml.nodes import Node

from custfile.archive.tree import locate
from custfile.model.finding import Fault, Finding, Spot, dotted


def placed(fault: Fault, path: str, root: Node) -> Finding:
    """Return ``fault`` as a finding of the file at ``path``, at the node that is at fault or the nearest that exists."""
    key, value = locate(root, fault.path)
    at = _spot(path, key if fault.code in ("C202", "C201") else value)
    if fault.other is None:
        return Finding(*at, fault.code, fault.params, dotted(fault.path))
    other = _spot(path, locate(root, fault.other)[1])
    return Finding(*at, fault.code, {**fault.params, "first": str(other.line)}, dotted(fault.path), (other,))


def _spot(path: str, node: Node) -> Spot:
    return Spot(path, node.start_mark.line + 1, node.start_mark.column + 1)
