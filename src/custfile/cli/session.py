"""What one run of a command knows: the archive, the as-of date, the language."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeVar

from custfile.cli.output import read_by, warn
from custfile.errors import HasFindings, Misused, NoArchive, Stop
from custfile.language import LANGUAGES, _, choose, count, speak
from custfile.model.secrecy import STAFF, Secrecy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from custfile.archive.index import Index
    from custfile.archive.root import Root
    from custfile.archive.survey import Asked
    from custfile.model.scheme import SchemeSettings
    from custfile.model.settings import Settings

Made = TypeVar("Made")

_READING: Final = (
    "show", "list", "find", "check", "classify", "rank", "credit", "aging", "strength", "completeness", "measures", "due",
    "agenda", "promises", "report", "mail", "route", "sql", "care", "workload", "tip",
)  # fmt: skip


class Session:
    """One run. The clock is read here and nowhere else."""

    def __init__(
        self,
        *,
        wants_json: bool = False,
        archive: str | None = None,
        told_as_of: str | None = None,
        told_language: str | None = None,
    ) -> None:
        """Begin with what the command line told."""
        self.wants_json = wants_json
        self.archive = archive
        self.told_as_of = told_as_of
        self.told_language = told_language
        self.told_level: str | None = None
        self.asked: Asked | None = None

    @classmethod
    def begun(cls, arguments: list[str], command: str) -> Session:
        """Return the session of ``arguments``; git is asked at once when ``command`` will want to know.

        The language is that of ``--lang``, ``CUSTFILE_LANG``, the archive or the locale from now on: help and errors are
        in it too, before anything is parsed.
        """
        session = cls(wants_json=_wants_json(arguments), archive=_told(arguments, "-C", "--archive"))
        settings = None
        with suppress(NoArchive, OSError):  # the command will say so itself
            if command in _READING and "--help" not in arguments and "-h" not in arguments:
                from custfile.archive.survey import Asked

                session.asked = Asked(session.root)
            settings = session.root.language()
        speak(choose(_told(arguments, "--lang"), os.environ.get("CUSTFILE_LANG"), settings, _locale()))
        return session

    def configure(self, archive: str | None, as_of: str | None, language: str | None, level: str | None) -> None:
        """Take over the global options."""
        read_by(STAFF if level is None else _level(level))
        if archive != self.archive:
            self.archive = archive
            vars(self).pop("root", None)
        self.told_as_of, self.told_language, self.told_level = as_of, language, level
        if language is not None:
            speak(_known(language))
        if as_of is not None:
            self.as_of  # noqa: B018 - a day that is none is told at once

    @cached_property
    def root(self) -> Root:
        """The archive's folder."""
        from custfile.archive.root import find_root

        return find_root(self.archive)

    @cached_property
    def as_of(self) -> date:
        """The day that is taken for today."""
        told = self.told_as_of or os.environ.get("CUSTFILE_AS_OF")
        today = date.today()
        if not told:
            return today
        from custfile.changes.when import parse_point

        return parse_point(told, today)

    @staticmethod
    def now() -> datetime:
        """Return the moment, with the zone of this computer: when a mail was written, whatever day it tells of."""
        return datetime.now().astimezone()

    @cached_property
    def index(self) -> Index:
        """The archive's tables, up to date."""
        return self._opened(early=False)

    def foreseen(self, make: Callable[[], Made]) -> Made:
        """Return what ``make`` makes of the index, begun while git still looks whether anything has changed.

        If something has, it is made again: ``make`` does nothing but read, and return or raise ``Stop``.
        """
        if "index" not in vars(self):
            self.index = self._opened(early=True)
        try:
            made = make()
        except Stop:
            if self._settled():
                raise
            return make()
        return made if self._settled() else make()

    def _opened(self, *, early: bool) -> Index:
        from custfile.archive.index import Index
        from custfile.cli.progress import reading

        asked = self.asked if self.asked and self.asked.root == self.root else None
        with reading() as heard:
            index = Index(self.root, asked, heard, early=early)
        if not (self.told_language or os.environ.get("CUSTFILE_LANG")):
            speak(choose(index.catalog["language"], _locale()))
        return index

    def _settled(self) -> bool:
        from custfile.cli.progress import reading

        with reading() as heard:
            return self.index.settle(heard)

    def forget(self) -> None:
        """Let go of the archive; it is read again when it is next asked for."""
        index: Index | None = self.__dict__.pop("index", None)
        if index is not None:
            index.close()
        self.__dict__.pop("settings", None)
        if self.asked is not None:
            self.asked.drop()
        self.asked = None

    def trusted(self, *, strict: bool = False) -> Index:
        """Return the index, having said how many files have errors; with ``strict`` they are not put up with."""
        broken = self._broken()
        if broken:
            sentence = count(
                "{n} file has errors; run: custfile check", "{n} files have errors; run: custfile check", broken
            )
            if strict:
                raise HasFindings(sentence)
            warn(sentence, self.wants_json)
        return self.index

    def _broken(self) -> int:
        """Return how many files have errors, customers' and plans."""
        from custfile.archive.root import PLANS

        number = self.index.files_with_errors()
        if not (self.root.folder / PLANS).is_dir():
            return number
        from custfile.archive.plans import plan_findings  # late: many archives have no plans

        return number + len({finding.path for finding in plan_findings(self.index) if finding.severity == "error"})

    @cached_property
    def settings(self) -> Settings:
        """The archive's settings as their model."""
        from custfile.model.settings import Settings
        from custfile.model.structure import structure

        return structure(Settings, self.index.settings_data)

    @cached_property
    def schemes(self) -> Mapping[str, SchemeSettings]:
        """The class schemes by id: the archive's own, and those that come with the tool."""
        from custfile.archive.schemes import schemes

        return schemes(self.settings)


def _wants_json(arguments: list[str]) -> bool:
    """Say whether the output is to be JSON, before the options are read: what goes wrong until then is told in it too."""
    told = pairwise(arguments)
    return not {"--json", "--format=json", "-fjson"}.isdisjoint(arguments) or any(
        flag in ("--format", "-f") and value == "json" for flag, value in told
    )


def _known(language: str) -> str:
    if not language.lower().startswith(("en", "zh")):
        raise Misused(_("no language '{got}'; there are: {known}").format(got=language, known=", ".join(LANGUAGES)))
    return choose(language)


def _level(typed: str) -> Secrecy:
    try:
        return Secrecy(typed.lower())
    except ValueError:
        sentence = _("no level '{got}'; there are: {known}")
        raise Misused(sentence.format(got=typed, known=", ".join(Secrecy))) from None


def _locale() -> str | None:
    """Return the locale of sentences: the first of its variables that is set hides the others."""
    return next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), None)


def _told(arguments: list[str], *options: str) -> str | None:
    """Return the value of the last of ``options`` on the command line, as ``--option value`` or ``--option=value``."""
    apart = [value for word, value in pairwise(arguments) if word in options]
    joined = [word.partition("=")[2] for word in arguments if word.startswith(tuple(f"{name}=" for name in options))]
    return next(reversed(apart + joined), None)
