"""Whatever is edited, what is remembered of conditions is what working them out afresh says."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custfile.analysis.dependence import dependence
from custfile.archive.choosing import fitting_each
from custfile.archive.index import Index
from custfile.archive.meeting import Conditions
from custfile.archive.page import read_page
from custfile.archive.root import Root
from custfile.archive.schemes import schemes
from custfile.model.settings import Settings
from custfile.model.structure import structure

AS_OF = date(2026, 11, 20)
ALONE = (
    "amount_12m > 500", "days_since_order > 100", "gap_days > 30", "quantity_12m > 10", "credit <= C", "overdue > 0",
    "open_amount > 300 or utilisation > 0.5", "visits_6m > 1", "complaints_open > 0", "days_since_visit > 60",
    "days_on_file > 90", "age > 35", "prospect >= 3", "preferences.茶 = 龙井", "region = 郑州", "trading.insolvent <= today",
    "class.history = problem", "class.history = new and amount_12m > 800", "class.process = past", "class.profit = high",
    "class.age = from35", "profit_12m > 100", "ended.date <= today", "class.credit = E", "class.own = often",
)  # fmt: skip
TOGETHER = (
    "class.size = large", "class.key = key", "r >= 4", "segment = champions or m = 5", "class.region = 郑州",
    "completeness > 0.2", "composite > 50", "not class.nature-levels = other",
)  # fmt: skip
CLASSES = """
classes:
  - id: own
    levels: [{source: orders_12m, cuts: [3, 1], classes: [{id: often}, {id: seldom}, {id: never}]}]
"""
RULES = "".join(f"  - {{id: r{n}, when: '{text}', every: 3m}}\n" for n, text in enumerate((*ALONE, *TOGETHER)))
SETTINGS = (
    f"name: 丽人\ncurrency: CNY\nranking: {{profit: {{margin: 0.3, visit_cost: 50}}}}\nrevisits:\n{RULES}{CLASSES}"
)

days = st.integers(-40, 700).map(lambda ago: (AS_OF - timedelta(ago)).isoformat())
amounts = st.sampled_from(["-120.50", "0", "99.90", "480", "1200.01", "5000"])


def optional(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A mapping with some of ``parts``."""
    return st.fixed_dictionaries({}, optional=parts)


def events(least: dict[str, st.SearchStrategy[Any]], **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """A few dated events that have all of ``least`` and some of ``parts``."""
    return st.lists(st.fixed_dictionaries({"date": days, **least}, optional=parts), max_size=4)


parts = {
    "collected": st.fixed_dictionaries({"date": days}),
    "region": st.sampled_from(["郑州", "郑州/中原区", "洛阳"]),
    "kind": st.sampled_from(["company", "individual"]),
    "preferences": st.sampled_from([{"茶": "龙井"}, {"茶": "红茶"}, {}]),
    "terms": optional(payment_days=st.sampled_from([0, 30, 90]), credit_limit=amounts.filter(lambda told: told[0] != "-")),
    "trading": optional(insolvent=days),
    "ended": st.fixed_dictionaries({"date": days, "reason": st.just("搬迁")}),
    "person": optional(age=st.sampled_from(["30", "52岁"]), birthday=st.sampled_from(["1985-03-04", "2001-11-21"])),
    "prospect": st.fixed_dictionaries({"score": st.integers(1, 5), "date": days}),
    "orders": events(
        {"amount": amounts}, no=st.sampled_from(["S1", "S2", "S3"]), due=days, quantity=st.integers(1, 9),
        status=st.sampled_from(["cancelled", "returned"]), written_off=days,
    ),
    "payments": events({"amount": amounts}, order=st.sampled_from(["S1", "S2"])),
    "visits": events({}, channel=st.sampled_from(["visit", "phone"]), next=days, outcome=st.just("满意")),
    "tickets": events({"type": st.sampled_from(["complaint", "service"]), "what": st.just("漏瓶")}, closed=days),
    "notes": events({"text": st.just("记下")}),
}  # fmt: skip
pages = optional(**parts).map(lambda told: {"name": "客户", **told})
names = st.sampled_from([f"C{number:06d}" for number in range(1, 6)])
edits = st.one_of(
    st.tuples(names, pages),
    st.tuples(names, st.none()),  # the file is deleted
    st.tuples(names, st.sampled_from(sorted(parts)).flatmap(lambda key: st.tuples(st.just(key), parts[key]))),
    st.tuples(names, st.just("broken")),
    st.tuples(names, st.just("double")),
)


class Folder:
    """An archive that is edited, its files' times a second apart so that none is looked at twice."""

    def __init__(self, folder: Path) -> None:
        self.root = Root(folder)
        self.root.customers.mkdir(parents=True)
        self.root.settings.write_text(SETTINGS, encoding="utf-8")
        self.told: dict[str, dict[str, Any]] = {}
        self.stamp = 1_700_000_000

    def edit(self, name: str, what: Any) -> None:
        path = self.root.customers / f"{name}.yaml"
        if what is None:
            path.unlink(missing_ok=True)
        elif what == "broken":
            self.write(path, "name: [\n")
        elif what == "double":
            self.write(
                self.root.customers / "south" / path.name, "name: 另一个\norders: [{date: 2026-11-01, amount: 9}]\n"
            )
        else:
            page = what if isinstance(what, dict) else {**self.told.get(name, {"name": "客户"}), what[0]: what[1]}
            self.told[name] = page
            self.write(path, yaml.safe_dump(page, allow_unicode=True))

    def write(self, path: Path, text: str) -> None:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.stamp += 1
        os.utime(path, (self.stamp, self.stamp))

    @contextmanager
    def index(self) -> Iterator[Index]:
        """The index as a command opens it."""
        index = Index(self.root)
        try:
            yield index
        finally:
            index.close()


def compare(index: Index, as_of: date) -> None:
    """Compare what is remembered with what is worked out afresh."""
    plain = structure(Settings, index.settings_data)
    texts = [rule.when for rule in plain.revisits if rule.when]
    conditions = Conditions(index, as_of)
    afresh = fitting_each(index, as_of, plain, schemes(plain), texts)
    assert {text: set(conditions.fitting(text)) - {""} for text in texts} == dict(
        zip(texts, map(set, afresh), strict=True)
    )


@given(
    st.dictionaries(names, pages, min_size=2), st.lists(st.lists(edits, min_size=1, max_size=2), min_size=1, max_size=4)
)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_remembered_is_what_is_worked_out_afresh(
    first: dict[str, dict[str, Any]], rounds: list[list[tuple[str, Any]]]
) -> None:
    with tempfile.TemporaryDirectory() as top:
        folder = Folder(Path(top) / "a")
        for name, page in first.items():
            folder.edit(name, page)
        for each in ([], *rounds):
            for name, what in each:
                folder.edit(name, what)
            with folder.index() as index:
                compare(index, AS_OF)
                compare(index, AS_OF - timedelta(200))


def test_each_condition_is_known_for_what_it_is() -> None:
    plain = structure(Settings, read_page(SETTINGS.encode()).data)
    found = {text: dependence(text, schemes(plain)).own for text in (*ALONE, *TOGETHER)}
    assert found == {**dict.fromkeys(ALONE, True), **dict.fromkeys(TOGETHER, False)}
