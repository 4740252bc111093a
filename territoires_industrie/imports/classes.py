"""Which class of the legend a user's word means, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..catalogue import AtlasLayer, Field, Legend, Table
from ..layers.columns import texts
from ..layers.local_cells import class_of, listed
from ..libraries import require
from ..territories import normalised
from . import vocabulary

if TYPE_CHECKING:
    from pandas import DataFrame, Series

SURE = 0.9
_MOST = 200  # words of one column that are looked at
_FIGURES = re.compile(r"\d+")
_ABOVE = re.compile(r">|\bplus de\b|\bsup", re.IGNORECASE)


@dataclass(frozen=True)
class ClassGuess:
    """A word of the file, the legend's key that it means ("" for none), and in how many rows."""

    field: str
    word: str
    key: str
    confidence: float
    rows: int = 0


def guess_classes(
    frame: DataFrame, columns: Mapping[str, str], table: Table, layer: AtlasLayer
) -> list[ClassGuess]:
    """A guess for every word of the columns of classes (`columns`: the file's -> the atlas')."""
    by_name = {name: column for column, name in columns.items()}
    found = []
    for legend in layer.legends:
        if legend.table != table.name or legend.field not in by_name:
            continue
        counts = texts(frame[by_name[legend.field]]).value_counts().head(_MOST)
        guesses = guess_words(counts.index, legend, layer)
        found += [replace(guess, rows=int(counts[guess.word])) for guess in guesses]
    for field in (each for each in table.fields if each.values and each.name in by_name):
        counts = texts(frame[by_name[field.name]]).value_counts().head(_MOST)
        found += [_listed_word(word, int(rows), field) for word, rows in counts.items()]
    return found


def in_list(cells: Series, field: Field) -> Series:
    """Which cells mean a word of a closed list, by its own words or by what people call them."""
    return cells.map(lambda cell: bool(_listed_word(cell, 1, field).key)).astype(bool)


def _listed_word(word: str, rows: int, field: Field) -> ClassGuess:
    """A guess for a word where the atlas has a closed list."""
    plain = normalised(word)
    for key, others in vocabulary.words_for_list(field.name).items():
        if plain in others:
            return ClassGuess(field.name, word, key, SURE, rows)
    found, _ = listed(require("pandas").Series([word], dtype="object"), field)
    return ClassGuess(field.name, word, found[0] or "", 1.0 if found[0] else 0.0, rows)


def guess_words(words: Iterable[str], legend: Legend, layer: AtlasLayer) -> list[ClassGuess]:
    """A guess for each word."""
    keys = {each.key for each in legend.classes}
    told = {
        word: key
        for key, others in vocabulary.words_for_classes(layer.id).items()
        if key in keys
        for word in others
    }
    return [ClassGuess(legend.field, word, *_guess(word, legend, told)) for word in words]


def _guess(word: str, legend: Legend, told: Mapping[str, str]) -> tuple[str, float]:
    if key := class_of(word, legend):
        return key, 1.0
    plain = normalised(word)
    if plain in told:
        return told[plain], SURE
    if key := _by_figure(word, legend):
        return key, 0.8
    inside = [other for other in told if f" {other} " in f" {plain} "]
    keys = {told[other] for other in inside}
    return (keys.pop(), 0.7) if len(keys) == 1 else ("", 0.0)


def _by_figure(word: str, legend: Legend) -> str:
    """The class below whose bound a word stays: `60-80 °C` and `< 80` are below 80.

    A word that says "above" means none: the legend has upper bounds.
    """
    bounds = {}
    for each in legend.classes:
        figures = _FIGURES.findall("".join(each.key.split()))
        if "<" in each.key and len(figures) == 1:
            bounds[int(figures[0])] = each.key
    figures = [int(figure) for figure in _FIGURES.findall(word)]
    if not bounds or not figures or _ABOVE.search(word):
        return ""
    return bounds.get(max(figures), "")
