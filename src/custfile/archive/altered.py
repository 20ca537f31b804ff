"""What an edit leaves of what is remembered about conditions: see the table ``fits``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from custfile.analysis.deciding import KNOWN, Dependence

_MOST: Final = 500
"""Files that may change at once; after more of them, conditions are worked out afresh."""

_STATES: Final = "select made, first_order, body from customers join records using (file) where id = ?"


class State(NamedTuple):
    """What figures may be made from: the days from which the customer is known, and its file, key by key."""

    known: tuple[int | None, int | None]
    said: Mapping[str, str]


States = Mapping[str, list[State]]
"""The state of some customers by id. An id has several where files in several folders claim it."""


def states(db: sqlite3.Connection, ids: Collection[str]) -> States:
    """Return the states of the customers ``ids``; nothing when nothing is remembered that an edit could change."""
    if db.execute("select 1 from fits limit 1").fetchone() is None:
        return {}
    if len(ids) > _MOST:
        db.execute("delete from fits")
        return {}
    return {name: [_state(*row) for row in db.execute(_STATES, (name,))] for name in ids}


def _state(made: int | None, first_order: int | None, body: str) -> State:
    return State((made, first_order), {key: json.dumps(value) for key, value in json.loads(body).items()})


def follow(db: sqlite3.Connection, before: States, after: States) -> None:
    """Forget what an edit may have changed of what is remembered. Where two files claim an id, that is all."""
    if any(len(told) > 1 for each in (before, after) for told in each.values()):
        db.execute("delete from fits")
        return
    changed = {name: frozenset(_changed(before[name], after[name])) for name in before}
    for row, keys, own, stale in db.execute("select rowid, keys, own, stale from fits").fetchall():
        depends = Dependence(frozenset(json.loads(keys)), bool(own))
        touched = {name for name, those in changed.items() if depends.touched(those)}
        if touched and own:
            doubtful = json.dumps(sorted(touched.union(json.loads(stale))))
            db.execute("update fits set stale = ? where rowid = ?", (doubtful, row))
        elif touched:
            db.execute("delete from fits where rowid = ?", (row,))


def _changed(before: list[State], after: list[State]) -> Iterator[str]:
    """Yield the keys of a file that are others than before; ``KNOWN`` where the customer was not known from the same day."""
    old, new = (found[0] if found else None for found in (before, after))
    if (old and old.known) != (new and new.known):
        yield KNOWN
    was, is_now = (state.said if state else {} for state in (old, new))
    yield from (key for key in {**was, **is_now} if was.get(key) != is_now.get(key))
