"""A small firm, on whose archive the commands are tried: three customers, as of 2026-11-20."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

Run: TypeAlias = Callable[..., Any]
Added: TypeAlias = Callable[[str], list[str]]

FIRM = """
--- custfile.yaml
name: 中原美业
currency: CNY
team:
  - {id: li.na, name: 李娜, role: rep, email: li.na@example.com}
  - {id: wang.wei, name: 王伟, role: rep}
  - {id: dr.chen, name: 陈医生, role: physician}
kinds:
  - id: company
    labels: {en: Company, zh_CN: 企业, zh_TW: 企業}
    expects: [phone, contacts, terms.payment_days, collected.by]
    requires: [phone]
  - {id: individual, labels: {en: Individual, zh_CN: 个人, zh_TW: 個人}}
fields:
  - {id: 肤质, type: choice, choices: [{id: 干性}, {id: 油性}], secrecy: staff}
  - {id: score, part: visits, type: grade, secrecy: staff}
revisits:
  - {id: rep-buyers, role: rep, bought: yes, days: [3, 30, 60], channel: phone, purpose: revisit, talk: 了解效果}
  - {id: rep-nonbuyers, role: rep, bought: no, days: [3, 15], channel: message, purpose: new_business}
--- customers/C000001.yaml
# 老客户，先看 preferences
name: 郑州丽人美容院
kind: company
aliases: [丽人]
owner: li.na
region: 郑州/中原区
collected: {date: 2026-11-10, by: li.na}
phone: 0371-65880101            # 前台
bank: {name: 工行, account: "6222020200112233"}
terms: {payment_days: 30}
preferences: {茶: 龙井, 房间: 安静}
orders:
  - {date: 2026-11-12, no: SO-1, product: 精华液, quantity: 12, amount: 5760.00, due: 2026-12-12}
visits:
  - {date: 2026-11-13, by: li.na, channel: phone, outcome: 满意, next: 2026-11-19}
promises:
  - {date: 2026-11-13, what: 送样品两套, by: li.na, due: 2026-11-18}
tickets:
  - {date: 2026-11-14, type: complaint, no: T1, what: 精华液漏瓶}
--- customers/south/C000002.yaml
name: 王丽
kind: individual
owner: wang.wei
region: 郑州/二七区
collected: {date: 2026-11-01}
phone: "13800138000"
--- customers/C000003.yaml
name: 王力
kind: individual
owner: li.na
"""
