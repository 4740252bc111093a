"""Collects the interface's English texts into a translation file, keeping what is translated.

    translations.py resources/i18n/territoires_industrie_fr.ts

The texts are those in `tr("…")` and the sentences of errors: the first argument of an AtlasError,
which `i18n.spoken` translates before it puts the values in. Qt's own tools know neither these
sentences nor that all our texts stand in one context.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[2]
FOLDERS = ("processing", "territoires_industrie")
CONTEXT = "TerritoiresIndustrie"
ERROR = "AtlasError"
#: `spoken` looks up the sentences that are collected here from where they are written.
_SPEAKER = "i18n.py"

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>{context}</name>
"""
_MESSAGE = """    <message>
        <source>{source}</source>
        <translation{state}>{translation}</translation>
    </message>
"""
_FOOT = """</context>
</TS>
"""


class Text(NamedTuple):
    """A text of the interface, or None where none can be read, and the place where it stands."""

    text: str | None
    place: str
    is_error: bool


def texts(root: Path = ROOT) -> list[Text]:
    """The texts of the plugin's code, in the order of files and lines."""
    paths = [path for folder in FOLDERS for path in sorted((root / folder).rglob("*.py"))]
    modules = {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}
    errors = _error_classes(list(modules.values()))
    found = []
    for path, module in modules.items():
        if path.name != _SPEAKER:
            place = path.relative_to(root).as_posix()
            found += sorted(_texts_in(module, place, errors), key=lambda x: x[0])
    return [text for _, text in found]


def update(path: Path, wanted: list[str]) -> list[str]:
    """Write the translation file anew for these texts; gives those that have no translation yet."""
    known = translations(path) if path.exists() else {}
    messages = []
    for text in wanted:
        done = known.get(text, "")
        state = "" if done else ' type="unfinished"'
        messages.append(_MESSAGE.format(source=escape(text), state=state, translation=escape(done)))
    content = _HEAD.format(context=CONTEXT) + "".join(messages) + _FOOT
    path.write_text(content, encoding="utf-8", newline="\n")
    return [text for text in wanted if not known.get(text)]


def translations(path: Path) -> dict[str, str]:
    """Source -> translation of a translation file, empty where it is not finished."""
    return {
        message.findtext("source", ""): message.findtext("translation", "")
        for message in ElementTree.parse(path).iterfind("context/message")
    }


def _error_classes(modules: list[ast.Module]) -> dict[str, bool]:
    """The classes of errors; True when they take their sentence as AtlasError does."""
    classes = {
        node.name: node
        for module in modules
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef)
    }

    def is_error(name: str) -> bool:
        bases = [ast.unparse(base) for base in classes[name].bases] if name in classes else []
        return name == ERROR or any(is_error(base) for base in bases)

    return {
        name: name == ERROR
        or not any(getattr(child, "name", "") == "__init__" for child in node.body)
        for name, node in classes.items()
        if is_error(name)
    }


def _texts_in(
    module: ast.Module, file: str, errors: dict[str, bool]
) -> Iterator[tuple[tuple[int, int], Text]]:
    constants = {
        target.id: node.value
        for node in module.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call, is_error in _calls(module, errors):
        place = f"{file}:{call.lineno}"
        readable: list[str | None] = [None]
        if call.args:
            readable = [*(_literals(call.args[0], constants) or readable)]
        for text in readable:
            yield (call.lineno, call.col_offset), Text(text, place, is_error)


def _calls(module: ast.Module, errors: dict[str, bool]) -> Iterator[tuple[ast.Call, bool]]:
    """The calls whose first argument is a text; True for those that make an error."""
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef) and node.name in errors and node.name != ERROR:
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__":
                    yield call, True
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            if name == "tr" or errors.get(name):
                yield node, name != "tr"


def _literals(node: ast.expr, constants: dict[str, ast.expr]) -> list[str] | None:
    """The texts that an expression may be, or None where one of them cannot be read."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.Name(id=name) if name in constants:
            return _literals(constants[name], constants)
        case ast.Subscript(value=ast.Name(id=name)) if name in constants:
            return _literals(constants[name], constants)
        case ast.Dict(values=choices):
            parts = [_literals(choice, constants) for choice in choices]
        case ast.IfExp(body=yes, orelse=no):
            parts = [_literals(yes, constants), _literals(no, constants)]
        case _:
            return None
    known = [part for part in parts if part is not None]
    return [text for part in known for text in part] if len(known) == len(parts) else None


def main(path: Path) -> None:
    """Update the file and say what is left to do."""
    found = texts()
    wanted = list(dict.fromkeys(text.text for text in found if text.text is not None))
    missing = update(path, wanted)
    sys.stdout.write(f"{len(wanted)} texts in {path}\n")
    sys.stdout.writelines(f"to translate: {text}\n" for text in missing)
    unread = [text.place for text in found if text.text is None]
    sys.stdout.writelines(f"not literal, so never translated: {place}\n" for place in unread)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
