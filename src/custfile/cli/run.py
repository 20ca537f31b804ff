"""Running one command: the only place that catches, and that ends the process."""

from __future__ import annotations

import gc
import itertools
import os
import sys
import traceback
from typing import TYPE_CHECKING

from custfile.cli.output import complain
from custfile.cli.registry import COMMANDS
from custfile.cli.session import Session
from custfile.errors import Stop
from custfile.language import _, choose, speak

if TYPE_CHECKING:
    import typer

_GLOBAL_WITH_VALUE = ("-C", "--archive", "--as-of", "--lang")


def run(arguments: list[str]) -> int:
    """Run the command line ``arguments`` and return the exit code."""
    gc.disable()  # a command lives for a moment; collecting costs more than it frees
    _be_utf8()
    speak(choose(os.environ.get("CUSTFILE_LANG"), os.environ.get("LC_ALL"), os.environ.get("LANG")))
    arguments = hoisted(arguments)
    session = Session.begun(arguments, command_word(arguments))
    try:
        return _invoke(arguments, session)
    except Stop as stop:
        complain(str(stop), session.wants_json, exit_code=stop.exit_code, **stop.details)
        return stop.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _bug(error, session)


def hoisted(arguments: list[str]) -> list[str]:
    """Return ``arguments`` with the global options in front, so that they may stand anywhere."""
    words, rest = iter(arguments), list[str]()
    front: list[str] = []
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word in _GLOBAL_WITH_VALUE:
            front += [word, *itertools.islice(words, 1)]
        elif word.startswith(tuple(f"{name}=" for name in _GLOBAL_WITH_VALUE)):
            front.append(word)
        else:
            rest.append(word)
    return front + rest


def command_word(arguments: list[str]) -> str:
    """Return the first word that is neither a global option nor its value, or the empty string."""
    words = iter(arguments)
    for word in words:
        if word in _GLOBAL_WITH_VALUE:
            next(words, None)
        elif not word.startswith("-"):
            return word
    return ""


def _invoke(arguments: list[str], session: Session) -> int:
    import typer

    from custfile.cli.app import build

    word = command_word(arguments)
    app: typer.Typer = build([word] if word in COMMANDS else COMMANDS)
    try:
        code = app(arguments, prog_name="custfile", standalone_mode=False, obj=session)
    except typer.TyperException as error:
        complain(_("{problem}; see: custfile {command} --help").format(problem=_plain(error), command=word).replace("  ", " "),
                 session.wants_json, exit_code=2)  # fmt: skip
        return 2
    except typer.Abort:
        return 130
    return code if isinstance(code, int) else 0


def _plain(error: Exception) -> str:
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    return str(message).strip().rstrip(".").replace("\n", " ")


def _bug(error: Exception, session: Session) -> int:
    if os.environ.get("CUSTFILE_DEBUG") == "1":
        traceback.print_exc()
    sentence = _("a bug in custfile ({kind}); nothing was written after it; CUSTFILE_DEBUG=1 shows where").format(
        kind=type(error).__name__
    )
    complain(sentence, session.wants_json, exit_code=70)
    return 70


def _be_utf8() -> None:
    """A console of another encoding shows what it can instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
