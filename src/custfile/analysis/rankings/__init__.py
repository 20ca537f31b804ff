"""The rankings: one module each, listed here; a module is imported when its ranking is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Final

from custfile.language import Label


@dataclass(frozen=True)
class Ranking:
    """A way to put customers in order. Its ``module`` offers ``score``, ``table`` and ``summary``."""

    name: str
    label: Label
    help: Label
    module: str

    def load(self) -> ModuleType:
        """Import the ranking's module; late, because it brings pandas."""
        return import_module(self.module)


RANKINGS: Final[dict[str, Ranking]] = {
    "rfm": Ranking(
        "rfm",
        Label("RFM", "RFM 分析", "RFM 分析"),
        Label(
            "How recently, how often and for how much a customer orders.",
            "客户最近何时订货、多久订一次、金额多少。",
            "客戶最近何時訂貨、多常訂貨、金額多少。",
        ),
        "custfile.analysis.rankings.rfm",
    ),
}
