"""What a report contains, and how it looks. The reports are listed here; a module is imported when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Final, Literal

from custfile.language import Label


@dataclass(frozen=True)
class Listed:
    """A report. Its ``module`` offers ``make(source, subject)``, which returns a ``Report``.

    ``of``: what it is about and has to be named: nothing, a customer (by id), or one of the team.
    ``lists``: beneath it lies a list, which programs can have, too.
    """

    name: str
    label: Label
    help: Label
    module: str
    of: Literal["", "customer", "person"] = ""
    lists: bool = False

    def load(self) -> ModuleType:
        """Import the report's module; late, because it brings Babel."""
        return import_module(self.module)


REPORTS: Final[dict[str, Listed]] = {
    "today": Listed(
        "today",
        Label("Today", "今日回访", "今日回訪"),
        Label(
            "Whom to see or call today, why, and what to talk about.",
            "今天要拜访或致电谁、为什么、谈什么。",
            "今天要拜訪或致電給誰、為什麼、談什麼。",
        ),
        "custfile.report.today",
        lists=True,
    ),
    "card": Listed(
        "card",
        Label("Customer card", "客户卡", "客戶卡"),
        Label(
            "All that matters about one customer, on a page.",
            "一位客户的要点，一页看完。",
            "一位客戶的重點，一頁看完。",
        ),
        "custfile.report.card",
        of="customer",
    ),
    "rfm": Listed(
        "rfm",
        Label("RFM analysis", "RFM 分析", "RFM 分析"),
        Label(
            "Customers and their money by recency and frequency, and what to do for each segment.",
            "按最近购买和购买频率看客户与金额，以及各分群的做法。",
            "依最近購買與購買頻率看客戶與金額，以及各分群的做法。",
        ),
        "custfile.report.rfm",
        lists=True,
    ),
    "handover": Listed(
        "handover",
        Label("Handover", "档案移交清单", "檔案移交清單"),
        Label(
            "All that somebody holds, as a list to sign when it is handed over.",
            "某人经手的全部档案和事项，移交时签字用。",
            "某人經手的全部檔案與事項，移交時簽名用。",
        ),
        "custfile.report.handover",
        of="person",
    ),
}
