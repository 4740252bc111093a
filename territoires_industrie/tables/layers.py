"""A layer of an edition as a sheet: French headings, printed classes, and its secrets in words.

The edition is the audience's own (`audience.for_audience`), so what is withheld is not there to be
left out. Two things are decided here: 400 kV objects have no coordinates outside (DOMAIN 1), nor
has a brownfield that nobody has verified a name (DOMAIN 5).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from .. import geometry
from ..audience import AUDIENCES, NETWORK_400_KV
from ..catalogue import AtlasLayer, Catalogue, Field
from ..edition import Edition
from ..libraries import require
from ..territories import Territory, all_territories, perimeter
from .cells import DATE, NUMBER, TEXT, Cell, Column, Grid

if TYPE_CHECKING:
    from pandas import DataFrame, Series

#: What stands for a class that the legend does not have.
OFF_LEGEND = "Hors légende"
SECRECY = "Secret et non publié"
RESERVED = "Consommation réservée : seule la classe de taille est diffusée"
NOT_TOLD = "Consommation non publiée (secret statistique ou année manquante)"
#: Whose rows these sheets show beside the atlas' own layers: named by regime only (DOMAIN 1).
ALSO = ("seveso",)

_OWNER = "Territoire"
_SHAPE = "Objet"
_SHAPES = {"point": "point", "line": "tracé", "polygon": "surface"}
_PLACE = ("X (m, Lambert-93)", "Y (m, Lambert-93)")
_YES = ("non", "oui")
_YES_OR_NO = re.compile(r" \(0 non, 1 oui\)$")
#: Columns in the order in which they are read; a table's own stand before "position".
_FIRST = ("name", "commune", "insee", "class", "statut")
_LAST = tuple(
    "position diffusion source vintage verifie_par verifie_le source_atlas note key".split()
)
_DECIMALS = {"MWh": 1, "MWh PCS": 1, "MWh/an": 1, "GWh/an": 1, "kW": 1, "km": 2, "ha": 2, "km²": 1,
             "%": 1, "°C": 0, "Gm³/an": 2}  # fmt: skip

_Values = Sequence[Cell]


def layers_shown(catalogue: Catalogue) -> list[AtlasLayer]:
    """The layers that have a sheet: the atlas' own, in the order of its maps, and a few more."""
    drawn = (table for theme in catalogue.themes for table in reversed(theme.draw_order))
    names = [*(catalogue.layer_of(table).id for table in drawn), *ALSO]
    return [catalogue.layers[name] for name in dict.fromkeys(names) if name in catalogue.layers]


def layer_grid(
    edition: Edition, layer: AtlasLayer, territories: Sequence[Territory], catalogue: Catalogue
) -> Grid:
    """The rows of a layer that belong to the territories or, belonging to none, lie in them.

    An object that stands in two tables of its layer (a brownfield's outline and its marker) is one
    row.
    """
    rows = _rows(edition, layer, territories)
    inside = edition.record.get("audience", AUDIENCES[-1]) == AUDIENCES[-1]
    fields = _fields(layer)
    made = [(Column(_OWNER), _owners(rows))]
    for field in fields:
        made.append((column_of(field), _cells(rows, field, layer, catalogue, inside)))
        if field.name == "key" and len(layer.tables) > 1:
            made.append((Column(_SHAPE), rows["_shape"].tolist()))
    if any(field.name == "size" for field in fields):
        made.insert(_before(made, fields), (Column(SECRECY), _secrets(rows, fields, inside)))
    if inside or layer.id != NETWORK_400_KV:
        made += _places(rows, layer)
    columns = tuple(column for column, _ in made)
    lines = list(zip(*(values for _, values in made), strict=True))
    return Grid(layer.title, layer.title, columns, lines, fixed=min(2, len(columns)))


def column_of(field: Field) -> Column:
    """The heading of a field: the catalogue's title with its unit."""
    if field.is_yes_or_no:
        return Column(_YES_OR_NO.sub("", field.title))
    if field.type == "date" or field.name == "verifie_le":
        return Column(field.alias, DATE)
    if field.type == "text":
        return Column(field.alias, TEXT)
    # Years, ranks and codes have no unit, and no thousands.
    decimals = _DECIMALS.get(field.unit or "", 0 if field.type == "integer" else 2)
    return Column(field.alias, NUMBER, 0 if field.type == "integer" else decimals, bool(field.unit))


def day_of(text: Any) -> Cell:
    """An ISO date as a date; as it is where it is none, None for nothing."""
    if not isinstance(text, str) or not text.strip():
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return text


# ---------------------------------------------------------------- rows


def _rows(edition: Edition, layer: AtlasLayer, territories: Sequence[Territory]) -> DataFrame:
    """The rows of the layer's tables, each object once, with `_shape` in French."""
    pandas = require("pandas")
    there = edition.tables()
    parts: list[DataFrame] = []
    told: set[Any] = set()
    for table in layer.tables:
        frame = edition.frame(table.name) if table.name in there else None
        if frame is None or frame.empty:
            continue
        if "key" in frame.columns:
            frame = frame[~frame["key"].isin(told)]
            told |= set(frame["key"].dropna())
        shape = _SHAPES.get(table.geometry, "")
        parts.append(frame.astype("object").assign(_shape=shape))
    names = [*(field.name for field in _fields(layer)), "geometry", "_owner", "_shape"]
    together = pandas.concat(parts, ignore_index=True) if parts else pandas.DataFrame()
    together = together.rename(columns={_owner_of(layer): "_owner"}, errors="ignore")
    together = together.reindex(columns=names).astype("object")
    order = [name for name in ("_owner", "class", "commune", "name") if name in together]
    mine = together[_belong(together, territories)]
    return mine.sort_values(order, kind="stable", na_position="last", ignore_index=True)


