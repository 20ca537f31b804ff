"""The templates: where they are looked for, and what they may do. Brings Jinja: import it when a report is rendered."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from custfile.errors import NoArchive
from custfile.language import _, count

_SUFFIX: Final = ".j2"


class _Folder(FileSystemLoader):
    """Templates of one folder: a link that leads out of it is not followed."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, filename, current = super().get_source(environment, template)
        if not Path(filename).resolve().is_relative_to(Path(self.searchpath[0]).resolve()):
            raise TemplateNotFound(template)
        return source, filename, current


@cache
def environment(shipped: Path, own: Path | None, *, autoescape: bool) -> Environment:
    """Return what templates run in: those of the folder ``own``, if there is one, win over the ``shipped`` ones.

    With ``own`` it is a sandbox. A template of the archive reaches the one it replaces as ``shipped/NAME``. A name that is
    not there is an error.
    """
    folder = _Folder(shipped)
    loaders = [*([_Folder(own)] if own else []), folder, PrefixLoader({"shipped": folder})]
    kind = ImmutableSandboxedEnvironment if own else Environment
    made = kind(
        loader=ChoiceLoader(loaders),
        undefined=StrictUndefined,
        autoescape=autoescape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    install: Callable[..., None] = made.install_gettext_callables  # type: ignore[attr-defined]
    install(_, lambda one, many, number: count(one, many, number), newstyle=True)
    return made


def fill(made: Environment, names: Sequence[str], data: Mapping[str, Any]) -> str:
    """Return the first of the templates ``names`` that exists, filled with ``data``.

    Raises ``NoArchive`` with the template's name and line when it cannot be: a template may fail in any way.
    """
    try:
        return made.select_template(names).render(data)
    except Exception as error:
        name, line = _place(error, names[0])
        sentence = _("template {name}, line {line}: {problem}; mend it, or delete it to use the shipped one")
        raise NoArchive(sentence.format(name=name, line=line, problem=str(error) or type(error).__name__)) from error


def _place(error: Exception, asked: str) -> tuple[str, int]:
    """Return the template and line where ``error`` arose."""
    frames = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    told = (getattr(error, "filename", None), getattr(error, "lineno", None))
    places = [place for place in (*frames, told) if str(place[0]).endswith((_SUFFIX, ".css"))]
    filename, line = places[-1] if places else (asked, None)
    return Path(str(filename)).name, line or 1
