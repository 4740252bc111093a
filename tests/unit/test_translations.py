"""The interface, its errors and its help, wholly in French; read from the code."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from xml.etree import ElementTree

import pytest
from territoires_industrie.resources.rebuild import translations

ROOT = Path(__file__).parents[2]
CODE = ROOT / "territoires_industrie"
HELP = ROOT / "resources/help"
SOURCE = ROOT / "resources/i18n/territoires_industrie_fr.ts"
#: Errors in these say to whoever types a catalogue or the rows of an edition what is wrong.
SAID_IN_ENGLISH = {
    f"territoires_industrie/{name}.py"
    for name in ("catalogue/catalogue", "catalogue/checks", "conformity", "embedded")
}
#: Says what another process raised: the sentence was a literal there.
TOLD_AGAIN = {"territoires_industrie/workers/telling.py"}


# ---------------------------------------------------------------- the translation


@pytest.fixture(scope="module")
def french() -> dict[str, str]:
    return translations.translations(SOURCE)


def test_every_text_is_a_literal_that_extraction_finds():
    unread = [text for text in translations.texts() if text.text is None]
    assert not [text.place for text in unread if not text.is_error]
    files = {text.place.partition(":")[0] for text in unread}
    assert not files - SAID_IN_ENGLISH - TOLD_AGAIN, (
        "an error's sentence is a template with its values beside"
    )


def test_every_text_has_its_french_and_nothing_else_has(french):
    wanted = {text.text for text in translations.texts() if text.text is not None}
    assert len(wanted) > 20
    assert not wanted - french.keys(), "run `make i18n-update`, translate, then `make i18n`"
    assert not french.keys() - wanted, "no longer in the code: run `make i18n-update`"


def test_every_translation_is_finished(french):
    assert not [text for text, translation in french.items() if not translation.strip()]
    states = [node.get("type") for node in ElementTree.parse(SOURCE).iter("translation")]
    assert not [state for state in states if state]


def test_a_translation_puts_the_same_values_in_the_sentence(french):
    def values(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text)} - {None}

    assert not [text for text in french if values(text) != values(french[text])]


def test_all_texts_stand_in_the_context_that_is_asked():
    (context,) = re.findall(r'^CONTEXT = "(.+)"$', (CODE / "i18n.py").read_text("utf-8"), re.M)
    assert context == translations.CONTEXT
    document = ElementTree.parse(SOURCE)
    assert [node.findtext("name") for node in document.iterfind("context")] == [context]


def test_the_compiled_translation_is_the_one_that_is_read(tmp_path):
    lrelease = shutil.which("lrelease")
    if lrelease is None:
        pytest.skip("Qt's lrelease is not installed")
    compiled = tmp_path / "fr.qm"
    subprocess.run([lrelease, "-silent", SOURCE, "-qm", compiled], check=True)
    assert SOURCE.with_suffix(".qm").read_bytes() == compiled.read_bytes(), "run `make i18n`"


CODE_WITH_TEXTS = """
from .errors import AtlasError
_FULL = "The disk is full."
_MISSING = {"apt": "Use apt.", "": "Install it."}
class FileError(AtlasError): ...
class RowError(FileError):
    def __init__(self, row):
        super().__init__("Row {row} is wrong.", row=row)
def work(path, system):
    tr("Files written")
    raise FileError(_FULL if path else "No file {path}.", path=path)
    raise FileError(_MISSING[system])
    raise RowError(3)
    raise FileError(f"{path} is wrong.")
    raise ValueError("not for the user")
"""


@pytest.fixture
def plugin(tmp_path) -> Path:
    (tmp_path / "processing").mkdir()
    (tmp_path / "processing" / "work.py").write_text(CODE_WITH_TEXTS, encoding="utf-8")
    return tmp_path


def test_sentences_of_errors_are_collected_from_where_they_are_written(plugin):
    found = translations.texts(plugin)
    assert [text.text for text in found] == [
        "Row {row} is wrong.",
        "Files written",
        "The disk is full.",
        "No file {path}.",
        "Use apt.",
        "Install it.",
        None,
    ]
    assert [text.text for text in found if not text.is_error] == ["Files written"]


def test_an_update_keeps_what_is_translated_and_drops_what_is_gone(tmp_path):
    path = tmp_path / "fr.ts"
    assert translations.update(path, ["Old", "A < B & C"]) == ["Old", "A < B & C"]
    done = path.read_text(encoding="utf-8").replace(
        '<translation type="unfinished"></translation>', "<translation>Fait</translation>"
    )
    path.write_text(done, encoding="utf-8")
    assert translations.update(path, ["A < B & C", "New"]) == ["New"]
    assert translations.translations(path) == {"A < B & C": "Fait", "New": ""}
    assert 'type="unfinished"' in path.read_text(encoding="utf-8")


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
