"""Filters of customers as SQL on the table ``customers c``."""

from __future__ import annotations

from typing import NamedTuple


class Filters(NamedTuple):
    """A condition that begins with ``and`` (or is empty), and its parameters."""

    sql: str = ""
    parameters: tuple[str, ...] = ()


def filters(owner: str | None = None, region: str | None = None, kind: str | None = None) -> Filters:
    """Return the condition that customers fit all that is told; a region holds what lies in it."""
    sql, parameters = "", list[str]()
    for column, value in (("owner", owner), ("kind", kind)):
        if value is not None:
            sql += f" and c.{column} = ?"
            parameters.append(value)
    if region is not None:
        sql += " and (c.region = ? or instr(c.region, ?) = 1)"
        parameters += [region, f"{region}/"]
    return Filters(sql, tuple(parameters))
