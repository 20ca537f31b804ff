"""``rank --freeze``: the present cut points written into custfile.yaml, where the fixed method reads them."""

from __future__ import annotations

from typing import Final

from custfile.analysis.rankings.frozen import frozen
from custfile.analysis.rankings.ranked import Ranked
from custfile.archive.change import diff, edit_file
from custfile.archive.root import SETTINGS
from custfile.archive.settings_file import read_settings
from custfile.archive.write import Change
from custfile.changes.fields import top_order
from custfile.cli.output import say, tell
from custfile.cli.session import Session
from custfile.cli.writing import writing
from custfile.errors import HasFindings
from custfile.language import _
from custfile.model.edit import Put
from custfile.model.ranking import RfmSettings
from custfile.model.settings import Settings

_RFM: Final = ("ranking", "rfm")


def freeze(session: Session, ranked: Ranked, *, dry_run: bool, commit: bool | None) -> None:
    """Write the cut points of ``ranked``, an RFM ranking, into custfile.yaml; with ``dry_run`` show the change.

    Raises ``Misused`` when a letter has none, ``HasFindings`` when custfile.yaml cannot be changed in place.
    """
    with writing(session) as desk:
        settings = desk.session.settings
        rfm = settings.ranking.rfm if settings.ranking else None
        change = edit_file(desk.root, SETTINGS, _edits(ranked, rfm), top_order(Settings))
        _refuse_faults(change)
        if dry_run and change.old != change.new:
            tell(diff([change]))
        elif change.old == change.new:
            say(_("the cut points are frozen already; nothing changed"))
        else:
            desk.write([change], _("{path}: RFM cut points frozen").format(path=SETTINGS), committing=commit)
            say(_("RFM cut points as of {as_of} recorded in {path}").format(as_of=session.as_of, path=SETTINGS))


def _edits(ranked: Ranked, rfm: RfmSettings | None) -> list[Put]:
    values = frozen(ranked, rfm or RfmSettings())
    return [Put(_RFM, values)] if rfm is None else [Put((*_RFM, key), value) for key, value in values.items()]


def _refuse_faults(change: Change) -> None:
    errors = [finding for finding in read_settings(change.new or b"")[1] if finding.severity == "error"]
    if errors:
        raise HasFindings(
            _("the cut points cannot be kept: {message}; {remedy}").format(
                message=errors[0].message, remedy=errors[0].remedy
            )
        )
