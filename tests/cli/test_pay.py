"""custfile pay: money received."""

from __future__ import annotations

from firm import Added, Run


def test_a_payment_names_the_order_it_pays(run: Run, firm: object, added: Added) -> None:
    done = run("pay", "丽人", "2000", "--order", "SO-1", "--date", "yesterday", "--method", "转账", at=firm)
    assert added("customers/C000001.yaml") == [
        "payments:", "- {date: 2026-11-19, order: SO-1, amount: 2000, method: 转账, by: li.na}"
    ]  # fmt: skip
    assert done.code == 0


def test_an_order_that_there_is_not_is_refused(run: Run, firm: object, added: Added) -> None:
    done = run("pay", "丽人", "2000", "--order", "SO-2", at=firm)
    assert (done.code, added("customers/C000001.yaml")) == (1, [])
    assert "the file has no order 'SO-2' (SO-1?); correct the number" in done.err
