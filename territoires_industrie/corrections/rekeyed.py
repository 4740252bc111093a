"""Rows of an edited copy whose key was changed, and rows of tables that nobody can correct."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..catalogue import AtlasLayer, Catalogue
from ..layers.columns import nothing_as_none
from ..libraries import require
from .correction import CLASS, NAME
from .values import GEOMETRY

if TYPE_CHECKING:
    from pandas import DataFrame

_KEY, _SOURCE = "key", "source"


def rekeyed(old: DataFrame, new: DataFrame) -> dict[str, str]:
    """The new keys of rows by those that they had: the same source's, at the same place.

    Name or class may have been changed with the key, not both: that is another object.
    """
    gone = old[~old[_KEY].isin(new[_KEY])]
    fresh = new[~new[_KEY].isin(old[_KEY])]
    found: dict[str, str] = {}
    if gone.empty or fresh.empty:
        return found
    for told in (NAME, CLASS):
        names = [n for n in (GEOMETRY, _SOURCE, told) if n in gone.columns and n in fresh.columns]
        pairs = gone[[_KEY, *names]].merge(fresh[[_KEY, *names]], on=names, suffixes=("", "_new"))
        for key, other in zip(pairs[_KEY], pairs[f"{_KEY}_new"], strict=True):
            if key not in found and other not in found.values():
                found[key] = other
    return found


def uncorrectable(
    given: Mapping[str, DataFrame], edited: Mapping[str, DataFrame], catalogue: Catalogue
) -> Iterator[tuple[AtlasLayer, str, int]]:
    """The tables of a copy that were edited and take no corrections, and how many rows of each."""
    for layer in catalogue.layers.values():
        for table in layer.tables if layer.family != "atlas" else ():
            if table.name in given and table.name in edited:
                rows = _changed(given[table.name], edited[table.name])
                if rows:
                    yield layer, table.name, rows


def _changed(old: DataFrame, new: DataFrame) -> int:
    """How many rows are other ones, whatever their order."""
    names = [name for name in old.columns if name in new.columns]
    before, after = (_sums(frame[names]) for frame in (old, new))
    return max((before - after).total(), (after - before).total())


def _sums(frame: DataFrame) -> Counter[int]:
    pandas = require("pandas")
    cells = pandas.DataFrame({name: nothing_as_none(frame[name]) for name in frame.columns})
    return Counter(pandas.util.hash_pandas_object(cells, index=False).tolist())
