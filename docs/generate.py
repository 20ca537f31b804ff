"""Writes docs/format.md, docs/codes.md and the table of docs/analytics.md from what the code declares: ``make docs``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from custfile.language import Label
from custfile.model.codes import CODES, WORDS, Code
from custfile.model.customer import Customer
from custfile.model.measures import MEASURES, Measure
from custfile.model.settings import Settings
from custfile.model.spec import Declared, declared
from custfile.model.values import SCALARS

HERE: Final = Path(__file__).parent
CASES: Final = HERE.parent / "tests" / "errors"
STARTER: Final = HERE.parent / "src" / "custfile" / "archive" / "starter" / "custfile.en.yaml"

TYPED: Final = {
    "text": "喜欢靠窗的位子", "line": "0371-6600 1234", "day": "2026-02-03", "money": "1280.00", "quantity": "-2.5",
    "share": "0.95", "whole": "30", "grade": "4", "yes": "yes", "email": "wang@example.com", "time": "14:30",
    "care_date": "lunar 08-15",
}  # fmt: skip
"""An example of each type of value."""

FIGURES: Final = {
    "money": "amount", "count": "whole number", "share": "share, 0.3 is 30 %", "score": "number", "day": "day",
    "grade": "A to E, or N", "word": "word",
}  # fmt: skip
"""What each kind of measure is."""

EXPLAINED: Final = {
    "sales": "Amount, quantity, growth", "profit": "Profit", "rfm": "RFM", "credit": "Credit", "prospects": "Prospects",
    "composite": "Composite", "clv": "Lifetime value", "strength": "Sales strength", "completeness": "Completeness",
    "service": "Visits, complaints, age", "person": "Visits, complaints, age",
}  # fmt: skip
"""The section of docs/analytics.md that explains the measures of each group."""

REFERS: Final = {
    "team": "Names a person of the team.",
    "kind": "Names a kind of custfile.yaml.",
    "stage": "Names a stage of the funnel, or `won` or `lost`.",
    "order": "Names an order of the file.",
    "deal": "Names a deal of the file.",
    "customer": "Names another customer by id.",
    "file": "Names a paper on file.",
}

EXAMPLE: Final = """\
# yaml-language-server: $schema=../schema/customer.schema.json
name: 郑州丽人美容院
kind: company                      # decides the form: which fields are expected
aliases: [丽人]
owner: li.na                       # an id from team: in custfile.yaml
region: 郑州/中原区
collected: {date: 2026-01-05, by: li.na, source: visit, verified: 2026-01-20}
phone: 0371-6600 1234              # stays as it is typed, with its zero
contacts:
  - {name: 王丽, role: owner, phone: "13800138000", birthday: lunar 08-15, hobbies: [茶, 瑜伽]}
terms: {payment_days: 30, credit_limit: 50000, discount: 0.95}
preferences: {room: 安静, tea: 龙井}
orders:
  - {date: 2026-02-03, no: SO-0031, product: 精华液, quantity: 12, amount: 5760.00, due: 2026-03-05}
payments:
  - {date: 2026-03-11, order: SO-0031, amount: 5760.00}
visits:
  - {date: 2026-02-06, by: li.na, channel: phone, purpose: revisit, outcome: 满意, next: 2026-03-06}
notes:
  - date: 2026-02-06
    by: li.na
    text: |
      店面三月装修。
      装修后再谈第二批。
"""

FORMAT: Final = """\
# The format of the files

This page is written by `make docs` from what the code declares of each field.

An archive is a folder with `custfile.yaml` in it. Each customer is one file under `customers/`; its name is the
customer's id, a running number such as `C000001`. Sub-folders of `customers/` are free. `name` and `kind` suffice:

```yaml
name: 郑州丽人美容院
kind: company
```

This is a fuller file. One event is one line, so that adding one is a one-line diff. Long text goes under a `|`.

```yaml
{example}```

## How values are written

