"""Why something is due, in few words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from custfile.analysis.schedule.due import Item
from custfile.analysis.schedule.duties import PROMISE, REVISIT
from custfile.language import Label, say
from custfile.report.figures import Figures
from custfile.report.page import Cell

_STEP: Final = Label("{step} of {steps}", "第{step}次，共{steps}次", "第{step}次，共{steps}次")
_EVERY: Final = Label("every {days}", "每{days}一次", "每{days}一次")
_NEXT: Final = Label("Next date set", "约定日期", "約定日期")
_PROMISE: Final = Label("Promise", "承诺", "承諾")
_ON: Final = Label("on {day}", "{day}约定", "{day}約定")


def why(item: Item, catalog: Mapping[str, Any], figures: Figures) -> Cell:
    """Return the rule of ``item`` and its step, or that a date was set or a promise made, and when."""
    if item.kind != REVISIT:
        label = _PROMISE if item.kind == PROMISE else _NEXT
        return Cell(say(label), say(_ON).format(day=figures.day(item.since)) if item.since else "")
    rule = catalog["rules"][item.rule]
    steps = len(rule["days"])
    if item.step > steps:
        told = say(_EVERY).format(days=figures.days(rule["every"]))
    else:
        told = say(_STEP).format(step=item.step, steps=steps)
    return Cell(say(Label(*rule["label"])), told)
