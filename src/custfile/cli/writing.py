"""How a command writes: lock, read, work out the change, check it, show it or make it, perhaps commit it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from custfile.archive.change import Change, Reads, commit, diff, edit_file, new_faults
from custfile.archive.lock import locked
from custfile.archive.root import PLANS
from custfile.cli.output import say, tell
from custfile.errors import HasFindings
from custfile.language import _

if TYPE_CHECKING:
    from custfile.archive.build import Reader
    from custfile.archive.index import Index, Progress
    from custfile.archive.resolve import Match
    from custfile.cli.session import Session
    from custfile.model.edit import Edit


class Desk:
    """Where one command works on the archive while no other writes."""

    def __init__(self, session: Session) -> None:
        """Sit down at the archive of ``session``, whose lock is held; what was read before may have changed."""
        session.forget()
        self.session = session
        self.root = session.root
        self.index: Index = session.index

    @cached_property
    def reader(self) -> Reader:
        """Reads files by the archive's schema."""
        from custfile.archive.build import Reader

        return Reader(self.root.folder, self.session.settings)

    @cached_property
    def model(self) -> type:
        """The model of a customer's file, own fields included."""
        from custfile.model.own import customer_model

        return customer_model(self.session.settings)

    def customer(self, typed: str) -> tuple[Match, dict[str, Any]]:
        """Return the customer meant by ``typed`` and its record as plain data."""
        from custfile.archive.record import record_of
        from custfile.archive.resolve import resolve

        match = resolve(self.index, typed)
        return match, record_of(self.index, match)

    def edit(self, match: Match, edits: Sequence[Edit]) -> Change:
        """Return the change that ``edits`` make to the file of ``match``."""
        from custfile.changes.fields import top_order

        return edit_file(self.root, match.path, edits, top_order(self.model))

    def save(self, changes: Sequence[Change], what: str, *, dry_run: bool, committing: bool | None) -> None:
        """Check ``changes`` and make them, or with ``dry_run`` show them; ``what`` is the message of a git commit.

        Raises ``HasFindings`` when a file would have errors that it had not.
        """
        for change in changes:
            self._refuse_faults(change)
        if dry_run:
            tell(diff(changes))
        else:
            self.write(changes, what, committing=committing)

    def write(
        self, changes: Sequence[Change], what: str, *, committing: bool | None, progress: Progress | None = None
    ) -> None:
        """Make ``changes``, which have been checked, and commit them when asked to or when the settings say so."""
        wanted = self._autocommit() if committing is None else committing
        clean = wanted and self._clean(changes)
        commit(self.root, changes, progress)
        if clean:
            from custfile.archive import git

            git.commit(self.root.folder, [change.path for change in changes], what)
        elif wanted:
            say(_("saved, but not committed: what was written has changes from before that are not committed yet"))

    def me(self, default: str | None = None) -> str | None:
        """Return who is at the keyboard: ``CUSTFILE_USER``, or whose e-mail git knows, or ``default``."""
        from custfile.cli.identity import identity

        return identity(self.root, self.index.catalog) or default

    def _refuse_faults(self, change: Change) -> None:
        faults = new_faults(self._reader_of(change.path), change)
        if faults:
            sentence = _("nothing was written: {path} would have an error: {message}; {remedy}")
            told = {"path": change.path, "message": faults[0].message, "remedy": faults[0].remedy}
            raise HasFindings(sentence.format(**told))

    def _reader_of(self, path: str) -> Reads:
        from custfile.archive.agenda_file import AGENDA, AgendaReader
        from custfile.archive.plans import reader

        if path.startswith(f"{PLANS}/"):
            return reader(self.index, self.session.settings)
        return AgendaReader(self.session.settings) if path == AGENDA else self.reader

    def _autocommit(self) -> bool:
        git = self.session.settings.git
        return bool(git and git.autocommit)

    def _clean(self, changes: Sequence[Change]) -> bool:
        """Say whether a commit of these files would hold this change and nothing else."""
        from custfile.archive.git import ask

        paths = [change.path for change in changes if change.old is not None]
        return not paths or ask(self.root.folder, "status", "--porcelain", "--", *paths) == b""


@contextmanager
def writing(session: Session) -> Iterator[Desk]:
    """Yield a desk with the lock of the archive held; what is read from then on stays true."""
    with locked(session.root):
        yield Desk(session)
