"""Every report of every example, in every language: the same bytes twice, as a list where it is one; and the site of all."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from firm import Run

from custfile.language import LANGUAGES
from custfile.report import REPORTS

EXAMPLES = Path(__file__).parents[2] / "examples"
CUSTOMER = {"salon": "C000001", "hotel": "H00008", "distributor": "C000001"}
PERSON = {"salon": "lin.peijun", "hotel": "shen.lei", "distributor": "jonas.ebel"}


@pytest.fixture(scope="module", params=CUSTOMER)
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of an example archive."""
    folder = tmp_path_factory.mktemp("examples") / request.param
    shutil.copytree(EXAMPLES / request.param, folder)
    return folder


def words(name: str, example: Path) -> list[str]:
    """Return the words that name the report, of somebody where it is about somebody."""
    of = {"customer": [CUSTOMER[example.name]], "person": [PERSON[example.name]]}
    return [name, *of.get(REPORTS[name].of, [])]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_the_same_archive_and_day_give_the_same_bytes(run: Run, example: Path, name: str, language: str) -> None:
    for format_ in ("md", "html"):
        ran = [
            run("report", *words(name, example), "-f", format_, "--lang", language, at=example) for _time in range(2)
        ]
        assert ran[0] == ran[1] and ran[0].code == 0, ran[0].err
        assert len(ran[0].out) > 200
        assert "{" not in ran[0].out or format_ == "html"


@pytest.mark.parametrize("name", REPORTS)
def test_a_list_can_be_had_as_data(run: Run, example: Path, name: str) -> None:
    ran = run("report", *words(name, example), "--json", at=example)
    if not REPORTS[name].lists:
        assert ran.code == 2 and "is no list" in ran.err
        return
    data = json.loads(ran.out)
    rows = data if isinstance(data, list) else data["rows"]
    heading = run("report", *words(name, example), "-f", "csv", at=example).out.splitlines()[0]
    assert not rows or len(next(csv.reader([heading]))) == len(rows[0])


