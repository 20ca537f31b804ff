"""The languages of the tool: gettext for its sentences, labels for its nouns."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final, NamedTuple

LANGUAGES: Final = ("en", "zh_CN", "zh_TW")

_TRADITIONAL = ("zh_tw", "zh_hk", "zh_mo", "zh_hant")
_state: dict[str, str] = {"language": "en"}
_catalogs: dict[str, gettext.NullTranslations] = {"en": gettext.NullTranslations()}


class Label(NamedTuple):
    """A name for people, in the three languages."""

    en: str
    zh_CN: str
    zh_TW: str


COLON: Final = Label(": ", "：", "：")
"""What stands between a label and its value."""

COMMA: Final = Label(", ", "、", "、")
"""What stands between the words of a list."""

SEMICOLON: Final = Label("; ", "；", "；")
"""What stands between the parts of a sentence."""


def choose(*wishes: str | None) -> str:
    """Return the first of ``wishes`` (such as ``zh-Hant``, ``zh_CN.UTF-8``) that names a language here, else ``en``."""
    for wish in wishes:
        tag = (wish or "").split(".")[0].replace("-", "_").lower()
        if tag.startswith(_TRADITIONAL):
            return "zh_TW"
        if tag.startswith("zh"):
            return "zh_CN"
        if tag.startswith("en"):
            return "en"
    return "en"


def speak(language: str) -> None:
    """Make ``language`` the one that sentences and labels are in from now on."""
    _state["language"] = language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak ``language`` for a while: what is written to a file need not be in the language of the terminal."""
    before = spoken()
    speak(language)
    try:
        yield
    finally:
        speak(before)


def spoken() -> str:
    """Return the language spoken now."""
    return _state["language"]


def _(text: str) -> str:
    """Return ``text`` in the language spoken now."""
    return text and _catalog().gettext(text)  # under the empty text a catalog has its header


def count(one: str, many: str, number: int) -> str:
    """Return the sentence for ``number`` things, with ``{n}`` filled in."""
    return _catalog().ngettext(one, many, number).format(n=number)


def _catalog() -> gettext.NullTranslations:
    """Return the catalog of the language spoken now, read when the first sentence is said."""
    language = spoken()
    if language not in _catalogs:
        path = Path(__file__).parent / "locale" / language / "LC_MESSAGES" / "custfile.mo"
        with path.open("rb") if path.exists() else nullcontext() as file:  # a checkout where nothing was built
            _catalogs[language] = gettext.GNUTranslations(file) if file else gettext.NullTranslations()
    return _catalogs[language]


def guessed(word: str) -> str:
    """Return ``word`` as what was probably meant, to stand behind what was typed; nothing for the empty string."""
    return _(" ({word}?)").format(word=word) if word else ""


def say(label: Label) -> str:
    """Return ``label`` in the language spoken now."""
    return label[LANGUAGES.index(spoken())]
