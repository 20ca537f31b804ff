"""custfile doctor: what wants looking after in the archive as a folder."""

from __future__ import annotations

from pathlib import Path

from firm import Run


def test_files_that_others_can_read_and_a_folder_without_git(run: Run, firm: Path) -> None:
    for path in firm.rglob("customers/**/*.yaml"):
        path.chmod(0o600)
    (firm / "customers/C000003.yaml").chmod(0o644)
    done = run("doctor", at=firm)
    assert done.code == 1
    assert "1 file can be read by other users of this computer; run: chmod -R go= customers\n" in done.out
    assert "the archive is in no git repository" in done.out


def test_what_excludes_each_other(run: Run, firm: Path) -> None:
    done = run("doctor", "--resume", "--rollback", at=firm)
    assert (done.code, "exclude one another" in done.err) == (2, True)


def test_nothing_to_settle(run: Run, firm: Path) -> None:
    done = run("doctor", "--resume", at=firm)
    assert (done.code, done.err) == (0, "0 files settled\n")
