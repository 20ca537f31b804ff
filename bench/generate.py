"""Archives for measuring: any number of believable customers, the same bytes every time.

A file has 2.8 kB on average: 5 to 20 orders, 2 to 6 visits, Chinese and English. Ten revisit rules, most with a condition;
two to three customers in a hundred are late, and as many owe money.
"""

# ruff: noqa: SIM905 - words are easier to read as words
from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

AS_OF: Final = date(2026, 12, 31)
EDITION: Final = "4"  # of what is generated; an archive of another edition is made again
_A_FOLDER: Final = 100
_LATE: Final = 0.025

_CITIES: Final = (
    "郑州 洛阳 开封 武汉 长沙 合肥 南京 杭州 苏州 上海 北京 天津 济南 青岛 西安 成都 重庆 广州 深圳 厦门".split()
)
_FIRST: Final = "丽佳美雅秀华瑞恒康泰安宁福祥和顺兴隆昌盛明德信义仁智达通远博文景云龙凤鹤松柏梅兰竹菊春"
_SECOND: Final = "人源丰茂荣发利达信诚正元亨贞吉庆嘉惠民生仪容颜姿韵芳香馨怡悦心意缘梦思语诗画琴棋书"
_TRADES: Final = "美容院 医疗器械 化妆品商行 健康管理 贸易 生物科技 养生会所 诊所".split()
_ENGLISH: Final = "Harbour Meadow Northgate Silver Willow Granite Summit Orchard Lantern Falcon".split()
_FAMILY: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
_GIVEN: Final = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
_PRODUCTS: Final = "精华液 面膜套装 身体护理 仪器保养 眼霜 防晒乳 Repair-Serum Cleansing-Gel 洁面乳 美容仪".split()
_OUTCOMES: Final = (
    "满意，下次带新品目录", "对价格有疑问，已解释", "asked for a new quotation", "店里正在装修，改期",
    "负责人出差，留了样品", "happy with the last delivery", "想了解培训课程", "反馈包装破损，已换货",
)  # fmt: skip
_TEAM: Final = "li.na wang.qiang zhao.min chen.jie liu.yang sun.lei zhou.ting wu.gang".split()

SETTINGS: Final = """\
name: 恒康商贸
currency: CNY
language: zh_CN
ids: C000000
team:
{team}
kinds:
  - {{id: company, labels: {{en: Company, zh_CN: 公司}}, requires: [owner, contacts, collected]}}
  - {{id: individual, labels: {{en: Individual, zh_CN: 个人}}}}
fields:
  - {{id: channel_type, type: choice, choices: [{{id: direct}}, {{id: dealer}}], secrecy: staff}}
revisits:
  - {{id: buyers, role: rep, bought: yes, counted_from: made, days: [30], every: 120, talk: 使用情况与补货}}
  - {{id: prospects, role: rep, bought: no, days: [3, 15], every: 60}}
  - {{id: large, when: class.size = large, every: 4m, latest: 5m, escalate: [{{after: 14, to: rep}}]}}
  - {{id: key, when: class.key = key, every: 125, latest: 150}}
  - {{id: problem, when: class.history = problem, counted_from: last_visit, every: 130}}
  - {{id: new, when: class.history = new and amount_12m > 50000, counted_from: first_order, days: [30, 90]}}
  - {{id: late-payers, when: credit >= D, counted_from: last_order, every: 140, purpose: collect}}
  - {{id: dealers, when: channel_type = dealer, every: 135}}
  - {{id: tea, when: preferences.tea = 龙井 and characteristics.staff > 20, every: 150}}
  - {{id: renewal, counted_from: contract_end, days: [0], purpose: new_business}}
due: {{urgency: [{{when: class.size = large, times: 2}}, {{when: overdue > 0, times: 1.5}}]}}
""".format(team="\n".join(f"  - {{id: {person}, name: {person.title()}, role: rep}}" for person in _TEAM))


def archive(folder: Path, customers: int) -> Path:
    """Make the archive of so many ``customers`` under ``folder``, committed to git, unless it is there; return its folder."""
    place = folder / f"archive-{customers}"
    stamp = place / ".git" / "edition"
    if stamp.is_file() and stamp.read_text() == EDITION:
        return place
    if place.exists():
        raise SystemExit(f"{place} is not of this edition: delete it")
    for number in range(1, customers + 1):
        path = place / page_path(number)
        path.parent.mkdir(parents=True, exist_ok=True) if number % _A_FOLDER in (0, 1) else None
        path.write_text(customer(number), encoding="utf-8")
    (place / "custfile.yaml").write_text(SETTINGS, encoding="utf-8")
    (place / ".gitignore").write_text(".custfile/\n")
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "archive"]):
        git(place, *command)
    stamp.write_text(EDITION)
    return place


def git(place: Path, *arguments: str) -> None:
    """Run git in ``place``, whatever the user's own settings are."""
    who = {f"GIT_{role}_{key}": "bench" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "-c", "gc.auto=0", *arguments], cwd=place, check=True, env=os.environ | who | alone)


def page_path(number: int) -> str:
    """Return where the file of the customer ``number`` is."""
    return f"customers/{(number - 1) // _A_FOLDER:04}/C{number:06}.yaml"


