"""The interface and its help, in English and wholly in French; read from the code, without QGIS."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[2]
CODE = ROOT / "territoires_industrie"
PROCESSING = ROOT / "processing"
HELP = ROOT / "resources/help"
SOURCE = ROOT / "resources/i18n/territoires_industrie_fr.ts"


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.AST, name: str) -> list[ast.Call]:
    """The calls of a function or method, in the order of the text."""
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == name
    ]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def texts(tree: ast.AST) -> list[str]:
    """The literal texts of the tr() in a piece of code."""
    arguments = [call.args[0] for call in calls(tree, "tr")]
    return [text.value for text in arguments if isinstance(text, ast.Constant)]


MODULES = {
    str(path.relative_to(ROOT)): parsed(path)
    for folder in (CODE, PROCESSING)
    for path in sorted(folder.rglob("*.py"))
}


# ---------------------------------------------------------------- the translation


@pytest.fixture(scope="module")
def document() -> ElementTree.ElementTree:
    return ElementTree.parse(SOURCE)


@pytest.fixture(scope="module")
def french(document) -> dict[str, str]:
    return {
        message.findtext("source"): message.findtext("translation")
        for message in document.iterfind("context/message")
    }


def test_every_text_is_a_literal_that_extraction_finds():
    places = [
        f"{name}:{call.lineno}"
        for name, module in MODULES.items()
        for call in calls(module, "tr")
        if len(call.args) != 1
        or call.keywords
        or not isinstance(call.args[0], ast.Constant)
        or not isinstance(call.args[0].value, str)
    ]
    assert not places


def test_every_text_has_its_french_and_nothing_else_has(french):
    wanted = {text for module in MODULES.values() for text in texts(module)}
    assert wanted
    assert not wanted - french.keys(), "run `make i18n-update`, translate, then `make i18n`"
    assert not french.keys() - wanted, "no longer in the code: run `make i18n-update`"


def test_every_translation_is_finished(document, french):
    assert not [text for text, translation in french.items() if not (translation or "").strip()]
    assert not [node.get("type") for node in document.iter("translation") if node.get("type")]


def test_all_texts_stand_in_the_context_that_is_asked(document):
    (context,) = re.findall(r'^CONTEXT = "(.+)"$', (CODE / "i18n.py").read_text("utf-8"), re.M)
    assert [node.findtext("name") for node in document.iterfind("context")] == [context]


def test_the_compiled_translation_is_the_one_that_is_read(tmp_path):
    lrelease = shutil.which("lrelease")
    if lrelease is None:
        pytest.skip("Qt's lrelease is not installed")
    compiled = tmp_path / "fr.qm"
    subprocess.run([lrelease, "-silent", SOURCE, "-qm", compiled], check=True)
    assert SOURCE.with_suffix(".qm").read_bytes() == compiled.read_bytes(), "run `make i18n`"


# ---------------------------------------------------------------- the help


def algorithms() -> Iterator[tuple[str, ast.ClassDef]]:
    """Id and class of each algorithm."""
    for path in sorted(PROCESSING.glob("*.py")):
        for node in parsed(path).body:
            if isinstance(node, ast.ClassDef):
                source = ast.unparse(node)
                for name in re.findall(r"^    ID = '(\w+)'$", source, re.M):
                    yield name, node


def parameters(algorithm: ast.ClassDef) -> Iterator[str]:
    """The description of each parameter; what the base class makes is looked up there."""
    shared = {
        node.name: node
        for node in ast.walk(parsed(PROCESSING / "base.py"))
        if isinstance(node, ast.FunctionDef)
    }
    for call in calls(algorithm, "addParameter"):
        made_by = ast.unparse(call.args[0].func).rpartition(".")[2]
        found = texts(call) or texts(shared[made_by])
        yield found[0]


def title(description: str) -> str:
    """A parameter's description without what it says in brackets."""
    return description.partition(" (")[0]


ALGORITHMS = dict(algorithms())


def test_the_algorithms_are_found():
    assert {"mapset", "loadmap", "perimeter"} <= ALGORITHMS.keys()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ALGORITHMS)
def test_help_names_each_parameter_as_the_dialog_does(name, language, french):
    wanted = list(parameters(ALGORITHMS[name]))
    if language == "fr":
        wanted = [french[description] for description in wanted]
    text = (HELP / language / f"{name}.md").read_text(encoding="utf-8")
    named = re.findall(r"^\*\*(.+?)\.\*\*", text, re.M)
    assert named == [title(description) for description in wanted]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_help_is_left_of_an_algorithm_that_is_gone(language):
    assert {path.stem for path in (HELP / language).iterdir()} == ALGORITHMS.keys()


# ---------------------------------------------------------------- French typography


def french_texts() -> Iterator[tuple[str, str]]:
    for node in ElementTree.parse(SOURCE).iter("translation"):
        yield node.text or "", node.text or ""
    for path in sorted((HELP / "fr").glob("*.md")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield f"{path.name}:{number}", line


def test_french_has_its_apostrophes_and_its_no_break_spaces():
    wrong = re.compile(r"'|\.\.\.| [:;!?»]|« |\w[;!?](?!\w)")
    assert not [place for place, text in french_texts() if wrong.search(text)]
