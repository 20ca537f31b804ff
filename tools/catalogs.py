"""The catalogs of sentences: ``update`` takes in what the code says by now, ``compile`` makes what the program reads."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).parent.parent
LOCALES: Final = ROOT / "src" / "custfile" / "locale"
LANGUAGES: Final = ("zh_CN", "zh_TW")

_SCRIPTS: Final = {"zh_CN": "gb2312", "zh_TW": "big5"}
"""An encoding of each language that has not the characters of the other script."""

_CALLED: Final = {"_": 1, "count": 2}
"""The functions that translate, and how many of their arguments are sentences."""

_TEMPLATES: Final = {"extensions": "jinja2.ext.i18n", "trimmed": "true"}
_HEADER: Final = """\
# The sentences of custfile. "make catalogs" takes in new ones and drops those that are gone; their translations are
# written here.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
_PLACEHOLDER: Final = re.compile(r"(?<!\{)\{[^{}]*\}(?!\})")
_CHINESE: Final = "\u3400-\u9fff"
_HALF_WIDTH: Final = re.compile(rf"[{_CHINESE}][,;:!?]|[{_CHINESE}]\.(?![\w.])|[{_CHINESE}]\(|\)[{_CHINESE}]")


class Said(NamedTuple):
    """What the program says in one place: ``many`` for more than one thing, and where it says it."""

    one: str
    many: str
    where: str


def place(language: str) -> Path:
    """Return the catalog of ``language``."""
    return LOCALES / language / "LC_MESSAGES" / "custfile.po"


def extracted() -> list[Said]:
    """Return what the program says: sentences of the code and the templates, findings, fields, and the help texts."""
    return [*_sentences(), *_findings(), *_fields(), *_schemes(), *_help()]


def _sentences() -> Iterator[Said]:
    """Yield what stands in the code, read as Python reads it, and in the templates."""
    from jinja2.ext import babel_extract  # late: a build compiles only, with no more than Babel

    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLED:
                texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
                if len(texts) >= _CALLED[node.func.id]:
                    yield Said(texts[0], texts[1] if node.func.id == "count" else "", _named(path))
    for path in sorted((ROOT / "templates").rglob("*.j2")):
        with path.open("rb") as file:
            for _line, _function, said, _comments in babel_extract(
                file, (*_CALLED, "gettext", "ngettext"), [], _TEMPLATES
            ):
                one, many, *_rest = (*said, "") if isinstance(said, tuple) else (said, "")
                yield Said(one, many or "", _named(path))


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _findings() -> Iterator[Said]:
    from custfile.model.codes import CODES, WORDS

    for name, code in CODES.items():
        yield Said(code.message, "", f"{name}, message")
        yield Said(code.remedy, "", f"{name}, remedy")
    for word in WORDS.values():
        yield Said(word, "", "word of a finding")


def _fields() -> Iterator[Said]:
    from custfile.model.agenda import Agenda
    from custfile.model.customer import Customer
    from custfile.model.plan import Plan
    from custfile.model.settings import Settings
    from custfile.model.spec import declared

    parts: list[type[Any]] = [Customer, Settings, Plan, Agenda]
    for part in parts:
        for field in declared(part):
            if field.spec.about:
                yield Said(field.spec.about, "", f"field {part.__name__}.{field.key}")
            if field.part is not None and field.part not in parts:
                parts.append(field.part)


def _schemes() -> Iterator[Said]:
    from custfile.archive.schemes import shipped

    for scheme in shipped().values():
        yield Said(scheme.about or "", "", f"class scheme {scheme.id}")


def _help() -> Iterator[Said]:
    from custfile.cli.app import build
    from custfile.cli.help import texts
    from custfile.cli.registry import COMMANDS

    for owner, name in texts(build(COMMANDS)):
        yield Said(getattr(owner, name), "", f"{name} of {owner.name}")


def template() -> Catalog:
    """Return the catalog without translations."""
    made = Catalog(fuzzy=False)
    for said in extracted():
        made.add((said.one, said.many) if said.many else said.one)
    return made


def catalog(language: str) -> Catalog:
    """Return the catalog of ``language`` as it is in the repository, empty when it is not there yet."""
    path = place(language)
    if not path.exists():
        return Catalog(language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, language)


def update() -> None:
    """Bring the catalogs up to date: new entries are empty, those that nothing says any more are gone."""
    fresh = template()
    for language in LANGUAGES:
        known = catalog(language)
        known.update(fresh, no_fuzzy_matching=True)
        save(known, language)


def save(known: Catalog, language: str) -> None:
    """Write the catalog of ``language``, so that the same entries give the same bytes."""
    for message in known:
        message.flags.clear()  # a guess of the sign % in a sentence
    buffer = BytesIO()
    write_po(buffer, known, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    place(language).parent.mkdir(parents=True, exist_ok=True)
    place(language).write_bytes(_HEADER.format(language=language).encode() + buffer.getvalue())


def compile_all() -> list[Path]:
    """Make the ``.mo`` of each catalog and return them."""
    made = []
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            known = read_po(file, path.parts[-3])
        for message in [each for each in known if each.pluralizable and not any(each.string)]:
            known.delete(message.id)  # Babel would write it, and the program say nothing at all
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, known)
        made.append(path.with_suffix(".mo"))
    return made


def faults(language: str, fresh: Catalog) -> Iterator[str]:
    """Yield what is wrong with the catalog of ``language``, measured by what the program says by now."""
    known = catalog(language)
    there = {message.id: message for message in known if message.id}
    wanted = {message.id for message in fresh if message.id}
    yield from (f"missing, run make catalogs: {said}" for said in wanted - there.keys())
    yield from (f"stale, run make catalogs: {said}" for said in there.keys() - wanted)
    for said, message in there.items():
        if message.fuzzy:
            yield f"fuzzy: {said}"
        yield from faults_of(language, (said,) if isinstance(said, str) else said, message.string)


def faults_of(language: str, said: tuple[str, ...], translated: str | tuple[str, ...]) -> Iterator[str]:
    """Yield what is wrong with ``translated``, which is in ``language``: Chinese has one form for any number."""
    text = translated if isinstance(translated, str) else translated[0]
    if not text:
        yield f"not translated: {said[0]}"
        return
    if set(_PLACEHOLDER.findall(text)) != set(_PLACEHOLDER.findall(said[-1])):
        yield f"other placeholders: {said[0]} → {text}"
    if said[0].startswith("[") and not text.startswith("["):
        yield f"no bracket to begin with: {said[0]} → {text}"
    if any(found[0] not in said[0] for found in _HALF_WIDTH.finditer(text)):
        yield f"half-width punctuation after a Chinese character: {said[0]} → {text}"
    if strange := foreign(language, text) - set(said[0]):
        yield f"of the other script, {''.join(sorted(strange))}: {said[0]} → {text}"


def foreign(language: str, text: str) -> set[str]:
    """Return the Chinese characters of ``text`` that are not written in ``language``."""
    return {char for char in re.findall(f"[{_CHINESE}]", text) if not char.encode(_SCRIPTS[language], "ignore")}


_ACTIONS: Final[Mapping[str, Callable[[], object]]] = {"update": update, "compile": compile_all}

if __name__ == "__main__":
    _ACTIONS[sys.argv[1]]()
