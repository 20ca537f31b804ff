"""Conditions on customers: the language of ``--where``, of class rules and of revisit rules.

``parse`` reads the text; ``checked`` compares it with the names there are and with the kinds of their values; ``fits``
answers for all customers, and ``reasons`` says for one what decided. docs/filters.md describes the language.
"""

from __future__ import annotations

from custfile.model.condition.check import Checked, checked
from custfile.model.condition.days import DAY
from custfile.model.condition.fit import fits
from custfile.model.condition.kinds import GRADE, MONEY, NUMBER, RECORD, TEXT, YES, Kind, Word
from custfile.model.condition.parse import parse
from custfile.model.condition.reasons import Reason, reasons, shown
from custfile.model.condition.scalars import kind_of
from custfile.model.condition.tree import Condition, names
from custfile.model.condition.unclear import Unclear
from custfile.model.condition.written import written

__all__ = [
    "DAY", "GRADE", "MONEY", "NUMBER", "RECORD", "TEXT", "YES", "Checked", "Condition", "Kind", "Reason", "Unclear",
    "Word", "checked", "fits", "kind_of", "names", "parse", "reasons", "shown", "written",
]  # fmt: skip
