"""Edits of random files in random styles: what is read back, what stays, and that any text survives being written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import takewhile
from typing import Any

import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from yaml.nodes import Node, ScalarNode

from custfile.archive.emit import document, entry, flow, item, scalar
from custfile.archive.intent import as_read
from custfile.archive.spans import last, walk
from custfile.archive.splice import intended, splice
from custfile.archive.tree import Plain, compose, plain
from custfile.model.edit import Append, Edit, Path, Put, Remove, Value

# Values to write: text of every kind, above all the kind that YAML has other ideas about.

NASTY = "\n \t#:,-?[]{}&*!|>'\"%@`\\\r\0\x85\u2028\ufeff~=<.0123456789_+xeyn客户😀　"
texts = st.text(st.sampled_from(NASTY), max_size=12) | st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
lines = st.lists(st.text(st.sampled_from(" \t#ab客:-"), max_size=6), max_size=5).map("\n".join)
words = st.sampled_from(
    ["yes", "NO", "null", "0371", "12:30", "2026-02-30", "1e3", "0x1F", "...", "---", "<<", "茶" * 101]
)
amounts = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9)
scalars: SearchStrategy[Any] = st.one_of(texts, lines, words, st.dates(), amounts, st.integers(), st.booleans())
names = st.sampled_from(["name", "no", "称呼", "a b", "2026", "yes: x"]) | texts.filter(bool)
values: SearchStrategy[Any] = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=6
)

# Files as people write them: each thing in one of YAML's styles, with comments and blank lines between.

comment_numbers = st.integers(0, 10**9)


@st.composite
def comments(draw: DrawFn, before: str = " ") -> str:
    return f"{before}# §{draw(comment_numbers)}" if draw(st.booleans()) else ""


@st.composite
def gaps(draw: DrawFn, indent: int) -> list[str]:
    """Blank lines and comments of their own between two entries."""
    between = st.sampled_from(["", "  ", *(" " * at + "# §" for at in (0, indent, indent + 2, indent + 4))])
    return [line + str(draw(comment_numbers)) if "#" in line else line for line in draw(st.lists(between, max_size=2))]


@st.composite
def flows(draw: DrawFn, indent: int, depth: int = 0) -> str:
    """A value on one line, or in braces over several."""
    kind = draw(st.sampled_from("swqQ" if depth > 1 else "swqQ[{[{"))
    if kind in "[{":
        parts = [draw(flows(indent, depth + 1)) for _ in range(draw(st.integers(0, 3)))]
        parts = parts if kind == "[" else [f"{'kl名'[at]}: {part}" for at, part in enumerate(parts)]
        comma = draw(st.sampled_from([", ", " , ", f",\n{' ' * (indent + 3)}", f", # §7\n{' ' * (indent + 3)}"]))
        start, end = draw(
            st.sampled_from([("", ""), (" ", " "), (f"\n{' ' * (indent + 3)}", f"\n{' ' * (indent + 1)}")])
        )
        return f"{kind}{start}{comma.join(parts)}{end}{'}' if kind == '{' else ']'}"
    return {"s": "丽人", "w": "two words 😀", "q": "'it''s \\, [x]'", "Q": '"a\\n: b"'}[kind]


@st.composite
def blocks(draw: DrawFn, indent: int, depth: int, in_list: bool = False) -> list[str]:
    """What follows a key or dash whose own column is ``indent``: the rest of that line, then the lines beneath."""
    kinds = "ffffempt|" if depth > 2 else "ffemptt|>mlmlL"
    kind = draw(st.sampled_from(kinds))
    pad = " " * (indent + draw(st.sampled_from([2, 2, 3])))
    if kind == "f":
        return (" " + draw(flows(indent)) + draw(comments())).split("\n")
    if kind == "e":
        return [draw(comments())]
    if kind in "pt":
        quote = "" if kind == "p" else "'"
        return [f" {quote}one", *draw(st.sampled_from([[], [""]])), f"{pad}more{quote}{draw(comments())}"]
    if kind in "|>":
        sign = draw(st.sampled_from(["", "-", "+"]))
        body = draw(st.lists(st.sampled_from(["text", "# no comment", "  more", "", "a: b"]), max_size=4))
        return [f" {kind}{sign}{draw(comments())}", *(pad + line if line else "" for line in ["first", *body])]
    if kind in "lL":
        under = indent if kind == "L" and not in_list else len(pad)
        return [draw(comments()), *draw(lists(under, depth + 1))]
    return [draw(comments()), *draw(mappings(len(pad), depth + 1))]


@st.composite
def mappings(draw: DrawFn, indent: int, depth: int = 0) -> list[str]:
    keys = draw(
        st.lists(st.sampled_from(["name", "kind", "owner", "terms", "名", "'no'"]), min_size=1, max_size=4, unique=True)
    )
    written: list[str] = []
    for key in keys:
        head, *rest = draw(blocks(indent, depth))
        written += [" " * indent + key + ":" + head, *rest, *draw(gaps(indent))]
    return written


@st.composite
def lists(draw: DrawFn, indent: int, depth: int) -> list[str]:
    written: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        if depth < 3 and draw(st.booleans()):  # a collection that begins on the line of the dash
            inner = draw(mappings(indent + 2, depth + 1) | lists(indent + 2, depth + 1))
            written += [" " * indent + "- " + inner[0].lstrip(" "), *inner[1:]]
        else:
            head, *rest = draw(blocks(indent, depth, in_list=True))
            written += [" " * indent + "-" + head, *rest]
        written += draw(gaps(indent))
    return written


def is_yaml(text: str) -> bool:
    try:
        return isinstance(plain(compose(text) or yaml.ScalarNode("", "")), dict)
    except yaml.YAMLError:
        return False


@st.composite
def files(draw: DrawFn) -> str:
    head = draw(st.sampled_from(["", "# yaml-language-server: $schema=x\n", "---\n", "\n"]))
    text = head + "\n".join(draw(mappings(0))) + draw(st.sampled_from(["\n", "\n\n# §1\n", ""]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


some_files = files().filter(is_yaml)


def data_of(text: str) -> Plain:
    root = compose(text)
    return (plain(root) if root else {}) or {}


def paths(data: Plain, path: Path = ()) -> Iterator[tuple[Path, Plain]]:
    yield path, data
    if isinstance(data, dict):
        for key, part in data.items():
            yield from paths(part, (*path, key))
    if isinstance(data, list):
        for at, part in enumerate(data):
            yield from paths(part, (*path, at))


@st.composite
def edits(draw: DrawFn, text: str, kinds: tuple[str, ...]) -> Edit:
    possible = [
        (kind, path, part) for path, part in paths(data_of(text)) for kind in _possible(path, part) if kind in kinds
    ]
    kind, path, part = draw(st.sampled_from(possible))
    if kind == "remove":
        return Remove(path)
    if kind == "append":
        return Append(path, draw(values))
    new = draw(st.lists(names, min_size=1, max_size=2)) if kind == "add" else []
    return Put((*path, *(name + " 2" if name in part else name for name in new)), draw(values))


def _possible(path: Path, part: Plain) -> Iterator[str]:
    if path:
        yield from ("put", "remove")
    if isinstance(part, list) or (path and part == ""):
        yield "append"
    if isinstance(part, dict) or (path and part == ""):
        yield "add"


ORDER = ("name", "kind", "terms", "owner")


def by(*kinds: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test on files, each with an edit of one of ``kinds``."""
    cases = some_files.flatmap(lambda text: st.tuples(st.just(text), edits(text, kinds)))
    return lambda test: settings(max_examples=100, deadline=None)(given(cases)(test))


