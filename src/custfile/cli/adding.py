"""Adding a customer: by flags, by questions on a terminal, or from a file."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from custfile.archive.change import Change
from custfile.archive.doubles import doubles
from custfile.archive.emit import document
from custfile.archive.numbering import highest, next_id
from custfile.archive.page import read_page
from custfile.archive.root import CUSTOMERS
from custfile.changes.adding import record
from custfile.changes.fields import assignment, top_order
from custfile.cli.ask import ask_for
from custfile.cli.output import say, show_data, tell
from custfile.cli.session import Session
from custfile.cli.writing import Desk, writing
from custfile.errors import HasFindings, Misused
from custfile.language import _

_MODELINE: Final = "# yaml-language-server: $schema={up}schema/customer.schema.json\n"


def add(
    session: Session,
    told: Mapping[str, str | None],
    sets: Sequence[str],
    source: str | None,
    file: str | None,
    folder: str,
    *,
    yes: bool,
    dry_run: bool,
    committing: bool | None,
) -> None:
    """Add the customer of whom the fields ``told`` and the assignments ``sets`` speak, or the record in ``file``."""
    given = [(key, value) for key, value in told.items() if value is not None]
    if not file and not (told["name"] and told["kind"]) and sys.stdin.isatty():
        given = ask_for(session, dict(given))
    with writing(session) as desk:
        path = f"{CUSTOMERS}/{_inside(folder)}{next_id(desk.index.catalog['ids'], highest(desk.index))}.yaml"
        text = _read(file) if file else _written(desk, dict(given), sets, source)
        if not text.startswith("# yaml-language-server"):
            text = _MODELINE.format(up="../" * path.count("/")) + text
        change = Change(path, None, text.encode())
        said = read_page(text.encode()).data
        _warn(desk, said, yes=yes or dry_run)
        identity = Path(path).stem
        desk.save([change], f"{identity}: added", dry_run=dry_run, committing=committing)
        if dry_run:
            return
    if session.wants_json:
        show_data({"id": identity, "path": path})
    else:
        tell(f"{identity} {path}\n")


def _inside(folder: str) -> str:
    """Return ``folder`` with a slash behind it. Raises ``Misused`` when it leads out of customers/."""
    parts = [part for part in folder.replace("\\", "/").split("/") if part not in ("", ".")]
    if ".." in parts:
        raise Misused(_("'{folder}' leads out of customers/").format(folder=folder))
    return "".join(f"{part}/" for part in parts)


def _read(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise Misused(_("{file} cannot be read: {problem}").format(file=file, problem=error.strerror)) from error
    except UnicodeDecodeError as error:
        raise Misused(_("{file} is not UTF-8 text; save it as UTF-8").format(file=file)) from error


def _written(desk: Desk, told: dict[str, str], sets: Sequence[str], source: str | None) -> str:
    if not told.get("name") or not told.get("kind"):
        raise Misused(_("a customer needs a name and a kind: custfile add NAME --kind KIND"))
    me = desk.me()
    collected: dict[str, Any] = {
        "date": desk.session.as_of,
        **({"by": me} if me else {}),
        **({"source": source} if source else {}),
    }
    edits = [assignment(f"{key}={value}", desk.model) for key, value in told.items()]
    edits += [assignment(typed, desk.model) for typed in sets]
    return document(record({"owner": me, "collected": collected}, edits, top_order(desk.model)))


def _warn(desk: Desk, said: Mapping[str, Any], *, yes: bool) -> None:
    """Refuse a customer who is probably on file already, unless it was said to go on."""
    found = doubles(desk.index, said)
    if not found:
        return
    named = "; ".join(
        _("{id} {name} (same {field})").format(id=one.match.id, name=one.match.name, field=one.field) for one in found
    )
    if yes:
        say(_("probably on file already: {named}").format(named=named))
    else:
        raise HasFindings(_("probably on file already: {named}; add all the same with --yes").format(named=named))
