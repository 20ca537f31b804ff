"""The commands: which module holds each. ``--help``, completion and the docs come from this list."""

from __future__ import annotations

from typing import Final

COMMANDS: Final = {
    "init": "init",
    "add": "add",
    "import": "importing",
    "show": "show",
    "list": "listing",
    "find": "find",
    "set": "setting",
    "edit": "edit",
    "visit": "visit",
    "order": "order",
    "pay": "pay",
    "ticket": "ticket",
    "promise": "promise",
    "promises": "promises",
    "check": "check",
    "classify": "classify",
    "rank": "rank",
    "credit": "credit",
    "aging": "aging",
    "strength": "strength",
    "completeness": "completeness",
    "measures": "measures",
    "due": "due",
    "snooze": "snooze",
    "skip": "skip",
    "agenda": "agenda",
    "appoint": "appoint",
    "task": "task",
    "memo": "memo",
    "care": "care",
    "tip": "tip",
    "assign": "assign",
    "workload": "workload",
    "handover": "handover",
    "plan": "plan",
    "route": "route",
    "report": "report",
    "mail": "mail",
    "sql": "sql",
    "doctor": "doctor",
}
"""Command → module of ``custfile.cli.commands``; each module has a function ``command``."""
