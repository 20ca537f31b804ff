"""Shell completion of customers: ids, and names as their help."""

from __future__ import annotations

import typer

from custfile.errors import Stop


def complete_customer(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return ids and names of the customers that ``incomplete`` may become. Never fails: a shell is waiting."""
    from custfile.archive.index import Index
    from custfile.archive.resolve import candidates, starting
    from custfile.archive.root import find_root

    parent = ctx.find_root()
    try:
        index = Index(find_root(parent.params.get("archive")))
    except (Stop, OSError):
        return []
    found = {match.id: match.name for match in (*starting(index, incomplete), *candidates(index, incomplete))}
    return [
        *((identity, name) for identity, name in found.items() if identity.startswith(incomplete)),
        *((name, identity) for identity, name in found.items() if incomplete and name.startswith(incomplete)),
    ]
