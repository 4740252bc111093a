"""What became of the objects of one layer: appeared, gone, moved, or said otherwise.

What changes with every edition without a change in the world, such as vintages, years and notes
(rows taken over say so in theirs), is no difference.

The comparison is symmetric: with the editions exchanged, what appeared is gone, and all values
change sides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .carryover import TAKEN_OVER
from .catalogue import AtlasLayer, Field
from .libraries import require
from .objects import MEASURES, fields_of, figures_of, keys_in, objects_of, quantity_of, told_fields
from .territories import Territory

if TYPE_CHECKING:
    from pandas import DataFrame, Series

#: What may have become of an object; these words stand in the table of changes.
APPEARED, GONE, MOVED = "apparu", "disparu", "déplacé"
PRECISER, VAGUER = "position précisée", "position moins précise"
RENAMED, CLASS, SIZE, STATUT = "renommé", "classe changée", "taille changée", "statut changé"
LENGTH, AREA, FIGURE = "longueur changée", "surface changée", "chiffre changé"
DETAIL = "autre changement"
_OF_WORDS = (RENAMED, CLASS, SIZE, STATUT)
KINDS = (APPEARED, GONE, MOVED, PRECISER, VAGUER, *_OF_WORDS, LENGTH, AREA, FIGURE, DETAIL)

#: The columns of a table of changes. `before` and `after` are texts, numbers written with a point;
#: `difference` is after less before, and in metres for what moved.
COLUMNS = tuple(
    "table key name commune territory change field before after difference source vintage_before "
    "vintage_after".split()
)
#: Stands for the value of an object that an edition lacks because its source did not answer.
NOT_RENEWED = "source non actualisée"
#: What a position is called as the field of a change, its values being "x y" in EPSG:2154.
PLACE = "geometry"

# A figure told with other decimals, or out of another unit, is the same figure.
_SAME_WITHIN = 0.01
_RANKS = {"exacte": 0, "adresse": 1, "iris": 2, "commune": 3}
_EXACT = ("exacte", "adresse")
_NOT_COMPARED = set("key position vintage year source_atlas verifie_par verifie_le note".split())
_KIND_OF = {"name": RENAMED, "class": CLASS, "statut": STATUT, "length_km": LENGTH, "area_ha": AREA}


@dataclass(frozen=True)
class Side:
    """A layer in one edition: its tables by name, and the sources that did not answer for it."""

    tables: Mapping[str, DataFrame]
    silent: Collection[str] = ()


@dataclass(frozen=True)
class LayerComparison:
    """What became of a layer.

    Attributes:
        layer: which.
        changes: a row for each change, in `COLUMNS`; an object may have several.
        figures: by territory (`territory`, empty for what belongs to none), the numbers of objects
            `before` and `after`, and the sums `sum_before` and `sum_after` of `quantity`.
        quantity: what was summed up; None where nothing adds up.
        missing: the tables of the layer that one of the editions does not have.
    """

    layer: AtlasLayer
    changes: DataFrame
    figures: DataFrame
    quantity: Field | None
    missing: tuple[str, ...] = ()

    def count(self, *kinds: str) -> int:
        """How many changes are of these kinds."""
        return int(self.changes["change"].isin(kinds).sum())


def compare_layer(
    layer: AtlasLayer,
    before: Side,
    after: Side,
    moved_from: float,
    territories: Sequence[Territory] = (),
) -> LayerComparison:
    """Compare a layer in two editions, its tables being as `Edition.frame` reads them.

    An edition may lack tables and columns of the layer. `moved_from` is in metres; with
    `territories`, what belongs to others is left out, and what belongs to none counts where it
    lies.
    """
    old, new = objects_of(layer, before.tables), objects_of(layer, after.tables)
    if territories:
        keys = keys_in(old, territories) | keys_in(new, territories)
        old, new = old[old.index.isin(keys)], new[new.index.isin(keys)]
    first = old[old.index.isin(new.index)]
    second = new.loc[first.index]
    shared = told_fields(layer, before.tables) & told_fields(layer, after.tables)
    changes = [
        _one_sided(new[~new.index.isin(old.index)], APPEARED, before.silent),
        _one_sided(old[~old.index.isin(new.index)], GONE, after.silent),
        _moves(first, second, moved_from),
        _positions(first, second, moved_from),
        *_field_changes(first, second, layer, shared - _NOT_COMPARED),
    ]
    quantity = quantity_of(layer)
    names = (table.name for table in layer.tables)
    missing = tuple(name for name in names if (name in before.tables) != (name in after.tables))
    figures = figures_of(old, new, quantity)
    return LayerComparison(layer, _in_order(changes), figures, quantity, missing)


# ---------------------------------------------------------------- the changes


def _one_sided(objects: DataFrame, change: str, silent: Collection[str]) -> DataFrame:
    """What only one edition has; where the other's source did not answer, that is said."""
    reason = objects["source"].isin(list(silent)).map({True: NOT_RENEWED, False: ""})
    side, other = ("after", "before") if change == APPEARED else ("before", "after")
    found = _described(objects, change)
    found[other] = reason.astype("object")
    found[f"vintage_{side}"] = objects["vintage"]
    return found


