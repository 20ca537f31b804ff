"""custfile measures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Final

import typer

from custfile.cli.options import Format, FormatOption, JsonOption, chosen
from custfile.cli.output import show
from custfile.language import Label, _, say
from custfile.model.folding import fold

if TYPE_CHECKING:
    from custfile.cli.session import Session
    from custfile.model.naming import Names


def command(
    ctx: typer.Context,
    words: Annotated[str | None, typer.Argument(help="Part of a name or meaning.", metavar="WORDS")] = None,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """List the names of filters: measures, classes, fields.

    custfile measures
    custfile measures overdue
    """
    from custfile.model.naming import Names
    from custfile.model.table import Column, Table

    session: Session = ctx.obj
    index = session.index  # it decides which language is spoken
    names = Names(session.settings, session.schemes)
    labels = {path: say(Label(*field["label"])) for path, field in index.catalog["fields"].items()}
    wanted = fold(words or "")
    rows = [row for row in _rows(names, session, labels) if wanted in fold(" ".join(row))]
    columns = (
        Column("name", Label("Name", "名称", "名稱")),
        Column("meaning", Label("Meaning", "含义", "含義")),
        Column("source", Label("Source", "来源", "來源"), names=_SOURCES),
        Column("compared_with", Label("Compared with", "比较对象", "比較對象")),
    )
    show(Table("measures", columns, rows, open=True), chosen(format, json), nothing=_("no name fits"))


_SOURCES: Final = {
    "measure": Label("measure", "指标", "指標"),
    "class": Label("class", "分类", "分類"),
    "field": Label("field", "字段", "欄位"),
}


def _rows(names: Names, session: Session, labels: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    measures = {each.name: each for each in names.measures}
    for name in names:
        if name in measures:
            yield name, say(measures[name].label), "measure", names[name].wanted
        elif name.startswith("class."):
            scheme = session.schemes[name.removeprefix("class.")]
            yield (
                name,
                say(scheme.labels.label(scheme.id)) if scheme.labels else scheme.id,
                "class",
                names[name].wanted,
            )
        else:
            yield name, labels.get(name, ""), "field", names[name].wanted