def _owner_of(layer: AtlasLayer) -> str:
    names = {field.name for table in layer.tables for field in table.fields}
    return "rattachement" if "rattachement" in names else "territory"


def _belong(rows: DataFrame, territories: Sequence[Territory]) -> Series:
    """Whether rows belong to the territories or, belonging to none, lie in one of them."""
    owner = rows["_owner"]
    mine = owner.isin([territory.id for territory in territories])
    free = rows.index[owner.isna() | (owner == "")]
    if len(free):
        outline = geometry.union(perimeter(territory) for territory in territories)
        lies = rows.loc[free, "geometry"].map(_within(outline)).astype("bool")
        mine.loc[free] = lies
    return mine


def _within(outline: bytes) -> Callable[[Any], bool]:
    west, south, east, north = geometry.bounds(outline)

    def lies_there(shape: Any) -> bool:
        if not isinstance(shape, bytes):
            return False
        left, bottom, right, top = geometry.bounds(shape)
        near = left <= east and right >= west and bottom <= north and top >= south
        return near and geometry.intersects(outline, shape)

    return lies_there


# ---------------------------------------------------------------- columns


def _fields(layer: AtlasLayer) -> list[Field]:
    """The fields of all tables of a layer, each once, in reading order, without the owner."""
    found = {field.name: field for table in layer.tables for field in table.fields}
    found.pop(_owner_of(layer), None)
    own = [name for name in found if name not in (*_FIRST, *_LAST)]
    first = [name for name in _FIRST if name in found]
    last = [name for name in _LAST if name in found]
    return [found[name] for name in (*first, *own, *last)]


def _cells(
    rows: DataFrame, field: Field, layer: AtlasLayer, catalogue: Catalogue, inside: bool
) -> _Values:
    cells = rows[field.name]
    if field.name in ("class", "size"):
        return _classes(cells, field, layer)
    if field.name == "source":
        titles = {name: source.title for name, source in catalogue.sources.items()}
        return [name and titles.get(name, name) for name in _texts(cells)]
    if field.name == "verifie_le" or field.type == "date":
        return [day_of(cell) for cell in cells]
    if field.is_yes_or_no:
        return [None if value is None else _YES[value != 0] for value in _numbers(cells)]
    if field.type == "integer":
        return [None if value is None else int(value) for value in _numbers(cells)]
    if field.type == "real":
        return _numbers(cells)
    told = _texts(cells)
    unnamed = layer.parameters.get("unverified_class")
    if field.name == "name" and unnamed and not inside:
        unverified = (rows["class"] == unnamed).tolist()
        return [None if hide else name for name, hide in zip(told, unverified, strict=True)]
    return told


def _classes(cells: Series, field: Field, layer: AtlasLayer) -> _Values:
    """Printed labels; a class that the legend lacks says so, an unknown size stays empty.

    A class whose label differs from one of the layer's tables to the other is told by its key.
    """
    legends = [legend for legend in layer.legends if legend.field == field.name]
    classes = [each for legend in legends for each in legend.classes]
    labels: dict[str, str] = {}
    for each in classes:
        alike = labels.get(each.key, each.label) == each.label
        labels[each.key] = each.label if alike else each.key
    none = OFF_LEGEND if field.name == "class" and legends else None
    return [none if cell is None else labels.get(str(cell), cell) for cell in _texts(cells)]


def _texts(cells: Series) -> list[str | None]:
    """Texts, None for nothing."""
    return [cell if isinstance(cell, str) and cell else None for cell in cells]


def _numbers(cells: Series) -> list[float | None]:
    """Numbers, None for what is not known, be it infinite."""
    numbers = require("pandas").to_numeric(cells, errors="coerce").astype("float64")
    return [value if abs(value) < float("inf") else None for value in numbers.tolist()]


def _owners(rows: DataFrame) -> _Values:
    titles = {territory.id: territory.title for territory in all_territories()}
    return [name and titles.get(name, name) for name in _texts(rows["_owner"])]


def _before(made: Sequence[Any], fields: Sequence[Field]) -> int:
    """Where the column of secrets stands: behind the last quantity in MWh."""
    titles = [column.title for column, _ in made]
    last = [field.alias for field in fields if (field.unit or "").startswith("MWh")][-1]
    return titles.index(last) + 1


def _secrets(rows: DataFrame, fields: Sequence[Field], inside: bool) -> _Values:
    """Why a row has no MWh, where the edition says it."""
    names = [field.name for field in fields if (field.unit or "").startswith("MWh")]
    known = rows[names].notna().any(axis=1)
    untold = (rows["size"] == "Taille non publiée") & ~known
    reserved = ~known & rows["size"].notna() & ~untold & (not inside)
    words: Series = require("pandas").Series(None, index=rows.index, dtype="object")
    words[untold], words[reserved] = NOT_TOLD, RESERVED
    return _texts(words)


def _places(rows: DataFrame, layer: AtlasLayer) -> list[tuple[Column, _Values]]:
    """Coordinates of points, to the metre (EPSG:2154); none for lines and surfaces."""
    if not any(table.geometry == "point" for table in layer.tables):
        return []
    ends = [
        geometry.bounds(shape)[:2] if isinstance(shape, bytes) and kind == "point" else None
        for shape, kind in zip(rows["geometry"], rows["_shape"], strict=True)
    ]
    return [
        (Column(title, NUMBER), [None if end is None else round(end[axis]) for end in ends])
        for axis, title in enumerate(_PLACE)
    ]
