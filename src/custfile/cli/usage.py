"""What typer complains of, as part of a sentence in the language spoken."""

from __future__ import annotations

import re
from typing import Any, Final

import typer

from custfile.cli.help import translate
from custfile.language import _, guessed

_EXTRA: Final = re.compile(r"Got unexpected extra argument\S* \((.*)\)", re.DOTALL)
_CHOICE: Final = re.compile(r"(.*) is not one of (.*)\.", re.DOTALL)


def problem(error: Any) -> str:
    """Return what ``error``, one of typer's, complains of; its class decides, and where that does not, its words."""
    if hasattr(error, "possibilities"):
        return _no_option(error)
    if hasattr(error, "param_type"):
        return _("{name} is missing").format(name=_name(error))
    if isinstance(error, typer.BadParameter):
        return _("{name} cannot be this: {problem}").format(name=_name(error), problem=_value(error))
    if hasattr(error, "option_name"):
        flag = "does not take" in error.message
        sentence = _("option '{option}' takes no value") if flag else _("option '{option}' requires a value")
        return sentence.format(option=error.option_name)
    if found := _EXTRA.match(error.message):
        return _("more than is expected: {words}").format(words=found[1])
    return _("a command is missing") if error.message == "Missing command." else _plain(error.format_message())


def _no_option(error: Any) -> str:
    if error.option_name[1:2].isdigit():
        return _("{option} is no option; a number below zero goes behind --").format(option=error.option_name)
    from custfile.model.values import nearest  # late: it brings the types of fields

    known = {option.lstrip("-"): option for option in error.possibilities or ()}
    hint = known.get(nearest(error.option_name.lstrip("-"), list(known)), "")
    return _("no option {option}{hint}").format(option=error.option_name, hint=guessed(hint))


def _name(error: Any) -> str:
    """Return how the help calls the parameter in question."""
    if error.ctx is not None:
        translate(error.ctx.command)
    return str(error.param.get_error_hint(error.ctx)) if error.param is not None else ""


def _value(error: Any) -> str:
    """Return what is wrong with a value: our own parsers say it themselves."""
    found = _CHOICE.fullmatch(error.message)
    if found is None:
        return _plain(error.message)
    return _("{typed} is not one of {choices}").format(typed=found[1], choices=found[2])


def _plain(message: str) -> str:
    return message.strip().rstrip(".").replace("\n", " ")
