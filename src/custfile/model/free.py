"""Free-form values: whatever a person writes down, as text, lists and mappings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from custfile.model.values import Wrong

if TYPE_CHECKING:
    from pydantic_core import CoreSchema


@dataclass(frozen=True)
class Free:
    """The type of a mapping whose keys and values are up to the user."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        from pydantic_core import core_schema  # late: the daily commands never validate

        return core_schema.no_info_plain_validator_function(self._read)

    def _read(self, typed: object) -> dict[str, Any]:
        if not isinstance(typed, dict):
            raise Wrong("C203", wanted="mapping", shape="list" if isinstance(typed, list) else "text")
        return typed
