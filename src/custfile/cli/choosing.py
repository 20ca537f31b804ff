"""The customers that a command is about: the filters of the command line, as people type them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from custfile.archive.filters import Filters
from custfile.cli import people
from custfile.errors import Misused
from custfile.language import Label, _

if TYPE_CHECKING:
    from custfile.cli.session import Session


def chosen(
    session: Session,
    owner: str | None,
    region: str | None,
    kind: str | None,
    where: str | None = None,
    classes: Sequence[str] | None = None,
) -> Filters:
    """Return the filter that the options of a command mean together.

    Raises ``Misused`` for a person, kind, scheme or class that there is not, and for a filter that cannot be understood.
    """
    simple = people.chosen(session.index, owner, region, kind)
    texts = [*([where] if where else []), *map(_of_class, classes or ())]
    if not texts:
        return simple
    from custfile.archive.choosing import choose
    from custfile.model.condition import Unclear

    try:
        fitting = choose(session.index, session.as_of, session.settings, session.schemes, texts)
    except Unclear as error:
        raise Misused(
            _("the filter '{text}' is not clear: {problem}").format(text=error.text, problem=error)
        ) from error
    return Filters(simple.sql + fitting.sql, simple.parameters + fitting.parameters)


def _of_class(typed: str) -> str:
    """Return the condition that ``history=problem,past`` means."""
    scheme, sign, words = typed.partition("=")
    if not sign or not words:
        raise Misused(_("'{typed}' is no class; write it as SCHEME=CLASS, such as history=problem").format(typed=typed))
    return f"class.{scheme} in ({words})"


def told(
    owner: str | None, region: str | None, kind: str | None, where: str | None, classes: Sequence[str] | None
) -> list[tuple[Label, str]]:
    """Return the line of a header that names the filter; nothing when there is none."""
    words = ", ".join(_words(owner, region, kind, where, classes))
    return [(Label("Filter", "筛选", "篩選"), words)] if words else []


def _words(
    owner: str | None, region: str | None, kind: str | None, where: str | None, classes: Sequence[str] | None
) -> Iterator[str]:
    yield from (word for word in (owner, region, kind, where) if word)
    yield from classes or ()
