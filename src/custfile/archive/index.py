"""The index: the archive as tables in SQLite, brought up to date before each command, never a truth of its own."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from custfile import __version__
from custfile.archive import database, pinyin, tables
from custfile.archive.root import SETTINGS, Root
from custfile.archive.survey import VOUCHED, Asked, Reply, identity, signature
from custfile.errors import NoArchive, Refused
from custfile.language import _

if TYPE_CHECKING:
    from custfile.archive.altered import States
    from custfile.model.finding import Finding

_DIGEST: Final = """
insert into meta values ('digest', ?) on conflict (key) do update set value = excluded.value where value <> excluded.value
"""
_NOTE: Final = "note:"
Progress = Callable[[int, int], None]


class Index:
    """An archive's tables, as fresh as the folder at the moment it was opened, and staying so until it is closed."""

    def __init__(
        self, root: Root, asked: Asked | None = None, progress: Progress | None = None, *, early: bool = False
    ) -> None:
        """Bring the index of ``root`` up to date and open it for reading.

        ``asked`` is a question already put to git; ``progress`` hears (done, total) while files are read. When git is
        still at it, an ``early`` index is opened as it was left: ``settle`` says afterwards whether that was right.
        Raises ``NoArchive`` when the settings have errors, ``Refused`` when another process is at it for too long.
        """
        self.root = root
        self._progress = progress or (lambda done, total: None)
        self._settings = _bytes(root)
        self._key = _key(self._settings)
        self._asked = asked or Asked(root)
        self._wants_early = early
        self._left: tuple[sqlite3.Connection, int] | None = None
        self._at = database.place(root)
        try:
            self._begin()
        except BaseException:
            self._asked.drop()
            raise

    def settle(self, progress: Progress) -> bool:
        """Bring an early index up to date, and say whether it was: only then holds what was read from it.

        ``progress`` hears (done, total) while files are read.
        """
        left, self._left = self._left, None
        if left is None:
            return True
        self._progress = progress
        try:
            return self._refresh() and self._version() == left
        except sqlite3.DatabaseError as error:
            self._heal(error)
            return False

    def close(self) -> None:
        """Let go of the database."""
        self._db.close()

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows that ``sql`` selects."""
        try:
            return self._db.execute(sql, _bound(parameters)).fetchall()
        except sqlite3.DatabaseError as error:
            self._heal(error)
            return self._db.execute(sql, _bound(parameters)).fetchall()

    def iterate(self, sql: str, *parameters: Any) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that ``sql`` selects, one by one. Raises ``Refused`` when the index proves to be damaged."""
        try:
            yield from self._db.execute(sql, _bound(parameters))
        except sqlite3.DatabaseError as error:
            self._heal(error)
            raise Refused(_("the index was damaged and has been made again; run the command again")) from error

    @property
    def connection(self) -> sqlite3.Connection:
        """The open database, for those who load whole frames from it."""
        return self._db

    @property
    def settings_data(self) -> Mapping[str, Any]:
        """The settings as plain data, as ``custfile.yaml`` has them."""
        data: Mapping[str, Any] = json.loads(self.rows("select value from meta where key = 'settings'")[0][0])
        return data

    def remembered(self, what: str, state: str, make: Callable[[], str]) -> str:
        """Return the text noted of ``what`` since anything in the archive changed; else ``make`` it and note it.

        It is of one ``state``, of what decides it beside the archive; of another it is made anew.
        """
        key, first = f"{_NOTE}{what}", json.dumps(state)
        noted, _line, text = (self._meta(key) or "").partition("\n")
        if noted == first:
            return text
        before = self._version()
        made = make()
        if self._version() == before:  # else another process has written meanwhile, and half of it is of another state
            self.keep("insert or replace into meta values (?, ?)", (key, f"{first}\n{made}"))
        return made

    def keep(self, sql: str, *rows: tuple[Any, ...]) -> None:
        """Write ``rows``, worked out from what the index says; when another process is writing, the next time will do."""
        with suppress(sqlite3.DatabaseError):
            self._db.executemany(sql, rows)
            self._db.execute("commit")
            self._db.execute("begin")

    def findings(self) -> list[Finding]:
        """Return what was found wrong in the customers' files one by one, in order."""
        return sorted(map(tables.unpacked, self.rows("select * from findings")), key=lambda finding: finding.order())

    def warnings(self) -> list[Finding]:
        """Return what is to be minded about the settings; with errors in them there is no index."""
        from custfile.model.finding import Finding

        return [Finding(SETTINGS, *told) for told in json.loads(self._meta("warnings") or "[]")]

    def files_with_errors(self) -> int:
        """Return how many files have errors."""
        return int(self.rows("select count(distinct path) from findings where severity = 'error'")[0][0])

    def _meta(self, key: str) -> str | None:
        found = self._db.execute("select value from meta where key = ?", (key,)).fetchone()
        return found[0] if found else None

    def _begin(self) -> None:
        try:
            self._open(self._at)
        except sqlite3.DatabaseError as error:
            self._make_again(error)

    def _open(self, at: str) -> None:
        """Bring the database ``at`` a place up to date and hold still what it says. Raises ``DatabaseError``."""
        self._inode = database.inode(at)
        self._db = database.connect(at)
        try:
            self._db.execute("begin")
            if self._can_be_early():
                self._left = self._version()
            else:
                self._refresh()
            self.catalog: dict[str, Any] = json.loads(self._meta("catalog") or "{}")
        except BaseException:
            self._db.close()
            raise

    def _heal(self, error: sqlite3.DatabaseError) -> None:
        if database.misspelt(error):
            raise error
        self._db.close()
        self._make_again(error)

    def _make_again(self, error: sqlite3.DatabaseError) -> None:
        """Make a damaged index again; where none can be kept, have it in memory this once."""
        if database.busy(error):
            raise Refused(_("the index is busy ({problem}); try again").format(problem=error)) from error
        try:
            with database.alone(self.root):
                if database.inode(self._at) == self._inode:  # nobody else has made it again meanwhile
                    database.discard(self.root)
                self._open(database.place(self.root))
        except (OSError, sqlite3.DatabaseError):
            self._open(database.MEMORY)

    def _can_be_early(self) -> bool:
        """Say whether there is time until git answers, and something to be read in it."""
        return self._wants_early and not self._asked.is_answered and self._meta("key") == self._key

    def _version(self) -> tuple[sqlite3.Connection, int]:
        """Return what stays the same until the database is opened anew, or is seen with another process's changes."""
        return self._db, self._db.execute("pragma data_version").fetchone()[0]

    @cached_property
    def _reply(self) -> Reply:
        return self._asked.answer()

    def _refresh(self) -> bool:
        """Bring the database up to date; say whether it was."""
        if self._is_fresh():
            return True
        self._db.execute("rollback")
        self._update()
        self._db.execute("begin")
        return False

    def _is_fresh(self) -> bool:
        """Say whether git's answer, and the files git does not vouch for, are those of the last time."""
        if not self._reply.digest or self._meta("digest") != self._reply.digest or self._meta("key") != self._key:
            return False
        return all(self._unmoved(path, seen) for path, seen in self._db.execute(tables.LOOSE))

    def _unmoved(self, path: str, seen: str) -> bool:
        return bool(seen) and signature(f"{self.root.folder}/{path}") == seen

    def _update(self) -> None:
        """Read what changed, in one transaction: another process that wants to do the same waits and finds it done."""
        self._db.execute("begin immediate")
        try:
            if self._meta("key") != self._key:
                self._begin_anew()
            survey = self._reply.survey({line for (line,) in self._db.execute(tables.VOUCHED_FOR)})
            paths = json.dumps([*survey.files, *survey.gone])
            kept = {path: (blob, seen) for path, blob, seen in self._db.execute(tables.KEPT, (paths,))}
            todo = {path: blob for path, blob in survey.files.items() if not self._knows(path, blob, kept.get(path))}
            pinyin.remember(tables.spelt(self._db, todo))
            gone = [path for path in kept if path in todo or path not in survey.files]
            before = self._states({identity(path) for path in (*todo, *gone)})
            tables.forget(self._db, gone)
            tables.vouch(
                self._db,
                [path for path, (blob, seen) in kept.items() if survey.files.get(path) == blob and seen != VOUCHED],
            )
            self._read(todo)
            if todo or gone:
                self._follow(before)
                self._db.execute("delete from meta where key > ? and key < ?", (_NOTE, f"{_NOTE}~"))
            self._db.execute(_DIGEST, (survey.digest,))
            self._db.execute("commit")
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("rollback")
            raise

    def _states(self, ids: Collection[str]) -> States:
        if not ids:
            return {}
        from custfile.archive.altered import states  # late: a warm command has no edit to follow

        return states(self._db, ids)

    def _follow(self, before: States) -> None:
        from custfile.archive.altered import follow, states

        follow(self._db, before, states(self._db, before))

    def _knows(self, path: str, blob: str | None, kept: tuple[str, str] | None) -> bool:
        """Say whether the file at ``path``, of which git tells the ``blob`` id, is the one that was ``kept``."""
        if kept is None:
            return False
        content, seen = kept
        return content == blob or (seen != VOUCHED and self._unmoved(path, seen))

    def _begin_anew(self) -> None:
        from custfile.archive.catalog import catalog
        from custfile.archive.settings_file import load_settings  # late: a warm command reads no YAML

        settings, data, warnings = load_settings(self.root, self._settings)
        tables.create(self._db)
        meta = {
            "key": self._key,
            "settings": json.dumps(data),
            "catalog": json.dumps(catalog(settings)),
            "warnings": json.dumps([(at.line, at.column, at.code, at.params, at.key) for at in warnings]),
        }
        self._db.execute("delete from meta")
        self._db.executemany("insert into meta values (?, ?)", meta.items())

    def _read(self, todo: Mapping[str, str | None]) -> None:
        if not todo:
            return
        from custfile.archive.build import entries  # late: a warm command parses nothing

        for done, entry in enumerate(entries(self.root.folder, self.settings_data, todo), 1):
            tables.insert(self._db, *entry)
            self._progress(done, len(todo))


def _bytes(root: Root) -> bytes:
    try:
        return root.settings.read_bytes()
    except OSError as error:
        problem = os.strerror(error.errno or 0)
        raise NoArchive(_("{path} cannot be read: {problem}").format(path=root.settings, problem=problem)) from error


def _key(settings: bytes) -> str:
    """Return what an index depends on beside the customers' files: its layout, the tool, and the settings."""
    return f"{tables.layout()} {__version__} {pinyin.spelt()} {blake2b(settings, digest_size=16).hexdigest()}"


def _bound(parameters: Sequence[Any]) -> list[Any]:
    """Return ``parameters`` for SQLite, which takes text alone: a word of the command line may hold bytes that are none."""
    return [each.encode("utf-8", "backslashreplace").decode() if isinstance(each, str) else each for each in parameters]
