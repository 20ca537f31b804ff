"""Owners for files: proposed, explained, written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from custfile.analysis.allocation.order import Proposal, allocate
from custfile.analysis.allocation.staff import Candidate, candidates
from custfile.analysis.allocation.tables import explained, proposed
from custfile.archive.allocation import assignments, open_files, work
from custfile.archive.filters import Filters
from custfile.archive.index import Index
from custfile.archive.resolve import resolve
from custfile.cli.heading import heading
from custfile.cli.output import say
from custfile.cli.session import Session
from custfile.cli.writing import writing
from custfile.errors import NoCustomer
from custfile.language import Label, _, count
from custfile.model.table import Table


class Assigning:
    """The allocation of the files without an owner that ``chosen`` lets through, as the archive stands in ``session``."""

    def __init__(self, session: Session, chosen: Filters) -> None:
        """Take over what the command line says; nothing is worked out yet."""
        self._session = session
        self._chosen = chosen

    @cached_property
    def _people(self) -> list[Candidate]:
        session = self._session
        return candidates(session.settings, session.as_of, work(session.index, session.as_of))

    @cached_property
    def proposals(self) -> list[Proposal]:
        """The owner proposed for each file."""
        session = self._session
        files = open_files(session.index, session.as_of, session.settings, self._chosen)
        return allocate(files, self._people, session.settings)

    def table(self) -> Table:
        """Return the proposals."""
        proposals = self.proposals
        return self._headed(proposed(proposals, self._people, names(self._session.index), self._session.as_of))

    def explained(self, customer: str) -> Table:
        """Return how the file of the customer that ``customer`` names was decided. Raises ``NoCustomer``."""
        match = resolve(self._session.index, customer)
        for proposal in self.proposals:
            if proposal.file.id == match.id:
                told = names(self._session.index)
                return self._headed(explained(proposal, self._people, told, self._session.as_of))
        raise NoCustomer(_("{id} {name} has an owner already").format(id=match.id, name=match.name))

    def _headed(self, table: Table) -> Table:
        return replace(table, facts=[*table.facts, *heading(self._session)])


def names(index: Index) -> Mapping[str, Label]:
    """Return what the people of the team are called."""
    return {person: Label(name, name, name) for person, name in index.catalog["people"].items()}


def assign(session: Session, chosen: Filters, *, dry_run: bool, commit: bool | None) -> None:
    """Write the owners that are proposed into the files, all or none; with ``dry_run`` show the change."""
    with writing(session) as desk:
        proposals = Assigning(session, chosen).proposals
        changes = assignments(desk.index, session.settings, proposals)
        if changes:
            desk.save(changes, f"assign: {len(changes)} {session.as_of}", dry_run=dry_run, committing=commit)
    left = len(proposals) - len(changes)
    if changes and not dry_run:
        say(count("{n} file has an owner now", "{n} files have an owner now", len(changes)))
    if left:
        say(count("{n} file is left to the manager", "{n} files are left to the manager", left))
