"""The languages of the tool: gettext for its sentences, labels for its nouns."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

LANGUAGES: Final = ("en", "zh_CN", "zh_TW")

_TRADITIONAL = ("zh_tw", "zh_hk", "zh_mo", "zh_hant")
_state: dict[str, gettext.NullTranslations | str] = {"language": "en", "catalog": gettext.NullTranslations()}


class Label(NamedTuple):
    """A name for people, in the three languages."""

    en: str
    zh_CN: str
    zh_TW: str


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
    folder = Path(__file__).parent / "locale"
    _state["language"] = language
    _state["catalog"] = gettext.translation("custfile", folder, [language], fallback=True)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak ``language`` for a while: what is written to a file need not be in the language of the terminal."""
    before = dict(_state)
    speak(language)
    try:
        yield
    finally:
        _state.update(before)


def spoken() -> str:
    """Return the language spoken now."""
    return str(_state["language"])


def _(text: str) -> str:
    """Return ``text`` in the language spoken now."""
    catalog = _state["catalog"]
    return catalog.gettext(text) if isinstance(catalog, gettext.NullTranslations) else text


def count(one: str, many: str, number: int) -> str:
    """Return the sentence for ``number`` things, with ``{n}`` filled in."""
    catalog = _state["catalog"]
    assert isinstance(catalog, gettext.NullTranslations)
    return catalog.ngettext(one, many, number).format(n=number)


def say(label: Label) -> str:
    """Return ``label`` in the language spoken now."""
    return label[LANGUAGES.index(spoken())]
