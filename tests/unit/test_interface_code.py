"""What the interface's code must not say, whoever adds to it: colours, words that stay English."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[2]
CODE = [
    *sorted((ROOT / "processing").glob("*.py")),
    *sorted((ROOT / "territoires_industrie").rglob("*.py")),
]
GUI = sorted((ROOT / "territoires_industrie" / "gui").rglob("*.py"))
SOURCE = ROOT / "resources/i18n/territoires_industrie_fr.ts"
COLOUR = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?\b|\bcolor\s*[:=]")
#: Colours that are not the theme's, and why each may be: file -> reason.
OWN_COLOURS: dict[str, str] = {}


def trees(paths) -> Iterator[tuple[str, ast.AST]]:
    for path in paths:
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


# ---------------------------------------------------------------- the theme's colours


def is_given(call: ast.Call) -> bool:
    return any(isinstance(argument, ast.Constant) for argument in call.args)


def colours(tree: ast.AST) -> Iterator[str]:
    """Where code chooses a colour itself, which a dark screen would not follow."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            if name == "setStyleSheet" or (name == "QColor" and is_given(node)):
                yield f"{node.lineno}: {ast.unparse(node)}"
        elif isinstance(node, ast.Attribute) and node.attr == "GlobalColor":
            yield f"{node.lineno}: GlobalColor"
        elif isinstance(node, ast.Constant) and COLOUR.search(str(node.value)):
            yield f"{node.lineno}: {node.value}"


def test_colours_are_the_themes():
    chosen = {name: list(colours(tree)) for name, tree in trees(GUI)}
    assert not {name: places for name, places in chosen.items() if places}.keys() - OWN_COLOURS
    assert all(chosen[name] for name in OWN_COLOURS), "no longer needed in the list"


@pytest.mark.parametrize(
    "code",
    [
        "widget.setStyleSheet('font: bold')",
        "pen = QColor(255, 0, 0)",
        "pen = Qt.GlobalColor.red",
        "label.setText('<span style=\"color: red\">a</span>')",
        "label.setText('<font color=\"red\">a</font>')",
        "x = '#ff0000'",
    ],
)
def test_a_colour_of_ones_own_is_found(code):
    assert list(colours(ast.parse(code)))


def test_icons_are_drawings_that_grow():
    icons = [path for path in (ROOT / "resources" / "icons").iterdir() if path.is_file()]
    assert icons
    assert {path.suffix for path in icons} <= {".svg", ".md", ".txt"}
    for name, tree in trees(GUI):
        words = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        raster = [w for w in words if isinstance(w, str) and re.search(r"\w\.(png|jpe?g|gif)$", w)]
        assert not raster, name


# ---------------------------------------------------------------- words


def said_too_early(tree: ast.AST) -> Iterator[str]:
    """`tr` where a module or a class is made: once, before the translation may be there."""

    def look(node: ast.AST) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                defaults = [*child.args.defaults, *child.args.kw_defaults, *child.decorator_list]
                for each in filter(None, defaults):
                    yield from look(ast.Expression(each))
            elif not isinstance(child, ast.Lambda):
                if isinstance(child, ast.Call) and ast.unparse(child.func) == "tr":
                    yield f"{child.lineno}: {ast.unparse(child)}"
                yield from look(child)

    return look(tree)


def test_words_are_looked_up_when_they_are_said():
    early = {name: list(said_too_early(tree)) for name, tree in trees(CODE)}
    assert not {name: places for name, places in early.items() if places}


@pytest.mark.parametrize(
    ("code", "times"),
    [
        ("A = tr('a')", 1),
        ("class A:\n    a = {1: tr('a')}", 1),
        ("def a(b=tr('a')): pass", 1),
        ("def a():\n    return tr('a')", 0),
        ("class A:\n    def a(self):\n        return tr('a')", 0),
    ],
)
def test_a_word_that_is_looked_up_too_early_is_found(code, times):
    assert len(list(said_too_early(ast.parse(code)))) == times


def composed(tree: ast.AST) -> Iterator[str]:
    """`tr` of what is put together first, which no translation knows."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "tr":
            argument = node.args[0] if node.args else node
            formed = isinstance(argument, ast.Call) and ast.unparse(argument.func).endswith(
                ".format"
            )
            if formed or isinstance(argument, ast.JoinedStr | ast.BinOp):
                yield f"{node.lineno}: {ast.unparse(node)}"


def test_no_text_is_put_together_before_it_is_translated():
    found = {name: list(composed(tree)) for name, tree in trees(CODE)}
    assert not {name: places for name, places in found.items() if places}


@pytest.mark.parametrize("text", ["f'{a} b'", "'a' + b", "'{}'.format(a)", "'%s' % a"])
def test_a_text_put_together_too_early_is_found(text):
    assert list(composed(ast.parse(f"tr({text})")))


def messages() -> list[tuple[str, str]]:
    return [
        (node.findtext("source", ""), node.findtext("translation", ""))
        for node in ElementTree.parse(SOURCE).iter("message")
    ]


def test_no_text_has_two_translations():
    assert not [text for text, n in Counter(source for source, _ in messages()).items() if n > 1]


def test_values_are_named_and_put_in_as_they_are():
    """Without a name a value says nothing to who translates; a format would be English."""
    for pair in messages():
        for text in pair:
            values = [
                (name, form) for _, name, form, _ in Formatter().parse(text) if name is not None
            ]
            assert all(name.isidentifier() for name, _ in values), text
            assert not [form for _, form in values if form], text


def test_a_translation_begins_and_ends_as_its_text():
    """Spaces at the edges keep words apart; a sentence's end tells it from a heading."""

    def edges(text: str) -> tuple[bool, bool, str]:
        end = text.rstrip()[-1:]
        return text[:1].isspace(), text[-1:].isspace(), end if end in ".:…?" else ""

    assert not [text for text, french in messages() if french and edges(text) != edges(french)]
