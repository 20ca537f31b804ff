"""Putting off and leaving out: the rule that is meant, and whether it asks for anything."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from custfile.analysis.schedule.duty import NEVER, NEXT, REVISIT
from custfile.archive.worklist import due_of
from custfile.cli.complete import complete_rule
from custfile.cli.recorded import Entry
from custfile.errors import Misused
from custfile.language import _
from custfile.model.folding import fold

if TYPE_CHECKING:
    from custfile.archive.index import Index

RuleOption = Annotated[
    str | None,
    typer.Option("--rule", "-r", help="Only of this revisit rule.", metavar="RULE", autocompletion=complete_rule),
]
_ANY: Final = (REVISIT, NEXT, NEVER)


def known_rule(index: Index, typed: str | None) -> str | None:
    """Return the id of the revisit rule that ``typed`` names, by id or label. Raises ``Misused`` for any other word."""
    if typed is None:
        return None
    rules: dict[str, Any] = index.catalog["rules"]
    found = [name for name, rule in rules.items() if fold(typed) in map(fold, (name, *rule["label"]))]
    if len(found) != 1:
        known = ", ".join(rules)
        raise Misused(_("'{typed}' is no revisit rule; there are: {known}").format(typed=typed, known=known))
    return found[0]


def refuse_nothing(entry: Entry, rule: str | None, today: date) -> None:
    """Raise ``Misused`` when nothing is there to be left out: due by ``today``, or of a ``rule`` on whatever day."""
    found = due_of(entry.desk.index, entry.match.path, today if rule is None else date.max, today)
    if any(item.rule == rule if rule is not None else item.kind in _ANY for item in found):
        return
    named = {"id": entry.match.id, "name": entry.match.name, "rule": rule}
    if rule is None:
        raise Misused(_("no revisit of {id} {name} is due; name the one to leave out: --rule").format(**named))
    raise Misused(_("the rule {rule} asks for nothing at {id} {name}").format(**named))
