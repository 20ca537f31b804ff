"""What is in the folder: git's answer taken apart, the folder walked, and nothing around git that could disturb it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from custfile.archive.attributes import converting
from custfile.archive.git import ask, blobs
from custfile.archive.root import Root
from custfile.archive.survey import Asked, Reply, Survey, is_page, racy, signature, walk

A, B = "a" * 40, "b" * 40
Git = Callable[..., str]


def told(*lines: str | bytes) -> Survey:
    """What is made of the lines of git's answer, in a folder that has no page."""
    raw = b"".join((line.encode() if isinstance(line, str) else line) + b"\0" for line in lines)
    return Reply(Root(Path("nowhere")), raw).survey()


ANSWERS = {
    "clean": ([f"H 100644 {A} 0\tcustomers/C1.yaml"], {"customers/C1.yaml": A}),
    "executable": ([f"H 100755 {A} 0\tcustomers/C1.yaml"], {"customers/C1.yaml": A}),
    "modified": ([f"H 100644 {A} 0\tcustomers/C1.yaml", f"C 100644 {A} 0\tcustomers/C1.yaml"], {"customers/C1.yaml": None}),
    "deleted": (
        [f"{tag} 100644 {A} 0\tcustomers/C1.yaml" for tag in "HRC"] + [f"H 100644 {B} 0\tcustomers/C2.yaml"],
        {"customers/C2.yaml": B},
    ),
    "new": (["? customers/北京/C1.yaml"], {"customers/北京/C1.yaml": None}),
    "in conflict": ([f"M 100644 {A} {stage}\tcustomers/C1.yaml" for stage in (1, 2, 3)], {"customers/C1.yaml": None}),
    "in conflict and deleted": ([f"{tag} 100644 {A} 1\tcustomers/C1.yaml" for tag in "MRC"], {}),
    "assumed to be unchanged": ([f"h 100644 {A} 0\tcustomers/C1.yaml"], {"customers/C1.yaml": None}),
    "assumed, and deleted": ([f"{tag} 100644 {A} 0\tcustomers/C1.yaml" for tag in "hrc"], {}),
    "a link": ([f"H 120000 {A} 0\tcustomers/C1.yaml"], {"customers/C1.yaml": None}),
    "no page": (["? customers/a.txt", f"H 100644 {A} 0\tcustomers/C1.yaml~", "? customers/.C1.yaml"], {}),
    "hidden": (["? customers/.old/C1.yaml", f"H 100644 {A} 0\tcustomers/.x/C1.yaml"], {}),
    "suffixes": (["? customers/a.YAML", "? customers/b.yml"], {"customers/a.YAML": None, "customers/b.yml": None}),
    "odd names": (
        ["? customers/-rf.yaml", "? customers/a\nb.yaml", '? customers/"q" \t.yaml', "? customers/😀.yaml"],
        {"customers/-rf.yaml": None, "customers/a\nb.yaml": None, 'customers/"q" \t.yaml': None, "customers/😀.yaml": None},
    ),
    "not UTF-8": ([b"? customers/\xb1\xb1\xbe\xa9/C1.yaml"], {r"customers/\xb1\xb1\xbe\xa9/C1.yaml": None}),
    "empty": ([], {}),
}  # fmt: skip


@pytest.mark.parametrize("case", ANSWERS)
def test_answer(case: str) -> None:
    lines, files = ANSWERS[case]
    survey = told(*lines)
    assert survey.files == files
    assert survey.digest


@pytest.mark.parametrize(
    "line",
    [
        f"S 100644 {A} 0\tcustomers/C1.yaml",
        f"s 100644 {A} 0\tcustomers/C1.yaml",
        f"H 160000 {A} 0\tcustomers/submodule",
        "? customers/repository/",
        "? customers/north/.gitattributes",
        "? customers",
    ],
)
def test_where_git_does_not_look_the_folder_is_walked(line: str, archive: Callable[[str], Path]) -> None:
    folder = archive("--- customers/C1.yaml\nname: x\n")
    survey = Reply(Root(folder), line.encode() + b"\0").survey()
    assert survey == Survey("", {"customers/C1.yaml": None})


def test_equal_answers_have_equal_digests() -> None:
    assert told("? customers/a.yaml").digest == told("? customers/a.yaml").digest
    assert told("? customers/a.yaml").digest != told("? customers/b.yaml").digest
    assert Reply(Root(Path("nowhere")), None).digest == ""


