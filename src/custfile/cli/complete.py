"""What a shell may complete: customers by id and name, people, kinds, fixed words. Never fails: a shell is waiting."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

import typer

if TYPE_CHECKING:
    from custfile.archive.index import Index

Completion = tuple[str, str]
"""What is put on the command line, and what is shown beside it where the shell can."""


class _Fitting(str):
    """A completion that fits though it does not begin as it was typed: escaped, or a name for its pinyin."""

    __slots__ = ()

    def startswith(self, *_typed: object) -> bool:  # typer asks, and drops what does not
        return True


_PLAIN: Final = re.compile(r"[^\w@%+=:,./-]")


def complete_customer(ctx: typer.Context, incomplete: str) -> list[Completion]:
    """Return ids and names that ``incomplete`` may become; in bash also the names that its pinyin may mean."""
    return _asked(ctx, lambda index: _customers(index, incomplete))


def complete_person(ctx: typer.Context, incomplete: str) -> list[Completion]:
    """Return the members of the team, by id."""
    return _asked(ctx, lambda index: _starting(incomplete, index.catalog["people"].items()))


def complete_kind(ctx: typer.Context, incomplete: str) -> list[Completion]:
    """Return the kinds of customer."""
    return _asked(ctx, lambda index: _starting(incomplete, ((kind, "") for kind in index.catalog["kinds"])))


def complete_region(ctx: typer.Context, incomplete: str) -> list[Completion]:
    """Return the regions that customers are in."""
    sql = "select distinct region from customers where region is not null order by region"
    return _asked(ctx, lambda index: _starting(incomplete, ((region, "") for (region,) in index.iterate(sql))))


def complete_rule(ctx: typer.Context, incomplete: str) -> list[Completion]:
    """Return the revisit rules, by id."""
    return _asked(ctx, lambda index: _starting(incomplete, ((rule, "") for rule in index.catalog["rules"])))


def complete_scheme(ctx: typer.Context, incomplete: str) -> list[Completion]:
    """Return the class schemes; behind a comma a second one."""
    from custfile.archive.schemes import shipped

    before, comma, begun = incomplete.rpartition(",")

    def found(index: Index) -> Iterator[Completion]:
        own = [str(scheme.get("id", "")) for scheme in index.settings_data.get("classes", [])]
        for scheme, about in _starting(begun, ((each, "") for each in dict.fromkeys([*own, *shipped()]))):
            yield f"{before}{comma}{scheme}", about

    return _asked(ctx, found)


def words(known: Mapping[str, object]) -> Callable[[str], list[Completion]]:
    """Return what completes the keys of ``known``."""

    def complete(incomplete: str) -> list[Completion]:
        return list(_starting(incomplete, ((word, "") for word in known)))

    return complete


def _asked(ctx: typer.Context, question: Callable[[Index], Iterable[Completion]]) -> list[Completion]:
    from custfile.archive.index import Index
    from custfile.archive.root import find_root

    try:
        return list(question(Index(find_root(ctx.find_root().params.get("archive")))))
    except Exception:  # whatever it is, the command itself will say it better
        return []


def _customers(index: Index, incomplete: str) -> Iterator[Completion]:
    from custfile.archive.resolve import candidates, starting

    fitting = candidates(index, incomplete) if incomplete else []
    found = list(_starting(incomplete, starting(index, incomplete)))
    found += _starting(incomplete, ((match.name, match.id) for match in fitting))
    if not found and _in_bash():  # other shells drop what does not begin as it was typed
        found = [(_Fitting(_written(match.name)), match.id) for match in fitting]
    yield from found


def _starting(incomplete: str, found: Iterable[tuple[str, ...]]) -> Iterator[Completion]:
    yield from ((_written(word), rest[-1]) for word, *rest in found if word.startswith(incomplete))


def _in_bash() -> bool:
    return os.environ.get("_CUSTFILE_COMPLETE") == "complete_bash"


def _written(word: str) -> str:
    """Return ``word`` as it is put on the command line: bash takes it as it stands, other shells quote it themselves."""
    if not _in_bash() or _quoted():
        return word
    return _Fitting(_PLAIN.sub(lambda found: f"\\{found[0]}", word))


def _quoted() -> bool:
    typed = os.environ.get("COMP_WORDS", "").split("\n")
    at = int(os.environ.get("COMP_CWORD") or 0)
    return at < len(typed) and typed[at].startswith(("'", '"'))
