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

    ``of``: what it is about and has to be named: nothing, a customer (by id), one of the team, or a month, which is the next
    one when nobody names it.
    ``lists``: beneath it lies a list, which programs can have, too. ``by_person``: its owner is who has the work to do, as
    with ``due``, not who looks after the customer.
    """

    name: str
    label: Label
    help: Label
    module: str
    of: Literal["", "customer", "person", "month"] = ""
    lists: bool = False
    by_person: bool = False

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
        by_person=True,
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
    "master": Listed(
        "master",
        Label("Master list", "客户总表", "客戶總表"),
        Label(
            "Every customer on a line: classes, visits, amount, balance, completeness.",
            "每位客户一行：分类、拜访、金额、余额、完整度。",
            "每位客戶一行：分類、拜訪、金額、餘額、完整度。",
        ),
        "custfile.report.master",
        lists=True,
    ),
    "abc": Listed(
        "abc",
        Label("ABC analysis", "ABC 分析", "ABC 分析"),
        Label(
            "Who brings how much of the amount, changes of class, and what hangs on few.",
            "谁贡献多少金额、类别变动、集中度。",
            "誰貢獻多少金額、類別變動、集中度。",
        ),
        "custfile.report.pareto",
        lists=True,
    ),
    "credit": Listed(
        "credit",
        Label("Credit and aging", "信用与账龄", "信用與帳齡"),
        Label(
            "Limits and their use, aging, how each customer pays, and why it is graded so.",
            "额度与占用、账龄、付款情况，以及评级的原因。",
            "額度與使用、帳齡、付款情況，以及評等的原因。",
        ),
        "custfile.report.credit",
        lists=True,
    ),
    "sleeping": Listed(
        "sleeping",
        Label("Sleeping customers", "沉睡客户", "沉睡客戶"),
        Label(
            "Who has fallen silent by its own rhythm, and whom it is most worth winning back.",
            "按自身购买间隔静默已久的客户，以及最值得挽回的人。",
            "依自身購買間隔靜默已久的客戶，以及最值得挽回的人。",
        ),
        "custfile.report.sleeping",
        lists=True,
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
    "funnel": Listed(
        "funnel",
        Label("Funnel and forecast", "销售漏斗与预测", "銷售漏斗與預測"),
        Label(
            "Open deals by stage, what they may bring, what lies still, what was lost and why.",
            "各阶段商机、可望金额、停滞商机、失败及原因。",
            "各階段商機、可望金額、停滯商機、失敗及原因。",
        ),
        "custfile.report.funnel",
        lists=True,
    ),
    "service": Listed(
        "service",
        Label("Complaints and service", "投诉与服务", "客訴與服務"),
        Label(
            "Open tickets by age and due day, time to answer and to close, causes, who complains again, praise.",
            "未结工单的时长和期限、答复与结案用时、原因、重复投诉、表扬。",
            "未結案件的時長與期限、答覆與結案用時、原因、重複客訴、表揚。",
        ),
        "custfile.report.service",
        lists=True,
    ),
    "care": Listed(
        "care",
        Label("Care dates", "生日纪念日", "生日紀念日"),
        Label(
            "Birthdays and anniversaries to come, who calls, and what was given before.",
            "即将到来的生日和纪念日、由谁致意、以往送过什么。",
            "即將到來的生日與紀念日、由誰致意、以往送過什麼。",
        ),
        "custfile.report.care",
        lists=True,
    ),
    "plan": Listed(
        "plan",
        Label("Visit plan", "月拜访计划", "月拜訪計畫"),
        Label(
            "A month's visits by person and day, what each class is due, areas, who has no place; to be approved.",
            "一个月的拜访：按人按日、各级别应拜访数、片区、未能安排者；供审批。",
            "一個月的拜訪：依人依日、各級別應拜訪數、片區、未能安排者；供核准。",
        ),
        "custfile.report.plan",
        of="month",
        lists=True,
    ),
    "quality": Listed(
        "quality",
        Label("Data quality", "档案体检", "檔案健檢"),
        Label(
            "What is missing, out of date, twice or wrong in the files, by person, with file and line.",
            "档案中缺少、过时、重复、有误之处，按负责人列出，附文件和行号。",
            "檔案中缺少、過時、重複、有誤之處，依負責人列出，附檔名與行號。",
        ),
        "custfile.report.quality",
        lists=True,
    ),
    "digest": Listed(
        "digest",
        Label("Digest", "周报/月报", "週報/月報"),
        Label(
            "What changed in a period: customers, classes, visits, money, tickets, promises, files.",
            "一段时间内的变化：客户、级别、拜访、金额、工单、承诺、档案。",
            "一段時間內的變化：客戶、級別、拜訪、金額、案件、承諾、檔案。",
        ),
        "custfile.report.digest",
    ),
}
