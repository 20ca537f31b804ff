"""Questions on a terminal: only what the kind of customer expects, each answer checked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from custfile.changes.fields import assignment
from custfile.cli.output import say as tell_user
from custfile.errors import Misused
from custfile.language import Label, _, say
from custfile.model.own import NO_NAMES, customer_model

if TYPE_CHECKING:
    from custfile.cli.session import Session


def ask_for(session: Session, told: dict[str, str]) -> list[tuple[str, str]]:
    """Return ``told`` and the answers to the questions for the rest; an empty answer leaves a field out."""
    model, fields = customer_model(session.settings), session.index.catalog["fields"]
    told.setdefault("name", _asked(_("Name"), "name", model, needed=True))
    told.setdefault("kind", _kind(session))
    form = session.settings.kind(told["kind"])
    for field in form.expects if form else ():
        known = fields.get(field)
        if field in told or known is None or known["type"] in ("part", "free") or known["repeated"]:
            continue
        required = field in (form.requires if form else ())
        answer = _asked(_question(known), field, model, needed=required)
        if answer:
            told[field] = answer
    return list(told.items())


def _kind(session: Session) -> str:
    kinds = {kind.id: say((kind.labels or NO_NAMES).label(kind.id)) for kind in session.settings.kinds}
    if not kinds:
        return _asked(_("Kind"), "kind", customer_model(session.settings), needed=True)
    for number, (kind, label) in enumerate(kinds.items(), 1):
        tell_user(f"  {number}  {label} ({kind})")
    while True:
        answer = str(typer.prompt(_("Kind"), err=True)).strip()
        if answer.isdecimal() and 1 <= int(answer) <= len(kinds):
            return list(kinds)[int(answer) - 1]
        if answer in kinds:
            return answer
        tell_user(_("one of the numbers, please"))


def _question(known: dict[str, Any]) -> str:
    choices = ", ".join(known["choices"])
    label = say(Label(*known["label"]))
    return f"{label} [{choices}]" if choices else label


def _asked(question: str, field: str, model: type, *, needed: bool) -> str:
    while True:
        answer = str(typer.prompt(question, default="", show_default=False, err=True)).strip()
        if not answer and needed:
            tell_user(_("this one is needed"))
            continue
        try:
            if answer:
                assignment(f"{field}={answer}", model)
        except Misused as wrong:
            tell_user(str(wrong))
            continue
        return answer
