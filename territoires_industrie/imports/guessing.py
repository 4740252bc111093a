"""Which column of a user's file is which of the atlas', how sure that is, and why."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..catalogue import AtlasLayer, Field, Table
from ..layers.columns import numbers, texts
from ..layers.local import insee_codes
from ..sources.mappings import words_of
from ..sources.terms import plain_number
from ..territories import all_communes, normalised
from . import classes, vocabulary

if TYPE_CHECKING:
    from pandas import DataFrame, Series

#: From here on a guess is used without being asked for; below, the column goes to the note.
USED_FROM = 0.6
SURE_FROM = 0.9
_LOOKED_AT = 2_000  # rows whose cells are looked at
_SHORTEST = 4  # letters of a word that is looked for inside a heading
_NEAR = 0.86  # likeness of two headings, of 1
_FEW = 0.3  # share of cells that are numbers, below which a column of numbers is doubtful
_OWN = ("source", "rattachement", "source_atlas")


@dataclass(frozen=True)
class ColumnGuess:
    """A column of the file and what it is taken for.

    `name` is the atlas' column, "note", "position" for coordinates, or "" for nothing; `confidence`
    from 0 to 1 with `why` in French; `factor` multiplies its numbers; `example` is a cell.
    """

    column: str
    name: str
    confidence: float
    why: str
    factor: float = 1.0
    example: str = ""


@dataclass(frozen=True)
class _Candidate:
    column: str
    name: str
    confidence: float
    why: str
    factor: float = 1.0


def guess_columns(
    frame: DataFrame,
    table: Table,
    layer: AtlasLayer,
    placed: Sequence[str] = (),
    remembered: Mapping[str, str] | None = None,
) -> list[ColumnGuess]:
    """A guess for every column, in the file's order.

    Args:
        frame: the rows under the file's own names.
        table: whose columns are wanted.
        layer: the one that has it.
        placed: the columns that positions are read from.
        remembered: headings (`normalised`) of earlier imports and what they were said to be.
    """
    sampled = frame.head(_LOOKED_AT)
    columns = [name for name in frame.columns if name not in ("geometry", *placed)]
    found: list[_Candidate] = []
    for column in columns:
        found += _candidates(column, sampled[column], table, layer, remembered or {})
    chosen = _one_each(found)
    guesses = []
    for column in frame.columns:
        if column == "geometry":
            continue
        example = next(iter(texts(frame[column]).dropna().head(1)), "")
        if column in placed:
            guesses.append(ColumnGuess(column, "position", 1.0, "coordonnées", 1.0, example))
            continue
        best = chosen.get(column, _Candidate(column, "note", 0.0, "rien d'approchant"))
        guesses.append(
            ColumnGuess(column, best.name, best.confidence, best.why, best.factor, example)
        )
    return guesses


def _one_each(candidates: Sequence[_Candidate]) -> dict[str, _Candidate]:
    """For each column its best candidate, each of the atlas' columns given once but the note."""
    chosen: dict[str, _Candidate] = {}
    taken: set[str] = set()
    for each in sorted(candidates, key=lambda each: -each.confidence):
        if each.confidence < USED_FROM or each.column in chosen or each.name in taken:
            continue
        chosen[each.column] = each
        if each.name != "note":
            taken.add(each.name)
    return chosen


def _candidates(
    column: str,
    cells: Series,
    table: Table,
    layer: AtlasLayer,
    remembered: Mapping[str, str],
) -> Iterator[_Candidate]:
    said = remembered.get(normalised(column))
    if said:
        unit = next((field.unit for field in table.fields if field.name == said), None)
        factor = vocabulary.factor(column, unit) or 1.0
        yield _Candidate(column, said, 1.0, "comme à un import précédent", factor)
    for name, words in words_of(table.fields).items():
        field = next((field for field in table.fields if field.name == name), None)
        confidence, why = _by_heading(column, name, words)
        if name not in _OWN and confidence:
            yield _checked(column, cells, name, field, confidence, why)
    if any(word == normalised(column) for word in vocabulary.words_for_field("address")):
        yield _Candidate(column, "address", SURE_FROM, "mot connu")
    yield from _by_cells(column, cells, table, layer)


