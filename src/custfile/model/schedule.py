"""When to be in touch with whom, who works when, and where: settings of revisits, plans, routes and care."""

from __future__ import annotations

from typing import Annotated, Final

from custfile.model.choices import Channel, Purpose
from custfile.model.names import Names
from custfile.model.part import Part
from custfile.model.spans import SpanOf
from custfile.model.spec import PUBLIC, many, must, told
from custfile.model.values import CareDate, Day, Line, Quantity, Share, Text, Time, Whole, Yes, fixed_words

ANCHORS: Final = ("made", "first_order", "last_order", "last_visit", "contract_end", "ticket_closed")
"""What a rule may count from, beside any date field of the file."""

Weekday = Annotated[str, fixed_words("weekday", "mon", "tue", "wed", "thu", "fri", "sat", "sun")]


class Escalation(Part):
    """Who hears of it when a revisit is late."""

    after: Whole = must("After", "逾期天数", "逾期天數", "Days late.", PUBLIC)
    to: Line = must("To", "上报给", "上報給", "A role; of several people the one of the customer's region.", PUBLIC)


class RevisitRule(Part):
    """Who has to be in touch with whom, when."""

    id: Line = must("Id", "代号", "代號", "Named by due --why.", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people.", PUBLIC)
    role: Line | None = told("Role", "角色", "角色", "Whose duty; the owner's when absent.", PUBLIC)
    bought: Yes | None = told("Bought", "是否购买", "是否購買", "Buyers only, non-buyers only, or both.", PUBLIC)
    kinds: list[Line] = many("Kinds", "适用类别", "適用類別", "Kinds of customer; all when absent.", PUBLIC)
    when: Line | None = told("When", "条件", "條件", "A filter the customer has to fit.", PUBLIC)
    counted_from: Line | None = told(
        "Counted from",
        "起算日",
        "起算日",
        "made, first_order, last_order, last_visit (of the role), contract_end, ticket_closed, or a date field.",
        PUBLIC,
    )
    days: list[Whole] = many("Days", "天数", "天數", "Steps: days from the start, rising.", PUBLIC)
    every: SpanOf | None = told("Every", "周期", "週期", "Between visits, after the steps: 30, 2w, 3m.", PUBLIC)
    latest: SpanOf | None = told("At the latest", "最迟", "最遲", "Late only then; every is the ideal.", PUBLIC)
    channel: Channel | None = told("Channel", "方式", "方式", "How.", PUBLIC)
    purpose: Purpose | None = told("Purpose", "目的", "目的", "Why.", PUBLIC)
    talk: Text | None = told("Talk about", "谈什么", "談什麼", "What to ask and say.", PUBLIC)
    escalate: list[Escalation] = many("Escalate", "上报", "上報", "Who hears of it when it is late.", PUBLIC)
    active_from: Day | None = told("Active from", "启用日", "啟用日", "Nothing falls due before.", PUBLIC)
    active_to: Day | None = told(
        "Active to", "停用日", "停用日", "Nothing falls due after.", PUBLIC, after="active_from"
    )


class Factor(Part):
    """What makes a thing more urgent."""

    when: Line = must("When", "条件", "條件", "A filter the customer has to fit.", PUBLIC)
    times: Quantity = must("Times", "倍数", "倍數", "2 is twice as urgent.", PUBLIC)


class DueSettings(Part):
    """How far ahead things are told, and what is urgent."""

    care: Whole | None = told("Care dates", "纪念日提前天数", "紀念日提前天數", "Days ahead; 7 when absent.", PUBLIC)
    papers: Whole | None = told("Papers", "文件到期提前天数", "文件到期提前天數", "Days ahead; 30 when absent.", PUBLIC)
    collect: Whole | None = told(
        "Money", "催款宽限天数", "催款寬限天數", "Days past due until it is asked for; 3 when absent.", PUBLIC
    )
    report: Whole | None = told(
        "Visit report", "拜访报告天数", "拜訪報告天數", "Days after a planned visit; 2 when absent.", PUBLIC
    )
    never: Whole | None = told(
        "Never visited", "从未拜访天数", "從未拜訪天數", "Days on file without any visit; 30 when absent.", PUBLIC
    )
    complaint: Quantity | None = told(
        "Open complaint", "未结投诉倍数", "未結客訴倍數", "Times as urgent with one; 2 when absent.", PUBLIC
    )
    urgency: list[Factor] = many("Urgency", "紧急程度", "緊急程度", "Days late are multiplied by what fits.", PUBLIC)


class Contact(Part):
    """How often a class of customers is visited."""

    id: Line = must("Id", "代号", "代號", "Such as A.", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people.", PUBLIC)
    when: Line = must("When", "条件", "條件", "A filter; the first that fits counts.", PUBLIC)
    visits: Quantity = must("Visits", "每月次数", "每月次數", "A month; 0.5 is every second month.", PUBLIC)
    channel: Channel | None = told("Channel", "方式", "方式", "How; C customers by phone.", PUBLIC)
    purpose: Purpose | None = told("Purpose", "目的", "目的", "Why.", PUBLIC)
    bring: Text | None = told("Bring", "携带", "攜帶", "What to take along.", PUBLIC)
    cost: Quantity | None = told("Cost", "费用", "費用", "To apply for, of a visit.", PUBLIC)


class Holiday(Part):
    """A day on which nobody works, or everybody does."""

    date: Day = must("Date", "日期", "日期", "The day.", PUBLIC)
    name: Line | None = told("Name", "名称", "名稱", "What it is called.", PUBLIC)
    works: Yes | None = told("Works", "上班", "上班", "yes: a working day though it would be none.", PUBLIC)


class CalendarSettings(Part):
    """Which days are working days."""

    country: Line | None = told("Country", "国家或地区", "國家或地區", "CN, TW, DE …: its public holidays.", PUBLIC)
    area: Line | None = told("Area", "省州", "省州", "A part of the country with holidays of its own.", PUBLIC)
    week: list[Weekday] = many("Week", "工作日", "工作日", "mon to fri when absent.", PUBLIC)
    days: list[Holiday] = many("Days", "特殊日期", "特殊日期", "The firm's own; they win.", PUBLIC)
    begins: Time | None = told("Begins", "上班时间", "上班時間", "09:00 when absent.", PUBLIC)
    ends: Time | None = told("Ends", "下班时间", "下班時間", "18:00 when absent.", PUBLIC)
    visit_minutes: Whole | None = told(
        "Visit", "每次拜访分钟", "每次拜訪分鐘", "Minutes of a visit; 60 when absent.", PUBLIC
    )


class VisitForm(Part):
    """What is asked for when a visit is recorded."""

    id: Line = must("Id", "代号", "代號", "The form's name.", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people.", PUBLIC)
    purposes: list[Purpose] = many("Purposes", "目的", "目的", "For visits with these; all when absent.", PUBLIC)
    kinds: list[Line] = many("Kinds", "适用类别", "適用類別", "For these customers; all when absent.", PUBLIC)
    asks: list[Line] = many("Asks", "询问", "詢問", "Fields of the visit, in their order.", PUBLIC)
    requires: list[Line] = many("Requires", "必填", "必填", "Fields without which it is not complete.", PUBLIC)

    def fits(self, purpose: str | None, kind: str) -> bool:
        """Say whether a visit with ``purpose`` to a customer of ``kind`` is recorded on this form."""
        return (not self.purposes or purpose in self.purposes) and (not self.kinds or kind in self.kinds)


class Greeting(Part):
    """A day on which many customers are greeted."""

    id: Line = must("Id", "代号", "代號", "Such as spring-festival.", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people.", PUBLIC)
    date: CareDate = must("Date", "日期", "日期", "01-01, or lunar 01-01.", PUBLIC)
    when: Line | None = told("When", "条件", "條件", "A filter: whom; all when absent.", PUBLIC)
    ahead: Whole | None = told("Ahead", "提前天数", "提前天數", "Days; those of due.care when absent.", PUBLIC)


class AssignSettings(Part):
    """How files without an owner are given out."""

    roles: list[Line] = many("Roles", "角色", "角色", "Who may hold files; rep when absent.", PUBLIC)
    new_months: Whole | None = told(
        "New staff", "新员工月数", "新員工月數", "Months from joining; 6 when absent.", PUBLIC
    )
    new_share: Share | None = told(
        "Share of new staff", "新员工份额", "新員工份額", "Of what is given out; 0.2 when absent.", PUBLIC
    )
    most: Whole | None = told("Most", "每人上限", "每人上限", "Files a person can hold; no limit when absent.", PUBLIC)
