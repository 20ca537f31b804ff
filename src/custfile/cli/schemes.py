"""The class schemes there are, as a table or as lines to copy."""

from __future__ import annotations

from custfile.archive.schemes import shipped, text
from custfile.cli.session import Session
from custfile.errors import Misused
from custfile.language import Label, _, say
from custfile.model.names import NO_NAMES
from custfile.model.table import Column, Table


def table(session: Session) -> Table:
    """Return every scheme: its id, what it is called, where it is declared, and what it is for."""
    columns = (
        Column("id", Label("Id", "代号", "代號")),
        Column("scheme", Label("Scheme", "分类", "分類")),
        Column("declared", Label("Declared in", "所在", "所在")),
        Column("about", Label("About", "说明", "說明")),
    )
    own = {scheme.id for scheme in session.settings.classes}
    rows = [
        (
            scheme.id,
            _called(session, scheme.id),
            "custfile.yaml" if scheme.id in own else "custfile",
            _(scheme.about or ""),
        )
        for scheme in session.schemes.values()
    ]
    return Table("schemes", columns, rows, open=True)


def _called(session: Session, scheme: str) -> str:
    return say((session.schemes[scheme].labels or NO_NAMES).label(scheme))


def lines(scheme: str) -> str:
    """Return the shipped scheme as lines for ``custfile.yaml``. Raises ``Misused`` when none is called so."""
    try:
        return text(scheme)
    except KeyError:
        known = ", ".join(shipped())
        raise Misused(
            _("no scheme '{by}' comes with the tool; there are: {known}").format(by=scheme, known=known)
        ) from None