def _moves(first: DataFrame, second: DataFrame, moved_from: float) -> DataFrame:
    """Sites whose two positions are exact, and further apart than publishers' roundings."""
    far = _distance(first, second)
    moved = _are_exact(first, second) & (far > moved_from)
    found = _both(first[moved], second[moved], MOVED, PLACE)
    found["before"], found["after"] = _place(first[moved]), _place(second[moved])
    found["difference"] = far[moved].round(1)
    return found


def _positions(first: DataFrame, second: DataFrame, moved_from: float) -> DataFrame:
    """Positions that became more or less precise, apart from sites that moved."""
    far = _distance(first, second)
    before, after = first["position"], second["position"]
    told = (before != after) & ~(_are_exact(first, second) & (far > moved_from))
    found = _both(first[told], second[told], "", "position")
    ranks = before[told].map(_RANKS) > after[told].map(_RANKS)
    found["change"] = ranks.map({True: PRECISER, False: VAGUER}).astype("object")
    found["before"], found["after"] = before[told], after[told]
    found["difference"] = far[told].round(1)
    return found


def _field_changes(
    first: DataFrame, second: DataFrame, layer: AtlasLayer, names: Collection[str]
) -> Iterator[DataFrame]:
    """What the two say otherwise of the same objects, field by field."""
    for name, field in fields_of(layer).items():
        if name not in names:
            continue
        before, after = first[name], second[name]
        is_number = field.type in ("real", "integer")
        told = _numbers_differ(before, after, field) if is_number else before != after
        if name in MEASURES:
            # What was taken over may have been cut at the area asked for, which is no change.
            told &= ~(_is_taken_over(first) | _is_taken_over(second))
        if not told.any():
            continue
        found = _both(first[told], second[told], _kind(field, layer), name)
        if is_number:
            found["difference"] = after[told] - before[told]
            before, after = _written(before[told]), _written(after[told])
        found["before"], found["after"] = before[told], after[told]
        yield found


def _numbers_differ(before: Series, after: Series, field: Field) -> Series:
    """Quantities differ by more than a hundredth; codes and counts, which have no unit, at all."""
    largest = require("numpy").maximum(before.abs(), after.abs())
    least = _SAME_WITHIN * largest if field.unit else 0
    return ((after - before).abs() > least) | (before.isna() != after.isna())


def _kind(field: Field, layer: AtlasLayer) -> str:
    if field.name in _KIND_OF:
        return _KIND_OF[field.name]
    if field.name in {legend.field for legend in layer.legends}:
        return SIZE
    return FIGURE if field.unit else DETAIL


def _described(objects: DataFrame, change: str, field: str = "") -> DataFrame:
    """The columns that every change has, with no values yet."""
    pandas = require("pandas")
    values: dict[str, Any] = dict.fromkeys(COLUMNS, "")
    values |= {name: objects[name] for name in ("table", "name", "commune", "source")}
    values |= {"key": objects.index, "territory": objects["rattachement"]}
    values |= {"change": change, "field": field}
    found = pandas.DataFrame(values, index=objects.index, columns=list(COLUMNS), dtype="object")
    return found.assign(difference=float("nan"))


def _both(first: DataFrame, second: DataFrame, change: str, field: str) -> DataFrame:
    """The columns of a change of what both editions have: told in the later one's words."""
    found = _described(second, change, field)
    earlier = _described(first, change, field)
    for name in ("name", "commune", "territory"):
        found[name] = found[name].where(found[name] != "", earlier[name])
    found["vintage_before"] = first["vintage"]
    found["vintage_after"] = second["vintage"]
    return found


def _in_order(changes: Sequence[DataFrame]) -> DataFrame:
    pandas = require("pandas")
    together = pandas.concat(changes, ignore_index=True)
    ranks = {kind: rank for rank, kind in enumerate(KINDS)}
    order = together["change"].map(ranks).astype("float64").sort_values(kind="stable").index
    return together.loc[order].reset_index(drop=True)


# ---------------------------------------------------------------- values


def _written(values: Series) -> Series:
    """Numbers as texts that a machine reads again, empty for those that are not known."""
    return values.map(
        lambda value: "" if value != value else repr(round(float(value), 6)).removesuffix(".0")
    ).astype("object")


def _place(objects: DataFrame) -> Series:
    x, y = (objects[name].map("{:.0f}".format).astype("object") for name in ("x", "y"))
    return x + " " + y


def _distance(first: DataFrame, second: DataFrame) -> Series:
    """In metres; NaN unless both are points."""
    return require("numpy").hypot(second["x"] - first["x"], second["y"] - first["y"])


def _are_exact(first: DataFrame, second: DataFrame) -> Series:
    return first["position"].isin(_EXACT) & second["position"].isin(_EXACT)


def _is_taken_over(objects: DataFrame) -> Series:
    return objects["note"].str.contains(TAKEN_OVER.partition("{")[0], regex=False).astype("bool")
