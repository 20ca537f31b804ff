"""What every part of a file's model is: a record of declared fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import dataclass_transform


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Part:
    """A mapping of the file; a key that is not declared is a finding.

    Each kind of part is a dataclass, equal by value and made of keyword arguments. What a dataclass compiles for each class
    anew is written here once, for every command that reads a file loads them all; that none is changed, the type checker sees.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    def __init_subclass__(cls) -> None:
        """Make a dataclass of what the subclass declares."""
        dataclass(kw_only=True, eq=False, repr=False, match_args=False)(cls)

    def __eq__(self, other: object) -> bool:
        """Say whether ``other`` is a part of the same kind that says the same."""
        return vars(self) == vars(other) if other.__class__ is self.__class__ else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Return the part as the call that makes it."""
        told = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({told})"
