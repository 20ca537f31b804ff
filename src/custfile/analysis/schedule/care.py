"""Care dates: whose day comes round, what to say of it, and whether something has been done for it already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from custfile.analysis.schedule.due import Item
from custfile.analysis.schedule.duty import CARE
from custfile.analysis.schedule.yearly import LUNAR, yearly
from custfile.language import LANGUAGES, Label, count, say, spoken
from custfile.model.folding import fold_name

AHEAD: Final = 7
"""Days ahead that care dates are told, and within which something counts as done for them, unless settings say more."""

_BIRTHDAY: Final = "birthday"


class Attention(NamedTuple):
    """Something done for a customer: a gift, or a visit or call for care's sake.

    ``occasion`` and ``whom`` say for which day and for whom it was, where that was told. What does not ``count`` is only
    remembered, such as a gift redeemed for points.
    """

    day: date
    gift: str | None
    occasion: str | None
    whom: str | None
    counts: bool


class Care(NamedTuple):
    """A care date that comes round on ``day``: of which customer, as told in which field, and what is known of it.

    ``years`` is how many it is then, ``phone`` that of the person where there is one, ``given`` what was done before, the
    latest first, and ``kept`` the day on which something was done for this one.
    """

    id: str
    name: str
    phone: str | None
    owner: str | None
    region: str | None
    day: date
    text: str
    field: str
    what: str | None
    whom: str | None
    years: int | None
    note: str
    given: Sequence[Attention]
    kept: date | None


def attentions(record: Mapping[str, Any]) -> list[Attention]:
    """Return what was done for the customer of the plain ``record``, the latest first."""
    found = [
        *(
            Attention(
                date.fromisoformat(gift["date"]), gift["what"], gift.get("occasion"), None, gift.get("points") is None
            )
            for gift in record.get("gifts") or ()
            if gift
        ),
        *(
            Attention(date.fromisoformat(visit["date"]), visit.get("gift"), None, visit.get("whom"), True)
            for visit in record.get("visits") or ()
            if visit and (visit.get("purpose") == CARE or visit.get("gift"))
        ),
    ]
    return sorted(found, key=lambda each: each.day, reverse=True)


def kept(given: Iterable[Attention], day: date, ahead: int, names: Iterable[str], whom: str | None) -> date | None:
    """Return when something was done for the care date on ``day``, in the ``ahead`` days before it or on it.

    ``whom`` is the person, or the customer itself; without it anybody at the customer will do. What was given for an
    occasion counts when that names one of ``names`` or ``whom``, what was done for somebody when that is ``whom``. What says
    neither counts for every care date of the customer.
    """
    begins = day - timedelta(ahead)
    recent = [each for each in given if each.counts and begins <= each.day <= day]
    words = [fold_name(name) for name in (*names, whom) if name] if recent else []
    return max((each.day for each in recent if _meant(each, words) and _same(each.whom, whom)), default=None)


def _meant(done: Attention, words: Sequence[str]) -> bool:
    occasion = fold_name(done.occasion or "")
    return not occasion or any(word and (word in occasion or occasion in word) for word in words)


def _same(told: str | None, whom: str | None) -> bool:
    first, second = fold_name(told or ""), fold_name(whom or "")
    return not first or not second or first in second or second in first


def gifts(given: Iterable[Attention], most: int) -> str:
    """Return the latest ``most`` gifts of ``given`` with their days."""
    found = [f"{each.day} {each.gift}" for each in given if each.gift]
    return "; ".join(found[:most])


def occasion(care: Care, fields: Mapping[str, Any]) -> str:
    """Return what ``care`` is about: as told, else the label of its field."""
    return care.what or fields[care.field]["label"][LANGUAGES.index(spoken())]


def names(what: str | None, label: Sequence[str]) -> list[str]:
    """Return what a care date may be called: as told, else the ``label`` of its field in every language."""
    return [what] if what else list(label)


def care_item(care: Care, fields: Mapping[str, Any]) -> Item:
    """Return ``care`` as a thing to do; it is the owner's."""
    return Item(
        id=care.id, name=care.name, phone=care.phone, owner=care.owner, day=care.day, kind=CARE, person=care.owner,
        rule="", step=0, since=None, about=about(care, fields), region=care.region,
    )  # fmt: skip


def about(care: Care, fields: Mapping[str, Any]) -> str:
    """Return ``care`` in a line: the occasion, for whom, how many years, the lunar day, the note."""
    lunar = lunar_label(care.text)
    parts = [occasion(care, fields), care.whom, _years(care), say(lunar) if lunar else "", care.note]
    return " · ".join(part for part in parts if part)


def _years(care: Care) -> str:
    if not care.years:
        return ""
    if care.field.endswith(_BIRTHDAY):
        return count("turns {n}", "turns {n}", care.years)
    return count("{n} year", "{n} years", care.years)


def lunar_label(text: str) -> Label | None:
    """Return how a lunar day that was told as ``text`` is called; nothing for a solar one, which is its own name."""
    if not text.startswith(LUNAR):
        return None
    told = yearly(text)
    year = "" if told.year is None else f"（{told.year}年）"
    day = f"{told.month}月{told.day}日{year}"
    return Label(text, f"农历{'闰' if told.leap else ''}{day}", f"農曆{'閏' if told.leap else ''}{day}")
