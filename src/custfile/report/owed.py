"""How a customer pays and what it owes, and what it bought month by month, for its card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple

from custfile.analysis.credit.aging import columns
from custfile.analysis.credit.limit import FLAGS
from custfile.analysis.credit.rules import CAP_LABELS, UNRATED, Rules, rules
from custfile.analysis.credit.survey import survey
from custfile.analysis.figures import Figures
from custfile.language import Label, say
from custfile.report.figures import Figures as Writer
from custfile.report.page import Amount, Cell, Pair, Step, Strip
from custfile.report.wording import joined

_ON_TIME: Final = Label("on time {share}", "按时{share}", "準時{share}")
_LATE: Final = Label("on average {days} late", "平均逾期{days}", "平均逾期{days}")
_FEW: Final = Label("payments due: {n}, too few to rate", "到期{n}笔，不足以评级", "到期{n}筆，不足以評等")
_OPEN: Final = Label("Open", "未收金额", "未收金額")
_OVERDUE: Final = Label("Overdue", "逾期金额", "逾期金額")
_SINCE: Final = Label("for {days}", "已{days}", "已{days}")
_UNAPPLIED: Final = Label("Money without an order", "未核销收款", "未沖銷收款")
_USE: Final = Label("Use of the limit", "额度使用率", "額度使用率")
_OF: Final = Label("of {limit}", "额度{limit}", "額度{limit}")
_SUGGESTED: Final = Label("of {limit}, suggested", "建议额度{limit}", "建議額度{limit}")
_MONTHS: Final = Label("Net amount by month", "近12个月金额", "近12個月金額")


class Owed(NamedTuple):
    """The credit of a customer: ``grade`` in words, the ``reason``, and what is owed as the ``entries`` of a section."""

    grade: str
    reason: str
    entries: Sequence[Pair]


def owed(figures: Figures, identity: str, writer: Writer) -> Owed | None:
    """Return the credit of the customer ``identity``, ``None`` when it neither buys on credit nor owes anything.

    Amounts are in the archive's currency, in which they are told even where ``writer`` has another.
    """
    judging = rules(figures.settings, {})
    record = _records(figures, judging).get(identity)
    if record is None:
        return None
    entries = list(_entries(record, judging, figures.book.currency, writer))
    if record["grade"] == UNRATED:
        return Owed(UNRATED, say(_FEW).format(n=int(record["experiences"])), entries)
    return Owed(f"{record['grade']} · {writer.score(record['pay_index'])}", _reason(record, writer), entries)


@cache
def _records(figures: Figures, judging: Rules) -> Mapping[str, Mapping[str, Any]]:
    """Return how everybody stands by id, worked out once: cards are made by the thousand."""
    found = survey(figures.book, judging, figures.position)
    return {
        str(row["id"]): {str(key): value for key, value in row.items()} for row in found.customers.to_dict("records")
    }


def _reason(record: Mapping[str, Any], writer: Writer) -> str:
    cap = CAP_LABELS.get(int(record["cap"]))
    late = round(record["days_late"])
    return joined(
        say(_ON_TIME).format(share=writer.share(float(record["on_time"]))),
        say(_LATE).format(days=writer.days(late)) if late > 0 else "",
        say(cap) if cap else "",
    )


def _entries(record: Mapping[str, Any], judging: Rules, currency: str | None, writer: Writer) -> Iterator[Pair]:
    def amount(cents: float) -> Amount:
        return Amount(Decimal(round(cents)).scaleb(-2), currency)

    yield say(_OPEN), amount(record["open"])
    if record["overdue"]:
        since = say(_SINCE).format(days=writer.days(int(record["days_overdue"])))
        yield say(_OVERDUE), Cell(amount(record["overdue"]), since if record["days_overdue"] else "", "bad")
    ages = [column for column in columns(judging.buckets) if column.key == "current" or column.key.startswith("days_")]
    for column in ages:
        if column.kind == "money" and record[column.key] and record["overdue"]:
            yield say(column.label), amount(record[column.key])
    if record["unapplied"]:
        yield say(_UNAPPLIED), amount(record["unapplied"])
    if record["limit"] == record["limit"] and record["limit"] > 0:
        of = _OF if record["limit_on_file"] == record["limit_on_file"] else _SUGGESTED
        flag = FLAGS[int(record["flag"])]
        told = say(of).format(limit=writer.money(amount(record["limit"])))
        use = writer.share(float(record["utilisation"]))
        yield say(_USE), Cell(use, joined(told, say(flag) if flag else ""), ("", "warn", "bad")[int(record["flag"])])


def months(told: Sequence[tuple[date, Decimal]], writer: Writer) -> Strip | None:
    """Return the net amounts ``told`` of each month (its first day) as a strip, ``None`` when there is none."""
    if not any(amount for _month, amount in told):
        return None
    most = max(amount for _month, amount in told)
    steps = [
        Step(writer.short_month(month), writer.compact(amount), float(amount / most) if amount > 0 else 0.0)
        for month, amount in told
    ]
    return Strip(title=say(_MONTHS), note=writer.currency or "", half=True, entries=steps)