def customer(number: int) -> str:
    """Return the text of the file of the customer ``number``."""
    chance = Random(number)
    owner = chance.choice(_TEAM)
    made = AS_OF - timedelta(chance.randint(900, 2500))
    orders = list(_orders(number, chance, made, owner))
    text = "\n".join(
        [*_header(number, chance, owner, made), *_papers(chance), "orders:", *(line for line, _, _ in orders)]
    )
    paid = [line for _order, line, _amount in orders[: len(orders) // 4]]
    rest = sum(amount for _order, _line, amount in orders[len(orders) // 4 :])
    if chance.random() >= _LATE:  # all the rest at once, so that few customers owe anything
        paid.append(f"  - {{date: {AS_OF}, amount: {rest}.00}}")
    return "\n".join([text, "payments:", *paid, "visits:", *_visits(chance, made, owner), ""])


def _header(number: int, chance: Random, owner: str, made: date) -> Iterator[str]:
    city, trade, name = _name(number)
    person = chance.choice(_FAMILY) + "".join(chance.sample(_GIVEN, 2))
    yield "# yaml-language-server: $schema=../../schema/customer.schema.json"
    yield f"name: {name}"
    yield "kind: company"
    if number % 3 == 0:
        yield f"aliases: [{name[:4].strip()}]"
    yield f"owner: {owner}"
    yield f"region: {city}/{chance.choice('东西南北中')}区"
    yield f"collected: {{date: {made}, by: {owner}, source: visit, verified: {made + timedelta(14)}}}"
    yield f'phone: "0371-{60000000 + number}"'
    yield f"address: {city}市{chance.choice('人民 中山 建设 解放'.split())}路{chance.randint(1, 800)}号"
    yield f"tax_id: 9141{10**12 + number}X"
    yield f"industry: {trade}"
    yield "channel_type: dealer" if chance.random() < 0.3 else "channel_type: direct"
    yield "contacts:"
    yield f"  - name: {person}"
    yield "    role: owner"
    yield f'    phone: "13{10**8 + number:09}"'
    yield f"    birthday: lunar {chance.randint(1, 12):02}-{chance.randint(1, 29):02}"
    yield f"    hobbies: [{chance.choice(['茶, 瑜伽', '登山', 'golf, 摄影'])}]"
    yield f"    note: {chance.choice(_OUTCOMES)}"


def _name(number: int) -> tuple[str, str, str]:
    """Return city, trade and name; no two numbers share a name."""
    rest, city = divmod(number, len(_CITIES))
    rest, first = divmod(rest, len(_FIRST))
    rest, second = divmod(rest, len(_SECOND))
    trade = _TRADES[rest % len(_TRADES)]
    chinese = f"{_CITIES[city]}{_FIRST[first]}{_SECOND[second]}{trade}"
    if number % 5:
        return _CITIES[city], trade, f"{chinese}有限公司"
    return _CITIES[city], trade, f"{_ENGLISH[number // 5 % len(_ENGLISH)]} Trading {number} ({_CITIES[city]})"


def _papers(chance: Random) -> Iterator[str]:
    yield "characteristics:"
    yield f"  service_area: {chance.choice(_CITIES)}及周边"
    yield f"  staff: {chance.randint(3, 120)}"
    yield f"  potential: {chance.choice(['计划明年开两家分店', 'expects to double its floor space', '稳定，增长有限'])}"
    yield f"terms: {{currency: CNY, payment_days: 30, method: 转账, credit_limit: {chance.randint(1, 20)}0000, discount: 0.95}}"
    yield f"preferences: {{room: 安静, tea: {chance.choice('龙井 普洱 铁观音'.split())}, 联系时间: 上午十点以后}}"


def _orders(number: int, chance: Random, made: date, owner: str) -> Iterator[tuple[str, str, int]]:
    """Yield each order with the payment of it and its amount, in order of time."""
    count = 5 + int(16 * chance.random() ** 2)
    days = sorted(chance.randint(1, (AS_OF - made).days - 1) for _ in range(count))
    for place, gap in enumerate(days):
        day, quantity, price = made + timedelta(gap), chance.randint(1, 24), chance.randint(40, 900)
        no, amount = f"SO-{number:06}-{place + 1:02}", quantity * price
        paid = min(day + timedelta(chance.randint(5, 45)), AS_OF)
        yield (
            f"  - {{date: {day}, no: {no}, product: {chance.choice(_PRODUCTS)}, quantity: {quantity}, amount: {amount}.00, "
            f"cost: {amount * 6 // 10}.50, due: {day + timedelta(30)}, by: {owner}}}",
            f"  - {{date: {paid}, order: {no}, amount: {amount}.00}}",
            amount,
        )


def _visits(chance: Random, made: date, owner: str) -> Iterator[str]:
    """Yield visits; the last one leaves nothing due, but for a few customers."""
    last = AS_OF - timedelta(chance.randint(130, 200) if chance.random() < _LATE else chance.randint(0, 55))
    span = (last - made).days
    days = sorted(made + timedelta(chance.randint(1, span - 1)) for _ in range(chance.randint(1, 5)))
    for day in (*days, last):
        channel, outcome = chance.choice(["phone", "visit", "message"]), chance.choice(_OUTCOMES)
        ahead = f", next: {day + timedelta(chance.randint(60, 90))}"
        yield f"  - {{date: {day}, by: {owner}, channel: {channel}, purpose: revisit, outcome: {outcome!r}{ahead}}}"