def _by_heading(column: str, name: str, words: Sequence[str]) -> tuple[float, str]:
    """How likely a heading means a column of the atlas, and why."""
    plain, bare = normalised(column), vocabulary.without_unit(column)
    own = {normalised(word) for word in words}
    if plain in own:
        return 1.0, "même nom"
    known = [*vocabulary.words_for_field(name), *own]
    if bare in known:
        return SURE_FROM, "mot connu"
    inside = [word for word in known if len(word) >= _SHORTEST and f" {word} " in f" {bare} "]
    if inside:
        # The more of the heading a word covers, the surer it is.
        return 0.65 + 0.2 * max(map(len, inside)) / len(bare), "contient un mot connu"
    if len(bare) >= _SHORTEST and difflib.get_close_matches(bare, known, 1, _NEAR):
        return 0.65, "nom voisin"
    return 0.0, ""


def _checked(
    column: str, cells: Series, name: str, field: Field | None, confidence: float, why: str
) -> _Candidate:
    """A candidate that the cells or the unit of the heading may speak against."""
    factor = 1.0
    given = texts(cells).dropna()
    if field is not None and field.type in ("integer", "real") and not field.is_yes_or_no:
        found = vocabulary.factor(column, field.unit)
        if found is None:
            return _Candidate(column, name, 0.0, "autre unité")
        factor = found
        units = (field.unit,) if field.unit else ()
        numeric = numbers(given.map(lambda cell: plain_number(cell, units))).notna()
        dated = given.str.contains(r"(?<!\d)(?:19|20)\d\d(?!\d)") & (field.unit is None)
        if len(given) and (numeric | dated).mean() < _FEW:
            return _Candidate(column, name, confidence / 2, "peu de nombres")
    elif name == "insee" and len(given) and insee_codes(given).notna().mean() < 0.5:
        return _Candidate(column, name, confidence / 2, "peu de codes")
    elif field is not None and field.values and len(given):
        known = classes.in_list(given, field).mean()
        if known < 0.5:
            return _Candidate(column, name, confidence * 0.6, "peu de mots de la liste")
    return _Candidate(column, name, confidence, why, factor)


def _by_cells(column: str, cells: Series, table: Table, layer: AtlasLayer) -> Iterator[_Candidate]:
    """What the cells show, whatever stands above them."""
    given = texts(cells).dropna()
    if given.empty:
        return
    communes = all_communes()
    if insee_codes(given).isin(set(communes)).mean() >= 0.9:
        yield _Candidate(column, "insee", 0.85, "codes de communes")
    names = {normalised(commune.name) for commune in communes.values()}
    if given.map(normalised).isin(names).mean() >= 0.8:
        yield _Candidate(column, "commune", 0.8, "noms de communes")
    if given.str.replace(r"\s", "", regex=True).str.fullmatch(r"\d{14}").mean() >= 0.9:
        yield _Candidate(column, "siret", 0.8, "quatorze chiffres")
    for legend in layer.legends:
        if legend.table == table.name and len(legend.classes) > 1:
            told = classes.guess_words(given.unique()[:200], legend, layer)
            share = sum(bool(guess.key) for guess in told) / max(len(told), 1)
            if share >= 0.7:
                yield _Candidate(column, legend.field, 0.75, "mots de la légende")


def table_score(name: str, columns: Sequence[str], kind: str, layer: AtlasLayer) -> float:
    """How well a file's name, headings and kind of shape (or "none") fit a layer, from 0 to 1."""
    plain = f" {normalised(name)} "
    own = (normalised(layer.id), normalised(layer.title), *vocabulary.words_for_table(layer.id))
    named = any(f" {word} " in plain or f" {word}s " in plain for word in own)
    common = {"name", "commune", "insee", "class", "key", "statut", "note", "siret"}
    special = [field for field in layer.tables[0].fields if field.name not in {*common, *_OWN}]
    words = {field.name: (field.name, field.alias, field.title) for field in special}
    hits = sum(
        any(_by_heading(column, field, words[field])[0] >= SURE_FROM for column in columns)
        for field in words
        if field not in ("diffusion", "position", "vintage", "verifie_par", "verifie_le")
    )
    kinds = {table.geometry for table in layer.tables}
    # A point may stand for a surface, never the other way round; a table without shapes has points.
    fits = kind in kinds or (kind in ("none", "polygon") and "point" in kinds)
    return min(1.0, (0.7 * named + 0.2 * min(hits, 2)) * (1.0 if fits else 0.2))
