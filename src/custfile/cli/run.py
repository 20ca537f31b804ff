"""Running one command: the only place that catches, and that ends the process."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import Final, NoReturn

from custfile.cli.output import complain
from custfile.cli.registry import COMMANDS
from custfile.cli.session import Session
from custfile.errors import Misused, Refused, Stop
from custfile.language import _, guessed

_GLOBAL_WITH_VALUE: Final = ("-C", "--archive", "--as-of", "--lang", "--level")

_EXTRAS: Final = {
    "scipy": "models", "pyvrp": "routes", "icalendar": "calendar", "holidays": "holidays", "borax": "chinese",
    "altair": "charts", "vl_convert": "charts"
}  # fmt: skip
"""Libraries that an extra brings, by the name they are imported under."""

_EAGER: Final = {"--version", "--help", "-h", "--install-completion", "--show-completion"}


def run(arguments: list[str]) -> int:
    """Run the command line ``arguments`` and return the exit code."""
    gc.disable()  # a command lives for a moment; collecting costs more than it frees
    _be_utf8()
    arguments = hoisted(arguments) or ["--help"]
    session = Session.begun(arguments, command_word(arguments))
    try:
        code = _invoke(arguments, session)
        sys.stdout.flush()  # while a closed pipe or a full disk can still be told
        return code
    except Stop as stop:
        complain(str(stop), session.wants_json, exit_code=stop.exit_code, **stop.details)
        return stop.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ModuleNotFoundError as error:
        return _lacking(error, session)
    except Exception as error:
        return _failed(error, session)
    finally:
        session.forget()


def end(code: int) -> NoReturn:
    """End the process at once: to free, piece by piece, what the system frees anyway takes longer than some commands."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # closed, or full: that has been told
            stream.flush()
    os._exit(code)


def hoisted(arguments: list[str]) -> list[str]:
    """Return ``arguments`` with the global options in front, so that they may stand anywhere."""
    words, rest = iter(arguments), list[str]()
    front: list[str] = []
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word in _GLOBAL_WITH_VALUE:
            value = next(words, None)
            if value is None:
                return [*front, word]  # it lacks its value, which is all there is to say
            front += [word, value]
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
    if word and word not in COMMANDS and _EAGER.isdisjoint(arguments):
        hint = _nearest(word, list(COMMANDS))
        sentence = _("no command '{word}'{hint}; see: custfile --help")
        raise Misused(sentence.format(word=word, hint=guessed(hint)))
    app = build([word] if word in COMMANDS else COMMANDS)
    if "_CUSTFILE_COMPLETE" in os.environ:  # a shell shows help beside what it proposes
        from custfile.cli.help import translate

        translate(app)
    try:
        code = app(arguments, prog_name="custfile", standalone_mode=False, obj=session)
    except typer.TyperException as error:
        from custfile.cli.usage import problem

        command = " ".join(filter(None, ("custfile", word, "--help")))
        raise Misused(_("{problem}; see: {command}").format(problem=problem(error), command=command)) from error
    except typer.Abort:
        return 130
    except SystemExit as end:  # what typer makes of a closed pipe
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        raise
    return code if isinstance(code, int) else 0


def _nearest(typed: str, known: list[str]) -> str:
    from custfile.model.values import nearest  # late: it brings the types of fields, and most words are right

    return nearest(typed, known)


def _lacking(error: ModuleNotFoundError, session: Session) -> int:
    """Say which extra brings a library that is missing."""
    extra = _EXTRAS.get((error.name or "").partition(".")[0])
    if extra is None:
        return _failed(error, session)
    sentence = _("this needs {library}; run: pip install 'custfile[{extra}]'").format(library=error.name, extra=extra)
    complain(sentence, session.wants_json, exit_code=Misused.exit_code)
    return Misused.exit_code


def _failed(error: Exception, session: Session) -> int:
    if os.environ.get("CUSTFILE_DEBUG") == "1":
        import traceback  # late: it brings much that is hardly ever needed

        traceback.print_exc()
    if isinstance(error, OSError):
        problem = ": ".join(filter(None, (str(error.filename or ""), error.strerror or str(error))))
        complain(_("the system refused: {problem}").format(problem=problem), session.wants_json, exit_code=5)
        return Refused.exit_code
    sentence = _("a bug in custfile ({kind}); nothing was written after it; CUSTFILE_DEBUG=1 shows where").format(
        kind=type(error).__name__
    )
    complain(sentence, session.wants_json, exit_code=70)
    return 70


def _be_utf8() -> None:
    """A console of another encoding shows what it can instead of failing, and one that is closed hears nothing."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
