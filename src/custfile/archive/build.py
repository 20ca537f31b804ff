"""Files into entries of the index, on all cores when there are many."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import Any, Final, NamedTuple

from custfile.archive.numbering import matcher, next_id
from custfile.archive.page import read_page
from custfile.archive.place import placed
from custfile.archive.rows import Rows, rows
from custfile.archive.survey import racy, signature
from custfile.checks import check_record
from custfile.model.customer import Customer
from custfile.model.finding import Finding
from custfile.model.own import customer_model
from custfile.model.settings import Settings
from custfile.model.structure import structure
from custfile.model.validate import Validator

_RESERVED: Final = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
_CHUNK: Final = 64
_WORTH_FORKING: Final = 400


class Entry(NamedTuple):
    """What the index keeps of one file. An empty ``signature`` means: look again next time."""

    path: str
    signature: str
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
        known, now = signature(self.folder / path), time.time_ns()
        try:
            data = read_regular(self.folder / path)
        except NotOrdinary as fault:
            return Entry(path, known, [Finding(path, 1, 1, fault.code)], {})
        except OSError as error:
            problem = os.strerror(error.errno or 0)
            return Entry(path, "", [Finding(path, 1, 1, "C119", {"problem": problem})], {})
        findings, found = self.read(path, data)
        if blob and blob == _blob(data, blob):
            return Entry(path, f"b:{blob}", findings, found)
        return Entry(path, "" if not known or racy(known, now) else known, findings, found)

    def read(self, path: str, data: bytes) -> tuple[list[Finding], Rows]:
        """Return the findings and rows of ``data``, the bytes of the file at ``path``."""
        page = read_page(data)
        findings = [*self._name(path), *(Finding(path, *mark) for mark in page.marks)]
        if page.root is None:
            return findings, {}
        record, faults, said = self.validator.read(page.data)
        if record is None:
            return findings + [placed(fault, path, page.root) for fault in faults], {}
        faults += check_record(record, self.settings)
        findings += [placed(fault, path, page.root) for fault in faults]
        return findings, rows(identity(path), record, said, page.root, self.settings)

    def _name(self, path: str) -> Iterator[Finding]:
        """The file's name is an id, and one that every system can write."""
        pattern, name = self.settings.ids, path.rpartition("/")[2]
        if not name.endswith(".yaml") or matcher(pattern).fullmatch(identity(path)) is None:
            yield Finding(path, 1, 1, "C601", {"wanted": next_id(pattern, 0) + ".yaml"})
        if any(part.split(".")[0].upper() in _RESERVED for part in path.split("/")):
            yield Finding(path, 1, 1, "C606")


class NotOrdinary(Exception):
    """A link, a pipe, a device: nothing that is read."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def identity(path: str) -> str:
    """Return the id of the customer whose file is at ``path``."""
    return path.rpartition("/")[2].rpartition(".")[0]


def read_regular(path: Path) -> bytes:
    """Return the bytes of an ordinary file. Raises ``NotOrdinary`` for a link, pipe or device, and never blocks on one."""
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        raise NotOrdinary("C120")
    if not stat.S_ISREG(mode):
        raise NotOrdinary("C121")
    return path.read_bytes()


def _blob(data: bytes, like: str) -> str:
    algorithm = hashlib.sha1 if len(like) == 40 else hashlib.sha256
    return algorithm(b"blob %d\0" % len(data) + data).hexdigest()


def entries(folder: Path, settings: Mapping[str, Any], files: Mapping[str, str | None]) -> Iterator[Entry]:
    """Yield the entry of each of ``files`` (path → blob id or ``None``); ``settings`` are plain data."""
    todo = sorted(files.items())
    workers = min(os.cpu_count() or 1, len(todo) * 2 // _WORTH_FORKING)
    _prepare(folder, settings)
    if workers < 2:
        yield from _read(todo)
        return
    chunks = [todo[start : start + _CHUNK] for start in range(0, len(todo), _CHUNK)]
    context = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
    with ProcessPoolExecutor(workers, context, _prepare, (folder, settings)) as pool:
        for chunk in pool.map(_read, chunks):
            yield from chunk


_reader: list[Reader] = []


def _prepare(folder: Path, settings: Mapping[str, Any]) -> None:
    """Compile the schema once a process; a forked worker inherits it."""
    plain = structure(Settings, settings)
    if not _reader or _reader[0].folder != folder or _reader[0].settings != plain:
        _reader[:] = [Reader(folder, plain)]


def _read(chunk: Sequence[tuple[str, str | None]]) -> list[Entry]:
    return [_reader[0].entry(path, blob) for path, blob in chunk]
