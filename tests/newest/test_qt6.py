"""QGIS 4 runs on Qt 6, and is on no registry: each name of Qt in our code is looked up in PyQt6's.

PyQt6's own description of itself (.pyi) is read, so neither its libraries nor a screen are needed.
Methods of objects cannot be followed in this way; classes, enumerations and constants can.
"""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = [
    ROOT / "__init__.py",
    *sorted((ROOT / "processing").glob("*.py")),
    *sorted((ROOT / "territoires_industrie").rglob("*.py")),
]
#: Moved by Qt 6 from QtWidgets to QtGui; qgis.PyQt offers them in both.
MOVED = {"QAction", "QActionGroup", "QShortcut"}
#: PyQt's own words, in no description; sip is a module that qgis.PyQt offers under its name.
SPECIAL = {"pyqtSignal", "pyqtSlot", "pyqtProperty", "sip"}


@cache
def described(module: str) -> dict[str, ast.ClassDef | ast.AST]:
    """What a module of PyQt6 has, by name."""
    found = importlib.util.find_spec("PyQt6")
    assert found is not None, "PyQt6 is missing: `make test-newest` installs it"
    (folder,) = found.submodule_search_locations
    text = (Path(folder) / f"{module}.pyi").read_text(encoding="utf-8")
    # Written by PyQt's own tool, in places as no Python would have it.
    return dict(_named(ast.parse(text.replace(", /)", ")")).body))


def _named(body) -> Iterator[tuple[str, ast.AST]]:
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node
        elif isinstance(node, ast.Assign):
            yield from ((each.id, node) for each in node.targets if isinstance(each, ast.Name))
        elif isinstance(node, ast.If):
            yield from _named(node.body)


def home(name: str) -> dict[str, ast.AST] | None:
    """The module that has a class, whichever it is."""
    modules = ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtXml")
    return next((described(each) for each in modules if name in described(each)), None)


def member(kind: ast.AST, name: str) -> ast.AST | None:
    """What a class, or one that it comes from, has of that name."""
    if not isinstance(kind, ast.ClassDef):
        return None
    own = dict(_named(kind.body))
    if name in own:
        return own[name]
    for base in kind.bases:
        last = ast.unparse(base).rpartition(".")[2]
        where = home(last)
        found = member(where[last], name) if where else None
        if found is not None:
            return found
    return None


def imported(tree: ast.AST) -> dict[str, tuple[str, str]]:
    """The names that stand for something of Qt, with its module and its own name."""
    return {
        alias.asname or alias.name: (node.module.rpartition(".")[2], alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qgis.PyQt.")
        for alias in node.names
    }


def chain(node: ast.Attribute) -> list[str]:
    """`Qt.ItemFlag.ItemIsEnabled` as its parts; nothing where it begins with no name."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return [node.id, *reversed(parts)] if isinstance(node, ast.Name) else []


def unknown(tree: ast.AST) -> Iterator[str]:
    """What the code names that Qt 6 does not have."""
    names = imported(tree)
    known = {}
    for own, (module, name) in names.items():
        if name in SPECIAL:
            continue
        where = described("QtGui" if name in MOVED else module)
        if name in where:
            known[own] = where[name]
        else:
            yield f"{module}.{name}"
    for node in ast.walk(tree):
        parts = chain(node) if isinstance(node, ast.Attribute) else []
        if parts and parts[0] in known:
            found = known[parts[0]]
            for part in parts[1:]:
                if not isinstance(found, ast.ClassDef):
                    break  # of a value: its class is not known here
                found = member(found, part)
                if found is None:
                    yield ".".join(parts)
                    break


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_qt_6_has_what_the_code_names(path):
    assert not list(unknown(ast.parse(path.read_text(encoding="utf-8"))))


def test_there_is_something_to_look_up():
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in FILES]
    assert len({name for tree in trees for _, name in imported(tree).values()}) > 50


@pytest.mark.parametrize(
    ("code", "lacking"),
    [
        ("from qgis.PyQt.QtCore import Qt\nQt.AlignLeft", "Qt.AlignLeft"),
        ("from qgis.PyQt.QtCore import Qt\nQt.AlignmentFlag.AlignLeft", ""),
        ("from qgis.PyQt.QtCore import QRegExp\n", "QtCore.QRegExp"),
        ("from qgis.PyQt.QtWidgets import QDesktopWidget\n", "QtWidgets.QDesktopWidget"),
        ("from qgis.PyQt.QtWidgets import QAction\nQAction.triggered", ""),
        ("from qgis.PyQt.QtWidgets import QFrame\nQFrame.HLine", "QFrame.HLine"),
        ("from qgis.PyQt.QtWidgets import QTreeWidget\nQTreeWidget.Shape.NoFrame", ""),
    ],
)
def test_what_qt_6_has_not_is_found(code, lacking):
    assert "".join(unknown(ast.parse(code))) == lacking
