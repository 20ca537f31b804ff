"""The health of the files: what is missing, out of date, twice or wrong, for each person and file by file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from statistics import fmean
from typing import Any, Final

from custfile.analysis.completeness.audit import audit
from custfile.analysis.quality import RULES, STALE, File, Problem, counts, files, lacking, problems
from custfile.language import Label, say, spoken
from custfile.model.table import Column, Table
from custfile.report.figures import Figures
from custfile.report.origin import Origin, internal
from custfile.report.page import Cell, Chart, Grid, Report, Section, Series, Tile, Tiles
from custfile.report.roll import ID, NAME, OWNER, called, in_charge, named
from custfile.report.source import Source
from custfile.report.wording import enumerated, excerpt

_TITLE: Final = Label("Data quality", "档案体检", "檔案健檢")
_SUBTITLE: Final = Label(
    "What the files lack, and what is wrong in them", "档案缺什么、错在哪里", "檔案缺什麼、錯在哪裡"
)
_NOTHING: Final = Label("There is no file to examine.", "没有可体检的档案。", "沒有可健檢的檔案。")
_FILES: Final = Label("Files", "档案数", "檔案數")
_COMPLETE: Final = Label("{n} complete", "{n}份齐全", "{n}份齊全")
_AVERAGE: Final = Label("Average completeness", "平均完整度", "平均完整度")
_STALE: Final = Label("Out of date", "久未更新", "久未更新")
_AFTER: Final = Label("more than {n} days without anything", "超过{n}天没有新记录", "超過{n}天沒有新紀錄")
_NEVER: Final = Label("Never visited", "从未拜访", "從未拜訪")
_WRONG: Final = Label("Findings", "检查发现", "檢查發現")
_ERRORS: Final = Label("wrong or double", "有误或疑似重复", "有誤或疑似重複")
_BY_RULE: Final = Label("Files by problem", "各类问题的档案数", "各類問題的檔案數")
_ALT: Final = Label("Files by problem: {told}.", "各类问题的档案数：{told}。", "各類問題的檔案數：{told}。")
_LACKING: Final = Label("What is missing most", "最常缺的项目", "最常缺的項目")
_ALT_LACKING: Final = Label("Files that lack it: {told}.", "缺少该项的档案数：{told}。", "缺少該項的檔案數：{told}。")
_OWNERS: Final = Label("By person", "按负责人", "依負責人")
_FINDINGS: Final = Label("Wrong or double", "有误或疑似重复", "有誤或疑似重複")
_WORST: Final = Label("Files that lack the most", "最不完整的档案", "最不完整的檔案")
_NEGLECTED: Final = Label("Out of date or never visited", "久未更新或从未拜访", "久未更新或從未拜訪")
_FIRST: Final = Label("The first {n} of {all}", "共{all}份，列出前{n}份", "共{all}份，列出前{n}份")
_MORE: Final = Label("{what} and {n} more", "{what}等，另有{n}项", "{what}等，另有{n}項")

_SHARE: Final = Column("completeness", Label("Completeness", "完整度", "完整度"), "share")
_PLACE: Final = Column("place", Label("File and line", "档案与行号", "檔案與行號"))
_TOUCHED: Final = Column("touched", Label("Last record", "最近记录", "最近紀錄"), "day")
_VISITED: Final = Column("visited", Label("Last visit", "最近拜访", "最近拜訪"), "day")
_PATH: Final = Column("path", Label("File", "档案", "檔案"))
_MOST: Final = 30
_MOST_ITEMS: Final = 10
_NAMED: Final = 4


def quality(known: Sequence[File], told: Sequence[Problem], people: Mapping[str, str], origin: Origin) -> Report:
    """Return the report of the files ``known`` and of what was ``told`` of them."""
    teller = _Teller(known, told, people, origin)
    return internal(
        "quality",
        say(_TITLE),
        say(_SUBTITLE),
        list(teller.sections()) if known or told else [Section(note=say(_NOTHING))],
        origin,
        data=_data(told, people),
        empty=not told,
    )


def make(source: Source, subject: str) -> Report:
    """Return the report of the chosen customers' files; without a filter the settings and plans are examined, too."""
    figures = source.figures
    known = files(figures.book, audit(figures), source.paths(), source.chosen)
    told = problems(known, source.findings(), source.as_of, others=not source.origin.chosen)
    return quality(known, told, source.catalog["people"], source.origin)


def _data(told: Sequence[Problem], people: Mapping[str, str]) -> Table:
    columns = (
        Column("rule", Label("Matter", "问题", "問題"), names=RULES),
        ID,
        NAME,
        replace(OWNER, names=called(people)),
        _PATH,
        Column("line", Label("Line", "行", "行"), "count"),
        Column("what", Label("What", "说明", "說明")),
    )
    rows = [
        (
            each.rule, each.file.id if each.file else None, each.file.name if each.file else None,
            each.file.owner if each.file else None, each.path, each.line, each.what,
        )
        for each in told
    ]  # fmt: skip
    return Table("quality", columns, rows)