def test_walk_finds_pages_everywhere_and_follows_no_link(archive: Callable[[str], Path]) -> None:
    folder = archive(
        """
        --- customers/C1.yaml
        --- customers/北京/2026/C2.YML
        --- customers/a.yaml/C3.yaml
        --- customers/.old/C4.yaml
        --- customers/.C5.yaml
        --- customers/C6.yaml~
        --- elsewhere/C7.yaml
        """
    )
    (folder / "customers" / "link").symlink_to("../elsewhere")
    (folder / "customers" / "dead.yaml").symlink_to("nowhere")
    os.mkfifo(folder / "customers" / "pipe.yaml")
    assert sorted(walk(Root(folder))) == [
        "customers/C1.yaml",
        "customers/a.yaml/C3.yaml",
        "customers/dead.yaml",
        "customers/pipe.yaml",
        "customers/北京/2026/C2.YML",
    ]


def test_walk_of_nothing(tmp_path: Path) -> None:
    assert list(walk(Root(tmp_path))) == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("customers/C1.yaml", True),
        ("customers/北京/C1.yML", True),
        ("customers/C1.yaml.bak", False),
        ("customers/.C1.yaml", False),
        ("customers/.git/C1.yaml", False),
        ("customers/a.b/C1.yaml", True),
        ("customers/C1", False),
    ],
)
def test_is_page(path: str, expected: bool) -> None:
    assert is_page(path) is expected


