"""Questions on a terminal: only what the kind of customer expects, each answer checked at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import typer

from custfile.changes.fields import assignment, locate
from custfile.cli import people
from custfile.cli.output import say as tell_user
from custfile.errors import Misused
from custfile.language import Label, _, say
from custfile.model.own import customer_model

if TYPE_CHECKING:
    from custfile.archive.index import Index
    from custfile.cli.session import Session

_PERSON: Final = ("name", "role", "phone")
"""What is asked of the first person at a firm."""

_YES: Final = ("y", "yes", "是")
_NO: Final = ("", "n", "no", "否")


def ask_for(session: Session, told: Mapping[str, str]) -> dict[str, str]:
    """Return ``told`` and the answers to the questions for the rest; an empty answer leaves a field out."""
    questions = _Questions(session.index, customer_model(session.settings))
    answers = {key: told.get(key) or questions.ask(key) for key in ("name",)}
    answers["kind"] = told.get("kind") or questions.kind()
    answers |= told
    form = session.settings.kind(answers["kind"])
    for field in _expanded(form.expects if form else ()):
        person, _dot, last = field.partition("].")
        if field in answers or (last and last != "name" and f"{person}].name" not in answers):
            continue
        if questions.can_ask(field) and (
            answer := questions.ask(field, required=field in (form.requires if form else ()))
        ):
            answers[field] = answer
    return answers


def agreed(question: str) -> bool:
    """Return whether the user says yes to ``question``."""
    while (answer := _typed(f"{question} [y/N]").lower()) not in (*_YES, *_NO):
        tell_user(_("answer y for yes or n for no"))
    return answer in _YES


def _typed(question: str) -> str:
    return str(typer.prompt(question, default="", show_default=False, err=True)).strip()


def _expanded(fields: Sequence[str]) -> Iterator[str]:
    for field in fields:
        yield from (f"contacts[1].{key}" for key in _PERSON) if field == "contacts" else (field,)


class _Questions:
    def __init__(self, index: Index, model: type) -> None:
        self._index = index
        self._model = model
        self._fields: Mapping[str, Any] = index.catalog["fields"]

    def can_ask(self, field: str) -> bool:
        """Say whether one line can answer it."""
        known = self._fields.get(field.replace("[1]", ""))
        return known is not None and known["type"] not in ("part", "free") and not known["repeated"]

    def ask(self, field: str, *, required: bool = False) -> str:
        """Return the answer for ``field``, or the empty string when it was left out twice, which ``name`` cannot be."""
        return asked(self._question(field), lambda typed: self._checked(field, typed), field == "name", required)

    def kind(self) -> str:
        """Return the kind that was chosen by its number or name."""
        kinds = {kind: say(Label(*label)) for kind, label in self._index.catalog["kinds"].items()}
        for number, (kind, label) in enumerate(kinds.items(), 1):
            tell_user(f"  {number}  {label} ({kind})")
        numbers = {str(number): kind for number, kind in enumerate(kinds, 1)}
        return asked(
            self._question("kind"),
            lambda typed: numbers.get(typed) or people.kind(self._index, typed),
            needed=True,
            required=True,
        )

    def _question(self, field: str) -> str:
        *parents, last = field.replace("[1]", "").split(".")
        known = self._fields[".".join((*parents, last))]
        within = f"{say(Label(*self._fields[parents[0]]['label']))} › " if "[1]" in field else ""
        choices = f" [{', '.join(known['choices'])}]" if known["choices"] else ""
        return f"{within}{say(Label(*known['label']))}{choices}"

    def _checked(self, field: str, typed: str) -> str:
        assignment(f"{field}={typed}", self._model)
        _path, declared = locate(field, self._model)
        of_team = declared is not None and declared.spec.refers == "team"
        return people.person(self._index, typed) if of_team else typed


def asked(question: str, check: Callable[[str], str], needed: bool, required: bool) -> str:
    """Ask ``question`` until ``check`` returns what was typed; nothing at all is an answer unless it is ``needed``."""
    reminded = not required
    while True:
        typed = _typed(question)
        if not typed and not needed and reminded:
            return ""
        try:
            if typed:
                return check(typed)
            tell_user(_("this one is needed") if needed else _("the form needs it; Enter again leaves it out"))
            reminded = True
        except Misused as wrong:
            tell_user(str(wrong))
