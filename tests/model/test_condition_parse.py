"""The language of conditions: what is understood, how it is written, and what is said when it is not understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.model.condition import Condition, Unclear, names, parse, written
from custfile.model.condition.scan import is_word
from custfile.model.condition.tree import AllOf, AnyOf, Compare, Not, Told, Tree, Value
from custfile.model.visible import visible

A, B, C = Told("a"), Told("b"), Told("c")


def compared(name: str, operator: str, *values: str) -> Compare:
    return Compare(name, operator, tuple(map(Value, values)))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("not a", Not(A)),
        ("not not a", Not(Not(A))),
        ("a or b and c", AnyOf((A, AllOf((B, C))))),
        ("(a or b) and c", AllOf((AnyOf((A, B)), C))),
        ("not a and b", AllOf((Not(A), B))),
        ("not (a and b)", Not(AllOf((A, B)))),
        ("a and b and c", AllOf((A, B, C))),
        ("a and (b and c)", AllOf((A, AllOf((B, C))))),
        ("((a))", A),
        ("A And B OR c", AnyOf((AllOf((Told("A"), Told("B"))), C))),
        ("not gaps_silent <= 3", Not(compared("gaps_silent", "<=", "3"))),
        ("a=1", compared("a", "=", "1")),
        ("a==1", compared("a", "=", "1")),
        ("a!=-3", compared("a", "!=", "-3")),
        ("a>=1280.50", compared("a", ">=", "1280.50")),
        ("a in (x, y)", compared("a", "in", "x", "y")),
        ("a not in (x)", compared("a", "not in", "x")),
        ("a NOT IN (x)", compared("a", "not in", "x")),
        ("order = SO-0031", compared("order", "=", "SO-0031")),
        ("email = li.na@example.com", compared("email", "=", "li.na@example.com")),
        ("class.history=long-term", compared("class.history", "=", "long-term")),
        ("terms.payment_days>30", compared("terms.payment_days", ">", "30")),
        ("name = hello!", compared("name", "=", "hello!")),
        ("name ~ 'a and b'", compared("name", "~", "a and b")),
        ("name = 'O''Hara'", compared("name", "=", "O'Hara")),
        ('name = "O\'Hara"', compared("name", "=", "O'Hara")),
        ("state = 'or'", compared("state", "=", "or")),
        ("last < today-90d", compared("last", "<", "today-90d")),
        ("last < today - 90d and b", AllOf((compared("last", "<", "today-90d"), B))),
        ("a in (today + 2w, today)", compared("a", "in", "today+2w", "today")),
        ("note ~ today+1年度", compared("note", "~", "today+1年度")),
        (" a \t\n and\u3000b ", AllOf((A, B))),
        ("rating = 🌟🌟", compared("rating", "=", "🌟🌟")),
    ],
)
def test_what_a_text_means(text: str, tree: Tree) -> None:
    assert parse(text).tree == tree


@pytest.mark.parametrize(
    ("typed", "ascii_only"),
    [
        ("（a 或 b） 且 c", "(a or b) and c"),
        ("非（a 且 b）", "not (a and b)"),
        ("区域 ＝ 郑州/中原区", "区域 = 郑州/中原区"),
        ("金额＞5万", "金额 > 5万"),
        ("a≥1 且 b≤2 且 c≠3", "a >= 1 and b <= 2 and c != 3"),
        ("a＞＝1 且 b＜=2 且 c！＝3", "a >= 1 and b <= 2 and c != 3"),
        ("a＝＝1", "a = 1"),
        ("区域 in （郑州，洛阳、开封）", "区域 in (郑州, 洛阳, 开封)"),
        ("区域 非 in （郑州）", "区域 not in (郑州)"),
        ("名称～丽人", "名称 ~ 丽人"),
        ("名称 = “丽人 美容院”", "名称 = '丽人 美容院'"),
        ("名称 = ”丽人 美容院”", "名称 = '丽人 美容院'"),
        ("名称 = ‘丽人 美容院’", "名称 = '丽人 美容院'"),
        ("名称 = 「丽人、美容院」", "名称 = '丽人、美容院'"),
        ("名称 = 『丽人（郑州）』", "名称 = '丽人（郑州）'"),
        ("ａ ａｎｄ b", "ａ and b"),
        ("地址 ~ 且末", "地址 ~ 且末"),
        ("洲 = 非洲", "洲 = 非洲"),
    ],
)
def test_as_a_chinese_keyboard_types_it(typed: str, ascii_only: str) -> None:
    assert written(parse(typed)) == ascii_only


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("((a)) and (b and c)", "a and (b and c)"),
        ("(a and b) or c", "a and b or c"),
        ("not (a = 1)", "not a = 1"),
        ("a = '5'", "a = 5"),
        ("a = 'AND'", "a = 'AND'"),
        ("a = 'it''s'", 'a = "it\'s"'),
        ("""a = 'it''s "it"'""", """a = 'it''s "it"'"""),
    ],
)
def test_brackets_and_quotation_marks_only_where_they_are_needed(text: str, short: str) -> None:
    assert written(parse(text)) == short


def test_the_names_it_asks_for() -> None:
    text = "amount_12m > 1 and not (class.history = new or 区域 in (x)) and amount_12m < 9"
    assert names(parse(text)) == {"amount_12m", "class.history", "区域"}


UNCLEAR = """
‸
the condition is empty
write one, such as: amount_12m > 50000 and credit <= C

‸\x20\x20
the condition is empty
write one, such as: amount_12m > 50000 and credit <= C

amount_12m >‸
a value is missing behind '>'
write a number, a word, a day, or a text in quotation marks

