"""The work list: every customer's file with what it lacks, the worst first; averages; and one file item by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from custfile.analysis.completeness.audit import Audit, Grid, audit
from custfile.analysis.completeness.items import Item
from custfile.analysis.figures import Figures
from custfile.analysis.rankings.explained import about
from custfile.analysis.rankings.ranked import AS_OF, ID, NAME, RANK, TIES, Fact, Ranked, ordered
from custfile.language import COMMA, Label, _, say
from custfile.model.names import NO_NAMES
from custfile.model.settings import Settings
from custfile.model.table import Column, Table, written

_Labels: TypeAlias = Mapping[str, Label]

NAMED: Final = 3
_SHARE: Final = Column("completeness", Label("Completeness", "完整度", "完整度"), "share")
_EXPECTED: Final = Column("expected", Label("Expected", "应有", "應有"), "count")
_TOLD: Final = Column("told", Label("Told", "已有", "已有"), "count")
_UNVERIFIED: Final = Column("unverified", Label("To be verified", "待核实", "待查核"), "count")
_MISSING: Final = Column("missing", Label("Missing", "缺少", "缺少"))
_STATES: Final = {
    "missing": Label("missing", "缺少", "缺少"),
    "unverified": Label("told, to be verified", "已有，待核实", "已有，待查核"),
    "told": Label("told", "已有", "已有"),
}
_GROUPS: Final = {
    "all": Label("all", "全部", "全部"),
    "owner": Label("by owner", "按负责人", "依負責人"),
    "kind": Label("by kind", "按类别", "依類別"),
}


def work_list(figures: Figures) -> Ranked:
    """Return all customers known on the day, past ones too, by the completeness of their files, the worst first.

    Of equal shares the file that lacks more comes first, then the lower id.
    """
    found = audit(figures)
    frame = figures.book.customers[["id", "name", "kind", "owner"]].copy()
    frame["completeness"] = found.share
    frame["expected"], frame["told"] = found.asked, found.told.sum(axis=1)
    frame["unverified"] = found.unverified.sum(axis=1)
    frame["lacking"] = frame["expected"] - frame["told"]
    frame["missing"] = _named(found.expected & ~found.told, found.items)
    kinds, people = _kinds(figures.settings), _people(figures.settings)
    columns = (
        RANK, ID, NAME, Column("kind", Label("Kind", "类别", "類別"), names=kinds),
        Column("owner", Label("Owner", "负责人", "負責人"), names=people), _SHARE, _EXPECTED, _TOLD, _UNVERIFIED, _MISSING,
    )  # fmt: skip
    facts = list(_facts(figures, found))
    return Ranked(
        "completeness",
        columns,
        ordered(frame, ("completeness", False), ("lacking", True)),
        facts,
        lambda identity: [_explained(identity, figures, found)],
        lambda ranked: _summary(ranked.frame, facts, people, kinds),
    )


def _named(lacking: Grid, items: Sequence[Item]) -> list[str]:
    """Return what each file lacks in words: files that lack the same share one text."""
    packed = np.packbits(lacking, axis=1)
    _rows, first, which = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    texts = [_listed([items[at].label for at in np.flatnonzero(lacking[row]).tolist()]) for row in first]
    return [texts[at] for at in which.reshape(-1).tolist()]


def _listed(labels: Sequence[Label]) -> str:
    more = f" +{len(labels) - NAMED}" if len(labels) > NAMED else ""
    return say(COMMA).join(map(say, labels[:NAMED])) + more


def _facts(figures: Figures, found: Audit) -> Iterator[Fact]:
    yield AS_OF, str(figures.book.as_of)
    yield Label("Customers", "客户数", "客戶數"), str(figures.size)
    yield TIES, _("the lowest share, then most missing, then id")
    if figures.size:
        yield Label("Average", "平均完整度", "平均完整度"), written(found.share.mean(), "share")
    stages = [
        f"{say((stage.labels or NO_NAMES).label(stage.id))}{f' ({stage.when})' if stage.when else ''}"
        for stage in figures.settings.completeness
    ]
    yield Label("Expected beside the forms", "表格之外另要求", "表單之外另要求"), "; ".join(stages) or "–"


def _summary(frame: pd.DataFrame, facts: Sequence[Fact], people: _Labels, kinds: _Labels) -> Table:
    """Return the averages of the customers in ``frame``: of all, by owner and by kind, the worst first."""
    columns = (
        Column("by", Label("Grouped", "分组", "分組"), names=_GROUPS),
        ID,
        NAME,
        Column("customers", Label("Customers", "客户数", "客戶數"), "count"),
        Column("completeness", Label("Average", "平均完整度", "平均完整度"), "share"),
        Column("complete", Label("Complete", "已齐全", "已齊全"), "count"),
        Column("lacking", Label("Items missing", "缺项", "缺項"), "count"),
        _UNVERIFIED,
    )
    rows: list[tuple[Any, ...]] = [("all", None, None, *_weighed(frame))] if len(frame) else []
    for by, names in (("owner", people), ("kind", kinds)):
        groups = [(key, _weighed(part)) for key, part in frame.groupby(frame[by].fillna(""), sort=True)]
        rows += [
            (by, key or None, say(names[key]) if key in names else key or None, *told)
            for key, told in sorted(groups, key=lambda group: group[1][1])
        ]
    return Table("completeness", columns, rows, facts)


def _weighed(frame: pd.DataFrame) -> tuple[int, float, int, int, int]:
    lacking = frame["lacking"].to_numpy()
    share = float(frame["completeness"].to_numpy().mean())
    return len(frame), share, int((lacking == 0).sum()), int(lacking.sum()), int(frame["unverified"].sum())


def _explained(identity: str, figures: Figures, found: Audit) -> Table:
    """Return every item that the file of ``identity`` should have, what is missing first. Raises ``KeyError``."""
    place = figures.position[identity]
    asked = np.flatnonzero(found.expected[place]).tolist()
    rows = [
        (item.key, say(item.label), state, _asking(found, item, place))
        for state in _STATES
        for item in (found.items[at] for at in asked if _state(found, place, at) == state)
    ]
    columns = (
        Column("field", Label("Field", "项目", "項目")),
        Column("label", Label("Name", "名称", "名稱")),
        Column("state", Label("State", "状态", "狀態"), names=_STATES),
        Column("rule", Label("Asked by", "要求来自", "要求來自")),
    )
    told = _("{told} of {expected}: {share}").format(
        told=int(found.told[place].sum()), expected=len(asked), share=written(found.share[place], "share")
    )
    facts = [
        (AS_OF, str(figures.book.as_of)),
        (_SHARE.label, told),
    ]
    return Table("completeness", columns, rows, facts, about(_SHARE.label, figures.book, place))


def _state(found: Audit, place: int, at: int) -> str:
    if not found.told[place, at]:
        return "missing"
    return "unverified" if found.unverified[place, at] else "told"


def _asking(found: Audit, item: Item, place: int) -> str:
    return say(COMMA).join(say(rule.label) for rule in found.rules if rule.applies[place] and item in rule.items)


def _kinds(settings: Settings) -> _Labels:
    return {kind.id: (kind.labels or NO_NAMES).label(kind.id) for kind in settings.kinds}


def _people(settings: Settings) -> _Labels:
    return {person.id: Label(*([person.name] * 3)) for person in settings.team}
