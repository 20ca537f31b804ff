"""custfile import, from the command line to the files."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

BOOK = """
--- customers/C000007.yaml
# An old friend.
name: 郑州丽人美容院   # as on the licence
kind: company
former_no: 0010472
phone: 0371-6588 0101
orders:
  # the first one
  - {date: 2026-01-05, no: S1, product: 精华液, amount: 100}
  - {date: 2026-02-03, product: 面膜, amount: "50.00"}   # by phone
"""


@pytest.fixture
def folder(archive: Callable[[str], Path]) -> Path:
    """An archive with one customer."""
    return archive(BOOK)


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., str]:
    """Write a table beside the archive: ``table("name\\n丽人", "gbk")``."""

    def write(text: str, encoding: str = "utf-8", name: str = "table.csv") -> str:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return str(path)

    return write


def pages(folder: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in sorted((folder / "customers").iterdir())}


def test_new_customers_get_the_next_ids(folder: Path, table: Callable[..., str], run: Callable[..., Any]) -> None:
    (folder / "removed.yaml").write_text("removed:\n  - {id: C000011, date: 2026-01-01, reason: closed}\n")
    file = table("name,phone,founded,terms.payment_days,contacts.name,contacts.phone,remark\n"
                 "川味火锅,0371-1,2019/5/1,30,李四,=1,x\n海底捞,,,,,,\n")  # fmt: skip
    ran = run("import", file, "--kind", "company", "--source", "form", at=folder)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines() == [
        "customers by name: name ← name, phone ← phone, contacts.name ← contacts.name, contacts.phone ← contacts.phone, "
        "founded ← founded, terms.payment_days ← terms.payment_days",
        "columns that go nowhere: remark",
        "2 customers new, 0 changed, 0 as they were, 0 rows rejected",
    ]
    assert list(pages(folder)) == ["C000007.yaml", "C000012.yaml", "C000013.yaml"]
    assert pages(folder)["C000012.yaml"] == (
        "# yaml-language-server: $schema=../schema/customer.schema.json\n"
        "name: 川味火锅\n"
        "kind: company\n"
        "collected: {date: 2026-11-20, source: form}\n"
        "phone: 0371-1\n"
        "contacts:\n"
        "  - {name: 李四, phone: =1}\n"
        "founded: 2019-05-01\n"
        "terms: {payment_days: 30}\n"
    )
    assert run("check", "--strict", at=folder).code == 0


def test_a_known_customer_changes_where_the_row_says_otherwise(
    folder: Path, table: Callable[..., str], run: Callable[..., Any]
) -> None:
    before = pages(folder)["C000007.yaml"]
    file = table("former_no,name,phone,region,fax\n0010472,郑州丽人美容院,037165880101,郑州,\n")
    assert run("import", file, at=folder).code == 0
    after = pages(folder)["C000007.yaml"]
    assert after == before.replace("former_no: 0010472\n", "former_no: 0010472\nregion: 郑州\n")
    again = run("import", file, at=folder)
    assert (again.code, again.err.splitlines()[-1]) == (0, "nothing changed")
    assert pages(folder)["C000007.yaml"] == after


def test_orders_are_appended_once(folder: Path, table: Callable[..., str], run: Callable[..., Any]) -> None:
    before = pages(folder)["C000007.yaml"]
    file = table(
        "客户,日期,单号,产品,金额\n"
        "郑州丽人美容院,2026/3/1,,面膜,60\n"
        "郑州丽人美容院,2026/1/5,S1,精华液,100.00\n"
        "郑州丽人美容院,2026/2/3,,面膜,50\n"
        "郑州丽人美容院,2026/2/3,,面膜,50\n"
    )
    ran = run("import", file, "--map", "name=客户", at=folder)
    assert (ran.code, ran.err.splitlines()[-1]) == (
        0,
        "0 customers new, 1 changed, 0 as they were, 2 orders added, 2 on file already, 0 rows rejected",
    )
    assert pages(folder)["C000007.yaml"] == before + (
        "  - {date: 2026-02-03, product: 面膜, amount: 50}\n  - {date: 2026-03-01, product: 面膜, amount: 60}\n"
    )
    again = run("import", file, "--map", "name=客户", at=folder)
    assert again.err.splitlines()[-2:] == [
        "0 customers new, 0 changed, 1 as it was, 0 orders added, 4 on file already, 0 rows rejected",
        "nothing changed",
    ]


def test_rejected_rows_wait_in_a_file_of_their_own(
    folder: Path, table: Callable[..., str], run: Callable[..., Any], tmp_path: Path
) -> None:
    file = table(
        "name,date,amount,no\n"
        "郑州丽人美容院,03/04/2026,10,\n"
        "郑州丽人美容院,2026-03-04,10,S1\n"
        "郑州丽人美容院,2026-03-04,20,\n"
        "nobody\n"
    )
    ran = run("import", file, "--kind", "company", at=folder)
    assert ran.code == 1
    rejected = tmp_path / "table.rejected.csv"
    assert ran.err.splitlines()[1:] == [
        "line 2 rejected: date: '03/04/2026' may be two days; say --dates dmy or --dates mdy",
        "line 3 rejected: the number S1 belongs to another order of this customer, of another day, amount or product",
        "line 5 rejected: the date is missing; the amount is missing",
        f"rejected rows, each with its reason: {rejected}",
        "0 customers new, 1 changed, 0 as they were, 1 order added, 3 rows rejected",
    ]
    assert (
        rejected.read_bytes()
        == (
            "\ufeffname,date,amount,no,not imported because\r\n"
            "郑州丽人美容院,03/04/2026,10,,'03/04/2026' may be two days; say --dates dmy or --dates mdy\r\n"
            "郑州丽人美容院,2026-03-04,10,S1,"
            '"the number S1 belongs to another order of this customer, of another day, amount or product"\r\n'
            "nobody,,,,the date is missing; the amount is missing\r\n"
        )
        .replace(",'03/04/2026' may", ",date: '03/04/2026' may")
        .encode()
    )
    assert stat.S_IMODE(rejected.stat().st_mode) == 0o600

    mended = rejected.read_bytes()
    assert run("import", file, "--kind", "company", at=folder).code == 1
    assert rejected.read_bytes() == mended  # somebody may be at work on it
    assert (tmp_path / "table.rejected-2.csv").exists()

    rest = run("import", str(rejected), "--kind", "company", "--dates", "dmy", at=folder)
    assert rest.err.splitlines()[-1] == "0 customers new, 1 changed, 0 as they were, 1 order added, 2 rows rejected"


def test_only_the_row_that_would_bring_an_error_is_rejected(
    folder: Path, table: Callable[..., str], run: Callable[..., Any]
) -> None:
    file = table("name,date,amount,order\n郑州丽人美容院,2026-03-04,10,S9\n郑州丽人美容院,2026-03-05,100,S1\n")
    ran = run("import", file, at=folder)
    assert ran.code == 1
    assert "line 2 rejected: the file has no order 'S9'" in ran.err
    assert "  - {date: 2026-03-05, order: S1, amount: 100}\n" in pages(folder)["C000007.yaml"]
    assert run("check", at=folder).code == 0


def test_a_customer_whose_rows_bring_errors_is_rejected_and_the_others_go_on(
    folder: Path, table: Callable[..., str], run: Callable[..., Any]
) -> None:
    with (folder / "custfile.yaml").open("a", encoding="utf-8") as settings:
        settings.write("team:\n  - {id: li.na, name: 李娜}\n")
    ran = run("import", table("name,owner\n川味,nobody\n海底捞,李娜\n"), "--kind", "company", at=folder)
    assert ran.code == 1
    assert "line 2 rejected: 'nobody' is nobody in the team" in ran.err
    assert "owner: li.na\n" in pages(folder)["C000008.yaml"]
    assert list(pages(folder)) == ["C000007.yaml", "C000008.yaml"]


def test_who_is_probably_on_file_is_not_taken_for_new(
    folder: Path, table: Callable[..., str], run: Callable[..., Any]
) -> None:
    file = table(
        "former_no,name,phone\n1,丽人,0371 6588-0101\n2,郑州丽人美容院有限公司,\n3,川味,0371-2\n4,川味分店,0371-2\n"
    )
    ran = run("import", file, "--kind", "company", at=folder)
    assert ran.code == 1
    assert [line for line in ran.err.splitlines() if "rejected:" in line] == [
        "line 2 rejected: probably the same as C000007 郑州丽人美容院; take it in all the same with --yes",
        "line 3 rejected: probably the same as C000007 郑州丽人美容院; take it in all the same with --yes",
        "line 5 rejected: probably the same as C000008 川味; take it in all the same with --yes",
    ]
    assert run("import", file, "--kind", "company", "--yes", at=folder).code == 0
    assert len(pages(folder)) == 5


def test_a_dry_run_writes_nothing(
    folder: Path, table: Callable[..., str], run: Callable[..., Any], tmp_path: Path
) -> None:
    before = pages(folder), (folder / "custfile.yaml").read_bytes()
    file = table("name,phone\n郑州丽人美容院,1\n川味,2.0E+5\n" + "".join(f"新客户{n},{n}\n" for n in range(9)))
    ran = run("import", file, "--kind", "company", "--dry-run", "--save-profile", "p", at=folder)
    assert ran.code == 1
    assert ran.out.startswith("--- a/customers/C000007.yaml\n+++ b/customers/C000007.yaml\n")
    assert ran.out.count("\n+++ ") == 3
    assert ran.err.splitlines()[-2:] == [
        "9 customers new, 1 changed, 0 as they were, 1 row rejected",
        "nothing was written; 11 files would change",
    ]
    assert (pages(folder), (folder / "custfile.yaml").read_bytes()) == before
    assert not (tmp_path / "table.rejected.csv").exists()


def test_a_profile_is_kept_and_used(folder: Path, table: Callable[..., str], run: Callable[..., Any]) -> None:
    settings = folder / "custfile.yaml"
    settings.write_text("name: Test   # our firm\ncurrency: CNY\n", encoding="utf-8")
    file = table("Debtor,When,How much,Phone\n0010472,2026-03-04,10,1\n")
    maps = ("--map", "former_no=Debtor", "--map", "date=When", "--map", "amount=How much")
    assert run("import", file, *maps, "--save-profile", "erp", at=folder).code == 0
    assert settings.read_text(encoding="utf-8") == (
        "name: Test   # our firm\n"
        "currency: CNY\n"
        "imports:\n"
        "  - {id: erp, rows: orders, key: former_no, "
        "columns: {date: When, amount: How much, former_no: Debtor, phone: Phone}}\n"
    )
    table("Debtor,When,How much,Phone\n0010472,2026-03-05,10,1\n")
    ran = run("import", file, "--profile", "erp", at=folder)
    assert "1 order added" in ran.err
    assert run("import", file, "--profile", "sap", at=folder).code == 2
    assert run("check", at=folder).code == 0


def test_a_table_as_excel_saves_it_in_taiwan(folder: Path, table: Callable[..., str], run: Callable[..., Any]) -> None:
    (folder / "custfile.yaml").write_text("name: 測試\ncurrency: TWD\n", encoding="utf-8")
    file = table(
        "客戶名單,,,,,\r\n名稱,電話,成立日期,資產,地址,別名\r\n"
        '曾美惠工作室,="0223456789",民國75年3月4日,NT$5.2萬,"台北市大安區\r\n和平東路一段",美惠；曾老師\r\n,,,,,\r\n',
        "big5",
    )
    ran = run("import", file, "--kind", "company", at=folder)
    assert ran.code == 0, ran.err
    assert ran.err.splitlines()[:2] == ["read as cp950", "above the headings, left out: 客戶名單"]
    assert pages(folder)["C000008.yaml"].splitlines()[1:] == [
        "name: 曾美惠工作室",
        "kind: company",
        "aliases: [美惠, 曾老師]",
        "collected: {date: 2026-11-20}",
        'phone: "0223456789"',
        "address: 台北市大安區 和平東路一段",
        "founded: 1986-03-04",
        "assets: 52000",
    ]


def test_the_distributors_own_profiles(
    example: Callable[[str], Path], table: Callable[..., str], run: Callable[..., Any]
) -> None:
    folder = example("distributor")
    file = table(
        "Debtor no.;Invoice date;Invoice no.;Article;Qty;Net;Cost price;Due date\n"
        "0010472;03.11.2026;INV-99;Süßwasserprobe;2;1.280,50;640,00;03.12.2026\n",
        "cp1252",
    )
    wanted = ("import", file, "--profile", "erp-invoices", "--encoding", "cp1252")
    assert run(*wanted, at=folder).code == 1  # 3 November or 11 March?
    ran = run(*wanted, "--dates", "dmy", at=folder)
    assert ran.code == 0, ran.err
    line = "date: 2026-11-03, no: INV-99, product: Süßwasserprobe, quantity: 2, amount: 1280.50, cost: 640.00, due: 2026-12-03"
    assert line in (folder / "customers/DE/C000001.yaml").read_text(encoding="utf-8")


def test_figures_as_json(folder: Path, table: Callable[..., str], run: Callable[..., Any], tmp_path: Path) -> None:
    ran = run("import", table("name,phone\n川味,1\n海,2.0E+9\n"), "--kind", "company", "--json", at=folder)
    assert json.loads(ran.out) == {
        "rows": "customers", "created": 1, "changed": 0, "unchanged": 0, "added": 0, "already": 0, "rejected": 1,
        "rejects": str(tmp_path / "table.rejected.csv"), "dry_run": False,
    }  # fmt: skip


def test_one_commit_holds_it_all(
    folder: Path, table: Callable[..., str], run: Callable[..., Any], git: Callable[..., str]
) -> None:
    git(folder, "init")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "begin")
    file = table("name,phone\n郑州丽人美容院,1\n川味,2\n")
    assert run("import", file, "--kind", "company", "--commit", at=folder).code == 0
    assert git(folder, "log", "-1", "--format=%s", "--name-only").split() == [
        "import", "of", "table.csv", "customers/C000007.yaml", "customers/C000008.yaml",
    ]  # fmt: skip
    (folder / "customers/C000007.yaml").write_bytes((folder / "customers/C000007.yaml").read_bytes() + b"# mine\n")
    table("name,phone\n郑州丽人美容院,3\n")
    ran = run("import", file, "--commit", at=folder)
    assert "saved, but not committed" in ran.err


@pytest.mark.parametrize(
    ("text", "options", "code", "problem"),
    [
        ("name\n川味\n", [], 2, "there are customers who are not on file, such as 川味; say --kind"),
        ("name\n川味\n", ["--map", "name"], 2, "'name' is not FIELD=HEADING"),
        ("name\n川味\n", ["--by", "li.na", "--kind", "x"], 0, ""),  # a firm may begin without a team or kinds
        ("id,name\nC000099,川味\n", ["--kind", "x"], 1, "line 2 rejected: there is no customer C000099"),
        (
            "former_no,phone\n9,1\n",
            ["--kind", "x"],
            1,
            "line 2 rejected: the customer is not on file, and its name is missing",
        ),
        ("name,kind\n川味,\n", [], 1, "line 2 rejected: the customer is not on file, and its kind is missing"),
        ("id,phone\nC000007,1\n", [], 0, "1 changed"),
        ("id,name,phone\nC000007,,1\n,川味,2\n", ["--kind", "x"], 0, "1 customer new, 1 changed"),
        ("phone,region\n0371 6588-0101,郑州\n", ["--key", "phone"], 0, "1 changed"),
        ("", [], 2, "the file is empty"),
    ],
)
def test_what_else_may_be_said(
    folder: Path,
    table: Callable[..., str],
    run: Callable[..., Any],
    text: str,
    options: list[str],
    code: int,
    problem: str,
) -> None:
    ran = run("import", table(text), *options, at=folder)
    assert ran.code == code, ran.err
    assert problem in ran.err


def test_the_team_and_the_kinds_are_held_to(folder: Path, table: Callable[..., str], run: Callable[..., Any]) -> None:
    with (folder / "custfile.yaml").open("a", encoding="utf-8") as settings:
        settings.write("team:\n  - {id: li.na, name: 李娜}\nkinds:\n  - {id: company}\n")
    file = table("name\n川味\n")
    assert (
        "'x' is no kind of custfile.yaml; choose one of: company" in run("import", file, "--kind", "x", at=folder).err
    )
    ran = run("import", file, "--kind", "company", "--by", "bo", at=folder)
    assert (ran.code, ran.err.splitlines()[-1]) == (2, "custfile: 'bo' is nobody of the team: li.na")
    assert run("import", file, "--kind", "company", "--by", "li.na", at=folder).code == 0
    assert "collected: {date: 2026-11-20, by: li.na}\n" in pages(folder)["C000008.yaml"]


def test_rows_of_somebody_several_are_called_by(
    archive: Callable[[str], Path], table: Callable[..., str], run: Callable[..., Any]
) -> None:
    person = "name: 张伟\nkind: individual\n"
    folder = archive(f"--- customers/C000001.yaml\n{person}--- customers/C000002.yaml\n{person}")
    ran = run("import", table("name,phone\n张伟,1\n"), at=folder)
    assert (ran.code, "several customers are called so: C000001 张伟, C000002 张伟" in ran.err) == (1, True)


def test_nobody_is_new_while_a_file_cannot_be_read(
    archive: Callable[[str], Path], table: Callable[..., str], run: Callable[..., Any]
) -> None:
    folder = archive("--- customers/C000001.yaml\nname: [\n")
    ran = run("import", table("name\n川味\n"), "--kind", "company", at=folder)
    assert ran.code == 1
    assert "customers/C000001.yaml cannot be read" in ran.err
    assert list(pages(folder)) == ["C000001.yaml"]


def test_a_table_that_is_not_there(folder: Path, run: Callable[..., Any], tmp_path: Path) -> None:
    ran = run("import", str(tmp_path / "no.csv"), at=folder)
    assert (ran.code, "cannot be read: No such file or directory" in ran.err) == (2, True)


def test_without_room_for_the_rejected_rows_nothing_is_written(
    folder: Path, table: Callable[..., str], run: Callable[..., Any], tmp_path: Path
) -> None:
    before = pages(folder)
    file = table("name,phone\n川味,1\n海,2.0E+9\n")
    ran = run("import", file, "--kind", "company", "--rejects", str(tmp_path / "no" / "where.csv"), at=folder)
    assert (ran.code, "nothing was imported" in ran.err) == (2, True)
    assert pages(folder) == before


def test_the_table_itself_is_never_overwritten(
    folder: Path, table: Callable[..., str], run: Callable[..., Any]
) -> None:
    file = table("name,phone\n川味,2.0E+9\n")
    ran = run("import", file, "--kind", "company", "--rejects", file, at=folder)
    assert ran.code == 2
    assert Path(file).read_text(encoding="utf-8") == "name,phone\n川味,2.0E+9\n"


def test_a_tax_id_is_not_given_to_a_second_customer(
    archive: Callable[[str], Path], table: Callable[..., str], run: Callable[..., Any]
) -> None:
    folder = archive(
        "--- customers/C000001.yaml\nname: A\nkind: x\ntax_id: DE 12\n--- customers/C000002.yaml\nname: B\nkind: x\n"
    )
    ran = run("import", table("id,tax_id\nC000001,DE-12\nC000002,de12\n"), at=folder)
    assert (ran.code, "line 3 rejected: probably the same as C000001 A" in ran.err) == (1, True)
    assert run("check", at=folder).code == 0