a = ‸and b
a value is missing behind '='
if the word is meant as text, put it in quotation marks: 'and'

a in (b, ‸)
a value is missing behind '('
write a number, a word, a day, or a text in quotation marks

‸> 5
a name is missing here
write the name first: amount_12m > 50000, region = 郑州

a and not‸
a name is missing here
write the name first: amount_12m > 50000, region = 郑州

‸50000 < amount_12m
'50000' is a value, and a comparison begins with a name
write the name first: amount_12m > 50000, region = 郑州

‸'a' = 5
'a' is a value, and a comparison begins with a name
write the name first: amount_12m > 50000, region = 郑州

a and ‸(b or c
this bracket is not closed
write ) where it ends

region in ‸（郑州
this bracket is not closed
write ) where it ends

(a = 1)‸) and b
this bracket closes nothing
take it out, or open one before it

region in ‸郑州
a list is missing behind 'in'
write the values in brackets: region in (郑州, 洛阳)

region not in ‸郑州
a list is missing behind 'in'
write the values in brackets: region in (郑州, 洛阳)

名称 = 丽人 ‸美容院
'美容院' does not belong here
write 'and' or 'or' between comparisons, and put a text of several words in quotation marks

a = 1 ‸&& b = 2
'&&' does not belong here
write 'and' or 'or' between comparisons, and put a text of several words in quotation marks

a in (b ‸c)
'c' does not belong here
write 'and' or 'or' between comparisons, and put a text of several words in quotation marks

amount_12m > 50‸,000
',' does not belong here
write digits without separators: 50000

金额＞5万且区域‸～郑州
'~' does not belong here
put a space before and behind 且 and 或

name = O‸'Hara
this quotation mark is not closed
close it; a text with an apostrophe goes between double quotation marks: "O'Hara"

名称 = ‸“丽人
this quotation mark is not closed
close it; a text with an apostrophe goes between double quotation marks: "O'Hara"

fax = ‸''
there is nothing between these quotation marks
to ask whether something is told, write its name alone: fax, not fax

fax = ‸'\u3000'
there is nothing between these quotation marks
to ask whether something is told, write its name alone: fax, not fax

a = b\x1b\u202e ‸c\x1b\u202e
'c␛⟨U+202E⟩' does not belong here
write 'and' or 'or' between comparisons, and put a text of several words in quotation marks
"""


@pytest.mark.parametrize("case", UNCLEAR[1:-1].split("\n\n"))
def test_what_is_said_of_an_unclear_one(case: str) -> None:
    marked, problem, remedy = case.split("\n")
    text = marked.replace("‸", "")
    with pytest.raises(Unclear) as caught:
        parse(text)
    error = caught.value
    assert (error.text, error.problem, error.remedy) == (text, problem, remedy)
    assert marked == f"{text[: error.column - 1]}‸{text[error.column - 1 :]}"
    assert str(error) == f"{problem} (character {error.column}); {remedy}"


def test_a_message_does_not_repeat_a_whole_book() -> None:
    with pytest.raises(Unclear) as caught:
        parse("a " + "丽" * 10_000)
    assert "丽" * 40 + "…'" in caught.value.problem
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("word", ["(", "（", "not ", "非 ", "not(", "a and (", "(a or not "])
def test_ten_thousand_brackets_are_too_many(word: str) -> None:
    with pytest.raises(Unclear, match="nested too deeply"):
        parse(word * 10_000 + "a" + ")" * 10_000)


def test_fifty_brackets_and_ten_thousand_comparisons_are_not() -> None:
    assert parse("(" * 50 + "a" + ")" * 50).tree == A
    tree = parse(" and ".join(["(not a = 1)"] * 10_000)).tree
    assert isinstance(tree, AllOf)
    assert len(tree.parts) == 10_000


WORDS = st.text(min_size=1).filter(is_word).filter(lambda word: not word[0].isdigit() and word[0] not in "+-")
TEXTS = st.text(min_size=1).filter(lambda text: text.strip() != "")
VALUES = st.builds(Value, TEXTS | st.sampled_from(["and", "NOT", "或", "today - 3d", "'", "\"'", "a''b", "🌟", "5万"]))
SINGLE = st.builds(
    Compare, WORDS, st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "~"]), st.tuples(VALUES)
)  # fmt: skip
LISTED = st.builds(
    Compare, WORDS, st.sampled_from(["in", "not in"]), st.lists(VALUES, min_size=1, max_size=3).map(tuple)
)
LEAVES = st.builds(Told, WORDS) | SINGLE | LISTED
TREES = st.recursive(
    LEAVES,
    lambda trees: (
        st.builds(Not, trees)
        | st.builds(AllOf, st.lists(trees, min_size=2, max_size=3).map(tuple))
        | st.builds(AnyOf, st.lists(trees, min_size=2, max_size=3).map(tuple))
    ),
    max_leaves=12,
)


@given(TREES)
def test_what_is_written_is_read_as_the_same(tree: Tree) -> None:
    assert parse(written(Condition(tree))).tree == tree


PIECES = [
    "a",
    "and",
    "or",
    "not",
    "in",
    "(",
    ")",
    ",",
    "=",
    "<",
    "~",
    "'",
    '"',
    "“",
    "「",
    "」",
    "!",
    "5",
    "today",
    "-9d",
    " ",
]


@given(st.text() | st.lists(st.sampled_from(PIECES) | st.characters(), max_size=30).map("".join))
def test_any_text_is_a_condition_or_unclear(text: str) -> None:
    try:
        condition = parse(text)
    except Unclear as error:
        assert 1 <= error.column <= len(text) + 1
        assert visible(str(error)) == str(error)
    else:
        assert parse(written(condition)) == condition
