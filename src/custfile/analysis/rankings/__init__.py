"""The rankings: one module each, listed here; a module is imported when its ranking is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

from custfile.language import Label

if TYPE_CHECKING:
    from custfile.analysis.rankings.ranked import Rank


@dataclass(frozen=True)
class Ranking:
    """A way to put customers in order. Its ``module`` offers ``rank``; ``options`` are those of the command it takes."""

    name: str
    label: Label
    help: Label
    module: str
    options: tuple[str, ...] = ()

    @property
    def rank(self) -> Rank:
        """The ranking's function; its module is imported late, because it brings pandas."""
        found: Rank = import_module(f"custfile.analysis.rankings.{self.module}").rank
        return found


RANKINGS: Final[dict[str, Ranking]] = {
    ranking.name: ranking
    for ranking in (
        Ranking(
            "rfm",
            Label("RFM", "RFM 分析", "RFM 分析"),
            Label(
                "How recently, how often and for how much a customer orders.",
                "客户最近何时订货、多久订一次、金额多少。",
                "客戶最近何時訂貨、多常訂貨、金額多少。",
            ),
            "rfm",
            ("segments", "method", "months", "edge", "since", "freeze"),
        ),
        Ranking(
            "credit",
            Label("credit", "信用", "信用"),
            Label(
                "How punctually a customer pays: pay index and grade.",
                "客户付款是否准时：付款指数与信用等级。",
                "客戶付款是否準時：付款指數與信用等級。",
            ),
            "credit",
            ("months",),
        ),
        Ranking(
            "amount",
            Label("amount", "订货金额", "訂購金額"),
            Label(
                "Net amount of orders over one or two years, and its growth.",
                "最近一两年的净订货金额及其增长。",
                "最近一兩年的淨訂購金額及其成長。",
            ),
            "amount",
            ("months",),
        ),
        Ranking(
            "quantity",
            Label("quantity", "订货数量", "訂購數量"),
            Label(
                "Quantity ordered over one or two years, and its growth.",
                "最近一两年的订货数量及其增长。",
                "最近一兩年的訂購數量及其成長。",
            ),
            "quantity",
            ("months",),
        ),
        Ranking(
            "profit",
            Label("profit", "利润贡献", "利潤貢獻"),
            Label(
                "What a customer brings, less what it costs to serve.",
                "客户带来的毛利，减去服务成本。",
                "客戶帶來的毛利，扣除服務成本。",
            ),
            "profit",
            ("months",),
        ),
        Ranking(
            "prospects",
            Label("prospects", "前景", "前景"),
            Label(
                "What a person expects of a customer without history.",
                "对尚无交易记录的客户，由人判断的前景。",
                "對尚無交易紀錄的客戶，由人判斷的前景。",
            ),
            "prospects",
        ),
        Ranking(
            "composite",
            Label("composite", "综合评分", "綜合評分"),
            Label(
                "The weighted mean of RFM, credit, amount, profit and prospects.",
                "RFM、信用、金额、利润、前景的加权综合。",
                "RFM、信用、金額、利潤、前景的加權綜合。",
            ),
            "composite",
            ("months", "pairwise", "force"),
        ),
        Ranking(
            "clv",
            Label("CLV", "客户终身价值", "顧客終身價值"),
            Label(
                "What a customer is still likely to bring.",
                "客户今后可能带来的价值。",
                "客戶今後可能帶來的價值。",
            ),
            "clv",
            ("months", "backtest", "force"),
        ),
    )
}
