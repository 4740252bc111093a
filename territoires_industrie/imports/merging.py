"""A layer of an edition with the user's imports in it: theirs first, the rest as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING

from ..catalogue import AtlasLayer
from ..edition import Edition
from ..layers.ground import Ground
from ..layers.local import overlaid
from ..layers.made import Account, Made
from ..layers.recipes import recipe
from ..layers.rows import no_rows, stacked
from ..libraries import require
from ..sources import local
from ..sources.area import Area
from ..sources.local import LocalFile
from ..territories import atlas_territories

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..sources.raw import RawTable

_REPLACED = ("key", "name", "commune", "class", "source")


@dataclass(frozen=True)
class Merged:
    """A layer with the user's rows in it.

    `own` is what they alone make, of the rows `raw`; `overruled` are the public rows that stand
    back: key, name, commune, class, source.
    """

    layer: AtlasLayer
    made: Made
    own: Made
    raw: RawTable
    overruled: DataFrame


def merged(
    previous: Edition, layer: AtlasLayer, before: Sequence[LocalFile], after: Sequence[LocalFile]
) -> Merged:
    """The layer of an edition with the rows of the files `after` in the place of those `before`.

    Raises BadFile for a file that cannot be read.
    """
    old, own, raw = _both(layer, before, after)
    made, overruled = _merged(previous, layer, old, own)
    return Merged(layer, made, own, raw, overruled)


def overruled_by(previous: Edition, layer: AtlasLayer, own: Made) -> DataFrame:
    """The public rows of an edition that stand back for the user's (`own`, as a recipe makes it).

    Columns: key, name, commune, class, source.
    """
    public = {}
    for table in layer.tables:
        rows = _rows(previous, layer, table.name)
        public[table.name] = rows[rows["source"] != local.SOURCE]
    return _standing_back(public, overlaid(Made(public, ()), own, layer), own)


def _standing_back(public: Mapping[str, DataFrame], made: Made, own: Made) -> DataFrame:
    gone = []
    for name, rows in public.items():
        kept = set(made.tables[name]["key"])
        gone.append(rows.loc[~rows["key"].isin(kept) | _overlapped(rows, own, name)])
    found: DataFrame = require("pandas").concat(gone, ignore_index=True)
    return found[list(_REPLACED)]


def _both(
    layer: AtlasLayer, before: Sequence[LocalFile], after: Sequence[LocalFile]
) -> tuple[Made, Made, RawTable]:
    """What the imports made of the layer until now, what they make with the new one, and that."""
    ground = Ground(Area.of(atlas_territories()))
    raw = local.read_layer(layer, after)
    old = Made(no_rows(layer), ())
    if before:
        old = recipe(layer)({local.SOURCE: local.read_layer(layer, before)}, layer, ground)
    return old, recipe(layer)({local.SOURCE: raw}, layer, ground), raw


def _merged(previous: Edition, layer: AtlasLayer, old: Made, own: Made) -> tuple[Made, DataFrame]:
    """The layer with the user's rows before the edition's, and the public rows that stand back.

    Rows of the user's that came with another file than the imports stay as they are.
    """
    tables, apart = {}, {}
    for table in layer.tables:
        rows = _rows(previous, layer, table.name)
        mine = rows["source"] == local.SOURCE
        replaced = {*old.tables[table.name]["key"], *own.tables[table.name]["key"]}
        apart[table.name] = rows[mine & ~rows["key"].isin(replaced)]
        tables[table.name] = rows[~mine]
    public = Made(tables, tuple(_accounts(previous, layer, public=True)))
    made = overlaid(public, own, layer)
    others = any(len(rows) for rows in apart.values())
    accounts = [*made.accounts, *(_left_over(previous, layer, old) if others else ())]
    whole = {
        table.name: stacked(table, [made.tables[table.name], apart[table.name]])
        for table in layer.tables
    }
    overruled = _standing_back(tables, made, own)
    return replace(made, tables=whole, accounts=tuple(accounts)), overruled


def _overlapped(rows: DataFrame, own: Made, table: str) -> object:
    """Which public rows have the very key of one of the user's."""
    return rows["key"].isin(set(own.tables[table]["key"]))


def _rows(previous: Edition, layer: AtlasLayer, table: str) -> DataFrame:
    """A table's rows; none where the edition is older than the table."""
    return previous.frame(table) if table in previous.tables() else no_rows(layer)[table]


def _accounts(previous: Edition, layer: AtlasLayer, *, public: bool) -> Iterator[Account]:
    for entry in previous.accounting():
        if entry.layer == layer.id and (entry.source != local.SOURCE) == public:
            yield Account(entry.source, entry.outcome, entry.reason, entry.rows, entry.territory)


def _left_over(previous: Edition, layer: AtlasLayer, old: Made) -> Iterator[Account]:
    """The accounts of rows of the user's that the imports did not bring."""
    brought: Counter[tuple[object, ...]] = Counter()
    for account in old.accounts:
        brought[astuple(replace(account, rows=0))] += account.rows
    for account in _accounts(previous, layer, public=False):
        rest = account.rows - brought[astuple(replace(account, rows=0))]
        if rest > 0:
            yield replace(account, rows=rest)