Every value is the text that was typed; the field decides what it means. `0371…` keeps its zero, `NO` is not false, and
`12:30` is not 750. Quotes are needed where YAML would take a sign for its own: around text that begins with one of
`& * ! % @ # [ {{ | > - ?`, that has `: ` or ` #` in it, and, within braces, around text with a comma. A field with nothing
behind its colon is a line of the form left blank.

| type | what it is | example |
|---|---|---|
{types}
| choice | one of the words listed with the field | `phone` |

**Secrecy** says who may see a field: `public` anyone the firm shares a report with, `staff` its staff, `secret` only those
with a reason. **Merge** says what a merge does when two people changed the field: `one` is a conflict, `latest` keeps the
later or larger value, `union` keeps all values of both lists, `events` keeps all records of both lists and merges a record
that both changed field by field. Fields in **bold** must be there.

## The customer's file

{customer}

### Own fields

An archive adds fields of its own under `fields:` in `custfile.yaml`, to the customer or to one of its lists. They are
checked, shown, searched and exported like the others. Without a secrecy class they are secret.

```yaml
fields:
  - {{id: 膚質, type: choice, labels: {{en: Skin type, zh_TW: 膚質}}, choices: [{{id: 乾性}}, {{id: 油性}}], secrecy: staff}}
  - {{id: 堂數, part: orders, type: whole, labels: {{en: Sessions, zh_TW: 堂數}}, secrecy: staff}}
```

## custfile.yaml

The settings of the archive. `name` suffices; what is not told is not in force.

{settings}

### The starter

`custfile init` begins with this file, here in English.

```yaml
{starter}```

## removed.yaml

The register of files that were removed on purpose; `custfile check` reports any other that is gone as a lost page.

```yaml
removed:
  - {{id: C000012, date: 2026-02-03, by: li.na, reason: 与 C000003 是同一客户}}
```
"""

CODES_HEAD: Final = """\
# The codes of findings

This page is written by `make docs`. A code means the same for ever and is never used for anything else. An error makes
`custfile check` exit with 1; a warning does so with `--strict`. `…` stands for what was found.

| code | severity | |
|---|---|---|
{rows}"""


def format_page() -> str:
    """Return the text of docs/format.md."""
    types = "\n".join(f"| {name} | {WORDS[name]} | `{TYPED[name]}` |" for name in SCALARS)
    customer = "\n\n".join(_sections(Customer, secrecy=True))
    settings = "\n\n".join(_sections(Settings, secrecy=False))
    starter = STARTER.read_text(encoding="utf-8")
    return FORMAT.format(example=EXAMPLE, types=types, customer=customer, settings=settings, starter=starter)


def _sections(root: type, *, secrecy: bool) -> Iterator[str]:
    """Yield a section for ``root`` and each part below it, in the order of their first mention."""
    places: dict[type, list[str]] = {root: []}
    for part, place in _parts(root, ""):
        places.setdefault(part, []).append(place)
    for part, found in places.items():
        where = "At " + ", ".join(f"`{place}`" for place in found) + ". " if found else ""
        yield "\n\n".join(
            [
                f"### {_title(part)}",
                where + (part.__doc__ or "").replace("``", "`"),
                _table(part, secrecy=secrecy),
                *_choices(part),
            ]
        )


def _title(part: type) -> str:
    """Return ``OrderLine`` as ``Order line``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", part.__name__).capitalize()


def _parts(part: type, prefix: str) -> Iterator[tuple[type, str]]:
    for field in declared(part):
        if field.part is not None:
            yield field.part, f"{prefix}{field.key}"
            yield from _parts(field.part, f"{prefix}{field.key}.")


