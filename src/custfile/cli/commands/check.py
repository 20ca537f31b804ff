"""custfile check."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from custfile.cli.options import JsonOption
from custfile.errors import NoArchive


class Format(StrEnum):
    """How findings are written."""

    text = "text"
    json = "json"
    github = "github"


def command(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(help="Files or folders; all when absent.", metavar="[PATH]...")
    ] = None,
    staged: Annotated[bool, typer.Option("--staged", help="Check what git is about to commit.")] = False,
    classes: Annotated[
        bool, typer.Option("--classes", help="Look for empty and superfluous classes of custfile.yaml, too.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")] = False,
    format: Annotated[Format, typer.Option("--format", "-f", help="text, json or github.")] = Format.text,  # noqa: A002
    json: JsonOption = False,
) -> int:
    """Check every file: schema, references, doubles, lost pages.

    custfile check
    custfile check --staged --format github
    custfile check --classes
    """
    if staged:
        from custfile.archive.staged import staged_findings as findings  # late: it loads what reads files
    else:
        from custfile.archive.check import findings
    from custfile.archive.agenda_file import AGENDA
    from custfile.archive.plans import plan_files
    from custfile.archive.root import SETTINGS
    from custfile.cli.findings import Places, write
    from custfile.cli.output import reader
    from custfile.model.finding import Finding
    from custfile.model.redact import discreet
    from custfile.model.secrecy import STAFF, may_see

    session, written, places = ctx.obj, "json" if json else format.value, Places(paths or [], ctx.obj.root)
    try:
        found: list[Finding] = findings(session.index, session.as_of)
        if classes:
            from custfile.archive.class_check import class_findings  # late: it loads what computes figures

            found = sorted([*found, *class_findings(session.index, session.as_of)], key=Finding.order)
    except NoArchive as broken:
        if not broken.details.get("findings"):
            raise
        write(broken.details["findings"], written, session.root, checked=0)  # type: ignore[arg-type]
        return broken.exit_code
    files = [] if staged else [path for (path,) in session.index.rows("select path from files")]
    if not staged:
        plans = [file.path for file in plan_files(session.index)]
        places.refuse_unknown([SETTINGS, AGENDA, *files, *plans, *(finding.path for finding in found)])
    fields = session.index.catalog["fields"]
    found = [discreet(finding, fields, reader()) for finding in found if places.hold(finding.path)]
    write(
        found,
        written,
        session.root,
        checked=sum(map(places.hold, files)),
        excerpts=not staged and may_see(reader(), STAFF),
    )
    return int(any(strict or finding.severity == "error" for finding in found))
