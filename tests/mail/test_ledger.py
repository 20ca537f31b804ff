"""The ledger: on disk before the next step, read again after any crash, kept out of git, written by one at a time."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from custfile.archive.root import Root
from custfile.errors import Refused
from custfile.mail.delivery import Written, deliver
from custfile.mail.ledger import Ledger, State, held
from custfile.mail.transport import Undelivered

NOW = datetime(2026, 11, 20, 7, tzinfo=UTC)


@pytest.fixture
def root(archive: Callable[[], Path]) -> Root:
    return Root(archive())


def begun(root: Root, disk: Any = os) -> Ledger:
    ledger = Ledger(root, disk)
    ledger.begin()
    return ledger


def test_what_is_noted_is_known_again(root: Root) -> None:
    ledger = begun(root)
    assert ledger.is_new
    ledger.note(State.INTENT, [("a", "<1>"), ("b", "<2>")], NOW)
    ledger.note(State.SENT, [("a", "<1>")], NOW)
    again = Ledger(root)
    assert (again.is_new, again.damaged) == (False, 0)
    assert [again.state(key) for key in "abc"] == [State.SENT, State.INTENT, None]
    assert (root.folder / "mail/ledger.jsonl").stat().st_mode & 0o777 == 0o600


def test_git_does_not_see_it(root: Root, git: Callable[..., str]) -> None:
    git(root.folder, "init", "--quiet")
    begun(root)
    assert "mail" not in git(root.folder, "status", "--porcelain", "--untracked-files=all")


@pytest.mark.parametrize("rest", [b"", b'{"state": "se', b"\0\0\0", b'{"state": "other", "key": "b"}\n', b'"x"\n'])
def test_what_a_crash_left_is_taken_out(root: Root, rest: bytes) -> None:
    begun(root).note(State.SENT, [("a", "<1>")], NOW)
    path = root.folder / "mail/ledger.jsonl"
    sound = path.read_bytes()
    path.write_bytes(sound + rest)
    ledger = begun(root)
    assert ledger.damaged == (1 if rest else 0)
    assert path.read_bytes() == sound
    ledger.note(State.SENT, [("b", "<2>")], NOW)
    assert Ledger(root).state("b") is State.SENT


def test_a_last_line_without_its_end_is_not_glued_to_the_next(root: Root) -> None:
    begun(root).note(State.SENT, [("a", "<1>")], NOW)
    path = root.folder / "mail/ledger.jsonl"
    path.write_bytes(path.read_bytes()[:-1])
    begun(root).note(State.SENT, [("b", "<2>")], NOW)
    assert [Ledger(root).state(key) for key in "ab"] == [State.SENT, State.SENT]


def test_a_link_is_not_followed(root: Root, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root.folder / "mail").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused):
        Ledger(root)


def test_one_at_a_time(root: Root) -> None:
    with held(root), pytest.raises(Refused, match="another custfile is sending mail"), held(root, timeout=0.1):
        pass


class Failing:
    """``os`` whose ``n``-th call fails."""

    def __init__(self, n: int) -> None:
        self.left = n

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)

        def call(*arguments: Any) -> Any:
            self.left -= 1
            if self.left == 0:
                raise OSError(28, "No space left on device")
            return real(*arguments)

        return call


class Tray:
    """A transport that keeps what it is given, and looks into the ledger first."""

    def __init__(self, root: Root) -> None:
        self.root, self.taken = root, list[str]()

    def send(self, message: bytes, sender: str, recipient: str) -> None:
        assert Ledger(self.root).state(recipient) is State.INTENT, "the intent is on disk before anything is sent"
        self.taken.append(recipient)

    def close(self) -> None:
        pass


@pytest.mark.parametrize("n", range(1, 40))
def test_whichever_call_fails_nothing_is_lost_and_only_one_is_doubled(root: Root, n: int) -> None:
    messages = [Written(to, f"<{to}>", "s@x.y", to, b"") for to in ("a", "b", "c")]
    tray = Tray(root)

    def run(disk: Any) -> None:
        ledger = begun(root, disk)
        left = [each for each in messages if ledger.state(each.key) is not State.SENT]
        ledger.note(State.INTENT, [(each.key, each.identity) for each in left], NOW)
        assert deliver(left, tray, ledger, lambda: NOW) == []

    with suppress(Refused):
        run(Failing(n))
    run(os)
    assert set(tray.taken) == {"a", "b", "c"}
    assert len(tray.taken) <= 4
    assert [Ledger(root).state(key) for key in "abc"] == [State.SENT] * 3


def test_pauses_are_short_and_only_where_they_help(root: Root) -> None:
    class Moody(Tray):
        def send(self, message: bytes, sender: str, recipient: str) -> None:
            super().send(message, sender, recipient)
            raise Undelivered("no", passing=recipient == "a", everybody=recipient == "c")

    messages = [Written(to, f"<{to}>", "s@x.y", to, b"") for to in ("a", "b", "c", "d")]
    ledger, tray, paused = begun(root), Moody(root), list[float]()
    ledger.note(State.INTENT, [(each.key, each.identity) for each in messages], NOW)
    failed = deliver(messages, tray, ledger, lambda: NOW, paused.append)
    assert tray.taken == ["a", "a", "a", "b", "c"]
    assert paused == [1.0, 3.0]
    assert [(each.message.to, each.lasting) for each in failed] == [
        ("a", False),
        ("b", True),
        ("c", False),
        ("d", False),
    ]
    assert [ledger.state(key) for key in "abcd"] == [State.INTENT, State.REFUSED, State.INTENT, State.INTENT]