class Links(HTMLParser):
    """The addresses in a page that are not of another place."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for key, value in attrs if key == "href" and ":" not in (value or "")]


def linked(site: Path) -> Iterator[tuple[Path, Path]]:
    for page in site.rglob("*.html"):
        for link in Links(page).found:
            yield page, (page.parent / link).resolve()


def test_all_reports_are_a_site_whose_links_lead_both_ways(run: Run, example: Path, tmp_path: Path) -> None:
    site = tmp_path / "out" / "site"
    ran = run("report", "all", "-o", str(site), at=example)
    assert ran.code == 0, ran.err
    customers = {path.stem for path in (site / "customers").iterdir()}
    assert customers == {path.stem for path in (example / "customers").rglob("*.yaml")}
    general = {name for name, each in REPORTS.items() if each.of not in ("customer", "person")}
    assert {path.stem for path in site.glob("*.html")} == general | {"index"}
    ways = set(linked(site))
    assert all(target.is_file() for _page, target in ways), [way for way in ways if not way[1].is_file()]
    index = site / "index.html"
    for page in set(site.rglob("*.html")) - {index}:
        assert (index, page) in ways and (page, index) in ways
    assert (site / "master.html", site / "customers" / f"{CUSTOMER[example.name]}.html") in ways


def test_a_site_is_private_and_the_same_twice(run: Run, example: Path, tmp_path: Path) -> None:
    for name in "ab":
        assert run("report", "all", "-o", str(tmp_path / name), at=example).code == 0
    sites = [tmp_path / name for name in "ab"]
    one, other = ({path.relative_to(site): path.read_bytes() for path in site.rglob("*.*")} for site in sites)
    assert one == other
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "a").rglob("*")} == {0}


def test_pages_of_those_who_are_gone_are_deleted_and_nothing_else(run: Run, example: Path, tmp_path: Path) -> None:
    site, gone = tmp_path / "site", CUSTOMER[example.name]
    name = json.loads(run("show", gone, "--json", at=example).out)["name"]
    run("report", "all", "-o", str(site), at=example)
    (site / "customers" / "mine.html").write_text("x", encoding="utf-8")
    outside = tmp_path / "outside.html"
    outside.write_text("x", encoding="utf-8")
    with (site / ".custfile-site").open("a", encoding="utf-8") as listed:
        listed.write("../outside\ncustomers/../../outside\n")
    run("report", "all", "-o", str(site), "--where", f"name != '{name}'", at=example)
    assert not (site / "customers" / f"{gone}.html").exists()
    assert (site / "customers" / "mine.html").exists() and outside.exists()
    assert f"customers/{gone}.html" not in "".join(Links(site / "master.html").found)


def test_a_folder_with_other_things_in_it_is_left_alone(run: Run, firm: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "letter.txt").write_text("x", encoding="utf-8")
    ran = run("report", "all", "-o", str(tmp_path / "site"), at=firm)
    assert ran.code == 2 and "holds something else" in ran.err
    assert [path.name for path in (tmp_path / "site").glob("*.*")] == ["letter.txt"]


def test_a_site_needs_a_folder(run: Run, firm: Path) -> None:
    ran = run("report", "all", at=firm)
    assert ran.code == 2 and "report all -o FOLDER" in ran.err


def test_what_is_not_there_is_named_with_what_is(run: Run, firm: Path) -> None:
    ran = run("report", "mastr", at=firm)
    assert ran.code == 2 and "no report 'mastr'" in ran.err and "master" in ran.err


def test_the_list_of_reports(run: Run, firm: Path) -> None:
    names = [row["name"] for row in json.loads(run("report", "list", "--json", at=firm).out)]
    assert names == list(REPORTS)


def test_an_own_report_is_begun_changed_and_made(run: Run, firm: Path) -> None:
    ran = run("report", "new", "vip客户", "--from", "today", at=firm)
    assert ran.code == 0 and "templates/vip客户.html.j2" in ran.err
    made = run("report", "vip客户", "-f", "html", at=firm)
    assert made.code == 0 and '<p class="subtitle">vip客户</p>' in made.out
    template = firm / "templates" / "vip客户.md.j2"
    template.write_text(template.read_text(encoding="utf-8") + "{# #}", encoding="utf-8")
    listed = json.loads(run("report", "list", "--json", at=firm).out)
    assert listed[-1]["name"] == "vip客户" and "today" in listed[-1]["help"]
    assert run("report", "vip客户", at=firm).out.startswith("# ")
    again = run("report", "new", "vip客户", at=firm)
    assert again.code == 2 and "is there already" in again.err


@pytest.mark.parametrize("name", ["today", "all", "index", "../x", "a.b", "", "x" * 61])
def test_a_name_that_cannot_be(run: Run, firm: Path, name: str) -> None:
    ran = run("report", "new", name, at=firm)
    assert ran.code == 2 and "cannot be the name" in ran.err
    assert not (firm / "templates").exists()


def test_an_own_report_has_its_figures_from_one_that_is_there(run: Run, firm: Path) -> None:
    assert "no report 'tody'" in run("report", "new", "vip", "--from", "tody", at=firm).err


EMPTY = "--- custfile.yaml\nname: 空\n"
BARE = f"{EMPTY}--- customers/C000001.yaml\nname: 丽人\nkind: x\n"
BROKEN = f"{BARE}--- customers/C000002.yaml\nname: [\n"


@pytest.mark.parametrize("text", [EMPTY, BARE, BROKEN], ids=["empty", "bare", "broken"])
@pytest.mark.parametrize("name", [name for name, each in REPORTS.items() if each.of != "person"])
def test_there_is_always_a_page(run: Run, archive: Callable[[str], Path], name: str, text: str) -> None:
    folder = archive(text)
    of = ["C000001"] if REPORTS[name].of == "customer" else []
    for format_ in ("md", "html"):
        ran = run("report", name, *of, "-f", format_, at=folder)
        assert ran.code == (4 if of and text == EMPTY else 0), ran.err
        assert ran.code or ran.out


def test_a_site_of_nothing(run: Run, archive: Callable[[str], Path], tmp_path: Path) -> None:
    assert run("report", "all", "-o", str(tmp_path / "site"), at=archive(EMPTY)).code == 0
    assert list((tmp_path / "site" / "customers").iterdir()) == []