@by("put", "add", "append", "remove")
def test_the_result_says_what_was_intended_and_nothing_is_refused(case: tuple[str, Edit]) -> None:
    text, edit = case
    assert data_of(splice(text, [edit], ORDER)) == intended(data_of(text), [edit])


def replaced(text: str, path: Path) -> tuple[int, int]:
    """Where what a new value replaces begins and ends: a collection with its comments, the lines after a ``|``."""
    value = walk(compose(text), path)[-1].value
    start, leaf = value.start_mark.index, last(value)
    end: int = leaf.end_mark.index
    if is_block_text(value):
        return text.index("\n", start), end
    if value is leaf or is_block_text(leaf):
        return start, end
    return start, end + len(text[end:].split("\n")[0])


def is_block_text(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.style in ("|", ">")


def exists(text: str, path: Path) -> bool:
    return any(path == each for each, _ in paths(data_of(text)))


@by("put")
def test_lines_away_from_a_new_value_stay(case: tuple[str, Edit]) -> None:
    text, edit = case
    old, new = text.split("\n"), splice(text, [edit], ORDER).split("\n")
    spot = walk(compose(text), edit.path)[-1]
    first, end = spot.key.start_mark.line, last(spot.value).end_mark
    behind = old[end.line + (end.column > 0) :]
    assert new[:first] == old[:first]
    assert new[len(new) - len(behind) :] == behind


@by("add", "append")
def test_an_addition_changes_one_line_at_most(case: tuple[str, Edit]) -> None:
    text, edit = case
    assume(text.endswith("\n"))
    old, new = text.split("\n"), splice(text, [edit], ORDER).split("\n")
    assert any(
        new[:at] == old[:at] and (new[at - len(old) :] == old[at:] or new[at + 1 - len(old) :] == old[at + 1 :])
        for at in range(len(old))
    )


@by("remove")
def test_a_removal_leaves_one_changed_line_at_most(case: tuple[str, Edit]) -> None:
    text, edit = case
    old, new = text.split("\n"), splice(text, [edit], ORDER).split("\n")
    before = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))))
    after = len(
        list(takewhile(lambda pair: pair[0] == pair[1], zip(old[before:][::-1], new[before:][::-1], strict=False)))
    )
    assert len(new) - before - after <= 1


