"""Files into entries of the index, on all cores when there are many."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from custfile.archive import pinyin
from custfile.archive.disk import read
from custfile.archive.guard import MAX_BYTES
from custfile.archive.numbering import matcher, next_id
from custfile.archive.page import read_page
from custfile.archive.place import placed
from custfile.archive.rows import Rows, rows
from custfile.archive.survey import VOUCHED, identity, racy, signature
from custfile.checks import check_record
from custfile.model.customer import Customer
from custfile.model.finding import MOST, Finding
from custfile.model.own import customer_model
from custfile.model.settings import Settings
from custfile.model.structure import structure
from custfile.model.validate import Gaps, Validator

_NOT_ON_WINDOWS: Final = re.compile(r'[<>:"|?*\\]|[. ]$')
_RESERVED: Final = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
_PORTION: Final = 64
_WORTH_FORKING: Final = 400


class Entry(NamedTuple):
    """What the index keeps of one file: its path, the blob id of its bytes, its findings and rows.

    ``seen`` says how to know it again: ``VOUCHED`` when git does, else its stat signature; empty means look again.
    """

    path: str
    blob: str
    seen: str
    findings: list[Finding]
    rows: Rows


class Reader:
    """Reads customers' files by the schema of one archive."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        """Compile the schema that ``settings`` extend."""
        self.folder = folder
        self.settings = settings
        self.validator: Validator[Customer] = Validator(customer_model(settings))

    def entry(self, path: str, blob: str | None) -> Entry:
        """Read the file at ``path``; ``blob`` is the content git vouches for. Never raises on what is in the file."""
        place = f"{self.folder}/{path}"
        known, now = signature(place), time.time_ns()
        seen = "" if not known or racy(known, now) else known
        try:
            data = read_regular(place)
        except NotOrdinary as fault:
            return Entry(path, "", seen, [Finding(path, 1, 1, fault.code, fault.params)], {})
        except (OSError, ValueError) as error:
            return Entry(path, "", "", [Finding(path, 1, 1, "C119", {"problem": _problem(path, error)})], {})
        content = _blob(data, blob)
        return Entry(path, content, VOUCHED if content == blob else seen, *self.read(path, data))

    def read(self, path: str, data: bytes) -> tuple[list[Finding], Rows]:
        """Return the findings and rows of ``data``, the bytes of the file at ``path``."""
        page = read_page(data)
        findings = [*self._name(path), *(Finding(path, *mark) for mark in page.marks)]
        if page.root is None:
            return findings, {}
        record, faults, said = self.validator.read(page.data)
        if record is None:
            return findings + [placed(fault, path, page.root) for fault in faults], {}
        faults += map(Gaps(said).fault, islice(check_record(record, self.settings), MOST))
        findings += [placed(fault, path, page.root) for fault in faults]
        return findings, rows(identity(path), record, said, page.root, self.settings)

    def _name(self, path: str) -> Iterator[Finding]:
        """The file's name is an id, and one that every system can write."""
        pattern, name = self.settings.ids, path.rpartition("/")[2]
        if not name.endswith(".yaml") or matcher(pattern).fullmatch(identity(path)) is None:
            yield Finding(path, 1, 1, "C601", {"wanted": next_id(pattern, 0) + ".yaml"})
        if any(part.split(".")[0].upper() in _RESERVED or _NOT_ON_WINDOWS.search(part) for part in path.split("/")):
            yield Finding(path, 1, 1, "C606")


class NotOrdinary(Exception):
    """A link, a pipe, a device, something huge: nothing that is read."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def read_regular(path: str) -> bytes:
    """Return the bytes of an ordinary file. Raises ``NotOrdinary`` for anything else, and never blocks on it."""
    known = os.lstat(path)
    if stat.S_ISLNK(known.st_mode):
        raise NotOrdinary("C120")
    if stat.S_ISDIR(known.st_mode):
        os.scandir(path).close()  # one that may not be looked into says so
    if not stat.S_ISREG(known.st_mode):
        raise NotOrdinary("C121")
    if known.st_size > MAX_BYTES:
        raise NotOrdinary("C104", got=str(known.st_size))
    return read(path)


def _problem(path: str, error: Exception) -> str:
    """Say why the file at ``path`` cannot be read; one whose name is not UTF-8 is not even found."""
    if not isinstance(error, OSError) or (isinstance(error, FileNotFoundError) and "\\x" in path):
        return "not_utf8"
    return os.strerror(error.errno or 0)


def _blob(data: bytes, like: str | None) -> str:
    """Return git's id of ``data``; a repository of SHA-256 ids shows that by the one it tells."""
    algorithm = hashlib.sha256 if like and len(like) == 64 else hashlib.sha1
    return algorithm(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def entries(folder: Path, settings: Mapping[str, Any], files: Mapping[str, str | None]) -> Iterator[Entry]:
    """Yield the entry of each of ``files`` (path → blob id or ``None``); ``settings`` are plain data."""
    todo = sorted(files.items())
    workers = min(os.cpu_count() or 1, len(todo) * 2 // _WORTH_FORKING)
    _prepare(folder, settings)
    if workers < 2:
        yield from _read(todo)
        return
    from custfile.archive.workers import spread  # late: on most days few files have changed

    pinyin.load()
    portions = [todo[start : start + _PORTION] for start in range(0, len(todo), _PORTION)]
    yield from chain.from_iterable(spread(_read, portions, workers, _prepare, folder, settings))


_reader: list[Reader] = []


def _prepare(folder: Path, settings: Mapping[str, Any]) -> None:
    """Compile the schema once a process; a forked worker inherits it."""
    plain = structure(Settings, settings)
    if not _reader or _reader[0].folder != folder or _reader[0].settings != plain:
        _reader[:] = [Reader(folder, plain)]


def _read(portion: Sequence[tuple[str, str | None]]) -> list[Entry]:
    return [_reader[0].entry(path, blob) for path, blob in portion]
