"""What init lays down is an archive that passes check, in three languages, and nothing that was there is touched."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from custfile.archive.check import findings
from custfile.archive.index import Index
from custfile.archive.init import EXAMPLES, Laid, init, refresh_schema
from custfile.archive.root import Root
from custfile.archive.settings_file import load_settings, read_settings
from custfile.errors import Misused, NoArchive, Refused
from custfile.language import LANGUAGES
from custfile.model.settings import Settings
from custfile.model.spec import declared

AS_OF = date(2026, 11, 20)


SCHEMAS = [f"schema/{name}.schema.json" for name in ("customer", "settings", "plan", "agenda")]


def _files(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".git/" not in path.as_posix())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_archive_passes_check(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "客户 档案" / "new"
    laid = init(folder, language=language)
    assert [item.path for item in laid] == [
        "custfile.yaml", "customers/.gitkeep", ".vscode/settings.json", ".gitignore", ".gitattributes",
        *SCHEMAS,
    ]  # fmt: skip
    assert all(item.done for item in laid)
    assert findings(Index(Root(folder)), AS_OF) == []
    settings, _data, _warnings = load_settings(Root(folder), (folder / "custfile.yaml").read_bytes())
    assert (settings.language, [kind.id for kind in settings.kinds]) == (
        language, ["individual", "company", "government", "partner", "guest"]
    )  # fmt: skip
    assert {rule.id: rule.days for rule in settings.revisits} == {"rep-buyers": [3, 30, 60], "rep-others": [3, 15]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_that_the_starter_offers_is_valid(tmp_path: Path, language: str) -> None:
    """Examples are switched on by taking their # away; prose has one space behind its #."""
    init(tmp_path, language=language)
    starter = (tmp_path / "custfile.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^( *)#(?! \S)", r"\1", starter, flags=re.MULTILINE)
    settings, found, data = read_settings(text.encode())
    assert found == []
    assert settings is not None
    assert set(data) == {field.key for field in declared(Settings)}
    assert [rule.days for rule in settings.revisits] == [[3, 30, 60], [3, 15], [15, 30, 60]]


def test_beginning_twice_changes_nothing(tmp_path: Path) -> None:
    init(tmp_path, language="zh_CN", git=True)
    before = _files(tmp_path)
    again = init(tmp_path, language="en", git=True)
    assert [item for item in again if item.done] == []
    assert _files(tmp_path) == before


def test_what_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "customers").mkdir()
    mine = {
        "custfile.yaml": "name: 丽人\nlanguage: zh_TW\n",
        ".gitignore": "*.bak\n",
        "customers/C000001.yaml": "name: 王丽\nkind: x\n",
    }
    for path, text in mine.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    laid = init(tmp_path)
    assert [item.path for item in laid if not item.done] == ["custfile.yaml", ".gitignore"]
    assert not (tmp_path / "customers/.gitkeep").exists()
    assert all((tmp_path / path).read_text(encoding="utf-8") == text for path, text in mine.items())
    schema = json.loads((tmp_path / "schema/customer.schema.json").read_bytes())
    assert schema["properties"]["name"]["title"] == "名稱"


def test_only_the_owner_can_read_a_new_archive(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    init(folder)
    for path in [folder, *folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_copied_whole_and_passes_check(tmp_path: Path, name: str) -> None:
    init(tmp_path / "first", example=name)
    assert findings(Index(Root(tmp_path / "first")), AS_OF) == []
    shipped = Path("examples", name)
    copied = _files(tmp_path / "first")
    for part in ("customers", "documents"):
        assert {path: data for path, data in copied.items() if path.startswith(part)} == {
            f"{part}/{path}": data for path, data in _files(shipped / part).items()
        }
    assert not any(item.done for item in init(tmp_path / "first", example=name))


def test_an_example_does_not_mix_with_another_archive(tmp_path: Path) -> None:
    init(tmp_path)
    before = _files(tmp_path)
    with pytest.raises(Misused, match="has an archive already"):
        init(tmp_path, example="salon")
    assert _files(tmp_path) == before


def test_an_unknown_example_names_the_others(tmp_path: Path) -> None:
    with pytest.raises(Misused, match="no example 'hotels'; choose one of: salon, hotel, distributor"):
        init(tmp_path / "new", example="hotels")
    assert not (tmp_path / "new").exists()


def test_broken_settings_stop_it(tmp_path: Path) -> None:
    (tmp_path / "custfile.yaml").write_text("nmae: x\n", encoding="utf-8")
    with pytest.raises(NoArchive):
        init(tmp_path)
    assert set(_files(tmp_path)) == {"custfile.yaml"}


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("", encoding="utf-8")
    with pytest.raises(Refused, match="cannot be made: File exists"):
        init(tmp_path / "new")


def test_git_names_the_customer_of_each_hunk(tmp_path: Path, git: Callable[..., str]) -> None:
    laid = init(tmp_path, git=True)
    assert laid[-2:] == [Laid(".git", done=True), Laid("diff.custfile.xfuncname", done=True)]
    page = tmp_path / "customers/C000001.yaml"
    notes = "".join(f"  - {{date: 2026-01-{day:02d}, text: 第 {day} 天}}\n" for day in range(1, 29))
    page.write_text(f"name: 郑州丽人美容院\nkind: company\nnotes:\n{notes}", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "begin")
    page.write_text(page.read_text(encoding="utf-8").replace("第 20 天", "第二十天"), encoding="utf-8")
    hunks = [line for line in git(tmp_path, "diff").split("\n") if line.startswith("@@")]
    assert hunks == ["@@ -20,7 +20,7 @@ 郑州丽人美容院"]
    assert git(tmp_path, "status", "--porcelain", "--ignored").splitlines() == [" M customers/C000001.yaml"]


def test_an_archive_within_a_repository_joins_it(tmp_path: Path, git: Callable[..., str]) -> None:
    git(tmp_path, "init")
    laid = init(tmp_path / "archive", git=True)
    assert laid[-2:] == [Laid(".git", done=False), Laid("diff.custfile.xfuncname", done=True)]
    assert not (tmp_path / "archive/.git").exists()


def test_schemas_follow_the_settings(tmp_path: Path) -> None:
    init(tmp_path)
    (tmp_path / "custfile.yaml").write_text("name: 丽人\nlanguage: zh_CN\nkinds: [{id: vip}]\n", encoding="utf-8")
    settings, _data, _warnings = load_settings(Root(tmp_path), (tmp_path / "custfile.yaml").read_bytes())
    assert refresh_schema(Root(tmp_path), settings) == SCHEMAS
    assert refresh_schema(Root(tmp_path), settings) == []
    schema = json.loads((tmp_path / "schema/customer.schema.json").read_bytes())
    assert schema["properties"]["kind"]["enum"] == ["vip"]
