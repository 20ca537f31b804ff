"""What a figure was computed from: the state of the archive and of its settings, so that it can be computed again."""

from __future__ import annotations

from hashlib import blake2b

from custfile.archive.git import ask
from custfile.archive.survey import VOUCHED
from custfile.cli.session import Session
from custfile.language import Label, _, count

_ARCHIVE = Label("Archive", "档案", "檔案")
_SETTINGS = Label("Settings", "设置", "設定")


def heading(session: Session) -> list[tuple[Label, str]]:
    """Return the commit of the archive, with the number of files changed since, and a digest of the settings."""
    head = (ask(session.root.folder, "rev-parse", "--short", "HEAD") or b"").decode().strip()
    digest = blake2b(session.root.settings.read_bytes(), digest_size=4).hexdigest()
    return [*([(_ARCHIVE, _state(session, head))] if head else []), (_SETTINGS, digest)]


def _state(session: Session, head: str) -> str:
    changed = session.index.rows("select count(*) from files where seen <> ?", VOUCHED)[0][0]
    if not changed:
        return _("commit {head}").format(head=head)
    told = count("{n} file changed since", "{n} files changed since", changed)
    return _("commit {head}, {changed}").format(head=head, changed=told)
