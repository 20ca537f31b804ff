"""custfile add: by flags or from a file; by questions in ``test_terminal``."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from firm import Run

MODELINE = "# yaml-language-server: $schema=../schema/customer.schema.json\n"


def test_by_flags(run: Run, firm: Path) -> None:
    done = run(
        "add", "洛阳东方百货", "-k", "企业", "--owner", "王伟", "--phone", "0379-60000001", "--region", "洛阳/老城区",
        "--source", "form", "--set", "contacts[1].name=赵总", "--set", "contacts[1].phone=0379", "--set", "tax_id=0123",
        at=firm,
    )  # fmt: skip
    assert (done.code, done.out, done.err) == (0, "C000004 customers/C000004.yaml\n", "")
    assert (firm / "customers/C000004.yaml").read_text(encoding="utf-8") == MODELINE + (
        "name: 洛阳东方百货\n"
        "kind: company\n"
        "owner: wang.wei\n"
        "region: 洛阳/老城区\n"
        "collected: {date: 2026-11-20, by: li.na, source: form}\n"
        "phone: 0379-60000001\n"
        "contacts:\n"
        '  - {name: 赵总, phone: "0379"}\n'
        'tax_id: "0123"\n'
    )


def test_the_smallest_file(run: Run, archive: Callable[[str], Path]) -> None:
    """Nobody is known to be at the keyboard, so that nobody is the owner."""
    folder = archive("")
    run("add", "A", "--kind", "any", at=folder)
    assert (folder / "customers/C000001.yaml").read_text(encoding="utf-8") == MODELINE + (
        "name: A\nkind: any\ncollected: {date: 2026-11-20}\n"
    )


def test_a_folder_below_customers(run: Run, firm: Path) -> None:
    done = run("add", "A", "--kind", "individual", "--folder", "south/洛阳", at=firm)
    assert done.out == "C000004 customers/south/洛阳/C000004.yaml\n"
    text = (firm / "customers/south/洛阳/C000004.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../../schema/customer.schema.json\n")


def test_json(run: Run, firm: Path) -> None:
    done = run("add", "A", "--kind", "individual", "--json", at=firm)
    assert json.loads(done.out) == {"id": "C000004", "path": "customers/C000004.yaml"}


def test_dry_run_writes_nothing(run: Run, firm: Path) -> None:
    done = run("add", "A", "--kind", "individual", "--dry-run", at=firm)
    assert (done.code, "+name: A\n" in done.out) == (0, True)
    assert not (firm / "customers/C000004.yaml").exists()


def test_a_number_is_never_given_twice(run: Run, firm: Path, git: Callable[..., str]) -> None:
    git(firm, "init", "--quiet")
    run("add", "A", "--kind", "individual", "--commit", at=firm)
    git(firm, "rm", "--quiet", "customers/C000004.yaml")
    git(firm, "commit", "--quiet", "--message", "gone")
    assert run("add", "B", "--kind", "individual", at=firm).out.startswith("C000005 ")


FILE = "# 问卷\nname: A客   # 如证件\nkind: individual\nphone: '0911'\n"


def test_from_a_file_whose_text_stays(run: Run, firm: Path, tmp_path: Path) -> None:
    (tmp_path / "survey.yaml").write_text("\ufeff" + FILE, encoding="utf-8")
    done = run("add", "--from", str(tmp_path / "survey.yaml"), "--source", "survey", "--set", "fax=1", at=firm)
    assert done.code == 0
    assert (firm / "customers/C000004.yaml").read_text(encoding="utf-8") == MODELINE + (
        "# 问卷\nname: A客   # 如证件\nkind: individual\nowner: li.na\n"
        "collected: {date: 2026-11-20, by: li.na, source: survey}\nphone: '0911'\nfax: \"1\"\n"
    )


def test_what_the_file_says_of_its_making_stays(run: Run, firm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "name: A\nkind: individual\nowner: wang.wei\ncollected: {date: 2026-01-02}\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert run("add", "--from", "-", at=firm).code == 0
    assert (firm / "customers/C000004.yaml").read_text(encoding="utf-8") == MODELINE + text


@pytest.mark.parametrize(
    ("content", "code", "sentence"),
    [
        (b"name: [", 1, "survey.yaml:1: YAML cannot be read here"),
        (b"", 1, "the file says nothing"),
        (b"kind: individual\n", 1, "'name' is missing; add it"),
        (b"name: A\nkind: individual\norders: 5\n", 1, "here should be a list, not text"),
        ("name: 你好".encode("gbk"), 2, "is not UTF-8 text; save it as UTF-8"),
    ],
)
def test_a_file_with_errors_is_refused(
    run: Run, firm: Path, tmp_path: Path, content: bytes, code: int, sentence: str
) -> None:
    (tmp_path / "survey.yaml").write_bytes(content)
    done = run("add", "--from", str(tmp_path / "survey.yaml"), at=firm)
    assert (done.code, done.out, (firm / "customers/C000004.yaml").exists()) == (code, "", False)
    assert sentence in done.err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["新客", "--phone", "+86 138 0013 8000"], "C000002 王丽 (same phone)"),
        (["郑州丽人美容院有限公司"], "C000001 郑州丽人美容院 (same name)"),
        (
            ["新客", "-s", "contacts[1].name=x", "-s", "contacts[1].phone=037165880101"],
            "C000001 郑州丽人美容院 (same phone)",
        ),
    ],
)
def test_a_likely_double_needs_yes(run: Run, firm: Path, arguments: list[str], named: str) -> None:
    refused = run("add", *arguments, "--kind", "individual", at=firm)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == f"custfile: probably on file already: {named}; add all the same with --yes\n"
    done = run("add", *arguments, "--kind", "individual", "--yes", at=firm)
    assert (done.code, done.out) == (0, "C000004 customers/C000004.yaml\n")
    assert done.err == f"probably on file already: {named}\n"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ([], 2, "a customer needs a name and a kind: custfile add NAME --kind KIND; kinds: company, individual"),
        (["A"], 2, "a customer needs a name and a kind"),
        (["A", "--kind", "shop"], 2, "'shop' is no kind of customer; there are: company, individual"),
        (["A", "--kind", "company", "--owner", "x"], 2, "'x' is nobody of the team; there are: li.na, wang.wei"),
        (["A", "--kind", "company", "--source", "fax"], 2, "source: 'fax' is not one of: visit, form, survey"),
        (["A", "--kind", "company", "--folder", "../.."], 2, "'../..' leads out of customers/"),
        (["--from", "nowhere.yaml"], 2, "nowhere.yaml cannot be read: No such file or directory"),
    ],
)
def test_wrong_input(run: Run, firm: Path, arguments: list[str], code: int, sentence: str) -> None:
    done = run("add", *arguments, at=firm)
    assert (done.code, done.out, sentence in done.err) == (code, "", True), done.err
