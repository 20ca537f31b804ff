"""Why something is due, in few words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from custfile.analysis.schedule.due import Item
from custfile.analysis.schedule.duty import KINDS, NEXT, PROMISE, REVISIT
from custfile.language import Label, say
from custfile.report.figures import Figures
from custfile.report.page import Cell

_STEP: Final = Label("{step} of {steps}", "第{step}次，共{steps}次", "第{step}次，共{steps}次")
_EVERY: Final = Label("every {days}", "每{days}一次", "每{days}一次")
_NEXT: Final = Label("Next date set", "约定日期", "約定日期")
_PROMISE: Final = Label("Promise", "承诺", "承諾")
_NAMED: Final = {**KINDS, NEXT: _NEXT, PROMISE: _PROMISE}
_ON: Final = Label("on {day}", "{day}约定", "{day}約定")
_SINCE: Final = Label("since {day}", "{day}起", "{day}起")


def why(item: Item, catalog: Mapping[str, Any], figures: Figures) -> Cell:
    """Return the rule of ``item`` and its step, or what else it is, and when that began."""
    if item.kind != REVISIT:
        when = _ON if item.kind in (NEXT, PROMISE) else _SINCE
        return Cell(say(_NAMED[item.kind]), say(when).format(day=figures.day(item.since)) if item.since else "")
    rule = catalog["rules"][item.rule]
    steps = len(rule["days"])
    if item.step > steps:
        told = say(_EVERY).format(days=figures.days(rule["every"]))
    else:
        told = say(_STEP).format(step=item.step, steps=steps)
    return Cell(say(Label(*rule["label"])), told)
