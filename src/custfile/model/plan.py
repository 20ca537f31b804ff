"""A month's plan of visits, as ``plans/2026-12.yaml`` says it."""

from __future__ import annotations

from typing import Annotated, Final

from custfile.language import Label
from custfile.model.choices import Channel, Purpose
from custfile.model.part import Part
from custfile.model.spec import PUBLIC, STAFF, Merge, many, must, told
from custfile.model.values import Day, Line, Money, Text, Time, choice

STATUSES: Final = {
    "draft": Label("draft", "草拟", "草擬"),
    "submitted": Label("submitted", "已提交", "已送審"),
    "approved": Label("approved", "已批准", "已核准"),
}
Status = Annotated[str, choice("plan status", STATUSES)]


class PlannedVisit(Part):
    """A visit that is meant to be made."""

    date: Day = must("Date", "日期", "日期", "The day.", STAFF)
    time: Time | None = told("Time", "时间", "時間", "When it is fixed.", STAFF)
    by: Line = must("By", "拜访人", "拜訪人", "Who goes.", STAFF, refers="team")
    customer: Line = must("Customer", "客户", "客戶", "Its id.", STAFF, refers="customer")
    name: Line | None = told("Name", "名称", "名稱", "For who reads the plan.", PUBLIC)
    channel: Channel | None = told("Channel", "方式", "方式", "How.", STAFF)
    purpose: Purpose | None = told("Purpose", "目的", "目的", "Why.", STAFF)
    why: Line | None = told("Reason", "缘由", "緣由", "Contact frequency, a rule falling due, a promise …", STAFF)
    bring: Text | None = told("Bring", "携带", "攜帶", "What to take along.", STAFF)
    cost: Money | None = told("Cost", "费用", "費用", "To apply for.", STAFF)
    area: Line | None = told("Area", "片区", "片區", "Of the route.", STAFF)
    note: Text | None = told("Note", "备注", "備註", "Anything else to know.", STAFF)


class Sheet(Part):
    """The state of one person's plan of the month."""

    by: Line = must("Person", "人员", "人員", "Whose plan.", STAFF, refers="team")
    status: Status = must("Status", "状态", "狀態", "draft, submitted or approved.", STAFF, merge=Merge.LATEST)
    submitted: Day | None = told("Submitted", "提交日", "送審日", "The day.", STAFF)
    approved: Day | None = told("Approved", "批准日", "核准日", "The day.", STAFF, after="submitted")
    approved_by: Line | None = told("Approved by", "批准人", "核准人", "Who approved it.", STAFF, refers="team")


class Plan(Part):
    """The plan of a month; the file's name is the month."""

    sheets: list[Sheet] = many("Sheets", "计划表", "計畫表", "One line a person.", STAFF, merge=Merge.EVENTS)
    visits: list[PlannedVisit] = many("Visits", "计划拜访", "計畫拜訪", "One line a visit.", STAFF, merge=Merge.EVENTS)
