"""The user's own rows, in any layer: completed where they leave something open, never for all eyes.

A file of the user's (Pôlenergie's most often) arrives with its columns renamed to the atlas' where
its mapping says so. It goes before public sources (DOMAIN 6 and DESIGN 5 "local"): a public object
of the same key stands back. Its rows are `interne` unless they say otherwise (DOMAIN 1).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .. import geometry
from ..catalogue import AtlasLayer, Table
from ..libraries import require
from ..sources.terms import UNREAD
from ..territories import normalised
from .columns import codes, column, ids_of, nothing_as_none, numbers, slug, texts
from .ground import points, to_lambert93
from .local_cells import (
    by_the_user,
    classes_of,
    comparable,
    followed,
    identifiers,
    known_as,
    listed,
    unread_cells,
    with_identifiers,
    yes_or_no,
)
from .local_fates import COLUMNS, fates_of, with_heat, with_rows
from .made import DRAWN, ELSEWHERE, KEPT_OFF, OFF_LEGEND, REJECTED, Account, Made, Own
from .rows import OUTSIDE, Ledger, atlas_frame, dated, no_rows, settled, stacked, together
from .shapes import NO_SHAPE, shapes_of

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..sources.raw import RawTable
    from .ground import Ground

#: What completes the user's rows of a table (an atlas frame) by a rule of one layer.
Finish = Callable[["DataFrame"], "DataFrame"]

OVERRULED = "remplacée par le fichier de l'utilisateur"
NOWHERE = "commune inconnue et sans géométrie"
_ODD_SHAPE = "géométrie d'un autre type que la couche"
_INSEE = r"(?:\d\d|2[AB])\d{3}"


def is_local(raw: RawTable) -> bool:
    """Whether a table was read from a file of the user's."""
    return raw.source.endswith("-local")


def as_they_are(rows: DataFrame) -> DataFrame:
    """The user's rows without anything that one layer alone knows how to complete."""
    return rows


def with_local(
    made: Made,
    raw: Mapping[str, RawTable],
    layer: AtlasLayer,
    ground: Ground,
    finish: Finish = as_they_are,
) -> Made:
    """A layer with the user's own rows before the public ones, and its accounts set right.

    A public row whose key one of the user's bears, as its key or in a column of a register's
    identifiers, is kept off the map as `OVERRULED`; `finish` as in `local_rows`.
    """
    if not any(is_local(table) for table in raw.values()):
        return made
    return overlaid(made, local_rows(raw, layer, ground, finish), layer)


def overlaid(made: Made, own: Made, layer: AtlasLayer) -> Made:
    """A layer of public rows behind the user's (`own` as `local_rows` makes it)."""
    known = own.own.known if own.own else {}
    tables, overruled = {}, Counter[tuple[str, str]]()
    for table in layer.tables:
        public, mine = made.tables.get(table.name), own.tables[table.name]
        if public is None or public.empty:
            tables[table.name] = mine
            continue
        bears = {*known.get(table.name, ()), *comparable(mine["key"])}
        twice = comparable(public["key"]).isin(bears)
        overruled.update(
            zip(public.loc[twice, "source"], public.loc[twice, "rattachement"], strict=True)
        )
        tables[table.name] = stacked(table, [mine, public[~twice]])
    accounts = together((*own.accounts, *_moved(made.accounts, overruled)))
    notes = {**made.notes, **own.notes}
    return replace(made, tables=tables, accounts=accounts, notes=notes, own=own.own)


def _moved(
    accounts: tuple[Account, ...], overruled: Counter[tuple[str, str]]
) -> tuple[Account, ...]:
    """Accounts in which overruled rows are no longer drawn; a row is never counted twice."""
    told = []
    for account in accounts:
        owed = overruled[account.source, account.territory]
        if account.outcome != DRAWN or not owed:
            told.append(account)
            continue
        taken = min(owed, account.rows)
        overruled[account.source, account.territory] -= taken
        told.append(replace(account, outcome=KEPT_OFF, reason=OVERRULED, rows=taken))
        if account.rows > taken:
            told.append(replace(account, rows=account.rows - taken))
    return tuple(told)


