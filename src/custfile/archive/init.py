"""Beginning an archive: its settings, folders, schemas for editors, and what git needs to know."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from custfile.archive.agenda_file import AGENDA
from custfile.archive.git import ask, in_work_tree, tell
from custfile.archive.root import CUSTOMERS, PLANS, SETTINGS, Root
from custfile.archive.settings_file import load_settings
from custfile.archive.shipped import shipped
from custfile.archive.write import Change, apply, create
from custfile.errors import Misused, Refused
from custfile.language import _
from custfile.model.jsonschema import agenda_schema, customer_schema, plan_schema, settings_schema
from custfile.model.settings import Settings

CUSTOMER_SCHEMA: Final = "schema/customer.schema.json"
SETTINGS_SCHEMA: Final = "schema/settings.schema.json"
PLAN_SCHEMA: Final = "schema/plan.schema.json"
AGENDA_SCHEMA: Final = "schema/agenda.schema.json"
EXAMPLES: Final = ("salon", "hotel", "distributor")

_EDITOR: Final = {
    "yaml.schemas": {
        f"./{CUSTOMER_SCHEMA}": f"{CUSTOMERS}/**/*.yaml",
        f"./{SETTINGS_SCHEMA}": SETTINGS,
        f"./{PLAN_SCHEMA}": f"{PLANS}/*.yaml",
        f"./{AGENDA_SCHEMA}": AGENDA,
    }
}
_IGNORED: Final = ".custfile/\n.*.tmp\n"
_ATTRIBUTES: Final = "*.yaml text eol=lf diff=custfile\n"
_HUNK_NAME: Final = ("diff.custfile.xfuncname", "^name:[ \t]*(.*)$")


class Laid(NamedTuple):
    """Something that an archive needs: its path, and whether it was laid down now (or was there already)."""

    path: str
    done: bool


def init(folder: Path, *, example: str | None = None, language: str = "en", git: bool = False) -> list[Laid]:
    """Make ``folder`` an archive and return what was laid down and what was there already; nothing is overwritten.

    The settings are the starter in ``language``, or with ``example`` (one of ``EXAMPLES``) those of the example, whose
    customers come too. With ``git`` the folder becomes a repository unless it is in one.
    Raises ``Misused`` for an unknown example or one that would mix with another archive, ``NoArchive`` when settings
    that are there have errors, ``Refused`` when the folder cannot be written to or git refuses.
    """
    given = _example(example) if example else {SETTINGS: _starter(language)}
    _not_another(folder, given, example)
    root = Root(folder)
    _make(folder)
    laid = [_lay(root, path, data) for path, data in given.items()]
    settings, _data, _warnings = load_settings(root, root.settings.read_bytes())
    laid += [_lay(root, path, data) for path, data in {**_beside(root), **_schemas(settings, language)}.items()]
    return [*laid, *_git(root, begin=git)]


def refresh_schema(root: Root, settings: Settings, language: str = "en") -> list[str]:
    """Write the schemas anew where ``settings`` changed what they say; return the paths written.

    ``language`` counts where the settings have none. The caller holds the lock. Raises ``Refused``.
    """
    stale = stale_schema(root, settings, language)
    for path in stale:
        apply(root, Change(path, _on_disk(root, path), _schemas(settings, language)[path]))
    return stale


def stale_schema(root: Root, settings: Settings, language: str = "en") -> list[str]:
    """Return the paths of the schemas that are missing or do not say what ``settings`` say."""
    return [path for path, data in _schemas(settings, language).items() if _on_disk(root, path) != data]


def _on_disk(root: Root, path: str) -> bytes | None:
    place = root.folder / path
    return place.read_bytes() if place.is_file() else None


def _starter(language: str) -> bytes:
    return (Path(__file__).parent / "starter" / f"custfile.{language}.yaml").read_bytes()


def _example(name: str) -> dict[str, bytes]:
    if name not in EXAMPLES:
        sentence = _("there is no example '{name}'; choose one of: {examples}")
        raise Misused(sentence.format(name=name, examples=", ".join(EXAMPLES)))
    folder = shipped("examples") / name
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    folders = ("customers/", "documents/", "plans/")
    wanted = {path: at for path, at in files.items() if path in (SETTINGS, AGENDA) or path.startswith(folders)}
    return {path: at.read_bytes() for path, at in wanted.items()}


def _not_another(folder: Path, given: Mapping[str, bytes], example: str | None) -> None:
    settings = folder / SETTINGS
    if example and settings.is_file() and settings.read_bytes() != given[SETTINGS]:
        sentence = _("{folder} has an archive already; put the example into a folder of its own")
        raise Misused(sentence.format(folder=folder))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        problem = os.strerror(error.errno or 0)
        raise Refused(_("{folder} cannot be made: {problem}").format(folder=folder, problem=problem)) from error


def _beside(root: Root) -> dict[str, bytes]:
    begun = root.customers.is_dir() and any(root.customers.iterdir())
    return {
        **({} if begun else {f"{CUSTOMERS}/.gitkeep": b""}),
        ".vscode/settings.json": _as_json(_EDITOR),
        ".gitignore": _IGNORED.encode(),
        ".gitattributes": _ATTRIBUTES.encode(),
    }


def _schemas(settings: Settings, language: str) -> dict[str, bytes]:
    language = settings.language or language
    return {
        CUSTOMER_SCHEMA: _as_json(customer_schema(settings, language)),
        SETTINGS_SCHEMA: _as_json(settings_schema(language)),
        PLAN_SCHEMA: _as_json(plan_schema(settings, language)),
        AGENDA_SCHEMA: _as_json(agenda_schema(settings, language)),
    }


def _as_json(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _lay(root: Root, path: str, data: bytes) -> Laid:
    if (root.folder / path).exists():
        return Laid(path, done=False)
    create(root, path, data)
    return Laid(path, done=True)


def _git(root: Root, *, begin: bool) -> Iterator[Laid]:
    known = in_work_tree(root.folder)
    if begin:
        if not known:
            tell(root.folder, "init", "--quiet")
        yield Laid(".git", done=not known)
    if begin or known:
        yield Laid(_HUNK_NAME[0], done=name_hunks(root))


def name_hunks(root: Root) -> bool:
    """Have ``git diff`` name the customer in each hunk; say whether that was news.

    ``.gitattributes`` travels with the archive, what it refers to does not: each clone needs this once.
    Raises ``Refused`` when git does.
    """
    key, pattern = _HUNK_NAME
    if ask(root.folder, "config", "--local", "--get", key) == pattern.encode() + b"\n":
        return False
    tell(root.folder, "config", "--local", key, pattern)
    return True
