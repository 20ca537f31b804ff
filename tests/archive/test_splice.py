"""Edits in the text of a file: before, edit, after, to the byte."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from custfile.archive.splice import CannotSplice, intended, splice
from custfile.archive.tree import Plain
from custfile.model.edit import Append, Edit, Put, Remove

LONG = "长" * 101

PUT_ON_A_SCALAR = {
    "plain": ("name: 丽人  # c\n", "新名", "name: 新名  # c\n"),
    "plain becomes quoted when needed": ("name: 丽人 # c\n", "a: b", 'name: "a: b" # c\n'),
    "quotes are kept": ('name: "丽人"\n', "新名", 'name: "新名"\n'),
    "single quotes are kept": ("name: '丽人'#x\n", "it's", "name: 'it''s'#x\n"),
    "single quotes give way to an escape": ("name: '丽人'\n", "a\tb", 'name: "a\\tb"\n'),
    "typed values are plain": ('name: "1"\n', Decimal("2.50"), "name: 2.50\n"),
    "date": ("name: x\n", date(2026, 2, 3), "name: 2026-02-03\n"),
    "phone as text": ("name: x\n", "13800138000", 'name: "13800138000"\n'),
    "key and value apart": ("name :   x\n", "y z", "name :   y z\n"),
    "emoji before": ('"😀": 👩‍👩‍👧 # 😀\nname: x😀 # c\n', "y", '"😀": 👩‍👩‍👧 # 😀\nname: "y" # c\n'),
    "several lines, plain": ("name: a\n  b # c\nz: 1\n", "x", "name: x # c\nz: 1\n"),
    "several lines, quoted": ("name: 'a\n\n  b' # c\nz: 1\n", "x", "name: 'x' # c\nz: 1\n"),
    "on the next line": ("name: # c\n  a # d\n", "x", "name: # c\n  x # d\n"),
    "block text by a short one": ("name: | # c\n  a\n\n  b\n\n# d\nz: 1\n", "x", "name: x # c\n\n# d\nz: 1\n"),
    "kept block text takes its blank lines along": ("name: |+\n  a\n\n\nz: 1\n", "x", "name: x\nz: 1\n"),
    "folded text by lines": ("name: >- # c\n  a\n  b\nz: 1\n", "x\ny\n", "name: | # c\n  x\n  y\nz: 1\n"),
    "lines for one": ("name: a # c\nz: 1\n", "x\n\n  y", "name: |- # c\n  x\n\n    y\nz: 1\n"),
    "lines for a quoted one": ('name: "a" # c\nz: 1\n', "x\ny", "name: |- # c\n  x\n  y\nz: 1\n"),
    "long text": ("name: a # c\nz: 1\n", LONG, f"name: |- # c\n  {LONG}\nz: 1\n"),
    "lines, where a comment would be drawn in": ("name: a\n    # c\nz: 1\n", "x\ny", 'name: "x\\ny"\n    # c\nz: 1\n'),
    "kept breaks, where blank lines would be drawn in": ("name: a\n\nz: 1\n", "x\n\n", 'name: "x\\n\\n"\n\nz: 1\n'),
    "no final line break": ("z: 1\nname: a", "b", "z: 1\nname: b"),
    "no final line break, text of lines": ("z: 1\nname: a", "b\nc", "z: 1\nname: |-\n  b\n  c"),
    "a final line break that is data": ("z: 1\nname: a", "b\nc\n", "z: 1\nname: |\n  b\n  c\n"),
    "windows": ("name: a # c\r\nz: 1\r\n", "b\nc", "name: |- # c\r\n  b\r\n  c\r\nz: 1\r\n"),
    "explicit document": ("--- # c\nname: a\n...\n", "b", "--- # c\nname: b\n...\n"),
}  # fmt: skip

PUT_ON_NOTHING = {
    "scalar": ("name:\nz: 1\n", "x", "name: x\nz: 1\n"),
    "with a comment": ("name: # c\nz: 1\n", "x", "name: x # c\nz: 1\n"),
    "with space": ("name:   \nz: 1\n", "x", "name: x   \nz: 1\n"),
    "at the end of the file": ("name:", "x", "name: x"),
    "quoted nothing": ("name: ''\n", "x", "name: 'x'\n"),
    "mapping": ("name: # c\n", {"a": "b"}, "name: {a: b} # c\n"),
    "list of mappings": ("name: # c\n\n# d\nz: 1\n", [{"a": "b"}], "name: # c\n  - {a: b}\n\n# d\nz: 1\n"),
    "lines": ("name: # c\nz: 1\n", "x\ny", "name: |- # c\n  x\n  y\nz: 1\n"),
}  # fmt: skip

PUT_ACROSS_KINDS = {
    "scalar by mapping": ("name: a # c\n", {"x": 1}, "name: {x: 1} # c\n"),
    "scalar by items": ("name: a # c\nz: 1\n", [{"x": 1}, {"k": 2}], "name: # c\n  - {x: 1}\n  - {k: 2}\nz: 1\n"),
    "flow by scalar": ("name: {x: 1} # c\n", "a", "name: a # c\n"),
    "flow over lines by scalar": ("name: [x,\n  y\n] # c\nz: 1\n", "a", "name: a # c\nz: 1\n"),
    "block by scalar": (
        "name: # c\n  # d\n  x: 1\n  k:\n    - v\n\n# e\nz: 1\n", "a", "name: a # c\n  # d\n\n# e\nz: 1\n"),
    "list at the margin by scalar": ("name: # c\n- x\n- k\nz: 1\n", "a", "name: a # c\nz: 1\n"),
    "block by items": ("name: # c\n  x: 1\nz: 1\n", [{"a": "b"}], "name: # c\n  - {a: b}\nz: 1\n"),
    "block by nothing": ("name:\n  - x\nz: 1\n", [], "name: []\nz: 1\n"),
    "block by lines": ("name: # c\n  x: 1\nz: 1\n", "a\nb", "name: |- # c\n  a\n  b\nz: 1\n"),
    "block under a comment by lines": ("name:\n  # c\n  x: 1\nz: 1\n", "a\nb", 'name: "a\\nb"\n  # c\nz: 1\n'),
    "block text by items": ("name: | # c\n  x\nz: 1\n", [{"a": "b"}], "name: # c\n  - {a: b}\nz: 1\n"),
    "wide mapping": ("name: a # c\nz: 1\n", {"x": LONG}, f"name: # c\n  x: |-\n    {LONG}\nz: 1\n"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        pytest.param(*case, id=name)
        for cases in (PUT_ON_A_SCALAR, PUT_ON_NOTHING, PUT_ACROSS_KINDS)
        for name, case in cases.items()
    ],
)
def test_put(before: str, value: object, after: str) -> None:
    assert splice(before, [Put(("name",), value)]) == after  # type: ignore[arg-type]


EDITS: dict[str, tuple[str, Edit, str]] = {
    # Put deeper in
    "in braces": ("o: {a: 1, b: 'x' } # c\n", Put(("o", "b"), "y"), "o: {a: 1, b: 'y' } # c\n"),
    "in braces, a comma": ("o: {a: x}\n", Put(("o", "a"), "x, y"), 'o: {a: "x, y"}\n'),
    "in braces, lines": ("o: {a: x}\n", Put(("o", "a"), "x\ny"), 'o: {a: "x\\ny"}\n'),
    "in braces, nothing": ("o: {a: , b: 1}\n", Put(("o", "a"), "x"), "o: {a: x, b: 1}\n"),
    "in braces, nothing but a colon": ("o: {b: 1, a: }\n", Put(("o", "a"), "x"), "o: {b: 1, a: x}\n"),
    "in braces, a bare key": ("o: {a, b: 1}\n", Put(("o", "a"), "x"), "o: {a: x, b: 1}\n"),
    "in braces, no space": ('o: {"a":1}\n', Put(("o", "a"), "x"), 'o: {"a": x}\n'),
    "in brackets": ("o: [茶, 瑜伽]\n", Put(("o", 1), "酒"), "o: [茶, 酒]\n"),
    "item": ("o:\n- a # c\n- b # d\n", Put(("o", 0), "x"), "o:\n- x # c\n- b # d\n"),
    "empty item": ("o:\n  - # c\n  -\n", Put(("o", 0), "x"), "o:\n  - x # c\n  -\n"),
    "last empty item": ("o:\n  - # c\n  -\n", Put(("o", 1), "x"), "o:\n  - # c\n  - x\n"),
    "item of lines": ("o:\n  - a # c\n  - b\n", Put(("o", 0), "x\ny"), "o:\n  - |- # c\n    x\n    y\n  - b\n"),
    "item by a mapping with lines": (
        "o:\n  - a # c\n", Put(("o", 0), {"k": 1, "t": "x\ny"}), "o:\n  - k: 1 # c\n    t: |-\n      x\n      y\n"),
    "block item by a line": (
        "o:\n  - a: 1\n    b:\n      - 2\n\n  - x\n", Put(("o", 0), {"a": 3}), "o:\n  - {a: 3}\n\n  - x\n"),
    "block item on its own lines": ("o:\n  -\n    a: 1\n    b: 2\n", Put(("o", 0), "x"), "o:\n  -\n    x\n"),
    "in a block item": ("o:\n- a: 1 # c\n  b: 2\n", Put(("o", 0, "a"), 3), "o:\n- a: 3 # c\n  b: 2\n"),
    "wide dashes": (
        "o:\n  -   a: 1\n      b: 2\n", Put(("o", 0), {"k": 1, "t": "x\ny"}), 'o:\n  -   {k: 1, t: "x\\ny"}\n'),
    "item of a list in a list": ("o:\n- - a\n  - b\n", Put(("o", 0, 1), "x"), "o:\n- - a\n  - x\n"),
    # Put a new key
    "new key": ("a: 1\n", Put(("k",), "x"), "a: 1\nk: x\n"),
    "new key before blank lines and comments": ("a: 1 # c\n\n# end\n", Put(("k",), "x"), "a: 1 # c\nk: x\n\n# end\n"),
    "new key behind comments inside the last": (
        "a:\n  - 1\n  # c\n# d\n", Put(("k",), "x"), "a:\n  - 1\n  # c\nk: x\n# d\n"),
    "new key behind block text": ("a: |\n  x\n\n# c\n", Put(("k",), "x"), "a: |\n  x\nk: x\n\n# c\n"),
    "new key behind kept block text": ("a: |+\n  x\n\n# c\n", Put(("k",), "x"), "a: |+\n  x\n\nk: x\n# c\n"),
    "new key behind nested block text": (
        "a:\n  b:\n    - |\n      x\n\n", Put(("k",), "x"), "a:\n  b:\n    - |\n      x\nk: x\n\n"),
    "new key behind nothing": ("a: # c\n", Put(("k",), "x"), "a: # c\nk: x\n"),
    "new key, no final line break": ("a: 1", Put(("k",), "x"), "a: 1\nk: x"),
    "new key behind block text that ends the file": (
        "a: |\n  x", Put(("k",), "v"), "a: |-\n  x\nk: v"),
    "new key behind kept block text that ends the file": (
        "a: >+ # c\n  x", Put(("k",), "v"), "a: >- # c\n  x\nk: v"),
    "new key behind indented block text that ends the file": (
        "a: |2+\n   x", Put(("k",), "v"), "a: |2-\n   x\nk: v"),
    "new key before block text that ends the file": (
        "b: {}\na: |\n  x", Put(("b", "k"), "v"), "b: {k: v}\na: |\n  x"),
    "new key, windows": ("a: 1\r\n", Put(("k",), [{"x": 1}]), "a: 1\r\nk:\r\n  - {x: 1}\r\n"),
    "new key, windows, no final line break": ("a: 1\r\nb: 2", Put(("k",), "x"), "a: 1\r\nb: 2\r\nk: x"),
    "new key before the end of the document": ("---\na: 1\n...\n", Put(("k",), "x"), "---\na: 1\nk: x\n...\n"),
    "new key that needs quotes": ("a: 1\n", Put(("k: #",), "x"), 'a: 1\n"k: #": x\n'),
    "Chinese key": ("a: 1\n", Put(("称呼",), "王总"), "a: 1\n称呼: 王总\n"),
    "first key of all": ("", Put(("k",), "x"), "k: x\n"),
    "first key under a comment": ("# c\n", Put(("k",), "x"), "# c\nk: x\n"),
    "new key with lines": ("a: 1\n", Put(("k",), "x\n y\n"), "a: 1\nk: |\n  x\n   y\n"),
    "new key in a block": ("a:\n    b: 1 # c\nz: 1\n", Put(("a", "k"), "x"), "a:\n    b: 1 # c\n    k: x\nz: 1\n"),
    "new key in an item": ("a:\n- b: 1 # c\n- z\n", Put(("a", 0, "k"), "x"), "a:\n- b: 1 # c\n  k: x\n- z\n"),
    "new key in braces": ("a: {b: 1} # c\n", Put(("a", "k"), "x, y"), 'a: {b: 1, k: "x, y"} # c\n'),
    "new key in braces over lines": (
        "a: {\n  b: 1, # c\n  d: 2 # e\n}\n", Put(("a", "k"), "x"), "a: {\n  b: 1, # c\n  d: 2, k: x # e\n}\n"),
    "new key in braces with a last comma": ("a: {b: 1, }\n", Put(("a", "k"), "x"), "a: {b: 1, k: x, }\n"),
    "new key in empty braces": ("a: {}\n", Put(("a", "k"), "x"), "a: {k: x}\n"),
    "new key in a file in braces": ("{a: 1}\n", Put(("k",), "x"), "{a: 1, k: x}\n"),
    "new parent": ("a: 1\n", Put(("terms", "credit_limit"), 50000), "a: 1\nterms: {credit_limit: 50000}\n"),
    "new parent of parents": ("a: 1\n", Put(("b", "c", "d"), "x"), "a: 1\nb: {c: {d: x}}\n"),
    "parent that says nothing": ("b: # c\n", Put(("b", "c"), "x"), "b: {c: x} # c\n"),
    "a key typed in two parts": ("Jose\u0301: 1\n", Put(("Jos\u00e9",), "x"), "Jose\u0301: x\n"),
    "a path typed in two parts": ("Jos\u00e9: {k: 1}\n", Put(("Jose\u0301", "k"), "x"), "Jos\u00e9: {k: x}\n"),
    "the same again": ("a: 'x' # c\n", Put(("a",), "x"), "a: 'x' # c\n"),
    "the same again, typed": ('a: "0371"\n', Put(("a",), "0371"), 'a: "0371"\n'),
    # Append
    "item at indent 2": (
        "o:\n  - {a: 1} # c\n\n# d\nz:\n", Append(("o",), {"b": 2}), "o:\n  - {a: 1} # c\n  - {b: 2}\n\n# d\nz:\n"),
    "item at the margin": ("o:\n- {a: 1}\nz:\n", Append(("o",), {"b": 2}), "o:\n- {a: 1}\n- {b: 2}\nz:\n"),
    "item into empty brackets over lines": ("o: [\n  ]\n", Append(("o",), "b"), "o: [b\n  ]\n"),
    "item at indent 4": ("o:\n    - a\n", Append(("o",), "b"), "o:\n    - a\n    - b\n"),
    "item behind a block item": (
        "o:\n- a: 1\n  b:\n  - x # c\n  # d\n\n# e\nz:\n", Append(("o",), "k"),
        "o:\n- a: 1\n  b:\n  - x # c\n  # d\n- k\n\n# e\nz:\n"),
    "item behind block text": (
        "o:\n  - |\n    x\n\n  # c\nz:\n", Append(("o",), "k"), "o:\n  - |\n    x\n  - k\n\n  # c\nz:\n"),
    "item behind braces over lines": (
        "o:\n  - {a: 1,\n     b: 2} # c\nz:\n", Append(("o",), "k"), "o:\n  - {a: 1,\n     b: 2} # c\n  - k\nz:\n"),
    "item behind a quoted text over lines": (
        "o:\n  - 'a\n\n    b' # c\nz:\n", Append(("o",), "k"), "o:\n  - 'a\n\n    b' # c\n  - k\nz:\n"),
    "item behind an empty one": ("o:\n  - # c\nz:\n", Append(("o",), "k"), "o:\n  - # c\n  - k\nz:\n"),
    "item, no final line break": ("o:\n  - {a: 1} # c", Append(("o",), {"b": 2}), "o:\n  - {a: 1} # c\n  - {b: 2}"),
    "item, windows": ("o:\r\n  - a\r\nz:\r\n", Append(("o",), "b"), "o:\r\n  - a\r\n  - b\r\nz:\r\n"),
    "item with lines": (
        "o:\n  - {a: 1}\nz:\n", Append(("o",), {"d": date(2026, 2, 6), "t": "x\ny"}),
        "o:\n  - {a: 1}\n  - d: 2026-02-06\n    t: |-\n      x\n      y\nz:\n"),
    "item in brackets": ("o: [a, b] # c\n", Append(("o",), "k"), "o: [a, b, k] # c\n"),
    "item in brackets over lines": ("o: [\n  a,\n  b # c\n]\n", Append(("o",), "k"), "o: [\n  a,\n  b, k # c\n]\n"),
    "mapping in brackets": ("o: [{a: 1}]\n", Append(("o",), {"b": 2}), "o: [{a: 1}, {b: 2}]\n"),
    "mapping in empty brackets": ("o: [] # c\nz:\n", Append(("o",), {"b": 2}), "o: # c\n  - {b: 2}\nz:\n"),
    "text in empty brackets": ("o: [] # c\n", Append(("o",), "k"), "o: [k] # c\n"),
    "in empty brackets with a comment": ("o: [ # c\n]\n", Append(("o",), "k"), "o: [k # c\n]\n"),
    "list not there yet": ("a: 1\n", Append(("o",), {"b": 2}), "a: 1\no:\n  - {b: 2}\n"),
    "list begun": ("o: # c\n\nz:\n", Append(("o",), {"b": 2}), "o: # c\n  - {b: 2}\n\nz:\n"),
    "list in braces": ("o: {a: [x]}\n", Append(("o", "a"), {"b": 2}), "o: {a: [x, {b: 2}]}\n"),
    "list in braces not there yet": ("o: {b: 1}\n", Append(("o", "a"), "x"), "o: {b: 1, a: [x]}\n"),
    "empty list in braces": ("o: {a: []}\n", Append(("o", "a"), {"b": 2}), "o: {a: [{b: 2}]}\n"),
    "list in an item": ("o:\n- a:\n  - x\n- z\n", Append(("o", 0, "a"), "k"), "o:\n- a:\n  - x\n  - k\n- z\n"),
    "list of lists": ("o:\n- - x\n- - z\n", Append(("o", 0), "k"), "o:\n- - x\n  - k\n- - z\n"),
    # Remove
    "key": ("a: 1\n# c\nb: 2 # d\n\nz: 3\n", Remove(("b",)), "a: 1\n# c\n\nz: 3\n"),
    "key with lines": ("a: 1\nb: |\n  x\n\n  y\n\nz: 3\n", Remove(("b",)), "a: 1\n\nz: 3\n"),
    "key with kept lines": ("b: |+\n  x\n\nz: 3\n", Remove(("b",)), "z: 3\n"),
    "key with a list and its comments": (
        "a: 1\nb: # c\n- x # d\n  # e\n# f\nz: 3\n", Remove(("b",)), "a: 1\n# f\nz: 3\n"),
    "comment inside the last key is not drawn into block text": (
        "a: |\n  x\nb:\n  - y\n  # c\nz: 1\n", Remove(("b",)), "a: |\n  x\nz: 1\n"),
    "nor is one behind a blank line": ("a: |\n  x\nb:\n\n  # c\nz: 1\n", Remove(("b",)), "a: |\n  x\nz: 1\n"),
    "nor are blank lines drawn into kept block text": (
        "a: |+\n  x\n\nb: 1\n\nz: 1\n", Remove(("b",)), "a: |+\n  x\n\nz: 1\n"),
    "last key, no final line break": ("a: 1\nb: 2", Remove(("b",)), "a: 1"),
    "last key behind block text, no final line break": ("a: |\n  x\nb: 2", Remove(("b",)), "a: |\n  x\n"),
    "only key, spelt out": ("? a\n: b\n", Remove(("a",)), ""),
    "only key": ("# c\na: 1\n# d\n", Remove(("a",)), "# c\n# d\n"),
    "first key of an item": ("o:\n  - a: 1 # c\n    b: 2 # d\n", Remove(("o", 0, "a")), "o:\n  - b: 2 # d\n"),
    "first key of an item, a comment between": (
        "o:\n  - a: 1 # c\n    # d\n    b: 2\n", Remove(("o", 0, "a")), "o:\n  -\n    # d\n    b: 2\n"),
    "first key of an item, a comment inside it": (
        "o:\n  - a: 1\n     # c\n    b: 2\n", Remove(("o", 0, "a")), "o:\n  - b: 2\n"),
    "item away": ("o:\n  - a\n  # c\n  - b # d\n\n  - z\n", Remove(("o", 1)), "o:\n  - a\n  # c\n\n  - z\n"),
    "first item of a list in a list": ("o:\n- - a\n  - b\n- z\n", Remove(("o", 0, 0)), "o:\n- - b\n- z\n"),
    "item after a comment with a dash": (
        "o:\n- a\n  # - x\n\n# - y\n- b # d\n", Remove(("o", 1)), "o:\n- a\n  # - x\n\n# - y\n"),
    "item below its dash": ("o:\n  - a\n  - # c - d\n    b: 1\n  - z\n", Remove(("o", 1)), "o:\n  - a\n  - z\n"),
    "only item takes the key along": ("a: 1\no: # c\n  - x # d\nz: 1\n", Remove(("o", 0)), "a: 1\nz: 1\n"),
    "only key takes the item along": ("o:\n  - {b: 1}\n  - {a: 1}\n", Remove(("o", 1, "a")), "o:\n  - {b: 1}\n"),
    "only part takes all parents along": ("a: 1\no: {p: {q: [x]}}\n", Remove(("o", "p", "q", 0)), "a: 1\n"),
    "first in braces": ("o: {a: 1, b: 2, c: 3} # c\n", Remove(("o", "a")), "o: {b: 2, c: 3} # c\n"),
    "middle in braces": ("o: {a: 1, b: 2, c: 3}\n", Remove(("o", "b")), "o: {a: 1, c: 3}\n"),
    "last in braces": ("o: {a: 1, b: 2, c: 3 }\n", Remove(("o", "c")), "o: {a: 1, b: 2 }\n"),
    "bare key in braces": ("o: {a, b: 2}\n", Remove(("o", "a")), "o: {b: 2}\n"),
    "first in brackets": ("o: [a, b]\n", Remove(("o", 0)), "o: [b]\n"),
    "last in brackets": ("o: [a, b]\n", Remove(("o", 1)), "o: [a]\n"),
    "last in brackets with a last comma": ("o: [a, b,]\n", Remove(("o", 1)), "o: [a,]\n"),
    "middle in brackets over lines": (
        "o: [\n  a, # 1\n  b, # 2\n  c # 3\n]\n", Remove(("o", 1)), "o: [\n  a, # 1\n  c # 3\n]\n"),
    "last in brackets over lines": ("o: [\n  a, # 1\n  b # 2\n]\n", Remove(("o", 1)), "o: [\n  a, # 1\n]\n"),
    "last in brackets beside the bracket": ("o: [ a, # 1\n  b ]\n", Remove(("o", 1)), "o: [ a, # 1\n   ]\n"),
    "last in brackets with its comment": ("o: [ a, b # 1\n]\n", Remove(("o", 1)), "o: [ a\n]\n"),
    "in brackets, a comment before the next": (
        "o: [a, # 1\n  # 2\n  b]\n", Remove(("o", 0)), "o: [\n  # 2\n  b]\n"),
    "in brackets, commas in front": ("o: [ a\n   , b\n   , c ]\n", Remove(("o", 1)), "o: [ a\n   , c ]\n"),
    "only one of a file in braces": ("{a: 1}\n", Remove(("a",)), "{}\n"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "edit", "after"), [pytest.param(*case, id=name) for name, case in EDITS.items()])
def test_edit(before: str, edit: Edit, after: str) -> None:
    assert splice(before, [edit]) == after


ORDER = ["name", "kind", "owner", "terms", "orders", "payments"]


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("name: 1\nkind: 2\nterms: 3\n", Put(("owner",), "x"), "name: 1\nkind: 2\nowner: x\nterms: 3\n"),
        ("name: 1\nkind: 2 # c\n\n# t\nterms: 3\n",
         Put(("owner",), "x"), "name: 1\nkind: 2 # c\nowner: x\n\n# t\nterms: 3\n"),
        ("kind: 2\nname: 1\nterms: 3\n", Put(("owner",), "x"), "kind: 2\nname: 1\nowner: x\nterms: 3\n"),
        ("# head\nkind: 2\n", Put(("name",), "x"), "# head\nname: x\nkind: 2\n"),
        ("name: 1\norders:\n- x\nown: 1\n",
         Append(("payments",), {"a": 1}), "name: 1\norders:\n- x\npayments:\n  - {a: 1}\nown: 1\n"),
        ("name: 1\npayments: []\nown: 1\n", Put(("ours",), "x"), "name: 1\npayments: []\nown: 1\nours: x\n"),
        ("name: 1\nterms:\n  payments: 1\n",
         Put(("terms", "name"), "x"), "name: 1\nterms:\n  payments: 1\n  name: x\n"),
        ("own: 1\nname: 1\n", Put(("kind",), "x"), "own: 1\nname: 1\nkind: x\n"),
    ],
)  # fmt: skip
def test_a_new_key_goes_to_its_place_in_the_order(before: str, edit: Edit, after: str) -> None:
    assert splice(before, [edit], ORDER) == after


def test_edits_are_made_one_after_another() -> None:
    before = (
        "# yaml-language-server: $schema=../schema/customer.schema.json\n"
        "name: 郑州丽人美容院\n"
        "kind: company                      # decides the form\n"
        "terms: {currency: CNY, payment_days: 30}\n"
        "orders:\n"
        "  - {date: 2026-02-03, no: SO-0031, product: 精华液, amount: 5760.00}   # 首单\n"
        "\n"
        "# 收款\n"
        "payments: []\n"
    )
    edits: list[Edit] = [
        Put(("owner",), "li.na"),
        Put(("terms", "payment_days"), 45),
        Append(("orders",), {"date": date(2026, 3, 5), "no": "SO-0040", "amount": Decimal("90")}),
        Put(("orders", 1, "amount"), Decimal("91.50")),
        Append(("payments",), {"date": date(2026, 3, 11), "order": "SO-0031", "amount": Decimal("5760.00")}),
    ]
    assert splice(before, edits, ORDER) == (
        "# yaml-language-server: $schema=../schema/customer.schema.json\n"
        "name: 郑州丽人美容院\n"
        "kind: company                      # decides the form\n"
        "owner: li.na\n"
        "terms: {currency: CNY, payment_days: 45}\n"
        "orders:\n"
        "  - {date: 2026-02-03, no: SO-0031, product: 精华液, amount: 5760.00}   # 首单\n"
        "  - {date: 2026-03-05, no: SO-0040, amount: 91.50}\n"
        "\n"
        "# 收款\n"
        "payments:\n"
        "  - {date: 2026-03-11, order: SO-0031, amount: 5760.00}\n"
    )


REFUSED: dict[str, tuple[str, Edit, str]] = {
    "not YAML": ("a: [1\n", Put(("a",), "x"), "the file is not valid YAML; run: custfile check"),
    "no such key to remove": ("a: 1\n", Remove(("b",)), "b is not in the file; "),
    "no such item": ("a: [1]\n", Put(("a", 1), "x"), "a[2] is not in the file; "),
    "items do not count from the end": ("a: [1]\n", Put(("a", -1), "x"), "a[0] is not in the file; "),
    "below a text": ("a: 1\n", Put(("a", "b"), "x"), "a.b is not in the file; "),
    "a key of a list": ("a: [1]\n", Put(("a", "b"), "x"), "a.b is not in the file; "),
    "an item of a mapping": ("a: {b: 1}\n", Put(("a", 0), "x"), "a[1] is not in the file; "),
    "append to a text": ("a: 1\n", Append(("a",), "x"), "a is no list; "),
    "append to a mapping": ("a: {b: 1}\n", Append(("a",), "x"), "a is no list; "),
    "the whole file": ("a: 1\n", Put((), "x"), "a whole file cannot be replaced in place; "),
    "one of two equal keys": ("a: 1\na: 2\n", Remove(("a",)), "a cannot be changed in place "),
    "what an alias repeats": ("a: &x {k: 1}\nb: *x\n", Put(("b", "k"), 2), "b.k cannot be changed in place "),
    "the same before block text that ends the file": (
        "a: &x {k: 1}\nb: *x\nc: |-\n  x",
        Put(("b", "k"), 2),
        "b.k cannot be changed in place ",
    ),
    "an anchor that is needed": ("a: &x 1\nb: *x\n", Put(("a",), "2"), "a cannot be changed in place "),
    "a pair without braces": ("a: [b: 1]\n", Put(("a", 0, "k"), "y"), "a[1].k cannot be changed in place "),
    "a root that is a list": ("- a\n", Put(("k",), "y"), "k is not in the file; "),
    "a key too long for one line": ("a: 1\n", Put(("k" * 1100,), "y"), "k cannot be changed in place "),
}


@pytest.mark.parametrize(("text", "edit", "message"), [pytest.param(*case, id=name) for name, case in REFUSED.items()])
def test_refused(text: str, edit: Edit, message: str) -> None:
    with pytest.raises(CannotSplice) as caught:
        splice(text, [edit])
    assert str(caught.value).replace("k" * 1100, "k").startswith(message)
    assert str(caught.value).endswith(("custfile edit", "custfile check"))


@pytest.mark.parametrize(
    ("data", "edit", "expected"),
    [
        ({"a": "1"}, Put(("a",), Decimal("1E+1")), {"a": "10"}),
        (
            {"a": "1"},
            Put(("b", "c"), [True, date(2026, 1, 2), "x"]),
            {"a": "1", "b": {"c": ["true", "2026-01-02", "x"]}},
        ),
        ({"a": ""}, Put(("a", "b"), "x"), {"a": {"b": "x"}}),
        ({"a": ["1", "2"]}, Put(("a", 1), "x"), {"a": ["1", "x"]}),
        ({"a": ["1"]}, Append(("a",), 2), {"a": ["1", "2"]}),
        ({}, Append(("a", "b"), 2), {"a": {"b": ["2"]}}),
        ({"a": ["1", "2"], "b": "3"}, Remove(("a", 0)), {"a": ["2"], "b": "3"}),
        ({"a": [{"k": ["1"]}], "b": "3"}, Remove(("a", 0, "k", 0)), {"b": "3"}),
        ({"a": "1"}, Remove(("a",)), {}),
    ],
)
def test_intended(data: Plain, edit: Edit, expected: Plain) -> None:
    before = repr(data)
    assert intended(data, [edit]) == expected
    assert repr(data) == before
