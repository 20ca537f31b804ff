"""custfile tip: whom to tell of a new product."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from firm import Run

BOOK = """
--- custfile.yaml
name: 中原茶业
currency: CNY
team:
  - {id: li.na, name: 李娜, role: rep}
kinds:
  - {id: company}
--- customers/C000001.yaml
name: 爱喝龙井的
kind: company
owner: li.na
phone: 0371-65880101
preferences: {茶: 明前龙井, 口味: [甜, 清淡]}
--- customers/C000002.yaml
name: 买过两次的
kind: company
orders:
  - {date: 2026-01-05, product: 龙井礼盒, amount: 300}
  - {date: 2026-02-05, product: 龙井礼盒, amount: 300}
  - {date: 2026-12-05, product: 龙井新茶, amount: 300}
  - {date: 2026-03-05, product: 龙井新茶, amount: -300}
  - {date: 2026-03-06, product: 龙井新茶, amount: 300, status: cancelled}
--- customers/C000003.yaml
name: 茶道爱好者
kind: company
contacts:
  - {name: 王丽, hobbies: [茶道, ＴＥＡ]}
business: {products: [茶叶, 茶具]}
--- customers/C000004.yaml
name: 名字里有龙井的
kind: company
notes:
  - {date: 2026-01-01, text: 说到龙井}
--- customers/C000005.yaml
name: 停止交易的
kind: company
ended: {date: 2026-02-01}
preferences: {茶: 龙井}
--- customers/C000006.yaml
name: 明细里有的
kind: company
orders:
  - {date: 2026-01-05, amount: 300, lines: [{product: 龙井散茶, amount: 100}, {product: 普洱, amount: 200}]}
"""


@pytest.fixture
def book(archive: Callable[[str], Path]) -> Path:
    """A seller of tea."""
    return archive(BOOK)


def told(done: Any) -> list[tuple[Any, ...]]:
    """Return customer, words, points and reason of each line."""
    return [(row["id"], row["words"], row["points"], row["because"]) for row in json.loads(done.out)]


def test_the_best_match_first_with_what_matched(run: Run, book: Path) -> None:
    """龙井: C000001 likes it (3), C000002 and C000006 bought it (2). 茶: C000001 by the key (3), C000003 by a hobby (2) and
    its products (1), C000006 by an order (2). What was sent back, called off, or bought later does not count; nor do
    notes and names."""
    assert told(run("tip", "龙井", "茶", "--json", at=book)) == [
        ("C000001", 2, 6, "likes: 茶 明前龙井"),
        ("C000006", 2, 4, "bought: 龙井散茶"),
        ("C000003", 1, 3, "hobby: 茶道; product mix: 茶叶; product mix: 茶具"),
        ("C000002", 1, 2, "bought: 龙井礼盒 ×2"),
    ]


def test_words_are_folded_and_may_come_in_one_argument(run: Run, book: Path) -> None:
    assert told(run("tip", "tea  茶具", "--json", at=book)) == [("C000003", 2, 3, "hobby: ＴＥＡ; product mix: 茶具")]
    assert told(run("tip", "TEA", "tea", "--json", at=book))[0][1] == 1


def test_filters_and_top(run: Run, book: Path) -> None:
    assert [row[0] for row in told(run("tip", "茶", "--owner", "李娜", "--json", at=book))] == ["C000001"]
    assert [row[0] for row in told(run("tip", "茶", "--top", "1", "--json", at=book))] == ["C000001"]


def test_people_read_it_in_their_language(run: Run, book: Path) -> None:
    assert run("--lang", "zh_CN", "tip", "龙井", "--owner", "李娜", at=book).out == (
        "词语：龙井\n\n"
        "编号     名称        负责人  电话           命中词数  匹配分  依据\n"
        "C000001  爱喝龙井的  李娜    0371-65880101         1       3  偏好: 茶 明前龙井\n"
    )


def test_it_fits_nobody(run: Run, book: Path) -> None:
    done = run("tip", "咖啡", at=book)
    assert (done.code, done.err) == (0, "it fits nobody's taste\n")
    assert run("tip", "  ", at=book).code == 2


def test_the_examples(run: Run, example: Callable[[str], Path]) -> None:
    first = told(run("tip", "龙井", "新茶", "--json", at=example("hotel")))[0]
    assert first == ("H00008", 1, 3, "likes: 茶 明前龙井，滚水稍凉")
