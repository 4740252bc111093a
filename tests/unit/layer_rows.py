"""Raw tables as the sources of a layer give them, and what must hold of whatever is made of them.

Every row here is invented; coordinates are of real places.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pandas
import pytest
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.conformity import check_tables, converted
from territoires_industrie.territoires_industrie.layers.ground import Ground
from territoires_industrie.territoires_industrie.layers.made import DRAWN, OUTCOMES
from territoires_industrie.territoires_industrie.layers.recipes import recipe
from territoires_industrie.territoires_industrie.sources.area import Area
from territoires_industrie.territoires_industrie.sources.raw import RawTable
from territoires_industrie.territoires_industrie.territories import resolve

DUNKERQUE = (2.3767, 51.0344)
HAZEBROUCK = (2.5389, 50.7222)
PARIS = (2.3522, 48.8566)


@cache
def ground(*territories: str) -> Ground:
    return Ground(Area.of(resolve(territories or ("ti-3201",))))


def layer_of(layer_id: str, **parameters):
    """A layer of the catalogue, some of its parameters changed."""
    from dataclasses import replace

    layer = load_catalogue().layers[layer_id]
    return replace(layer, parameters={**layer.parameters, **parameters})


def raw_of(source: str, rows, epsg: int | None = 4326, vintage: str = "15 avril 2026") -> RawTable:
    """A raw table of these rows: a frame, or a list of dictionaries."""
    frame = rows if isinstance(rows, pandas.DataFrame) else pandas.DataFrame(rows)
    day = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    return RawTable(source, frame, epsg, vintage, day, "https://example.org/data")


def make(layer, *raws: RawTable, at: Ground | None = None):
    """The layer made of these tables, once everything that must hold of it was checked."""
    raw = {table.source: table for table in raws}
    made = recipe(layer)(raw, layer, at or ground())
    check(made, raw, layer)
    return made


def check(made, raw, layer) -> None:
    """The tables fit an edition, and the accounts of each source add up to its rows."""
    assert set(made.tables) == {table.name for table in layer.tables}
    check_tables(made.tables, load_catalogue())
    for table in layer.tables:
        frame = made.tables[table.name]
        assert list(frame.columns) == [*(field.name for field in table.fields), "geometry"]
        converted(frame, table)
        assert frame["key"].is_unique and not (frame["key"].astype(str).str.strip() == "").any()
        assert frame["insee"].dropna().str.len().eq(5).all()
        assert frame["rattachement"].notna().all()
        assert frame["geometry"].map(geometry.kind).eq(table.geometry).all()
    counted = Counter()
    for account in made.accounts:
        assert account.outcome in OUTCOMES
        assert account.rows > 0
        counted[account.source] += account.rows
    assert counted == Counter(
        {name: len(table.frame) for name, table in raw.items() if len(table.frame)}
    )
    for territory in ("", *made.limits_by_territory):
        assert all(len(limit) <= 140 for limit in made.limits_in(territory))


def told(made) -> dict[str, int]:
    """How many rows had each fate: the outcome, or its reason where it has one."""
    fates = Counter()
    for account in made.accounts:
        fates[account.reason or account.outcome] += account.rows
    return dict(fates)


def drawn(made) -> int:
    return sum(account.rows for account in made.accounts if account.outcome == DRAWN)


# ---------------------------------------------------------------- shapes


def point(lon: float, lat: float) -> bytes:
    return geometry.point(lon, lat)


def line(*vertices: tuple[float, float]) -> bytes:
    return geometry.from_geojson({"type": "LineString", "coordinates": [list(v) for v in vertices]})


def lines(*several) -> bytes:
    coordinates = [[list(vertex) for vertex in each] for each in several]
    return geometry.from_geojson({"type": "MultiLineString", "coordinates": coordinates})


def square(lon: float, lat: float, metres: float) -> bytes:
    """A square on the ground, in degrees."""
    x, y, _, _ = geometry.bounds(geometry.to_lambert93(point(lon, lat)))
    half = metres / 2
    ring = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
    text = ", ".join(f"{a} {b}" for a, b in [*ring, ring[0]])
    return geometry.to_wgs84(geometry.from_wkt(f"POLYGON (({text}))"))


# ---------------------------------------------------------------- wild input

WILD_CELLS = st.one_of(
    st.none(),
    st.just(float("nan")),
    st.just(math.inf),
    st.sampled_from(
        ["", " ", "secret", "s", "1 234,5", "1234.5", "NA", "nan", "0", "-1", "59183", "2691"]
        + ["DÃ©chets mÃ©nagers", "Éternité", "\ud800", "\x00", "Nord", "Dunkerque, Hazebrouck"]
    ),
    st.integers(-5, 10**15),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.text(max_size=8),
    st.lists(st.integers(0, 3), max_size=2).map(str),
)

_NEAR = st.sampled_from([DUNKERQUE, HAZEBROUCK, (2.4, 51.0), (2.41, 51.01), (2.42, 51.0)])
_SWAPPED = _NEAR.map(lambda pair: (pair[1], pair[0]))
_FAR = st.sampled_from([PARIS, (179.99, 51.0), (-180.0, 0.0), (0.0, 0.0), (2.3, 95.0)])
_PLACES = st.one_of(_NEAR, _NEAR, _NEAR, _SWAPPED, _FAR)

WILD_SHAPES = st.one_of(
    st.none(),
    _PLACES.map(lambda pair: point(*pair)),
    st.lists(_PLACES, min_size=2, max_size=4).map(lambda places: line(*places)),
    st.lists(_NEAR, min_size=2, max_size=3).map(lambda places: line(*places)),
    st.lists(st.lists(_NEAR, min_size=2, max_size=3), min_size=1, max_size=2).map(
        lambda several: lines(*several)
    ),
    st.tuples(_NEAR, st.floats(1, 5000)).map(lambda given: square(*given[0], given[1])),
    st.sampled_from(
        [
            b"",
            b"not a shape",
            geometry.from_wkt("POINT EMPTY"),
            geometry.from_wkt("LINESTRING EMPTY"),
            geometry.from_wkt("POLYGON EMPTY"),
            geometry.from_wkt("LINESTRING (2.4 51.0, 2.4 51.0)"),
            geometry.from_wkt("POLYGON ((2.4 51, 2.5 51.1, 2.5 51, 2.4 51.1, 2.4 51))"),
            geometry.from_wkt("GEOMETRYCOLLECTION (POINT (2.4 51), LINESTRING (2.4 51, 2.5 51))"),
            float("nan"),
            "LINESTRING (2 51, 3 51)",
        ]
    ),
)


def wild_tables(source: str, columns: dict, epsg=4326, most: int = 6):
    """Raw tables whose cells are likely ones (`columns`: name -> values) or anything at all.

    Columns may be missing, and rows may repeat each other.
    """

    @st.composite
    def build(draw):
        present = [name for name in columns if draw(st.integers(0, 9)) > 0]
        row = st.fixed_dictionaries(
            {
                **{name: st.one_of(st.sampled_from(columns[name]), WILD_CELLS) for name in present},
                **({"geometry": WILD_SHAPES} if draw(st.integers(0, 9)) > 0 else {}),
            }
        )
        rows = draw(st.lists(row, max_size=most))
        if rows and draw(st.booleans()):
            rows.append(rows[0])
        names = [*present, "geometry"] if rows and "geometry" in rows[0] else present
        frame = pandas.DataFrame(rows, columns=names)
        start = draw(st.sampled_from([0, 7]))  # an index that does not count from 0
        frame.index = range(start, start + len(frame))
        return raw_of(source, frame, epsg)

    return build()


REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "real"
real = pytest.mark.skipif(not REAL.is_dir(), reason="no real data beside the checkout")


def real_features(name: str, id_column: str = "feature") -> pandas.DataFrame:
    """The features of a GeoJSON file of real data, their ids in a column of this name."""
    features = json.loads((REAL / name).read_text(encoding="utf-8"))["features"]
    rows = []
    for feature in features:
        shape = feature["geometry"]
        rows.append(
            {
                **feature["properties"],
                id_column: feature.get("id"),
                "geometry": geometry.from_geojson(shape) if shape else None,
            }
        )
    return pandas.DataFrame(rows)
