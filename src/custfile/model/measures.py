"""The measures: figures of a customer that filters, class schemes and tables name. One line each, here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from custfile.language import Label
from custfile.model.values import nearest

Kind: TypeAlias = Literal["money", "count", "share", "score", "day", "grade", "word"]

_WINDOWED: Final = re.compile(r"([a-z_]+)_([1-9][0-9]{0,2})m", re.ASCII)


@dataclass(frozen=True)
class Measure:
    """A figure by its ``name``; ``group`` is the module of ``analysis.measures`` that computes it.

    With a ``window`` the name ends in the months that count, such as ``amount_12m``; ``months`` are those asked for.
    """

    name: str
    kind: Kind
    group: str
    label: Label
    window: bool = False
    months: int | None = None

    @property
    def called(self) -> Label:
        """Its label, with the months that count."""
        if self.months is None:
            return self.label
        en, zh_CN, zh_TW = self.label
        return Label(f"{en}, {self.months} months", f"{zh_CN}（{self.months}个月）", f"{zh_TW}（{self.months}個月）")


def _listed() -> Iterator[Measure]:
    yield Measure("amount", "money", "sales", Label("net amount of orders", "净订货金额", "淨訂購金額"), window=True)
    yield Measure("orders", "count", "sales", Label("orders", "订单数", "訂單數"), window=True)
    yield Measure("quantity", "score", "sales", Label("quantity", "数量", "數量"), window=True)
    yield Measure("profit", "money", "profit", Label("contribution to profit", "利润贡献", "利潤貢獻"), window=True)
    yield Measure("margin", "share", "profit", Label("contribution per amount", "利润率", "利潤率"), window=True)
    yield Measure(
        "growth", "share", "sales", Label("growth against the period before", "较上期增长", "較前期成長"), window=True
    )
    yield Measure("orders", "count", "sales", Label("orders of all time", "历来订单数", "歷來訂單數"))
    yield Measure("amount", "money", "sales", Label("amount of all time", "历来金额", "歷來金額"))
    yield Measure("first_order", "day", "sales", Label("first order", "首次订单", "首次訂單"))
    yield Measure("last_order", "day", "sales", Label("last order", "最近订单", "最近訂單"))
    yield Measure("days_since_first", "count", "sales", Label("days since first order", "距首单天数", "距首單天數"))
    yield Measure(
        "days_since_order", "count", "sales", Label("days since last order", "距最近订单天数", "距最近訂單天數")
    )
    yield Measure(
        "gap_days", "score", "sales", Label("median days between orders", "订货间隔中位天数", "訂購間隔中位天數")
    )
    yield Measure(
        "gaps_silent", "score", "sales", Label("silence in own gaps", "静默期（按自身间隔）", "靜默期（依自身間隔）")
    )
    yield Measure("recency", "count", "rfm", Label("recency in days", "最近购买距今天数", "最近購買距今天數"))
    yield Measure("frequency", "count", "rfm", Label("frequency", "购买频率", "購買頻率"))
    yield Measure("monetary", "money", "rfm", Label("monetary value", "购买金额", "購買金額"))
    yield Measure("r", "count", "rfm", Label("R", "R", "R"))
    yield Measure("f", "count", "rfm", Label("F", "F", "F"))
    yield Measure("m", "count", "rfm", Label("M", "M", "M"))
    yield Measure("d", "score", "rfm", Label("D", "D", "D"))
    yield Measure("rfm", "score", "rfm", Label("RFM score", "RFM 得分", "RFM 分數"))
    yield Measure("segment", "word", "rfm", Label("segment", "客户分群", "客戶分群"))
    yield Measure("pay_index", "score", "credit", Label("pay index", "付款指数", "付款指數"))
    yield Measure("credit", "grade", "credit", Label("credit grade", "信用等级", "信用等級"))
    yield Measure("open_amount", "money", "credit", Label("open amount", "未收金额", "未收金額"))
    yield Measure("overdue", "money", "credit", Label("overdue amount", "逾期金额", "逾期金額"))
    yield Measure("days_overdue", "count", "credit", Label("days overdue", "逾期天数", "逾期天數"))
    yield Measure("days_late", "score", "credit", Label("average days beyond terms", "平均逾期天数", "平均逾期天數"))
    yield Measure("on_time", "share", "credit", Label("share paid on time", "按时付款占比", "準時付款占比"))
    yield Measure("utilisation", "share", "credit", Label("use of the limit", "额度使用率", "額度使用率"))
    yield Measure("visits", "count", "service", Label("visits", "拜访次数", "拜訪次數"), window=True)
    yield Measure("complaints", "count", "service", Label("complaints", "投诉次数", "客訴次數"), window=True)
    yield Measure("complaints_open", "count", "service", Label("open complaints", "未结投诉", "未結客訴"))
    yield Measure(
        "days_since_visit", "count", "service", Label("days since last visit", "距最近拜访天数", "距最近拜訪天數")
    )
    yield Measure("days_on_file", "count", "service", Label("days on file", "建档天数", "建檔天數"))
    yield Measure("age", "count", "person", Label("age", "年龄", "年齡"))
    yield Measure("completeness", "share", "completeness", Label("completeness", "完整度", "完整度"))
    yield Measure("prospect", "count", "prospects", Label("prospects", "前景评分", "前景評分"))
    yield Measure("prospect_age", "count", "prospects", Label("days since judged", "评估距今天数", "評估距今天數"))
    yield Measure("composite", "score", "composite", Label("composite score", "综合评分", "綜合評分"))
    yield Measure("strength", "score", "strength", Label("sales strength", "综合销售力", "綜合銷售力"))
    yield Measure("p_alive", "share", "clv", Label("probability alive", "存活概率", "存活機率"))
    yield Measure("buys_again", "share", "clv", Label("probability of buying again", "复购概率", "再購機率"))
    yield Measure("expected_orders", "score", "clv", Label("expected orders", "预期订单数", "預期訂單數"))
    yield Measure("clv", "money", "clv", Label("customer lifetime value", "客户终身价值", "顧客終身價值"))


MEASURES: Final = tuple(_listed())
_PLAIN: Final = {measure.name: measure for measure in MEASURES if not measure.window}
_MOVING: Final = {measure.name: measure for measure in MEASURES if measure.window}


def measure(name: str) -> Measure | None:
    """Return the measure called ``name``, such as ``credit`` or ``amount_12m``, or ``None``."""
    if name in _PLAIN:
        return _PLAIN[name]
    found = _WINDOWED.fullmatch(name)
    if found is None or found[1] not in _MOVING:
        return None
    return replace(_MOVING[found[1]], name=name, months=int(found[2]))


def likely(name: str) -> str:
    """Return the measure that ``name`` was probably meant to be, or the empty string."""
    return nearest(name, [*_PLAIN, *(f"{moving}_12m" for moving in _MOVING)])