def local_rows(
    raw: Mapping[str, RawTable],
    layer: AtlasLayer,
    ground: Ground,
    finish: Finish = as_they_are,
) -> Made:
    """The user's own rows as tables of a layer (geometry EPSG:2154), with their accounts.

    What a row leaves open is completed: the key from its SIRET or AIOT, else from its name and
    commune; the position from its shape, its `lon` and `lat` (EPSG:4326), else its commune's
    centre; the class from the legend, whatever its case and accents. A class that the legend does
    not have is kept as "" with a note. A point given for a layer of lines or polygons goes to the
    layer's table of points, where it has one. `finish` completes the rows of a table further, by
    what only the layer knows (a class by its temperature).
    """
    frames: dict[str, list[DataFrame]] = {table.name: [] for table in layer.tables}
    known: dict[str, set[str]] = {table.name: set() for table in layer.tables}
    accounts: list[Account] = []
    fates: list[DataFrame] = []
    for source in (table for table in raw.values() if is_local(table)):
        ledger = Ledger(source.source, len(source.frame))
        rows = source.frame.reset_index(drop=True)
        shapes = _shapes(source, rows)
        target = _tables_for(rows, shapes, layer)
        ledger.judge(target == "", KEPT_OFF, ELSEWHERE)
        told = fates_of(rows, shapes)
        for table in layer.tables:
            chosen = (target == table.name).to_numpy()
            made = finish(_completed(rows[chosen], shapes[chosen], source, layer, table, ground))
            _judge(ledger, made, _was_placed(rows)[chosen], table, ground)
            kept = ledger.open[chosen]
            drawn = made["class"].ne("") if "class" in made.columns else made["key"].notna()
            ledger.judge(_spread(drawn & kept, rows), DRAWN)
            ledger.judge(_spread(~drawn & kept, rows), KEPT_OFF, OFF_LEGEND)
            frames[table.name].append(made[kept])
            known[table.name] |= known_as(identifiers(rows[chosen][kept]))
            told = with_rows(told, made, table, ground)
            told = with_heat(told, made, layer.parameters.get("upper_bounds_c"))
        told["outcome"], told["reason"] = ledger.verdicts()
        fates.append(told)
        accounts += ledger.accounts(told["territory"])
    tables = {table.name: stacked(table, frames[table.name]) for table in layer.tables}
    nothing = require("pandas").DataFrame(columns=list(COLUMNS), dtype="object")
    found = require("pandas").concat(fates or [nothing]).reset_index(drop=True)
    return Made({**no_rows(layer), **tables}, tuple(accounts), own=Own(found, known))


def _was_placed(rows: DataFrame) -> Series:
    """Which rows came with a shape or coordinates, readable or not."""
    at = texts(column(rows, "lon")).notna() & texts(column(rows, "lat")).notna()
    return column(rows, "geometry").notna() | at | column(rows, UNREAD).notna()


def _judge(
    ledger: Ledger, made: DataFrame, was_placed: Series, table: Table, ground: Ground
) -> None:
    """Reject the table's rows that nothing places, keep off those outside the area."""
    where = require("pandas").Series(range(len(ledger.open)), dtype="int64")
    kinds = made["geometry"].map(lambda wkb: "" if wkb is None else geometry.kind(wkb))
    bare = (kinds == "").to_numpy()
    ledger.judge(where.isin(made.index[bare & ~was_placed.to_numpy()]), REJECTED, NOWHERE)
    ledger.judge(where.isin(made.index[bare]), REJECTED, NO_SHAPE)
    odd = (kinds != "") & (kinds != table.geometry)
    ledger.judge(where.isin(made.index[odd.to_numpy()]), REJECTED, _ODD_SHAPE)
    outside = ~ground.inside(made["geometry"])
    ledger.judge(where.isin(made.index[outside.to_numpy()]), KEPT_OFF, OUTSIDE)


def _spread(truths: Series, rows: DataFrame) -> Any:
    return truths.reindex(rows.index, fill_value=False).to_numpy(dtype=bool)


def _shapes(raw: RawTable, rows: DataFrame) -> Series:
    """The rows' shapes, else the points of their `lon` and `lat`."""
    shapes = shapes_of(raw)
    across, up = to_lambert93(numbers(column(rows, "lon")), numbers(column(rows, "lat")))
    return nothing_as_none(shapes.where(shapes.notna(), points(across, up)))


def _tables_for(rows: DataFrame, shapes: Series, layer: AtlasLayer) -> Series:
    """The table that each row goes to, "" for none of this layer's.

    Rows without a table are the layer's own: the reader hands them to one layer.
    """
    first = layer.tables[0].name
    names = texts(column(rows, "table")).fillna(first)
    kinds = {table.name: table.geometry for table in layer.tables}
    target = names.where(names.isin(kinds), "")
    points_table = next((name for name, kind in kinds.items() if kind == "point"), None)
    if points_table is not None:
        given = shapes.map(lambda wkb: "" if wkb is None else geometry.kind(wkb))
        # A row without shape stands at its commune's centre, a point.
        astray = target.isin(kinds) & (target.map(kinds) != "point") & given.isin(["", "point"])
        target = target.where(~astray, points_table)
    return target


