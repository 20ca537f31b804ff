"""Who is at the keyboard."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from custfile.archive.git import ask
from custfile.archive.root import Root
from custfile.errors import Misused
from custfile.language import _


def identity(root: Root, catalog: Mapping[str, Any]) -> str | None:
    """Return the id of the team member who types: ``CUSTFILE_USER``, else the one with git's e-mail address.

    Raises ``Misused`` when ``CUSTFILE_USER`` names nobody of the team.
    """
    people: Mapping[str, str] = catalog["people"]
    told = os.environ.get("CUSTFILE_USER")
    if told:
        if people and told not in people:
            known = ", ".join(people)
            raise Misused(
                _("CUSTFILE_USER is '{told}', which is nobody of the team: {known}").format(told=told, known=known)
            )
        return told
    if not catalog["emails"]:
        return None
    address = (ask(root.folder, "config", "user.email") or b"").decode("utf-8", "replace").strip()
    person: str | None = catalog["emails"].get(address)
    return person