def _table(part: type, *, secrecy: bool) -> str:
    head = ["field", "type", "English", "简体", "繁體", *(["secrecy", "merge"] if secrecy else []), ""]
    rows = [_row(field, secrecy=secrecy) for field in declared(part)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


def _row(field: Declared, *, secrecy: bool) -> list[str]:
    key = f"**{field.key}**" if field.required else field.key
    classes = [field.spec.secrecy.value, field.spec.merge.value] if secrecy else []
    return [key, _type(field), *field.spec.label, *classes, " ".join(_about(field))]


def _type(field: Declared) -> str:
    if field.part is not None:
        name = f"[{_title(field.part).lower()}](#{_title(field.part).lower().replace(' ', '-')})"
    else:
        name = "free" if field.scalar is None else "choice" if field.scalar.choices else field.scalar.name
    return f"list of {name}" if field.repeated else name


def _about(field: Declared) -> Iterator[str]:
    yield field.spec.about
    if field.spec.refers:
        yield REFERS[field.spec.refers]
    if field.spec.after:
        yield f"Not before `{field.spec.after}`."
    if field.spec.identifies:
        yield "The customer is found by it."


def _choices(part: type) -> Iterator[str]:
    told = [(field.key, field.scalar) for field in declared(part) if field.scalar is not None and field.scalar.choices]
    if told:
        yield "\n".join(f"- {key}: {_words(scalar.choices or {})}" for key, scalar in told)


def _words(choices: Mapping[str, Label]) -> str:
    named = {word: ", ".join(name for name in dict.fromkeys(label) if name != word) for word, label in choices.items()}
    return "; ".join(f"`{word}` {names}".rstrip() for word, names in named.items())


def codes_page() -> str:
    """Return the text of docs/codes.md."""
    rows = "\n".join(
        f"| [{name}](#{_anchor(name, code)}) | {code.severity} | {code.title} |" for name, code in sorted(CODES.items())
    )
    return (
        "\n\n".join([CODES_HEAD.format(rows=rows), *(_section(name, code) for name, code in sorted(CODES.items()))])
        + "\n"
    )


def _anchor(name: str, code: Code) -> str:
    return _link(f"{name} {code.title}")


def _section(name: str, code: Code) -> str:
    told = f"{code.severity.capitalize()}: `{_template(code.message)}`"
    return "\n\n".join(
        [f"## {name} {code.title}", told, code.why, f"What to do: {_template(code.remedy)}.", *_case(name)]
    )


def _template(text: str) -> str:
    """Return a message's template with an ellipsis for what was found, and nothing for a guess."""
    return (
        re.sub(r"\{(hint|guess)\}", "", re.sub(r"\{(?!hint|guess)\w+\}", "…", text))
        .replace("{{", "{")
        .replace("}}", "}")
    )


def _case(name: str) -> Iterator[str]:
    """Yield an example from the corpus: the file, what check says of it, and the file put right."""
    said = sorted(CASES.glob(f"{name}_*.txt"))
    shown = min(said, key=lambda path: (not _good(path).exists(), not path.with_suffix(".yaml").exists()))
    bad = shown.with_suffix(".yaml")
    if bad.exists() and bad.stat().st_size:
        yield _block("yaml", bad.read_text(encoding="utf-8"))
    yield _block("", shown.read_text(encoding="utf-8"))
    if _good(shown).exists():
        yield "Put right:"
        yield _block("yaml", _good(shown).read_text(encoding="utf-8"))


def _good(case: Path) -> Path:
    return case.with_suffix(".good.yaml")


def _block(language: str, text: str) -> str:
    return f"```{language}\n{text}```"


def analytics_page() -> str:
    """Return the text of docs/analytics.md, which is written by hand but for the table of measures between its markers."""
    text = (HERE / "analytics.md").read_text(encoding="utf-8")
    head, rest = re.split(r"(?<=<!-- measures -->\n).*(?=<!-- end of measures -->)", text, flags=re.DOTALL)
    rows = [["name", "English", "简体", "繁體", "what it is", "read"], ["---"] * 6, *map(_measure, MEASURES)]
    return head + "".join(f"| {' | '.join(row)} |\n" for row in rows) + rest


def _measure(measure: Measure) -> list[str]:
    name = f"{measure.name}_12m" if measure.window else measure.name
    title = EXPLAINED[measure.group]
    return [f"`{name}`", *measure.label, FIGURES[measure.kind], f"[{title}](#{_link(title)})"]


def _link(title: str) -> str:
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "format.md": format_page,
    "codes.md": codes_page,
    "analytics.md": analytics_page,
}
"""The pages and what writes them."""


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