def _completed(
    rows: DataFrame,
    shapes: Series,
    raw: RawTable,
    layer: AtlasLayer,
    table: Table,
    ground: Ground,
) -> DataFrame:
    values: dict[str, Any] = {
        field.name: texts(rows[field.name]) if field.type == "text" else rows[field.name]
        for field in table.fields
        if field.name in rows.columns
    }
    insee, commune = _communes(rows, ground)
    values |= {
        "name": texts(column(rows, "name")),
        "insee": insee,
        "commune": commune,
        "source": raw.source,
        "vintage": texts(column(rows, "vintage")).fillna(dated(raw)),
        "geometry": shapes,
    }
    values["verifie_par"] = texts(column(rows, "verifie_par"))
    proof = by_the_user(raw.url, values["name"])
    values["verifie_par"] = values["verifie_par"].where(values["verifie_par"].notna(), proof)
    note = nothing_as_none(texts(column(rows, "note"))).fillna("")
    note = followed(note, unread_cells(rows, table, insee))
    for field in table.fields:
        if field.values:
            default = {"statut": "en service", "diffusion": "interne"}.get(field.name)
            values[field.name], unknown = listed(column(rows, field.name), field, default)
            note = followed(note, unknown)
        elif field.is_yes_or_no:
            values[field.name] = yes_or_no(column(rows, field.name))
    values["note"] = nothing_as_none(note.where(note != ""))
    found = identifiers(rows)
    for legend in (each for each in layer.legends if each.table == table.name):
        values |= classes_of(rows, values, legend)
    known = {field.name for field in table.fields} | {"geometry"}
    values |= {name: cells for name, cells in found.items() if name in known}
    values["key"] = _keys(rows, values, found, table)
    others = {name: cells for name, cells in found.items() if name not in known}
    values["note"] = with_identifiers(values["note"], others, values["key"])
    return settled(
        atlas_frame(table, {k: v for k, v in values.items() if k in known}, rows.index), ground
    )


def _communes(rows: DataFrame, ground: Ground) -> tuple[Series, Series]:
    """INSEE codes and names of communes; a name that one commune alone bears gives its code."""
    insee = insee_codes(column(rows, "insee"))
    named = texts(column(rows, "commune"))
    insee = insee.where(insee.notna(), insee_of(named, ground))
    official = ground.commune_names(insee)
    return nothing_as_none(insee), nothing_as_none(
        named.where(named.notna(), official).replace("", None)
    )


def insee_codes(cells: Series) -> Series:
    """INSEE codes with the zeros that a number lost in front; None for what is no such code."""
    found = codes(cells, 5)
    return nothing_as_none(found.where(found.str.fullmatch(_INSEE, na=False)))


def insee_of(names: Series, ground: Ground, departements: Series | None = None) -> Series:
    """The INSEE codes of communes by name, None where no commune or several bear it.

    Names are compared without accents, case and hyphens; `departements` (codes, by row) tells
    apart those of one name, and a row whose department is unknown counts all of them.
    """
    pandas = require("pandas")
    known = ground.communes["name"].map(normalised)
    wanted = names.map(normalised, na_action="ignore")
    table = pandas.DataFrame({"insee": known.index, "name": known.to_numpy()})
    alone = table.drop_duplicates("name", keep=False).set_index("name")["insee"]
    found = wanted.map(alone)
    if departements is not None:
        table["place"] = table["insee"].str[:2] + " " + table["name"]
        local = table.drop_duplicates("place", keep=False).set_index("place")["insee"]
        there = (departements.astype("object") + " " + wanted.astype("object")).map(local)
        found = there.where(departements.notna(), found)
    return nothing_as_none(found)


def _keys(
    rows: DataFrame, values: Mapping[str, Any], found: Mapping[str, Series], table: Table
) -> Series:
    """The surest identifier of each row, else its name and commune, else its line in the file."""
    key = ids_of(column(rows, "key"))
    for identifier in found.values():
        key = key.where(key.notna(), identifier)
    place = values["insee"].where(values["insee"].notna(), values["commune"])
    named = values["name"].fillna("").str.cat(place.fillna(""), sep=" ")
    slugs = named.map(slug)
    spoken = values["name"].notna() & (slugs != "")
    line = (rows.index.to_series() + 1).astype("str")
    spare = slugs.where(spoken, table.name + "-" + line)
    return nothing_as_none(key.where(key.notna(), "local:" + spare))


def column_like(frame: DataFrame, *patterns: str) -> Series:
    """The first column whose bare name begins with a pattern, in their order; else one of nothing.

    Publishers write one name in many ways: `Débit_sortant_moyen`, `debit sortant moyen (m3/j)`.
    Patterns are regular expressions over plain lower-case words, one space between them.
    """
    bare = {name: normalised(str(name)) for name in frame.columns}
    for pattern in patterns:
        for name, words in bare.items():
            if re.match(pattern, words):
                return frame[name]
    return require("pandas").Series(None, index=frame.index, dtype="object")
