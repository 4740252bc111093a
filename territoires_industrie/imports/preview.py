"""What an import would do, for eyes: rows as they would be, counts, public rows that give way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .. import geometry
from ..catalogue import Catalogue, Table
from ..edition import Edition
from ..layers.made import DRAWN, REJECTED, Made
from ..layers.rows import OUTSIDE
from ..libraries import require
from ..sources.local import LocalFile
from ..territories import atlas_territories
from .adding import told
from .looking import Look
from .merging import overruled_by
from .report import unplaced
from .trying import rows_to_be

if TYPE_CHECKING:
    from pandas import DataFrame

GOOD, LOOK, BAD = "good", "look", "bad"
#: Points that are shown on a map.
MOST_POINTS = 5_000
_MOST_OVERRULED = 1_000
_OWN = 4  # columns of the layer's own that are shown
_COMMON = ("key", "name", "commune", "insee", "rattachement", "class", "statut", "position")
_SELDOM = ("diffusion", "source", "vintage", "source_atlas", "verifie_par", "verifie_le", "note")


@dataclass(frozen=True)
class Preview:
    """What an import would do.

    Attributes:
        heads: the French headings of `rows`.
        rows: of the file, in its order: as they would be, what becomes of them, and why.
        marks: for each row GOOD (in the legend), LOOK (something to look at) or BAD (rejected).
        total, drawn, to_look_at, rejected: numbers of rows; one drawn may have to be looked at.
        outside: rows outside the region, or in no territory of the atlas.
        centred: rows at the centre of their commune.
        overruled: public rows that give way: identifier, name, commune, class, source.
        points: where the rows would be, EPSG:2154, `MOST_POINTS` at most.
        notes: in French, what was noticed when the file was read.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...]
    total: int
    drawn: int
    to_look_at: int
    rejected: int
    outside: int
    centred: int
    overruled: tuple[tuple[str, ...], ...]
    points: tuple[tuple[float, float], ...]
    notes: tuple[str, ...]


def preview(
    look: Look, name: str, imports: Path, edition: Edition | None, catalogue: Catalogue
) -> Preview:
    """Work out what an import would do; nothing is kept or written.

    Args:
        look: the file, looked at and corrected.
        name: what its import would be called, "" for its own name.
        imports: the folder where imports are kept.
        edition: the one that the rows would be added to, None where that is not known.
        catalogue: the atlas' layers.

    Not to be called in a pooled thread of QGIS'. Raises BadFile.
    """
    layer = catalogue.layer_of(look.table.name)
    made = rows_to_be(look, name, imports, catalogue)
    fates = told(made, LocalFile(look.path, look.table, look.how.layer).name)
    rows = _own_rows(made, fates)
    whys = _whys(fates)
    marks = tuple(
        BAD if outcome == REJECTED else LOOK if line in whys else GOOD
        for outcome, line in zip(fates["outcome"], fates["line"], strict=True)
    )
    heads, cells = _shown(fates, rows, look.table, whys)
    away = (fates["reason"] == OUTSIDE) | (fates["beyond"].eq(True) & (fates["outcome"] == DRAWN))
    gone = overruled_by(edition, layer, made) if edition is not None else None
    return Preview(
        heads,
        cells,
        marks,
        len(fates),
        int((fates["outcome"] == DRAWN).sum()),
        len(whys),
        int((fates["outcome"] == REJECTED).sum()),
        int(away.sum()),
        int(((fates["position"] == "commune") & (fates["outcome"] != REJECTED)).sum()),
        () if gone is None else _overruled(gone, catalogue),
        _points(rows),
        look.notes,
    )


def _own_rows(made: Made, fates: DataFrame) -> DataFrame:
    """The rows that the file would make, by key; of twins the first."""
    pandas = require("pandas")
    tables = [rows for rows in made.tables.values() if "key" in rows.columns and len(rows)]
    if not tables:
        return pandas.DataFrame({"key": [], "geometry": []}).set_index("key")
    every = pandas.concat(tables, ignore_index=True).drop_duplicates("key").set_index("key")
    keys = fates.loc[fates["outcome"] != REJECTED, "key"]
    return every[every.index.isin(set(keys))]


def _whys(fates: DataFrame) -> dict[int, str]:
    """By line, what is to be looked at and what to do."""
    found: dict[int, list[str]] = {}
    for each in unplaced(fates):
        found.setdefault(each.line, []).append(f"{each.reason}. {each.advice}")
    return {line: " ".join(_capital(text) for text in texts) for line, texts in found.items()}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shown(
    fates: DataFrame, rows: DataFrame, table: Table, whys: dict[int, str]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    titles = {territory.id: territory.title for territory in atlas_territories()}
    own = [field for field in table.fields if field.name not in (*_COMMON, *_SELDOM)]
    own = [field for field in own if field.name in rows and rows[field.name].notna().any()][:_OWN]
    lost = fates["outcome"] == REJECTED
    shown = {
        "Ligne": fates["line"],
        "Devient": fates["outcome"],
        "À regarder": fates["line"].map(lambda line: whys.get(line, "")),
        "Nom": fates["name"],
        "Commune": fates["commune"],
        "Classe": fates["class"].where(~lost),
        **{
            field.alias: fates["key"].map(rows[field.name].astype("object")).where(~lost)
            for field in own
        },
        "Position": fates["position"].where(~lost),
        "Territoire": fates["territory"].map(lambda code: titles.get(code, code)),
    }
    frame = require("pandas").DataFrame(shown, dtype="object")
    texts = frame.where(frame.notna(), "").apply(lambda cells: cells.map(_text))
    return tuple(shown), tuple(texts.itertuples(index=False, name=None))


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    return str(cell)


def _overruled(gone: DataFrame, catalogue: Catalogue) -> tuple[tuple[str, ...], ...]:
    titles = {name: source.title for name, source in catalogue.sources.items()}
    cells = gone.head(_MOST_OVERRULED).fillna("")
    cells = cells.assign(source=cells["source"].map(lambda name: titles.get(name, name)))
    return tuple(cells.astype("str").itertuples(index=False, name=None))


def _points(rows: DataFrame) -> tuple[tuple[float, float], ...]:
    shapes = rows["geometry"].dropna().head(MOST_POINTS)
    boxes = (geometry.bounds(wkb) for wkb in shapes)
    return tuple(((west + east) / 2, (south + north) / 2) for west, south, east, north in boxes)
