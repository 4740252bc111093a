"""The help of each algorithm names its parameters as the dialog does, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from qgis.core import Qgis
from territoires_industrie.resources.rebuild import translations

RESOURCES = Path(__file__).parents[2] / "resources"
HELP = RESOURCES / "help"


@pytest.fixture(scope="module")
def french():
    return translations.translations(RESOURCES / "i18n/territoires_industrie_fr.ts")


def pages(provider):
    """The algorithms by the name of their page of help: the atlas' layers share one."""
    return {type(algorithm).ID: algorithm for algorithm in provider.algorithms()}


def shown(algorithm):
    """The parameters that the dialog shows, in its order; a layer's outputs bear its name."""
    hidden = Qgis.ProcessingParameterFlag.Hidden
    named_after_layer = type(algorithm).ID == "atlaslayer"
    return [
        definition
        for definition in algorithm.parameterDefinitions()
        if not definition.flags() & hidden
        and not (definition.isDestination() and named_after_layer)
    ]


def title(description):
    """A parameter's description without what it says in brackets."""
    return description.partition(" (")[0]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_help_names_each_parameter_as_the_dialog_does(provider, french, language):
    wrong = {}
    for name, algorithm in pages(provider).items():
        descriptions = [definition.description() for definition in shown(algorithm)]
        if language == "fr":
            descriptions = [french.get(text, text) for text in descriptions]
        text = (HELP / language / f"{name}.md").read_text(encoding="utf-8")
        named = re.findall(r"^\*\*(.+?)\.\*\*", text, re.M)
        wanted = [title(description) for description in descriptions]
        if named != wanted:
            wrong[name] = {"help": named, "dialog": wanted}
    assert not wrong, "\n".join(f"{name}: {told}" for name, told in wrong.items())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_there_is_a_page_for_each_algorithm_and_no_other(provider, language):
    assert {path.stem for path in (HELP / language).iterdir()} == pages(provider).keys()
