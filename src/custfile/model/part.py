"""What every part of a file's model is: a record of declared fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import Field, dataclass, field
from typing import Any, ClassVar, dataclass_transform


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Part:
    """A mapping of the file; a key that is not declared is a finding.

    Each kind of part is a dataclass, equal by value and made of keyword arguments. What a dataclass compiles for each class
    anew is written here once, for every command that reads a file loads them all; that none is changed, the type checker sees.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __init_subclass__(cls) -> None:
        """Make a dataclass of what the subclass declares."""
        dataclass(kw_only=True, eq=False, repr=False, match_args=False)(cls)

    def __eq__(self, other: object) -> bool:
        """Say whether ``other`` is a part of the same kind that says the same."""
        return self._said() == other._said() if type(other) is type(self) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Return the part as the call that makes it."""
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._said().items())})"

    def _said(self) -> dict[str, Any]:
        """Return what the file says, without what was worked out from it since."""
        declared: Iterable[str] = self.__dataclass_fields__
        return {name: getattr(self, name) for name in declared}
