"""custfile edit: the user's editor, then a check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from firm import Run


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make an editor that does to the file what a line of sed says."""

    def make(sed: str) -> None:
        script = tmp_path / "my editor"
        script.write_text(f'#!/bin/sh\nsed -i "{sed}" "$1"\n', encoding="utf-8")
        script.chmod(0o700)
        monkeypatch.setenv("EDITOR", f"'{script}'")

    return make


def test_a_good_edit_is_kept_without_a_word(run: Run, firm: Path, editor: Callable[[str], None]) -> None:
    editor("s/龙井/普洱/")
    done = run("edit", "丽人", at=firm)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert "茶: 普洱" in (firm / "customers/C000001.yaml").read_text(encoding="utf-8")


def test_what_went_wrong_is_shown_where_it_stands(run: Run, firm: Path, editor: Callable[[str], None]) -> None:
    editor("s/payment_days: 30/payment_days: thirty/")
    done = run("edit", "丽人", at=firm)
    assert done.code == 1
    assert done.out.startswith("customers/C000001.yaml:10:23: error C207: 'thirty' is not a whole number\n")


def test_a_file_that_cannot_be_read_can_be_edited_by_its_id(
    run: Run, firm: Path, editor: Callable[[str], None]
) -> None:
    (firm / "customers/C000009.yaml").write_text("name: [\nkind: company\n", encoding="utf-8")
    assert run("show", "C000009", at=firm).code == 4
    editor("s/\\[/九号/")
    assert run("edit", "c000009", at=firm).code == 0
    assert run("show", "C000009", at=firm).out.startswith("九号  C000009  Company\n")


def test_an_editor_that_fails_is_named(run: Run, firm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor")
    done = run("edit", "丽人", at=firm)
    assert (done.code, done.err) == (
        2, "custfile: the editor 'no-such-editor' failed; set EDITOR to the one you use\n"
    )  # fmt: skip


def test_commit_keeps_the_edit_in_git(
    run: Run, firm: Path, editor: Callable[[str], None], git: Callable[..., str]
) -> None:
    git(firm, "init", "--quiet")
    git(firm, "add", "--all")
    git(firm, "commit", "--quiet", "--message", "begin")
    editor("s/龙井/普洱/")
    assert run("edit", "丽人", "--commit", at=firm).code == 0
    assert git(firm, "log", "--format=%s") == "C000001: edited\nbegin\n"
