"""The interface is wholly in French too, and the zip ships the translation as it stands."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[2]
NAME = "territoires_industrie"
SOURCE = ROOT / f"resources/i18n/{NAME}_fr.ts"
CODE = sorted(path for folder in (NAME, "processing") for path in (ROOT / folder).rglob("*.py"))


def interface_texts() -> Iterator[tuple[str, ast.expr]]:
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"tr", "self.tr"}:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node.args[0]


@pytest.fixture(scope="module")
def translations() -> dict[str, str]:
    messages = ElementTree.parse(SOURCE).iterfind("context/message")
    return {
        message.findtext("source"): message.findtext("translation")
        for message in messages
        if message.find("translation").get("type") is None
    }


def test_every_text_is_a_literal_that_extraction_finds():
    texts = dict(interface_texts())
    assert texts
    assert not [
        place for place, text in texts.items() if not isinstance(getattr(text, "value", None), str)
    ]


def test_every_text_has_its_french(translations):
    texts = {text.value for _, text in interface_texts() if isinstance(text, ast.Constant)}
    assert not sorted(text for text in texts if not translations.get(text))
    assert not sorted(set(translations) - texts), "no longer in the code: `make i18n-update`"


def test_the_zip_ships_the_translation_compiled(plugins, tmp_path):
    compiled = tmp_path / "fr.qm"
    subprocess.run(["lrelease", "-silent", SOURCE, "-qm", compiled], check=True)
    shipped = plugins / NAME / "resources/i18n" / f"{SOURCE.stem}.qm"
    assert shipped.read_bytes() == compiled.read_bytes(), "run `make i18n`"