class _Teller:
    def __init__(
        self, known: Sequence[File], told: Sequence[Problem], people: Mapping[str, str], origin: Origin
    ) -> None:
        self._known = known
        self._told = told
        self._people = people
        self._figures = Figures(spoken(), origin.currency)

    def sections(self) -> Iterator[Section]:
        yield self._tiles()
        yield self._rules()
        yield self._owners()
        yield from self._findings()
        yield from self._lacking()
        yield from self._worst()
        yield from self._neglected()

    def _tiles(self) -> Tiles:
        number = counts(self._told)
        findings = sum(each.rule in ("invalid", "double") for each in self._told)
        complete = sum(not each.missing for each in self._known)
        average = self._figures.share(fmean(each.share for each in self._known)) if self._known else "–"
        return Tiles(
            entries=(
                Tile(say(_FILES), len(self._known), say(_COMPLETE).format(n=complete)),
                Tile(say(_AVERAGE), average),
                Tile(say(_WRONG), findings, say(_ERRORS), "bad" if findings else "good"),
                Tile(say(_STALE), number["stale"], say(_AFTER).format(n=STALE), "warn" if number["stale"] else "good"),
                Tile(say(_NEVER), number["never_visited"], "", "warn" if number["never_visited"] else "good"),
            )
        )

    def _rules(self) -> Chart:
        numbers = counts(self._told)
        return Chart(
            title=say(_BY_RULE),
            shape="bars",
            marks=[say(RULES[rule]) for rule in numbers],
            series=[Series(say(_FILES), list(numbers.values()))],
            alt=say(_ALT).format(told=", ".join(f"{say(RULES[rule])} {n}" for rule, n in numbers.items())),
        )

    def _owners(self) -> Grid:
        own = defaultdict[str | None, list[File]](list)
        for each in self._known:
            own[each.owner].append(each)
        matter = defaultdict[str | None, list[Problem]](list)
        for problem in self._told:
            if problem.file is not None:
                matter[problem.file.owner].append(problem)
        rows = []
        for owner in sorted(own, key=lambda who: (who is None, self._person(who), who or "")):
            share = fmean(each.share for each in own[owner])
            rows.append(
                (
                    self._person(owner),
                    len(own[owner]),
                    Cell(share, bar=share),
                    *(number or None for number in counts(matter[owner]).values()),
                )
            )
        columns = (
            OWNER,
            Column("files", _FILES, "count"),
            _SHARE,
            *(Column(rule, label, "count") for rule, label in RULES.items()),
        )
        return Grid(title=say(_OWNERS), table=Table("owners", columns, rows))

    def _findings(self) -> Iterator[Grid]:
        found = [each for each in self._told if each.rule in ("invalid", "double")]
        rows = [
            (
                Cell(f"{each.path}:{each.line}"),
                named(each.file.id, each.file.name) if each.file else None,
                each.rule,
                each.what,
                self._person(each.file.owner) if each.file else None,
            )
            for each in found[:_MOST]
        ]
        if rows:
            columns = (
                _PLACE, NAME, Column("rule", Label("Matter", "问题", "問題"), names=RULES),
                Column("what", Label("What, and what to do", "说明与处理", "說明與處理")), OWNER,
            )  # fmt: skip
            yield Grid(title=say(_FINDINGS), note=_first(found), table=Table("findings", columns, rows))

    def _lacking(self) -> Iterator[Chart]:
        found = [(say(label), number) for label, number in lacking(self._known)[:_MOST_ITEMS]]
        if found:
            yield Chart(
                title=say(_LACKING),
                shape="bars",
                marks=[label for label, _number in found],
                series=[Series(say(_FILES), [number for _label, number in found])],
                alt=say(_ALT_LACKING).format(told=", ".join(f"{label} {number}" for label, number in found)),
            )

    def _worst(self) -> Iterator[Grid]:
        found = sorted(
            (each for each in self._known if each.missing), key=lambda each: (each.share, -len(each.missing), each.id)
        )
        rows = [
            (
                named(each.id, each.name),
                Cell(each.share, bar=each.share),
                _some(each.missing),
                each.unverified or None,
                self._person(each.owner),
                each.path,
            )
            for each in found[:_MOST]
        ]
        if rows:
            columns = (
                NAME, _SHARE, Column("missing", Label("Missing", "缺少", "缺少")),
                Column("unverified", RULES["unverified"], "count"), OWNER, _PATH,
            )  # fmt: skip
            yield Grid(title=say(_WORST), note=_first(found), table=Table("worst", columns, rows))

    def _neglected(self) -> Iterator[Grid]:
        found = {
            each.file.id: each.file for each in self._told if each.file and each.rule in ("stale", "never_visited")
        }
        ordered = sorted(found.values(), key=lambda each: (each.touched or date.min, each.id))
        rows = [
            (
                named(each.id, each.name), Cell(each.touched), Cell(each.visited),
                self._person(each.owner), each.path,
            )
            for each in ordered[:_MOST]
        ]  # fmt: skip
        if rows:
            columns = (NAME, _TOUCHED, _VISITED, OWNER, _PATH)
            yield Grid(title=say(_NEGLECTED), note=_first(ordered), table=Table("neglected", columns, rows))

    def _person(self, person: str | None) -> str:
        return in_charge(self._people, person)


def _first(found: Sequence[Any]) -> str:
    return excerpt(_FIRST, min(_MOST, len(found)), len(found))


def _some(labels: Sequence[Label]) -> str:
    told = enumerated(map(say, labels[:_NAMED]))
    return say(_MORE).format(what=told, n=len(labels) - _NAMED) if len(labels) > _NAMED else told
