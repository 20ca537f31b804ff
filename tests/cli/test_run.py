"""What all commands share: where options may stand, help, errors as sentences or JSON, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from firm import Run

from custfile import __version__
from custfile.cli.registry import COMMANDS
from custfile.cli.run import command_word, hoisted


def custfile(*arguments: str, at: Path, **more: object) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own."""
    command = [sys.executable, "-m", "custfile", "-C", str(at), *arguments]
    return subprocess.run(command, check=False, **{"capture_output": True, **more})  # type: ignore[call-overload, no-any-return]


def test_alone_it_shows_its_help(run: Run) -> None:
    done = run()
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Usage: custfile [OPTIONS] COMMAND [ARGS]...\n")
    assert all(f"\n  {name} " in done.out for name in COMMANDS)


def test_the_list_of_commands_is_not_cut(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    commands = run("--help").out.partition("Commands:")[2].partition("Begin with")[0]
    assert "..." not in commands
    assert len(commands.strip().splitlines()) == len(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_each_command_shows_examples_line_by_line(run: Run, name: str) -> None:
    out = run(name, "--help").out
    assert out.startswith(f"Usage: custfile {name} [OPTIONS]")
    assert not {"<str>", "{", "<int"} & set(out.replace("<", " <").split())
    examples = out.partition("\n  Examples:\n")[2].partition("\n\n")[0].splitlines()
    assert examples
    assert all(line.startswith(("    custfile ", "    EDITOR=")) for line in examples), out


def test_the_version(run: Run) -> None:
    assert run("--version").out == f"custfile {__version__}\n"
    assert custfile("--version", at=Path()).stdout == f"custfile {__version__}\n".encode()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["due", "-C", "x", "--days", "3"], ["-C", "x", "due", "--days", "3"]),
        (["due", "--as-of=2026-01-01"], ["--as-of=2026-01-01", "due"]),
        (["visit", "A", "--", "-C", "x"], ["visit", "A", "--", "-C", "x"]),
        (["due", "--as-of"], ["--as-of"]),
        ([], []),
    ],
)
def test_global_options_may_stand_anywhere(typed: list[str], expected: list[str]) -> None:
    assert hoisted(typed) == expected


def test_the_command_is_the_first_word_that_is_no_option() -> None:
    assert command_word(["-C", "show", "--lang", "en", "due", "show"]) == "due"
    assert command_word(["--version"]) == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["vist"], "no command 'vist' (visit?); see: custfile --help"),
        (["quux"], "no command 'quux'; see: custfile --help"),
        (["--bogus"], "no option --bogus; see: custfile --help"),
        (["due", "--ownr", "x"], "no option --ownr (--owner?); see: custfile due --help"),
        (["visit"], "'CUSTOMER' is missing; see: custfile visit --help"),
        (["set", "A"], "'FIELD=VALUE...' is missing; see: custfile set --help"),
        (["due", "--as-of"], "option '--as-of' requires a value; see: custfile --help"),
        (["due", "--format", "xml"], "'xml' is not one of 'table', 'json', 'csv', 'md'; see: custfile due --help"),
        (["show", "A", "--as-of", "soon"], "'soon' is not a day; write 2026-02-03, today, yesterday, -3d"),
        (["list", "--lang", "fr"], "no language 'fr'; there are: en, zh_CN, zh_TW"),
    ],
)
def test_usage_errors_are_one_sentence(run: Run, firm: Path, arguments: list[str], sentence: str) -> None:
    done = run(*arguments, at=firm)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith("custfile: ") and sentence in done.err


@pytest.mark.parametrize("flag", ["--json", "--format=json", "-fjson"])
def test_errors_are_json_where_json_is_asked_for(run: Run, tmp_path: Path, flag: str) -> None:
    done = run("list", flag, at=tmp_path)
    assert (done.code, done.out) == (3, "")
    told = json.loads(done.err)
    assert told["exit_code"] == 3
    assert told["error"] == f"no archive at {tmp_path}: it has no custfile.yaml; begin one with: custfile init"


