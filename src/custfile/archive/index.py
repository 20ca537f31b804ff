"""The index: the archive as tables in SQLite, brought up to date before each command, never a truth of its own."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from typing import Any, Final

from custfile import __version__
from custfile.archive import tables
from custfile.archive.pinyin import spelt
from custfile.archive.root import Root
from custfile.archive.survey import Asked, Survey, signature
from custfile.errors import NoArchive, Refused
from custfile.language import _
from custfile.model.finding import Finding

_FORMAT: Final = 1
_PATIENCE: Final = 120  # seconds; another process may be reading a large archive for the first time
Progress = Callable[[int, int], None]


class Index:
    """An archive's tables, as fresh as the folder at the moment it was opened."""

    def __init__(self, root: Root, asked: Asked | None = None, progress: Progress | None = None) -> None:
        """Bring the index of ``root`` up to date and open it for reading.

        ``asked`` is a question already put to git; ``progress`` hears (done, total) while files are read.
        Raises ``NoArchive`` when the settings have errors.
        """
        self.root = root
        self._progress = progress or (lambda done, total: None)
        self._key = _key(_bytes(root))
        asked = asked or Asked(root)
        try:
            self._db = _open(root)
            self._refresh(asked.answer())
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise Refused(_("the index is busy ({problem}); try again").format(problem=error)) from error
            _delete(root)  # it is not an index any more: it is made again
            self._db = _open(root)
            self._refresh(Asked(root).answer())
        self.catalog: dict[str, Any] = json.loads(self._meta("catalog") or "{}")

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows that ``sql`` selects."""
        return self._db.execute(sql, parameters).fetchall()

    def iterate(self, sql: str, *parameters: Any) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that ``sql`` selects, one by one."""
        yield from self._db.execute(sql, parameters)

    @property
    def connection(self) -> sqlite3.Connection:
        """The open database, for those who load whole frames from it."""
        return self._db

    @property
    def settings_data(self) -> Mapping[str, Any]:
        """The settings as plain data, as ``custfile.yaml`` has them."""
        data: Mapping[str, Any] = json.loads(self._meta("settings") or "{}")
        return data

    def findings(self) -> list[Finding]:
        """Return what was found wrong in the customers' files one by one, in order."""
        return sorted(map(tables.unpacked, self.rows("select * from findings")), key=Finding.order)

    def files_with_errors(self) -> int:
        """Return how many files have errors."""
        return int(self.rows("select count(distinct path) from findings where severity = 'error'")[0][0])

    def _meta(self, key: str) -> str | None:
        found = self._db.execute("select value from meta where key = ?", (key,)).fetchone()
        return found[0] if found else None

    def _refresh(self, reply: Any) -> None:
        if not (reply.digest and self._is_fresh(reply.digest)):
            self._update(reply.survey())

    def _is_fresh(self, digest: str) -> bool:
        """Say whether git's answer, and the files git does not vouch for, are those of the last time."""
        if self._meta("key") != self._key or self._meta("digest") != digest:
            return False
        watched = self._db.execute("select path, signature from files where signature not like 'b:%'")
        return all(kept and self._unmoved(path, kept) for path, kept in watched)

    def _unmoved(self, path: str, kept: str) -> bool:
        return signature(self.root.folder / path) == kept

    def _update(self, survey: Survey) -> None:
        """Read what changed, in one transaction: another process that wants to do the same waits and finds it done."""
        self._db.execute("begin immediate")
        try:
            if self._meta("key") != self._key:
                self._begin_anew()
            kept = dict(self._db.execute("select path, signature from files"))
            todo = self._changed(survey, kept)
            tables.forget(self._db, [path for path in kept if path in todo or not survey.has(path)])
            self._read(todo)
            self._db.execute("insert or replace into meta values ('digest', ?)", (survey.digest,))
            self._db.execute("commit")
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("rollback")
            raise

    def _changed(self, survey: Survey, kept: Mapping[str, str]) -> dict[str, str | None]:
        """Return the files to read: path and the blob id that git vouches for, if any."""

        def known(path: str, blob: str | None) -> bool:
            last = kept.get(path)
            if not last:
                return False
            return last == f"b:{blob}" if last.startswith("b:") else self._unmoved(path, last)

        files = {**survey.clean, **dict.fromkeys(survey.loose)}
        return {path: blob for path, blob in files.items() if not known(path, blob)}

    def _begin_anew(self) -> None:
        from custfile.archive.catalog import catalog
        from custfile.archive.settings_file import load_settings  # late: a warm command reads no YAML

        settings, data = load_settings(self.root)
        tables.create(self._db)
        meta = {"key": self._key, "settings": json.dumps(data), "catalog": json.dumps(catalog(settings))}
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
    """Return what an index depends on beside the customers' files: its format, the tool, and the settings."""
    return f"{_FORMAT} {__version__} {spelt()} {blake2b(settings, digest_size=16).hexdigest()}"


def _open(root: Root) -> sqlite3.Connection:
    try:
        path = root.derived() / "index.sqlite"
        path.touch(mode=0o600)
    except OSError:  # a folder that cannot be written to can still be read
        return _connect(":memory:")
    return _connect(str(path))


def _connect(path: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = normal")
    db.execute("create table if not exists meta (key text primary key, value text) without rowid")
    return db


def _delete(root: Root) -> None:
    for name in ("index.sqlite", "index.sqlite-wal", "index.sqlite-shm"):
        (root.derived() / name).unlink(missing_ok=True)
