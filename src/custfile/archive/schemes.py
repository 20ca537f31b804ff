"""The class schemes there are: those that come with the tool, and the archive's own, which replace them by id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from custfile.model.scheme import SchemeSettings
from custfile.model.settings import Settings
from custfile.model.structure import structure

DEFAULTS: Final = ("history", "size", "kind")
"""The schemes that are always shown, as they come with the tool or as the settings have them."""

_SHIPPED: Final = Path(__file__).with_name("classes.yaml")
_HEAD: Final = re.compile(r"^  - id: (\S+)$", re.MULTILINE)


def schemes(settings: Settings) -> Mapping[str, SchemeSettings]:
    """Return every scheme by id, the archive's own first."""
    own = {scheme.id: scheme for scheme in settings.classes}
    return {**own, **{name: scheme for name, scheme in shipped().items() if name not in own}}


def usual(settings: Settings) -> list[str]:
    """Return the ids of the schemes that are shown when none is asked for: ``DEFAULTS``, then others of the settings."""
    return list(dict.fromkeys([*DEFAULTS, *(scheme.id for scheme in settings.classes)]))


@cache
def shipped() -> Mapping[str, SchemeSettings]:
    """Return the schemes that come with the tool, by id."""
    from custfile.archive.page import read_page  # late: most commands read no YAML

    data: Any = read_page(_SHIPPED.read_bytes()).data
    return {each["id"]: structure(SchemeSettings, each) for each in data["classes"]}


def text(scheme: str) -> str:
    """Return a shipped scheme as lines for ``custfile.yaml``, to copy and change. Raises ``KeyError`` when there is none."""
    for paragraph in _SHIPPED.read_text(encoding="utf-8").split("\n\n"):
        head = _HEAD.search(paragraph)
        if head is not None and head[1] == scheme:
            return "classes:\n" + paragraph.removeprefix("classes:\n").rstrip("\n") + "\n"
    raise KeyError(scheme)
