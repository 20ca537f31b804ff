"""A dotted path such as ``contacts.phone``: whether a file can have it, and what it is called."""

from __future__ import annotations

from custfile.language import Label
from custfile.model.spec import Declared, declared


def title(part: type, path: str) -> Label:
    """Return what the field at ``path`` of ``part`` is called, after the list it stands in: Contacts: Phone.

    Raises ``KeyError`` when no file can have it, or when it lies in a list within a list. Inside a free-form field every
    key is one, and its own name.
    """
    keys, steps = path.split("."), list[Declared]()
    here: type | None = part
    for place, key in enumerate(keys, 1):
        step = next((item for item in declared(here) if item.key == key), None) if here else None
        if step is None:
            raise KeyError(path)
        if step.part is None and step.scalar is None and keys[place:]:
            return Label(*([keys[-1]] * 3))
        steps.append(step)
        here = step.part
    lists = [place for place, step in enumerate(steps[:-1]) if step.repeated]
    if lists and lists[0] < len(steps) - 2:
        raise KeyError(path)
    last = steps[-1].spec.label
    return _within(steps[lists[0]].spec.label, last) if lists else last


def is_field(part: type, path: str) -> bool:
    """Return whether a file can have the field at ``path`` of ``part``."""
    try:
        title(part, path)
    except KeyError:
        return False
    return True


def _within(outer: Label, inner: Label) -> Label:
    return Label(f"{outer.en}: {inner.en}", f"{outer.zh_CN}：{inner.zh_CN}", f"{outer.zh_TW}：{inner.zh_TW}")
