"""How the text of a scalar becomes a value: the schema decides the type, never YAML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Final

from custfile.language import Label

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,15}", re.ASCII)
_CARE = re.compile(r"(?:lunar )?(?:(\d{4})-)?(leap )?(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+")
_GUESSES: Final = 200
_ALIKE: Final = 0.65
_YES: Final = {"true": True, "yes": True, "false": False, "no": False}


class Wrong(ValueError):
    """A scalar that is not what the schema asks for: a finding's code and the figures of its message."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, eq=False)
class Scalar:
    """A type of scalar: its name in docs and messages, how its text is read, and its JSON Schema for editors.

    ``read`` takes the text that was typed and returns the value or raises ``Wrong``.
    """

    name: str
    read: Callable[[str], Any]
    json: Mapping[str, Any]
    choices: Mapping[str, Label] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        from pydantic_core import core_schema  # late: the daily commands never validate

        return core_schema.no_info_plain_validator_function(self.take)

    def take(self, typed: object) -> Any:
        """Return the value of ``typed``, whatever stands in its place. Raises ``Wrong``."""
        if not isinstance(typed, str):
            raise Wrong("C203", wanted=self.name, shape="list" if isinstance(typed, list) else "mapping")
        if not typed.strip():
            raise Wrong("C208")
        return self.read(typed)


def _line(typed: str) -> str:
    if "\n" in typed:
        raise Wrong("C211")
    return typed


@lru_cache(1 << 12)  # the days of an archive come again and again
def _day(typed: str) -> date:
    fields = _DAY.fullmatch(typed)
    if fields is None:
        raise Wrong("C204", got=typed)
    try:
        return date(*map(int, fields.groups()))
    except ValueError:
        raise Wrong("C209", got=typed) from None


def _number(typed: str) -> Decimal:
    if _NUMBER.fullmatch(typed) is None:
        raise Wrong("C205", got=typed)
    return Decimal(typed)


def _share(typed: str) -> Decimal:
    number = _number(typed)
    if not 0 <= number <= 1:
        raise Wrong("C206", got=typed, lowest="0", highest="1")
    return number


def _within(lowest: int, highest: int) -> Callable[[str], int]:
    def read(typed: str) -> int:
        if _WHOLE.fullmatch(typed) is None:
            raise Wrong("C207", got=typed)
        if not lowest <= int(typed) <= highest:
            raise Wrong("C206", got=typed, lowest=str(lowest), highest=str(highest))
        return int(typed)

    return read


def _yes(typed: str) -> bool:
    if typed.lower() not in _YES:
        raise Wrong("C212", got=typed)
    return _YES[typed.lower()]


def _email(typed: str) -> str:
    if _EMAIL.fullmatch(typed) is None:
        raise Wrong("C213", got=typed)
    return typed


def _time(typed: str) -> str:
    if _TIME.fullmatch(typed) is None:
        raise Wrong("C217", got=typed)
    return typed


def _care_date(typed: str) -> str:
    """A day that comes round each year: ``1985-03-04``, ``03-04``, ``lunar 08-15``, ``lunar 1990-leap 05-02``."""
    fields = _CARE.fullmatch(typed)
    lunar = typed.startswith("lunar ")
    if fields is None or (fields[2] and not lunar):
        raise Wrong("C214", got=typed)
    year, month, day = int(fields[1] or 2000), int(fields[3]), int(fields[4])
    if lunar and not (1 <= month <= 12 and 1 <= day <= 30):
        raise Wrong("C214", got=typed)
    if not lunar:
        try:
            date(year, month, day)
        except ValueError:
            raise Wrong("C209", got=typed) from None
    return typed


def choice(name: str, choices: Mapping[str, Label]) -> Scalar:
    """Return the type whose value is one of the keys of ``choices``."""

    def read(typed: str) -> str:
        if typed not in choices:
            raise Wrong("C215", got=typed, choices=", ".join(choices), nearest=nearest(typed, list(choices)))
        return typed

    return Scalar(name, read, {"enum": list(choices)}, choices)


def fixed_words(name: str, *words: str) -> Scalar:
    """Return the type whose value is one of ``words``, which only custfile.yaml uses: each is its own label."""
    return choice(name, {word: Label(word, word, word) for word in words})


def nearest(typed: str, known: Sequence[str]) -> str:
    """Return the one of ``known`` that ``typed`` was probably meant to be, or the empty string.

    Among very many, or for a very long text, nothing is guessed: it would take long and help nobody.
    """
    from difflib import get_close_matches  # late: only a finding needs it

    if len(known) > _GUESSES or len(typed) > _GUESSES:
        return ""
    lowered = {word.lower(): word for word in known}
    return next((lowered[word] for word in get_close_matches(typed.lower(), lowered, 1, _ALIKE)), "")


def _matching(pattern: re.Pattern[str], *types: str, **more: Any) -> dict[str, Any]:
    return {"type": [*types], "pattern": f"^(?:{pattern.pattern})$", **more}


# An editor's YAML reads an unquoted 0371 as a number; the file's text is right all the same.
_ANY_TEXT: Final = {"type": ["string", "number", "boolean"]}
_ANY_NUMBER: Final = _matching(_NUMBER, "number", "string")
_ANY_WHOLE: Final = _matching(_WHOLE, "integer", "string", minimum=0)

TEXT: Final = Scalar("text", str, _ANY_TEXT)
LINE: Final = Scalar("line", _line, _ANY_TEXT)
DAY: Final = Scalar("day", _day, _matching(_DAY, "string"))
MONEY: Final = Scalar("money", _number, _ANY_NUMBER)
QUANTITY: Final = Scalar("quantity", _number, _ANY_NUMBER)
SHARE: Final = Scalar("share", _share, {**_ANY_NUMBER, "minimum": 0, "maximum": 1})
WHOLE: Final = Scalar("whole", _within(0, 10**12), _ANY_WHOLE)
GRADE: Final = Scalar("grade", _within(1, 5), {**_ANY_WHOLE, "minimum": 1, "maximum": 5})
YES: Final = Scalar("yes", _yes, {"type": ["boolean", "string"], "examples": ["yes", "no"]})
EMAIL: Final = Scalar("email", _email, _matching(_EMAIL, "string"))
TIME: Final = Scalar("time", _time, _matching(_TIME, "string", "integer"))
CARE_DATE: Final = Scalar("care_date", _care_date, _matching(_CARE, "string"))

SCALARS: Final = {
    scalar.name: scalar
    for scalar in (TEXT, LINE, DAY, MONEY, QUANTITY, SHARE, WHOLE, GRADE, YES, EMAIL, TIME, CARE_DATE)
}
"""The types that an archive's own fields may have, beside ``choice``."""

Text = Annotated[str, TEXT]
Line = Annotated[str, LINE]
Day = Annotated[date, DAY]
Money = Annotated[Decimal, MONEY]
Quantity = Annotated[Decimal, QUANTITY]
Share = Annotated[Decimal, SHARE]
Whole = Annotated[int, WHOLE]
Grade = Annotated[int, GRADE]
Yes = Annotated[bool, YES]
Email = Annotated[str, EMAIL]
Time = Annotated[str, TIME]
CareDate = Annotated[str, CARE_DATE]
