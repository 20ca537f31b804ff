"""What is to be done without a customer: tasks and memos, as ``agenda.yaml`` says them."""

from __future__ import annotations

from custfile.model.part import Part
from custfile.model.spec import STAFF, Merge, many, must, told
from custfile.model.values import Day, Line, Text, Time, Whole


class Task(Part):
    """Something that somebody has to do."""

    date: Day = must("Date", "日期", "日期", "The day it was noted.", STAFF)
    what: Line = must("Task", "任务", "任務", "What is to be done.", STAFF)
    by: Line | None = told("By", "负责人", "負責人", "Who does it.", STAFF, refers="team")
    due: Day | None = told("Due", "期限", "期限", "The day.", STAFF, after="date")
    time: Time | None = told("Time", "时间", "時間", "When it is fixed.", STAFF)
    minutes: Whole | None = told("Minutes", "时长（分钟）", "時長（分鐘）", "How long it takes.", STAFF)
    done: Day | None = told("Done", "完成日", "完成日", "The day it was done.", STAFF, after="date", merge=Merge.LATEST)
    note: Text | None = told("Note", "备注", "備註", "Anything else to know.", STAFF)


class Memo(Part):
    """Something to remember, for some of the team or all of it."""

    date: Day = must("Date", "日期", "日期", "The day it was written.", STAFF)
    text: Text = must("Text", "内容", "內容", "What is to be remembered.", STAFF)
    by: Line | None = told("By", "记录人", "記錄人", "Who wrote it.", STAFF, refers="team")
    to: list[Line] = many("To", "对象", "對象", "Whom it concerns; all when absent.", STAFF, refers="team")
    on: Day | None = told("On", "提醒日", "提醒日", "The day to be reminded.", STAFF)


class Agenda(Part):
    """The team's tasks and memos."""

    tasks: list[Task] = many("Tasks", "任务", "任務", "One line a task.", STAFF, merge=Merge.EVENTS)
    memos: list[Memo] = many("Memos", "备忘", "備忘", "One line a memo.", STAFF, merge=Merge.EVENTS)