def test_signature_tells_every_change(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("one")
    os.utime(file, (10**9, 10**9))
    seen = {signature(file)}
    file.write_text("two")
    seen.add(signature(file))
    os.utime(file, (10**9, 10**9))
    seen.add(signature(file))
    (tmp_path / "b").write_text("two")
    os.utime(tmp_path / "b", (10**9, 10**9))
    (tmp_path / "b").replace(file)
    seen.add(signature(file))
    assert len(seen) == 4
    file.unlink()
    assert signature(file) == signature(Path("a\0b")) == ""
    file.symlink_to("a")
    assert signature(file).startswith("x:")


def test_signature_has_every_part_of_the_stat(monkeypatch: pytest.MonkeyPatch) -> None:
    one = {"st_mode": 0o100644, "st_ino": 2, "st_size": 3, "st_mtime_ns": 4, "st_ctime_ns": 5}
    others = [one | {part: one[part] + 1} for part in one if part != "st_mode"]
    seen = []
    for known in (one, one | {"st_mode": 0o010644}, *others, one | {"st_mode": 0o100600}):
        monkeypatch.setattr(os, "lstat", lambda _path, known=known: SimpleNamespace(**known))
        seen.append(signature("a"))
    assert len(set(seen)) == 6
    assert seen[-1] == seen[0]  # who may read a file does not change what it says


@pytest.mark.parametrize(
    ("modified", "changed", "expected"),
    [
        (97, 97, False),  # 97 + 2 < 100
        (98, 97, True),  # 98 + 2 = 100: the stamp of a file system that counts by 2 s may still be used
        (97, 98, True),
        (50, 99, True),  # set back with touch -d a second ago
        (101, 97, True),  # of the future
        (97, 900, True),  # the clock was set back
    ],
)
def test_racy(modified: int, changed: int, expected: bool) -> None:
    second = 10**9
    assert racy(f"f:{modified * second}:{changed * second}:3:4", 100 * second) is expected


# git, whatever is around it


@pytest.fixture
def repository(archive: Callable[[str], Path], git: Git) -> Path:
    folder = archive(
        "--- customers/C000001.yaml\nname: 丽人\nkind: company\n--- customers/C000002.yaml\nname: b\nkind: company\n"
    )
    git(folder, "init")
    git(folder, "add", "--all")
    git(folder, "commit", "-m", "one")
    (folder / "customers" / "C000002.yaml").write_text("name: c\nkind: company\n", encoding="utf-8")
    (folder / "customers" / "北京").mkdir()
    (folder / "customers" / "北京" / "C000003.yaml").write_text("name: d\n", encoding="utf-8")
    return folder


def surveyed(folder: Path) -> dict[str, bool]:
    """Each page, and whether git vouches for it; git must have answered."""
    survey = Asked(Root(folder)).answer().survey()
    assert survey.digest
    return {path: blob is not None for path, blob in survey.files.items()}


def test_what_is_as_it_was_known_is_left_out(archive: Callable[[str], Path], git: Git) -> None:
    folder = archive("".join(f"--- customers/C00000{n}.yaml\nname: {n} 号\nkind: company\n" for n in range(1, 8)))
    git(folder, "init")
    git(folder, "add", "--all")
    git(folder, "commit", "-m", "one")
    first = Asked(Root(folder)).answer().survey()
    known = {f"H 100644 {blob} 0\t{path}" for path, blob in first.files.items()}
    same = Asked(Root(folder)).answer().survey(known)
    assert (same.files, same.gone, same.digest) == ({}, set(), first.digest)

    pages = {n: folder / f"customers/C00000{n}.yaml" for n in range(1, 8)}
    pages[1].write_text("name: 改了\nkind: company\n", encoding="utf-8")
    pages[2].write_text("name: 改了又记\nkind: company\n", encoding="utf-8")
    git(folder, "add", str(pages[2]))
    pages[3].unlink()
    git(folder, "rm", "--quiet", "--cached", str(pages[4]))
    git(folder, "rm", "--quiet", str(pages[5]))
    pages[6].chmod(0o755)
    (folder / "customers/C000008.yaml").write_text("name: 新\nkind: company\n", encoding="utf-8")
    changed = Asked(Root(folder)).answer().survey(known)
    blob = git(folder, "rev-parse", ":customers/C000002.yaml").strip()
    assert changed.files == {
        "customers/C000001.yaml": None,
        "customers/C000002.yaml": blob,
        "customers/C000004.yaml": None,
        "customers/C000006.yaml": None,
        "customers/C000008.yaml": None,
    }
    assert changed.gone == {"customers/C000003.yaml", "customers/C000005.yaml"}
    (folder / ".git/HEAD").write_text("nonsense", encoding="ascii")  # from now on the folder is walked
    walked = Asked(Root(folder)).answer().survey(known)
    assert set(walked.files) == {f"customers/C00000{n}.yaml" for n in (1, 2, 4, 6, 7, 8)}
    assert walked.gone == {"customers/C000003.yaml", "customers/C000005.yaml"}


EXPECTED = {"customers/C000001.yaml": True, "customers/C000002.yaml": False, "customers/北京/C000003.yaml": False}


def test_survey_of_a_repository(repository: Path) -> None:
    assert surveyed(repository) == EXPECTED


def test_ignored_files_are_customers_all_the_same(repository: Path) -> None:
    (repository / ".gitignore").write_text("customers/北京\nC000002.yaml\n", encoding="utf-8")
    assert surveyed(repository) == EXPECTED


def test_archive_below_the_top(tmp_path: Path, repository: Path, git: Git) -> None:
    below = tmp_path / "firm" / "- 档案"
    below.parent.mkdir()
    repository.rename(below)
    (below / ".git").rename(tmp_path / "firm" / ".git")
    git(tmp_path / "firm", "add", "--all")
    assert surveyed(below) == dict.fromkeys(EXPECTED, True)


@pytest.mark.parametrize(
    "settings",
    [
        "[core]\n\tquotePath = true\n[color]\n\tui = always\n[alias]\n\tls-files = !false\n",
        "[status]\n\tshowUntrackedFiles = no\n\tshort = true\n[diff]\n\tnoprefix = true\n\texternal = false\n",
        "[core]\n\tuntrackedCache = true\n\tpager = false\n\texcludesFile = customers\n\tignoreCase = true\n",
        "[core]\n\tpreloadIndex = false\n\tignoreStat = true\n\tfileMode = false\n[index]\n\tthreads = 1\n",
        "[i18n]\n\tlogOutputEncoding = GBK\n[log]\n\tshowSignature = true\n[feature]\n\tmanyFiles = true\n",
    ],
)
def test_the_users_configuration_does_not_matter(repository: Path, settings: str) -> None:
    with (Path(os.environ["HOME"]) / ".gitconfig").open("a", encoding="utf-8") as file:
        file.write(settings)
    assert surveyed(repository) == EXPECTED


@pytest.mark.parametrize(("setting", "attributes"), [("core.fsmonitor", ""), ("filter.spy.clean", "* filter=spy\n")])
def test_no_program_that_the_archive_names_is_run(repository: Path, git: Git, setting: str, attributes: str) -> None:
    """An archive may come from a stranger, its ``.git/config`` too."""
    spy = repository / "spy"
    spy.write_text(f'#!/bin/sh\ntouch "{repository}/ran"\n', encoding="utf-8")
    spy.chmod(0o755)
    git(repository, "config", setting, str(spy))
    (repository / ".gitattributes").write_text(attributes, encoding="utf-8")
    assert set(Asked(Root(repository)).answer().survey().files) == set(EXPECTED)
    assert not (repository / "ran").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GIT_DIR", "{other}/.git"),
        ("GIT_WORK_TREE", "{other}"),
        ("GIT_INDEX_FILE", "{other}/.git/index"),
        ("GIT_INDEX_FILE", ".git/no-such-index"),
        ("GIT_PREFIX", "sub/"),
        ("GIT_OBJECT_DIRECTORY", "{other}/.git/objects"),
        ("GIT_ICASE_PATHSPECS", "1"),
        ("GIT_TRACE", "1"),
        ("GIT_PAGER", "false"),
        ("GIT_EXTERNAL_DIFF", "false"),
        ("GIT_CONFIG_PARAMETERS", "'core.quotepath=true'"),
    ],
)
def test_the_environment_of_a_hook_does_not_matter(
    repository: Path, tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init")
    monkeypatch.setenv(name, value.format(other=other))
    assert surveyed(repository) == EXPECTED
    assert ask(repository, "rev-parse", "--show-toplevel") == f"{repository}\n".encode()
    assert blobs(repository, ["HEAD:./customers/C000001.yaml"]) == ["name: 丽人\nkind: company\n".encode()]


def test_asking_waits_for_no_lock_and_takes_none(repository: Path) -> None:
    lock = repository / ".git" / "index.lock"
    lock.touch()
    assert surveyed(repository) == EXPECTED
    assert ask(repository, "status", "--porcelain") is not None
    lock.unlink()
    index = repository / ".git" / "index"
    os.utime(repository / "customers" / "C000001.yaml", (10**9, 10**9))
    before = index.read_bytes()
    assert surveyed(repository) == EXPECTED
    assert ask(repository, "status", "--porcelain") is not None
    assert index.read_bytes() == before


def test_a_repository_git_refuses_is_walked(repository: Path) -> None:
    (repository / ".git" / "HEAD").write_text("nonsense", encoding="ascii")
    assert Asked(Root(repository)).answer().survey() == Survey("", dict.fromkeys(EXPECTED))


def test_without_git_on_the_machine(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert Asked(Root(repository)).answer().survey() == Survey("", dict.fromkeys(EXPECTED))
    assert ask(repository, "status") is None


def test_linked_work_tree(repository: Path, tmp_path: Path, git: Git) -> None:
    git(repository, "worktree", "add", str(tmp_path / "second"))
    assert surveyed(tmp_path / "second") == {"customers/C000001.yaml": True, "customers/C000002.yaml": True}


def test_repository_of_sha256(archive: Callable[[str], Path], git: Git) -> None:
    folder = archive("--- customers/C000001.yaml\nname: 丽人\n")
    git(folder, "init", "--object-format=sha256")
    git(folder, "add", "--all")
    assert surveyed(folder) == {"customers/C000001.yaml": True}


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("* text=auto\n*.yaml text eol=lf diff=custfile\n", False),
        ("*.yaml filter=git-crypt diff=git-crypt\n", True),
        ("customers/** filter=git-crypt\n", True),
        ("* ident\n", True),
        ("*.yaml working-tree-encoding=GBK\n", True),
        ("*.y?ml filter=x\n", True),
        ("[attr]secret filter=git-crypt\n", True),
        ('"customers/a b/*" filter=x\n', True),
        ("*.pdf filter=lfs diff=lfs merge=lfs -text\n", False),
        ("documents/** filter=lfs\n/documents/* filter=lfs\n", False),
        ("*.yaml -filter !ident\n", False),
        ("# *.yaml: no filter, please\n\n", False),
        ("*.yaml", False),
    ],
)
def test_converting(repository: Path, attributes: str, expected: bool) -> None:
    (repository / ".gitattributes").write_text(attributes, encoding="utf-8")
    assert converting(Root(repository)) is expected


