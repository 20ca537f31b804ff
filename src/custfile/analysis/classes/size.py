"""By size of purchases: large, medium, scattered, or nothing in the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from dateutil.relativedelta import relativedelta

from custfile.analysis.classes.scheme import Placed, Scheme
from custfile.analysis.ledger import Ledger
from custfile.language import Label, _
from custfile.model.settings import Settings, SizeRule

CLASSES: Final = {
    "large": Label("large", "大客户", "大客戶"),
    "medium": Label("medium", "中客户", "中型客戶"),
    "scattered": Label("scattered", "零散客户", "零散客戶"),
    "none": Label("no purchases", "期内无购买", "期間內無購買"),
}
_LARGE: Final = Decimal("0.80")
_MEDIUM: Final = Decimal("0.95")


def place(ledgers: Sequence[Ledger], settings: Settings, as_of: date) -> list[Placed]:
    """Return the class by size of each of ``ledgers``.

    With fixed amounts in ``classes.size`` they decide. Else the customers are taken from the largest net amount down: large
    while the share of those before is below 80 %, medium below 95 %, scattered after (ABC analysis).
    """
    rule = settings.classes.size if settings.classes and settings.classes.size else SizeRule()
    opens = as_of - relativedelta(months=12 if rule.months is None else rule.months)
    amounts = [sum(sale.cents for sale in ledger.sales if sale.day > opens and not sale.returned) for ledger in ledgers]
    if rule.large_amount is not None and rule.medium_amount is not None:
        return [_by_amount(cents, int(rule.large_amount * 100), int(rule.medium_amount * 100)) for cents in amounts]
    large = _LARGE if rule.large_share is None else rule.large_share
    medium = _MEDIUM if rule.medium_share is None else rule.medium_share
    return _by_share(ledgers, amounts, large, medium)


def _by_amount(cents: int, large: int, medium: int) -> Placed:
    word = "none" if cents <= 0 else "large" if cents >= large else "medium" if cents >= medium else "scattered"
    return Placed(word, _amount(cents))


def _amount(cents: int) -> str:
    return _("{amount} in the window").format(amount=f"{cents / 100:,.2f}")


def _by_share(ledgers: Sequence[Ledger], amounts: Sequence[int], large: Decimal, medium: Decimal) -> list[Placed]:
    total, before = sum(cents for cents in amounts if cents > 0), 0
    placed: dict[str, Placed] = {}
    for cents, ledger in sorted(zip(amounts, ledgers, strict=True), key=lambda pair: (-pair[0], pair[1].id)):
        share = Decimal(before) / total if total else Decimal(0)
        word = "none" if cents <= 0 else "large" if share < large else "medium" if share < medium else "scattered"
        before_it = "; " + _("larger customers have {share} of all").format(share=f"{share:.1%}")
        placed[ledger.id] = Placed(word, _amount(cents) + (before_it if cents > 0 else ""))
        before += max(cents, 0)
    return [placed[ledger.id] for ledger in ledgers]


SCHEME: Final = Scheme(
    "size", Label("by size of purchases", "按购买规模", "依購買規模"), lambda settings: CLASSES, place
)