@by("put", "add", "append")
def test_comments_survive(case: tuple[str, Edit]) -> None:
    text, edit = case
    kept = text
    if isinstance(edit, Put) and exists(text, edit.path):
        start, end = replaced(text, edit.path)
        kept = text[:start] + text[end:]
    assert Counter(re.findall("# §[0-9]+", kept)) <= Counter(re.findall("# §[0-9]+", splice(text, [edit], ORDER)))


@by("put", "add", "append", "remove")
def test_line_breaks_stay_of_one_kind_and_none_is_added_at_the_end(case: tuple[str, Edit]) -> None:
    text, edit = case
    new = splice(text, [edit], ORDER)
    (kind,) = set(re.findall(r"\r\n?|\n", text)) or {"\n"}
    assert set(re.findall(r"\r\n?|\n", new)) <= {kind}
    if text.endswith(kind):
        assert not new or new.endswith(kind)
    elif new.endswith(kind) and not isinstance(edit, Remove):
        assert data_of(new.removesuffix(kind)) != data_of(new)


@given(texts | lines | words)
def test_any_text_is_read_back_by_every_reader(text: str) -> None:
    for written in (
        ["k:", *entry("k", text, 2)],
        ["k:", *item(text, 2)],
        ["k:", "  - k: " + flow(text)],
        ["k: {k: " + flow(text) + "}"],
        ["k: [" + flow(text) + ", 1]"],
    ):
        file = "\n".join([*written, "z: z", ""])
        for data in (data_of(file), yaml.safe_load(file)):
            part = data["k"]  # type: ignore[index, call-overload]
            while not isinstance(part, str):
                part = part["k"] if isinstance(part, dict) else part[0]
            assert part == text


@given(st.dictionaries(names, values, max_size=4))
def test_a_new_file_says_what_it_was_given(record: dict[str, Value]) -> None:
    assert data_of(document(record)) == as_read(record)


@given(st.text(st.sampled_from(NASTY), min_size=1), st.sampled_from("'\""))
def test_any_text_can_take_over_quotation_marks(text: str, quote: str) -> None:
    file = f"[{scalar(text, flow=True, quote=quote)}, 1]"
    assert plain(compose(file)) == [text, "1"]  # type: ignore[arg-type]
    assert yaml.safe_load(file) == [text, 1]