def test_a_search_for_json_is_not_in_json(run: Run, firm: Path) -> None:
    assert run("find", "json", at=firm).err == "custfile: nothing holds 'json'\n"


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("name: [", "YAML cannot be read here"),
        ("", "custfile.yaml:1: "),
        ("name: A\nteam: {}\n", "custfile.yaml:2: here should be a list, not a group of fields"),
        ("name: A\nids: xyz\n", "custfile.yaml:2: 'xyz' is not a pattern of ids"),
    ],
)
def test_broken_settings_stop_every_command(run: Run, firm: Path, settings: str, sentence: str) -> None:
    (firm / "custfile.yaml").write_text(settings, encoding="utf-8")
    for arguments in (["list"], ["due"], ["visit", "丽人"], ["show", "丽人"]):
        done = run(*arguments, at=firm)
        assert (done.code, sentence in done.err) == (3, True), done.err
    told = json.loads(run("list", "--json", at=firm).err)
    assert told["findings"][0]["path"] == "custfile.yaml"


def test_the_archive_is_found_from_below_and_by_the_environment(
    run: Run, firm: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(firm / "customers/south")
    assert run("list").code == 0
    monkeypatch.chdir(tmp_path)
    assert run("list").code == 3
    monkeypatch.setenv("CUSTFILE_ARCHIVE", str(firm))
    assert run("list").code == 0


@pytest.mark.parametrize(
    ("environment", "heading"),
    [
        ({"CUSTFILE_LANG": "zh_CN"}, "编号"),
        ({"CUSTFILE_LANG": "", "LANG": "zh_TW.UTF-8"}, "編號"),
        ({"CUSTFILE_LANG": "", "LANG": "de_DE.UTF-8"}, "Id"),
    ],
)
def test_the_language_of_the_environment(
    run: Run, firm: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], heading: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run("list", at=firm).out.startswith(heading)


def test_the_archive_speaks_its_own_language_unless_told(run: Run, firm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = firm / "custfile.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "language: zh_TW\n", encoding="utf-8")
    assert run("list", at=firm).out.startswith("Id")  # CUSTFILE_LANG=en
    monkeypatch.setenv("CUSTFILE_LANG", "")
    assert run("list", at=firm).out.startswith("編號")
    assert run("list", "--lang", "zh-Hans", at=firm).out.startswith("编号")


def test_a_reader_that_has_seen_enough_ends_it_quietly(firm: Path) -> None:
    reader, writer = (subprocess.PIPE, subprocess.PIPE)
    command = [sys.executable, "-m", "custfile", "-C", str(firm), "list"]
    with subprocess.Popen(command, stdout=writer, stderr=reader) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full disk to offer")
def test_a_full_disk_is_told(firm: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = custfile("list", at=firm, stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert (done.returncode, done.stderr) == (5, b"custfile: the system refused: No space left on device\n")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_hear_nothing(firm: Path, closed: str) -> None:
    command = f'"{sys.executable}" -m custfile -C "{firm}" due --exit-code {closed}'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")


def test_data_comes_before_talk_where_both_go_to_one_place(firm: Path) -> None:
    (firm / "customers/C000009.yaml").write_text("name: 九号\nkind: shop\n", encoding="utf-8")
    done = custfile("check", at=firm, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, capture_output=False)
    assert done.stdout.decode().splitlines()[-1] == "1 error, 0 warnings"


def test_a_bug_is_owned_up_to(run: Run, firm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("custfile.archive.master.master_list", lambda *_all: 1 / 0)
    done = run("list", at=firm)
    assert (done.code, done.out, done.err.count("\n")) == (70, "", 1)
    assert "a bug in custfile (ZeroDivisionError)" in done.err
    monkeypatch.setenv("CUSTFILE_DEBUG", "1")
    assert "Traceback" in run("list", at=firm).err


def test_an_interrupted_command_says_nothing(run: Run, firm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_all: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("custfile.archive.master.master_list", interrupted)
    done = run("list", at=firm)
    assert (done.code, done.out, done.err) == (130, "", "")