def test_converting_by_attributes_elsewhere(repository: Path, tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_text("* filter=x\n", encoding="utf-8")
    assert not converting(Root(repository))  # above the top of the repository: not its attributes
    (repository / ".git" / "info").mkdir(exist_ok=True)
    (repository / ".git" / "info" / "attributes").write_text("* filter=x\n", encoding="utf-8")
    assert converting(Root(repository))


def test_blobs_of_odd_names(repository: Path, git: Git) -> None:
    names = ["customers/a\nb.yaml", "customers/-x.yaml", 'customers/"q".yaml', os.fsdecode(b"customers/\xb1.yaml")]
    for name in names:
        (repository / name).write_text("name: x\n", encoding="utf-8")
    git(repository, "add", "--all")
    asked = [f":./{name}" for name in (*names, "customers/none missing.yaml", "customers/C000001.yaml")]
    found = blobs(repository, asked)
    assert found == [None, *[b"name: x\n"] * 3, None, "name: 丽人\nkind: company\n".encode()]
    assert blobs(repository, []) == []


def test_python_as_old_computers_run_it(repository: Path) -> None:
    """A locale that knows no Chinese."""
    environment = {**os.environ, "LC_ALL": "C", "LANG": "C"}
    code = (
        "from pathlib import Path; from custfile.archive.root import Root; from custfile.archive.survey import Asked, walk; "
        f"root = Root(Path({str(repository)!r})); "
        "print(ascii(sorted(Asked(root).answer().survey().files)), ascii(sorted(walk(root))))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{sorted(EXPECTED)!a} {sorted(EXPECTED)!a}"
