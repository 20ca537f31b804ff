"""From a fault of a record to a finding at its place in the file."""

from __future__ import annotations

from yaml.nodes import Node

from custfile.archive.tree import locate
from custfile.model.finding import Fault, Finding, dotted


def placed(fault: Fault, path: str, root: Node) -> Finding:
    """Return ``fault`` as a finding of the file at ``path``, at the node that is at fault or the nearest that exists."""
    key, value = locate(root, fault.path)
    at = key if fault.code in ("C202", "C201") else value
    mark = at.start_mark
    return Finding(path, mark.line + 1, mark.column + 1, fault.code, fault.params, dotted(fault.path))
