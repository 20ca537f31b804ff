"""A dotted path such as ``contacts.phone`` as the fields it leads through."""

from __future__ import annotations

from custfile.language import Label
from custfile.model.spec import Declared, declared


def trail(part: type, path: str) -> tuple[Declared, ...]:
    """Return the fields that ``path`` names one within the other, from ``part`` down.

    Raises ``KeyError`` when there is no such field; inside a free-form one nothing is declared.
    """
    found: tuple[Declared, ...] = ()
    here: type | None = part
    for key in path.split("."):
        step = next((item for item in declared(here) if item.key == key), None) if here else None
        if step is None:
            raise KeyError(path)
        found, here = (*found, step), step.part
    return found


def title(steps: tuple[Declared, ...]) -> Label:
    """Return what the last of ``steps`` is called, after the list it stands in: Contacts: Phone."""
    last = steps[-1].spec.label
    lists = [step.spec.label for step in steps[:-1] if step.repeated]
    if not lists:
        return last
    return Label(f"{lists[-1].en}: {last.en}", f"{lists[-1].zh_CN}：{last.zh_CN}", f"{lists[-1].zh_TW}：{last.zh_TW}")
