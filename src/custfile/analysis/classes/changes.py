"""Who has changed class between two days, and what changed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from custfile.analysis.book import Mask
from custfile.analysis.classes.placing import Placed
from custfile.analysis.classes.tables import SCHEME, full_labels, key, scheme_label
from custfile.analysis.figures import Figures
from custfile.analysis.rankings.ranked import AS_OF, ID, NAME
from custfile.language import Label, _
from custfile.model.table import Column, Table


def changes(schemes: Sequence[str], before: Figures, now: Figures, members: Mask, *, readable: bool = False) -> Table:
    """Return which of ``members`` (of ``now``) are in another class of ``schemes`` than ``before``, with the cause.

    Who was not on file before comes from no class. ``readable``: the cause is for readers who write no filters.
    """
    pairs: list[tuple[Placed, Placed]] = [(before.placed(scheme), now.placed(scheme)) for scheme in schemes]
    if readable:
        pairs = [(earlier.readable, later.readable) for earlier, later in pairs]
    rows = [row for pair in pairs for row in _changed(*pair, before, now, members)]
    called = dict[str, Label]()
    for earlier, later in pairs:
        called |= {**full_labels(earlier), **full_labels(later)}
    columns = (
        Column("scheme", SCHEME, names={later.scheme.id: scheme_label(later) for _earlier, later in pairs}),
        ID,
        NAME,
        Column("before", Label("Before", "原类别", "原類別"), names=called),
        Column("now", Label("Now", "现类别", "現類別"), names=called),
        Column("cause", Label("Cause", "变动原因", "變動原因")),
    )
    days = f"{before.book.as_of.isoformat()} → {now.book.as_of.isoformat()}"
    return Table("changes", columns, rows, ((AS_OF, days),))


def _changed(earlier: Placed, later: Placed, before: Figures, now: Figures, members: Mask) -> Iterator[tuple[Any, ...]]:
    names = now.book.customers["name"].tolist()
    for identity, who in now.position.items():
        if not members[who]:
            continue
        then = before.position.get(identity)
        way = later.way(who)
        if then is None:
            yield later.scheme.id, identity, names[who], None, key(way), _("not on file before")
        elif earlier.way(then) != way:
            cause = _cause(earlier, then, later, who)
            yield later.scheme.id, identity, names[who], key(earlier.way(then)), key(way), cause


def _cause(earlier: Placed, then: int, later: Placed, who: int) -> str:
    """Return what has changed of that which decides at the first level where the customer's ways part."""
    ways = list(zip_longest(earlier.way(then), later.way(who)))
    depth = next(number for number, (old, new) in enumerate(ways) if old != new)
    old, new = earlier.decision(then, depth), later.decision(who, depth)
    assert old is not None and new is not None  # one way is divided as the other is where both have come the same way
    words = [str(word) for word in ways[depth]]
    names = dict.fromkeys([*old.deciding(then, words), *new.deciding(who, words[1:])])
    values = [(name, old.value(name, then), new.value(name, who)) for name in names]
    moved = [new.values.moved(name, was, is_) for name, was, is_ in values if was != is_]
    return new.values.listed(moved) or new.reason(who)
