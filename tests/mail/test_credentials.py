"""Where the password comes from, and where it must not."""

from __future__ import annotations

import sys
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from custfile.errors import Misused, NotDelivered
from custfile.mail.credentials import password

HOST, USER = "smtp.firm.example", "archive@firm.example"


class Ring(KeyringBackend):
    """A keyring in memory."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self, **known: str) -> None:
        super().__init__()
        self.known = known

    def get_password(self, service: str, username: str) -> str | None:
        return self.known.get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self.known[f"{service} {username}"] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.known[f"{service} {username}"]


@pytest.fixture(autouse=True)
def _no_keyring() -> None:
    keyring.set_keyring(NoKeyring())


def written(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_a_file_that_the_environment_names(tmp_path: Path) -> None:
    file = written(tmp_path / "p", " correct horse \n")
    told = {"CUSTFILE_SMTP_PASSWORD_FILE": str(file)}
    assert password(HOST, USER, tmp_path / "archive", told) == " correct horse "


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o700 | 0o1])
def test_a_file_that_others_can_read(tmp_path: Path, mode: int) -> None:
    file = written(tmp_path / "p", "correct horse", mode)
    with pytest.raises(Misused, match="chmod 600") as refused:
        password(HOST, USER, tmp_path / "archive", {"CUSTFILE_SMTP_PASSWORD_FILE": str(file)})
    assert "horse" not in str(refused.value)


def test_a_file_in_the_archive(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    file = written(tmp_path / "archive/p", "correct horse")
    (tmp_path / "link").symlink_to(file)
    for path in (file, tmp_path / "link"):
        with pytest.raises(Misused, match="lies in the archive"):
            password(HOST, USER, tmp_path / "archive", {"CUSTFILE_SMTP_PASSWORD_FILE": str(path)})


@pytest.mark.parametrize("text", ["", "\n", "two\nlines", "\x00"])
def test_a_file_that_holds_no_password(tmp_path: Path, text: str) -> None:
    with pytest.raises(Misused):
        told = {"CUSTFILE_SMTP_PASSWORD_FILE": str(written(tmp_path / "p", text))}
        password(HOST, USER, tmp_path / "archive", told)


def test_a_file_that_is_none(tmp_path: Path) -> None:
    for path in (tmp_path / "no", tmp_path):
        with pytest.raises(Misused, match="not there"):
            password(HOST, USER, tmp_path / "archive", {"CUSTFILE_SMTP_PASSWORD_FILE": str(path)})


def test_the_keyring(tmp_path: Path) -> None:
    keyring.set_keyring(Ring(**{f"{HOST} {USER}": "from the ring"}))
    assert password(HOST, USER, tmp_path, {"NETRC": str(tmp_path / "no")}) == "from the ring"


def test_without_the_library_of_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    file = written(tmp_path / "netrc", f"machine {HOST} login {USER} password horse\n")
    assert password(HOST, USER, tmp_path / "archive", {"NETRC": str(file)}) == "horse"


def test_netrc_in_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    written(
        tmp_path / ".netrc", f"machine other login {USER} password no\nmachine {HOST}\nlogin {USER}\npassword yes\n"
    )
    assert password(HOST, USER, tmp_path / "archive", {}) == "yes"
    with pytest.raises(NotDelivered, match="no password for somebody else at"):
        password(HOST, "somebody else", tmp_path / "archive", {})


def test_netrc_that_others_can_read(tmp_path: Path) -> None:
    file = written(tmp_path / "netrc", f"machine {HOST} login {USER} password horse\n", 0o644)
    with pytest.raises(Misused, match="chmod 600"):
        password(HOST, USER, tmp_path / "archive", {"NETRC": str(file)})


def test_netrc_that_cannot_be_understood(tmp_path: Path) -> None:
    file = written(tmp_path / "netrc", "machine\nhorse battery\n")
    with pytest.raises(Misused) as refused:
        password(HOST, USER, tmp_path / "archive", {"NETRC": str(file)})
    assert "battery" not in str(refused.value)


def test_no_password_at_all(tmp_path: Path) -> None:
    with pytest.raises(NotDelivered, match=f"no password for {USER} at {HOST}"):
        password(HOST, USER, tmp_path, {"NETRC": str(tmp_path / "no")})
