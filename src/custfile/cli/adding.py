"""Adding a customer: by flags, by questions on a terminal, or from a file."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from custfile.archive.change import Change, edit_bytes
from custfile.archive.doubles import doubles
from custfile.archive.emit import document
from custfile.archive.highest import highest
from custfile.archive.index import Index
from custfile.archive.numbering import next_id
from custfile.archive.page import read_page
from custfile.archive.root import CUSTOMERS, modeline
from custfile.changes.adding import record
from custfile.changes.fields import assignment, top_order
from custfile.cli import people
from custfile.cli.ask import agreed, ask_for
from custfile.cli.output import say as tell_user
from custfile.cli.output import show_data, tell
from custfile.cli.session import Session
from custfile.cli.writing import Desk, writing
from custfile.errors import HasFindings, Misused
from custfile.language import Label, _, say
from custfile.model.edit import Edit, Put


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the command line asks for; see the options of ``add``. ``told`` are fields by their dotted keys."""

    told: Mapping[str, str]
    sets: Sequence[str]
    file: str | None
    folder: str
    yes: bool
    dry_run: bool
    commit: bool | None
    warned: bool = False


def add(session: Session, wanted: Wanted) -> None:
    """Add the customer that is ``wanted``, and write its id and path to stdout."""
    text = _read(wanted.file) if wanted.file else None
    if text is None and not {"name", "kind"} <= wanted.told.keys() and sys.stdin.isatty():
        wanted = _asked(session, wanted)
    with writing(session) as desk:
        path = f"{CUSTOMERS}/{_inside(wanted.folder)}{next_id(desk.index.catalog['ids'], highest(desk.index))}.yaml"
        told = _text(desk, wanted, text)
        if not told.startswith("# yaml-language-server"):
            told = modeline(path) + told
        if not wanted.warned:
            _warn(desk.index, read_page(told.encode()).data, yes=wanted.yes or wanted.dry_run)
        identity = Path(path).stem
        changes = [Change(path, None, told.encode())]
        desk.save(changes, f"{identity}: added", dry_run=wanted.dry_run, committing=wanted.commit)
    if wanted.dry_run:
        return
    if session.wants_json:
        show_data({"id": identity, "path": path})
    else:
        tell(f"{identity} {path}\n")


def _asked(session: Session, wanted: Wanted) -> Wanted:
    """Return what is ``wanted`` after the questions, the one about doubles included: nothing typed is to be lost."""
    told = ask_for(session, wanted.told)
    named = _named(session.index, told)
    if named and not wanted.yes:
        tell_user(_("probably on file already: {named}").format(named=named))
        if not agreed(_("Add all the same?")):
            raise HasFindings(_("nothing was added"))
    return replace(wanted, told=told, warned=bool(named) and not wanted.yes)


def _inside(folder: str) -> str:
    """Return ``folder`` with a slash behind it. Raises ``Misused`` when it leads out of customers/."""
    parts = [part for part in folder.replace("\\", "/").split("/") if part not in ("", ".")]
    if ".." in parts:
        raise Misused(_("'{folder}' leads out of customers/").format(folder=folder))
    return "".join(f"{part}/" for part in parts)


def _read(file: str) -> str:
    name = _("the input") if file == "-" else file
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise Misused(_("{file} cannot be read: {problem}").format(file=name, problem=error.strerror)) from error
    except UnicodeDecodeError as error:
        raise Misused(_("{file} is not UTF-8 text; save it as UTF-8").format(file=name)) from error


def _text(desk: Desk, wanted: Wanted, text: str | None) -> str:
    """Return the new file: ``text`` with what was told beside it, or only what was told."""
    edits = [assignment(f"{key}={_meant(desk.index, key, value)}", desk.model) for key, value in wanted.told.items()]
    edits += [assignment(typed, desk.model) for typed in wanted.sets]
    me, order = desk.me(), top_order(desk.model)
    made: dict[str, Any] = {"owner": me, "collected": {"date": desk.session.as_of, **({"by": me} if me else {})}}
    if text is not None:
        return _completed(wanted.file or "", text, made, edits, order)
    if not {"name", "kind"} <= wanted.told.keys():
        kinds = ", ".join(desk.index.catalog["kinds"])
        sentence = _("a customer needs a name and a kind: custfile add NAME --kind KIND; kinds: {kinds}")
        raise Misused(sentence.format(kinds=kinds or _("any word")))
    return document(record(made, edits, order))


def _completed(file: str, text: str, made: Mapping[str, Any], edits: Sequence[Edit], order: Sequence[str]) -> str:
    said = read_page(text.encode()).data
    missing = [Put((key,), value) for key, value in made.items() if value is not None and key not in said]
    name = _("the input") if file == "-" else file
    return edit_bytes(name, text.encode(), [*missing, *edits], order).decode()


def _meant(index: Index, key: str, typed: str) -> str:
    if key == "kind":
        return people.kind(index, typed)
    return people.person(index, typed) if key == "owner" else typed


def _warn(index: Index, said: Mapping[str, Any], *, yes: bool) -> None:
    """Refuse a customer who is probably on file already, unless it was said to go on."""
    named = _named(index, said)
    if named and yes:
        tell_user(_("probably on file already: {named}").format(named=named))
    elif named:
        raise HasFindings(_("probably on file already: {named}; add all the same with --yes").format(named=named))


def _named(index: Index, said: Mapping[str, Any]) -> str:
    """Return who is probably the same as who is ``said``, and by which field."""
    fields = index.catalog["fields"]
    return "; ".join(
        _("{id} {name} (same {field})").format(
            id=one.match.id, name=one.match.name, field=say(Label(*fields[one.field]["label"])).lower()
        )
        for one in doubles(index, said)
    )
