"""Whatever the bytes: reading never raises, says where, and never says less than the file does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from custfile.archive.build import Reader
from custfile.archive.catalog import catalog
from custfile.archive.guard import suspicious
from custfile.archive.page import read_page
from custfile.archive.settings_file import read_settings
from custfile.archive.tree import composed
from custfile.model.customer import Customer
from custfile.model.finding import Finding
from custfile.model.jsonschema import customer_schema
from custfile.model.settings import Settings
from custfile.model.spec import declared

EXAMPLES = Path("examples")
PAGE = "customers/C000001.yaml"
PAGES = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("salon/customers/*.yaml"))]
SETTINGS = [path.read_bytes() for path in sorted(EXAMPLES.glob("*/custfile.yaml"))]


def _reader() -> Reader:
    found, findings, _data = read_settings((EXAMPLES / "salon/custfile.yaml").read_bytes())
    assert found is not None
    assert findings == []
    return Reader(EXAMPLES / "salon", found)


READER = _reader()

SIGNS = [
    *" \n\n\t-:{}[]()&*!#%'\"|>?,.=<~@`\\/é丽\u3000😀\ufeff\0\x85\u2028",
    "- ", ": ", "  ", "\r\n", "\r", "---", "...", "<<", " #", "# ", "name", "kind", "orders", "date", "2026-02-30", "0371",
    "1e400", ".nan", "amount: 1,280.00", "&a ", "*a", "!!str ", "%YAML 1.1\n", "<<<<<<< HEAD\n", "|\n", ">-\n", "[[[[[", "{a: ",
]  # fmt: skip
signs = st.lists(st.sampled_from(SIGNS), max_size=60).map("".join)


@st.composite
def damaged(draw: Callable[..., Any]) -> str:
    """An example's page with a few pieces put in, cut out, moved or said twice."""
    text = draw(st.sampled_from(PAGES))
    for _change in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        stop = min(len(text), start + draw(st.integers(0, 40)))
        piece = draw(st.sampled_from(["", text[start:stop] * 2, "\n"]) | st.sampled_from(SIGNS))
        text = text[:start] + piece + text[stop:]
    return text


def _check(data: bytes, findings: list[Finding]) -> None:
    """Every finding can be told, and its place is in the file, or just behind its end."""
    lines = (data.decode("utf-8-sig", "replace") + "\n").split("\n")
    for finding in findings:
        assert finding.message
        assert finding.remedy
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1


def _read(data: bytes) -> None:
    findings, rows = READER.read(PAGE, data)
    _check(data, findings)
    lines = data.count(b"\n") + 1
    json.dumps(rows)
    for table in ("identifiers", "orders", "payments", "visits", "promises", "tickets", "papers", "partners"):
        assert all(1 <= row[0] <= lines for row in rows.get(table, []))


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_bytes_never_raise(data: bytes) -> None:
    _read(data)


@given(signs)
@settings(max_examples=400, deadline=None)
def test_signs_never_raise(text: str) -> None:
    _read(text.encode())


@given(damaged())
@settings(max_examples=400, deadline=None)
def test_damaged_pages_never_raise(text: str) -> None:
    _read(text.encode())


@given(damaged(), st.sampled_from(["gbk", "big5", "utf-16", "utf-16-le", "utf-8-sig"]))
@settings(deadline=None)
def test_encodings_never_raise(text: str, codec: str) -> None:
    _read(text.encode(codec, "replace"))


def _without_blanks(data: Any) -> Any:
    if isinstance(data, dict):
        return {composed(key): _without_blanks(value) for key, value in data.items() if value != ""}
    return [_without_blanks(item) for item in data] if isinstance(data, list) else data


@given(signs | damaged())
@settings(max_examples=400, deadline=None)
def test_a_page_without_faults_says_what_another_reader_reads(text: str) -> None:
    """PyYAML's own loader for text agrees; where the scanner was not asked, it would not have found anything."""
    page = read_page(text.encode())
    if not page.marks:
        other = yaml.load(text.removeprefix("\ufeff"), yaml.CBaseLoader)
        assert _without_blanks(page.data) == _without_blanks(other)
        events = yaml.parse(text.removeprefix("\ufeff"), yaml.CSafeLoader)
        assert not any(getattr(event, "anchor", None) or getattr(event, "tag", None) for event in events)
        assert suspicious(text) or not any(
            isinstance(token, yaml.TagToken) for token in yaml.scan(text, yaml.CSafeLoader)
        )


typed = st.sampled_from(
    ["丽人", "li.na", "2026-02-03", "2026-02-30", "12", "-5.5", "1,280", "yes", "0.95", "a@b.cn", "14:30", "lunar 08-15", "",
     " ", "two\nlines", "won", "\x07", "x" * 300, "9" * 20, "open", "乾性", "S-1"]
)  # fmt: skip


def _values(part: type | None) -> st.SearchStrategy[Any]:
    inside = _records(part) if part else typed
    return typed | st.lists(typed | inside, max_size=3) | st.dictionaries(typed, typed, max_size=2) | inside


def _records(part: type) -> st.SearchStrategy[dict[str, Any]]:
    known = st.fixed_dictionaries({}, optional={field.key: _values(field.part) for field in declared(part)})
    return st.tuples(st.dictionaries(typed, typed, max_size=1), known).map(lambda both: both[0] | both[1])


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_records_of_any_shape_never_raise(data: st.DataObject) -> None:
    kept = data.draw(st.sets(st.sampled_from([field.key for field in declared(Customer)]), max_size=6))
    record = {field.key: data.draw(_values(field.part)) for field in declared(Customer) if field.key in kept}
    text = yaml.safe_dump({"name": "丽人", "kind": "company", **record}, allow_unicode=True, sort_keys=False)
    _read(text.encode())


@given(st.sampled_from(SETTINGS), st.data())
@settings(max_examples=150, deadline=None)
def test_settings_without_findings_always_serve(whole: bytes, data: st.DataObject) -> None:
    text = whole.decode()
    for _change in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        piece = data.draw(st.sampled_from(["", "x", "-", "name", "orders", "\n", ", ", "0", "乾", "class", "_a"]))
        text = text[:start] + piece + text[start + data.draw(st.integers(0, 6)) :]
    found, findings, _data = read_settings(text.encode())
    _check(text.encode(), findings)
    if found is not None and not findings:
        Reader(EXAMPLES, found).read(PAGE, PAGES[0].encode())
        json.dumps([catalog(found), customer_schema(found, "zh_TW")])


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_settings_of_any_shape_never_raise(data: st.DataObject) -> None:
    kept = data.draw(st.sets(st.sampled_from([field.key for field in declared(Settings)]), max_size=4))
    record = {field.key: data.draw(_values(field.part)) for field in declared(Settings) if field.key in kept}
    text = yaml.safe_dump({"name": "丽人", **record}, allow_unicode=True, sort_keys=False)
    _found, findings, _data = read_settings(text.encode())
    _check(text.encode(), findings)
