"""The sales-strength table: one row for each customer, prospects included; and how one was scored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

import numpy as np

from custfile.analysis.figures import Figures
from custfile.analysis.rankings.explained import about
from custfile.analysis.rankings.ranked import AS_OF, ID, NAME, RANK, TIES, Fact, Ranked, ordered
from custfile.analysis.strength.scoring import ENOUGH, Scored, scored
from custfile.language import Label, _, say
from custfile.model.choices import MARKET_POSITIONS
from custfile.model.condition import MONEY, NUMBER, Word
from custfile.model.measures import measure
from custfile.model.names import NO_NAMES
from custfile.model.ranking import Grading
from custfile.model.strength import called, name
from custfile.model.table import Cell, Column, Kind, Table, written

_SHORT: Final = 24
_OWN: Final = Label("of the settings", "自定义", "自訂")
_SHIPPED: Final = Label("general, as shipped", "通用（随附）", "通用（隨附）")
_TITLE: Final = Label("Sales strength", "综合销售力", "綜合銷售力")
_SCORE: Final = Column("score", Label("Score", "得分", "分數"), "score")
_COVERAGE: Final = Column("coverage", Label("Coverage", "覆盖率", "涵蓋率"), "share")
_CARD: Final = {
    "characteristics.staff": Column("staff", Label("Staff", "员工人数", "員工人數"), "count"),
    "characteristics.turnover": Column("turnover", Label("Turnover", "年营业额", "年營業額"), "money"),
    "characteristics.service_area": Column("service_area", Label("Service area", "服务区域", "服務區域")),
    "characteristics.market_position": Column(
        "market_position", Label("Market position", "市场地位", "市場地位"), names=MARKET_POSITIONS
    ),
    "characteristics.selling_capacity": Column("selling_capacity", Label("Selling capacity", "销售能力", "銷售能力")),
    "characteristics.potential": Column("potential", Label("Potential", "发展潜力", "發展潛力")),
    "business.competitors": Column("competitors", Label("Competitors", "与竞争者关系", "與競爭者關係")),
    "business.attitude": Column("attitude", Label("Attitude to us", "与本公司关系", "與本公司關係")),
}
"""What the card tells of the customer, beside what it does with us: text short, the rest is in its file."""

_RECORD: Final = {
    "amount_12m": Column("amount_12m", Label("Amount, 12 months", "一年金额", "一年金額"), "money"),
    "orders_12m": Column("orders_12m", Label("Orders, 12 months", "一年订单数", "一年訂單數"), "count"),
    "growth_12m": Column("growth_12m", Label("Growth", "增长", "成長"), "share"),
    "last_order": Column("last_order", Label("Last order", "最近订单", "最近訂單"), "day"),
    "credit": Column("credit", Label("Credit", "信用", "信用")),
    "open_amount": Column("open_amount", Label("Open amount", "未收金额", "未收金額"), "money"),
}
_GROUPS: Final = (("amount_12m", "orders_12m", "growth_12m", "last_order"), ("credit", "open_amount"))
"""The measures of ``_RECORD`` that are computed at once."""


def strength(figures: Figures) -> Ranked:
    """Return all customers known on the day by their score, the best first, who is not rated at the end.

    Of equal scores the better covered comes first, then the lower id.
    """
    record = {key: figures.array(key, group) for group in _GROUPS for key in group}
    figures.read(list(_CARD))
    found = scored(figures)
    frame = figures.book.customers[["id", "name", "kind"]].copy()
    frame["score"], frame["coverage"] = found.score, found.coverage
    for path, column in _CARD.items():
        frame[column.key] = [_card(value, column.kind) for value in figures.column(path)]
    for key, values in record.items():
        frame[key] = values
    ranked = ordered(frame, ("score", True), ("coverage", True))
    ranked["rank"] = ranked["rank"].where(ranked["score"].notna())
    kinds = {kind.id: (kind.labels or NO_NAMES).label(kind.id) for kind in figures.settings.kinds}
    columns = (
        RANK, ID, NAME, Column("kind", Label("Kind", "类别", "類別"), names=kinds), _SCORE, _COVERAGE,
        *_CARD.values(), *_RECORD.values(),
    )  # fmt: skip
    facts = list(_facts(figures, found))
    return Ranked("strength", columns, ranked, facts, lambda identity: [_explained(identity, figures, found)])


def _card(value: Any, kind: str) -> Any:
    """Return a value of the card as its column has it: money in cents, text on one short line."""
    if kind == "money":
        return np.nan if value is None else float(value * 100)
    if value is None or not isinstance(value, str):
        return value
    line = value.strip().partition("\n")[0]
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"


def _facts(figures: Figures, found: Scored) -> Iterator[Fact]:
    yield AS_OF, str(figures.book.as_of)
    yield Label("Form", "评分表", "評分表"), say(_OWN if figures.settings.strength else _SHIPPED)
    yield (
        Label("Items and weights", "项目与权重", "項目與權重"),
        "; ".join(
            f"{say(called(item, figures.settings))} × {weight}"
            for item, weight in zip(found.form, found.weights, strict=True)
        ),
    )
    yield TIES, _("score, then coverage, then id")
    if unrated := int(np.isnan(found.score).sum()):
        label = Label(
            "Not rated: under half of the form is told", "未评分：已知项目不足一半", "未評分：已知項目不到一半"
        )
        yield label, str(unrated)


def _explained(identity: str, figures: Figures, found: Scored) -> Table:
    """Return each item of the form with the value, points and weight of ``identity``. Raises ``KeyError``."""
    place = figures.position[identity]
    rows = [
        (
            name(item),
            say(called(item, figures.settings)),
            _cell(values[place], _kind(item.source, figures)),
            _rule(item, figures),
            _told(points[place]),
            weight,
        )
        for item, values, points, weight in zip(found.form, found.values, found.points, found.weights, strict=True)
    ]
    columns = (
        Column("item", Label("Item", "项目", "項目")),
        Column("label", Label("Name", "名称", "名稱")),
        Column("value", Label("Value", "情况", "情況"), names=_choices(figures, found)),
        Column("rule", Label("Points by", "评分标准", "評分標準")),
        Column("points", Label("Points", "分值", "分數"), "score"),
        Column("weight", Label("Weight", "权重", "權重"), "count"),
    )
    facts = [
        (AS_OF, str(figures.book.as_of)),
        (_COVERAGE.label, _covered(found, place)),
        (_SCORE.label, _sum(found, place)),
    ]
    return Table("strength", columns, rows, facts, about(_TITLE, figures.book, place))


def _told(points: float) -> float | None:
    return None if np.isnan(points) else float(points)


def _covered(found: Scored, place: int) -> str:
    told = sum(weight for weight, points in _weighed(found, place))
    return _("weight {told} of {all}: {share}").format(
        told=told, all=sum(found.weights), share=f"{found.coverage[place]:.1%}"
    )


def _sum(found: Scored, place: int) -> str:
    if np.isnan(found.score[place]):
        return _("not rated: below {share}").format(share=f"{ENOUGH:.0%}")
    terms = list(_weighed(found, place))
    summed = " + ".join(f"{weight} × {points:g}" for weight, points in terms)
    weight, mean = sum(weight for weight, _points in terms), found.mean[place]
    return f"({summed}) / {weight} = {mean:.2f}; ({mean:.2f} − 1) / 4 × 100 = {found.score[place]:.2f}"


def _weighed(found: Scored, place: int) -> Iterator[tuple[int, float]]:
    for weight, points in zip(found.weights, found.points, strict=True):
        if not np.isnan(points[place]):
            yield weight, float(points[place])


def _rule(item: Grading, figures: Figures) -> str:
    """Return how the item becomes points, in signs."""
    kind, named = _kind(item.source, figures), figures.names.get(item.source)
    called = named.choices if isinstance(named, Word) else {}
    parts = [f"{say(called[word]) if word in called else word} {points}" for word, points in item.words.items()]
    if item.cuts:
        borders = [written(border, "share" if kind == "share" else "quantity") for border in item.cuts]
        signs = [f"{'≤' if item.falling else '≥'} {border}" for border in borders]
        points = range(5, 1, -1) if item.falling else range(2, 6)
        parts += [f"{sign}: {point}" for sign, point in zip(signs, points, strict=True)]
    return "; ".join(parts)


def _kind(source: str, figures: Figures) -> Kind:
    """Return how values of ``source`` are shown."""
    found = measure(source)
    if found is not None and found.kind in ("money", "share", "score", "day"):
        return found.kind
    named = figures.names.get(source)
    return "money" if named is MONEY else "quantity" if named is NUMBER else "text"


def _cell(value: Any, kind: Kind) -> Cell | str | None:
    """Return a value as a cell: a list of values in one text."""
    if value is None:
        return None
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return Cell(value, kind) if isinstance(value, int | float | Decimal | date) else str(value)


def _choices(figures: Figures, found: Scored) -> dict[str, Label]:
    """Return what the words are called that the items of the form may have for values."""
    kinds = (figures.names.get(item.source) for item in found.form)
    return {word: label for kind in kinds if isinstance(kind, Word) for word, label in kind.choices.items()}
