"""Allocation as tables: what is proposed, and how one file was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from custfile.analysis.allocation.order import RULES, Proposal
from custfile.analysis.allocation.staff import Candidate
from custfile.language import Label, _, say
from custfile.model.table import Column, Table

Names = Mapping[str, Label]

AS_OF: Final = Label("As of", "截至", "截至")
ID: Final = Column("id", Label("Id", "编号", "編號"))
NAME: Final = Column("name", Label("Name", "名称", "名稱"))
REGION: Final = Column("region", Label("Region", "区域", "區域"))
RULE: Final = Column("rule", Label("Rule", "规则", "規則"), names=RULES)
WHY: Final = Column("why", Label("Why", "原因", "原因"))
_FORMER: Final = Label("Held by", "原负责人", "原負責人")
_OWNER: Final = Label("New owner", "新负责人", "新負責人")
_FOUND: Final = Column("found", Label("Found", "结果", "結果"))
_DECIDED: Final = Label("Decided", "决定", "決定")
_MERIT: Final = Label("Merit", "能力与效率", "能力與效率")
_FILES: Final = Label("Files", "档案数", "檔案數")


def proposed(proposals: Sequence[Proposal], people: Sequence[Candidate], names: Names, as_of: date) -> Table:
    """Return the files with the owner proposed for each, by which rule and why."""
    columns = (
        ID, NAME, REGION, Column("former", _FORMER, names=names), Column("owner", _OWNER, names=names), RULE, WHY
    )  # fmt: skip
    rows = [
        (each.file.id, each.file.name, each.file.region, each.file.owner, each.owner, each.rule, each.why)
        for each in proposals
    ]
    return Table("assign", columns, rows, list(_facts(proposals, people, as_of)))


def _facts(proposals: Sequence[Proposal], people: Sequence[Candidate], as_of: date) -> Iterator[tuple[Label, str]]:
    yield AS_OF, as_of.isoformat()
    decided = Counter(each.rule for each in proposals)
    yield (
        RULE.label,
        ", ".join(f"{say(label)} {decided[rule]}" for rule, label in RULES.items() if decided[rule]) or "0",
    )
    told = _("{name} {before} → {after}")
    grown = [
        told.format(name=each.person.name, before=each.work.files, after=each.files) for each in people if each.given
    ]
    if grown:
        yield _FILES, ", ".join(grown)


def explained(proposal: Proposal, people: Sequence[Candidate], names: Names, as_of: date) -> Table:
    """Return what each rule found for the file of ``proposal``, in their order; the merit of ``people`` is among the facts."""
    columns = (RULE, _FOUND, Column("decided", _DECIDED, names=names))
    rows = [(rule, found, proposal.owner if rule == proposal.rule else None) for rule, found in proposal.steps]
    facts = [(AS_OF, as_of.isoformat()), (NAME.label, f"{proposal.file.id} {proposal.file.name}")]
    return Table("assign", columns, rows, [*facts, *((_MERIT, _merit(each)) for each in people)])


def _merit(each: Candidate) -> str:
    told = _("{name} ({ability} + {efficiency}) / 2 = {merit}: {amount} in {files} files, {kept} of {asked} in time")
    work = each.work
    return told.format(
        name=each.person.name,
        ability=f"{each.ability:.2f}",
        efficiency=f"{each.efficiency:.2f}",
        merit=f"{each.merit:.2f}",
        amount=f"{Decimal(work.amount).scaleb(-2):,.2f}",
        files=work.files,
        kept=work.kept,
        asked=work.asked,
    )
