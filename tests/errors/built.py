"""Cases of the corpus that no text file can hold: bytes, links, pipes, several files, commits."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

HEAD: Final = "name: 郑州丽人美容院\nkind: company\n"
PAGE: Final = "customers/C000001.yaml"
AGENDA: Final = "agenda.yaml"
PLAN: Final = "plans/2026-12.yaml"

Builder = Callable[[Path], None]


def text(content: str, path: str = PAGE) -> Builder:
    """Return what writes ``content`` into the file at ``path``."""
    return data(content.encode(), path)


def data(content: bytes, path: str = PAGE) -> Builder:
    """Return what writes ``content``, bytes, into the file at ``path``."""

    def build(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)

    return build


def both(*builders: Builder) -> Builder:
    """Return what does one after the other."""

    def build(folder: Path) -> None:
        for builder in builders:
            builder(folder)

    return build


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    """Commit all there is."""
    _git(folder, "init", "--quiet")
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "begin")


def lose(path: str) -> Builder:
    """Return what deletes the file at ``path``."""
    return lambda folder: (folder / path).unlink()


def link(folder: Path) -> None:
    """A link to a paper outside the archive."""
    (folder.parent / "outside.yaml").write_text(HEAD, encoding="utf-8")
    (folder / PAGE).symlink_to("../../outside.yaml")


def plan_link(folder: Path) -> None:
    """A plan outside the archive."""
    (folder / "plans").mkdir()
    (folder.parent / "outside.yaml").write_text("visits: []\n", encoding="utf-8")
    (folder / PLAN).symlink_to("../../outside.yaml")


def link_in_git(folder: Path) -> None:
    """A link that was committed."""
    link(folder)
    commit(folder)


def pipe(folder: Path) -> None:
    """A pipe that nobody writes to."""
    os.mkfifo(folder / PAGE)


def name_in_gbk(folder: Path) -> None:
    """A file whose name came from a GBK system."""
    Path(os.fsdecode(os.fsencode(folder / "customers") + b"/" + "丽人.yaml".encode("gbk"))).write_text(
        HEAD, encoding="utf-8"
    )


VISITS: Final = "visits:\n  - {date: 2026-02-06}\n  - {date: 2026-03-06}\n"
VISIT: Final = "date: 2026-12-03, by: li.na, customer: C000099"
OTHER: Final = "name: 洛阳丽人美容院\nkind: company\n"

BUILT: Final[dict[str, Builder]] = {
    "C101_gbk": data((HEAD + "address: 中原路 8 号\n").encode("gbk")),
    "C101_big5": data("name: 臺北麗人美容院\nkind: company\naddress: 臺北市大安區和平路\n".encode("big5")),
    "C101_utf16": data(HEAD.encode("utf-16")),
    "C101_utf16_without_mark": data(HEAD.encode("utf-16-le")),
    "C101_latin1": data("name: Café\nkind: company\n".encode("latin-1")),
    "C101_half_a_character": data(("\ufeff" + HEAD + "address: 中").encode()[:-1]),
    "C102_nul": text(HEAD + "address: 中原路\0 8 号\n"),
    "C102_escape": text(HEAD + "address: \x1b[31m中原路\n"),
    "C102_next_line": text(HEAD + "address: 中原路\u0085phone: 1\n"),
    "C102_line_separator": text(HEAD + "address: 中原路\u2028phone: 1\n"),
    "C102_carriage_return": text("name: 郑州丽人美容院\rkind: company\r"),
    "C102_second_mark": text("\ufeff\ufeff" + HEAD),
    "C104_large": text(HEAD + "# " + "x" * 5_000_000 + "\n"),
    "C105_brackets": text("name: " + "[" * 30_000 + "]" * 30_000 + "\n"),
    "C105_braces": text("{a: " * 15_000),
    "C105_lines": text(HEAD + "preferences:\n" + "".join("  " * depth + "茶:\n" for depth in range(1, 30))),
    "C105_dashes": text("- " * 30_000 + "x\n"),
    "C114_composed_and_not": text(HEAD + "caf\u00e9: 1\ncafe\u0301: 2\n"),
    "C119_name": name_in_gbk,
    "C120_link": link,
    "C120_link_in_git": link_in_git,
    "C121_pipe": pipe,
    "C208_composed_otherwise": text(HEAD + 'cafe\u0301: ""\n'),
    "C401_tax_id": both(
        text(HEAD + "tax_id: 91410100MA\n"), text(OTHER + "tax_id: 91410100ma\n", "customers/C000002.yaml")
    ),
    "C402_phone": both(
        text(HEAD + "phone: +86 138-0013-8000\n"),
        text(OTHER + 'contacts:\n  - {name: 王丽, phone: "13800138000"}\n', "customers/C000002.yaml"),
    ),
    "C403_name": both(text(HEAD), text("name: 郑州丽人美容院有限公司\nkind: company\n", "customers/C000002.yaml")),
    "C601_name": text(HEAD, "customers/丽人.yaml"),
    "C601_ending": text(HEAD, "customers/C000001.yml"),
    "C602_id": both(text(HEAD, "customers/north/C000001.yaml"), text(OTHER, "customers/south/C000001.yaml")),
    "C603_page": both(text(HEAD), commit, lose(PAGE)),
    "C604_entries": both(text(HEAD + VISITS), commit, text(HEAD + VISITS.rpartition("  -")[0])),
    "C605_case": both(text(HEAD, "customers/North/C000001.yaml"), text(OTHER, "customers/north/C000001.yaml")),
    "C605_composed": both(text(HEAD, "customers/é/C000001.yaml"), text(OTHER, "customers/e\u0301/C000001.yaml")),
    "C606_reserved": text(HEAD, "customers/con/C000001.yaml"),
    "C606_sign": text(HEAD, "customers/north: new/C000001.yaml"),
    "C606_full_stop": text(HEAD, "customers/north./C000001.yaml"),
    "C795_time": text("tasks:\n  - {date: 2026-11-01, what: 擦窗, time: 09:30}\n", AGENDA),
    "C307_task": text(
        "tasks:\n  - {date: 2026-06-01, what: 擦窗, by: zhao.min}\n"
        "  - {date: 2026-06-01, what: 订货, by: zhao.min, done: 2026-06-02}\n",
        AGENDA,
    ),
    "C301_task": text(
        "tasks: [{date: 2026-11-01, what: 擦窗, by: 李娜}]\nmemos: [{date: 2026-11-01, text: x, to: [li]}]\n", AGENDA
    ),
    "C501_task": text(
        "tasks:\n  - {date: 2026-11-31, what: x}\n  - {date: 2026-11-02, what: 擦窗, due: 2026-11-01}\n", AGENDA
    ),
    "C202_task": text("tasks:\n  - {date: 2026-11-01, what: 擦窗, owner: li.na}\n", AGENDA),
    "C780_name": text("visits: []\n", "plans/december.yaml"),
    "C780_no_such_month": text("visits: []\n", "plans/2026-13.yaml"),
    "C781_customer": text("visits:\n  - {date: 2026-12-03, by: li.na, customer: C000077}\n", PLAN),
    "C782_other_month": text("visits:\n  - {date: 2027-01-04, by: li.na, customer: C000099}\n", PLAN),
    "C783_twice": text(f"visits:\n  - {{{VISIT}}}\n  - {{{VISIT}, note: 再谈}}\n  - {{{VISIT}, time: 14:30}}\n", PLAN),
    "C784_two_sheets": text("sheets:\n  - {by: li.na, status: draft}\n  - {by: li.na, status: submitted}\n", PLAN),
    "C785_left": text("visits:\n  - {date: 2026-12-03, by: zhao.min, customer: C000099}\n", PLAN),
    "C786_oneself": text("sheets:\n  - {by: li.na, status: approved, approved_by: li.na}\n", PLAN),
    "C301_plan": text("visits:\n  - {date: 2026-12-03, by: 李娜, customer: C000099}\n", PLAN),
    "C202_plan": text(f"visits:\n  - {{{VISIT}, why: x, reason: y}}\n", PLAN),
    "C501_plan": text(
        "sheets:\n  - {by: li.na, status: approved, submitted: 2026-11-20, approved: 2026-11-19}\n", PLAN
    ),
    "C106_plan": text("visits:\n\t- {date: 2026-12-03}\n", PLAN),
    "C120_plan": plan_link,
}
"""The builders of cases, by name: each changes the folder of an archive."""
