"""An archive as of a day in the past gives what an archive would give that had been cut off on that day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custfile.analysis.figures import Figures
from custfile.analysis.schedule.urgency import weighed
from custfile.archive.book import book
from custfile.archive.index import Index
from custfile.archive.meeting import factors
from custfile.archive.root import Root
from custfile.archive.schemes import shipped
from custfile.archive.worklist import due_items
from custfile.model.settings import Settings

MADE = date(2026, 1, 1)
SETTINGS = {
    "name": "A",
    "team": [{"id": "li.na", "name": "李娜", "role": "rep"}, {"id": "dr.chen", "name": "陈", "role": "physician"}],
    "revisits": [
        {"id": "buyers", "role": "rep", "bought": "yes", "days": ["3", "30", "60"]},
        {"id": "others", "role": "rep", "bought": "no", "days": ["3", "15"], "every": "30"},
        {"id": "after", "role": "physician", "counted_from": "last_order", "days": ["15"]},
        {"id": "again", "role": "rep", "counted_from": "last_visit", "every": "2w", "latest": "20"},
        {"id": "settled", "counted_from": "ticket_closed", "days": ["2", "9"], "active_to": "2026-03-01"},
        {"id": "renew", "counted_from": "contract_end", "days": ["0"], "active_from": "2026-02-01"},
        {
            "id": "key",
            "when": "orders > 1 or level = A",
            "every": "1m",
            "escalate": [{"after": "3", "to": "physician"}],
        },
    ],
    "due": {"never": "5", "urgency": [{"when": "complaints_open > 0", "times": "3"}]},
    "currency": "CNY",
}


LATER = ("done", "closed", "answered", "returned", "written_off")
"""What is filled in later, on the day that it tells."""


def day(number: int) -> str:
    """Return a day as files have it."""
    return (MADE + timedelta(number)).isoformat()


def events(after: st.SearchStrategy[str], most: int, told: dict[str, Any], **optional: Any) -> st.SearchStrategy[Any]:
    """Draw events of days ``after`` something, with what is always and what is sometimes told of them."""
    always = {"date": after, **{key: st.just(value) for key, value in told.items() if isinstance(value, str)}}
    always |= {key: value for key, value in told.items() if not isinstance(value, str)}
    return st.lists(st.fixed_dictionaries(always, optional=optional), max_size=most)


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the data of a file; everything happened after it was made."""
    made = draw(st.integers(0, 40))
    after = st.integers(made, 60).map(day)
    later = st.integers(60, 75).map(day)
    lists = {
        "orders": events(
            after,
            2,
            {"amount": st.sampled_from(["100", "80", "-20"]), "due": later},
            status=st.sampled_from(["cancelled", "returned"]),
            written_off=later,
        ),
        "visits": events(
            after,
            3,
            {},
            by=st.sampled_from(["li.na", "dr.chen"]),
            next=st.just(day(70)),
            rule=st.sampled_from(["again", "key"]),
        ),
        "deferrals": events(after, 2, {}, rule=st.sampled_from(["buyers", "key"]), until=later),
        "promises": events(after, 2, {"what": "x"}, done=st.just(day(61))),
        "tickets": events(
            after,
            1,
            {"what": "y", "type": st.sampled_from(["complaint", "service"])},
            answered=later,
            closed=st.just(day(62)),
            due=later,
        ),
        "payments": events(after, 1, {"amount": "50"}),
        "documents": events(after, 2, {"title": "t", "type": "contract", "until": later}),
        "loans": events(after, 1, {"by": "dr.chen", "returned": later}, due=later),
    }
    record: dict[str, Any] = {"name": draw(st.sampled_from(["王丽", "A", "👩‍💼 Ltd"])), "kind": "x", "owner": "li.na"}
    if draw(st.booleans()):
        record["collected"] = {"date": day(made)}
    if draw(st.booleans()):
        record["level"] = draw(st.sampled_from("AB"))
    if draw(st.booleans()):
        record["ended"] = {"date": draw(after)}
    return record | {key: items for key, drawn in lists.items() if (items := draw(drawn))}


def cut_off(record: dict[str, Any], as_of: str) -> dict[str, Any] | None:
    """Return what the file said on the evening of ``as_of``; ``None`` when there was no file."""
    if record.get("collected", {}).get("date", "") > as_of:
        return None
    said: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, list):
            value = [
                {field: told for field, told in item.items() if field not in LATER or told <= as_of}
                for item in value
                if item["date"] <= as_of
            ]
        if value and not (key == "ended" and value["date"] > as_of):
            said[key] = value
    return said


def answers(folder: Path, files: Sequence[dict[str, Any] | None], as_of: date) -> tuple[list[Any], list[Any]]:
    """Return the work list and the classes by history of an archive of ``files``, as of ``as_of``."""
    for number, record in enumerate(files):
        path = folder / f"customers/C{number:06}.yaml"
        path.unlink(missing_ok=True)
        if record is not None:
            path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    index = Index(Root(folder))
    assert index.findings() == []
    items = due_items(index, date(2026, 12, 31), as_of)
    due = [(told.item, told.late, told.urgency) for told in weighed(items, as_of, factors(index, as_of))]
    figures = Figures(book(index, as_of), Settings(name="A"), shipped())
    placed = figures.placed("history")
    classes = [(identity, placed.words[who], placed.reason(who)) for identity, who in figures.position.items()]
    index.close()
    return due, classes


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that each example fills anew."""
    made = tmp_path_factory.mktemp("archive")
    (made / "customers").mkdir()
    (made / "custfile.yaml").write_text(json.dumps(SETTINGS, ensure_ascii=False), encoding="utf-8")
    return made


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(records(), min_size=1, max_size=3), st.integers(-1, 120))
def test_a_day_in_the_past_is_an_archive_cut_off_there(folder: Path, files: list[dict[str, Any]], number: int) -> None:
    as_of = MADE + timedelta(number)
    cut = [cut_off(record, as_of.isoformat()) for record in files]
    assert answers(folder, files, as_of) == answers(folder, cut, as_of)
