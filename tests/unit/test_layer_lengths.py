"""Lines count in a territory as far as its border; what crosses it is drawn whole."""

from __future__ import annotations

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layer_rows import (
    WILD_SHAPES,
    layer_of,
    make,
    raw_of,
    real,
    real_features,
)
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.layers.lengths import (
    lengths_by_territory,
    lengths_inside,
)
from territoires_industrie.territoires_industrie.territories import (
    atlas_territories,
    find,
    perimeter,
)

KM_SQUARE = geometry.rectangle(700_000, 7_000_000, 701_000, 7_001_000)
HERE, NEIGHBOUR = find("ti-3201"), find("ti-3212")


def straight(x1, y1, x2, y2):
    return geometry.from_wkt(f"LINESTRING ({x1} {y1}, {x2} {y2})")


def km(*shapes):
    return lengths_inside(pandas.Series(shapes, dtype="object"), KM_SQUARE).tolist()


def test_a_line_counts_up_to_the_border():
    assert km(
        straight(700_100, 7_000_500, 700_600, 7_000_500),
        straight(699_000, 7_000_500, 703_000, 7_000_500),
        straight(699_000, 7_002_000, 703_000, 7_002_000),
        geometry.point(700_500, 7_000_500),
        KM_SQUARE,
    ) == pytest.approx([0.5, 1.0, 0.0, 0.0, 0.0])
    assert pandas.isna(km(None)[0])


def test_a_line_that_leaves_and_comes_back_counts_each_time():
    bent = "LINESTRING (700500 7000200, 702000 7000200, 702000 7000800, 700500 7000800)"
    assert km(geometry.from_wkt(bent)) == pytest.approx([1.0])


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(-1500, 2500), st.integers(-1500, 2500)),
        min_size=2,
        max_size=5,
        unique=True,
    )
)
def test_inside_and_outside_make_the_whole(places):
    written = ", ".join(f"{700_000 + x} {7_000_000 + y}" for x, y in places)
    line = geometry.from_wkt(f"LINESTRING ({written})")
    outside = geometry.difference(line, KM_SQUARE)
    rest = geometry.length_km(outside) if outside else 0.0
    assert km(line)[0] + rest == pytest.approx(geometry.length_km(line), abs=1e-6)


@settings(deadline=None, max_examples=60)
@given(st.lists(WILD_SHAPES.filter(lambda shape: shape is None or shape == shape), max_size=4))
def test_whatever_a_layer_draws_can_be_measured(shapes):
    gas = make(layer_of("gasnetwork"), raw_of("natran-trace", [{"geometry": s} for s in shapes]))
    frame = gas.tables["gasnetwork"]
    inside = lengths_inside(frame["geometry"], perimeter(HERE))
    assert ((inside >= 0) & (inside <= frame["length_km"] + 1e-6)).all()


def drawn(*rows):
    return pandas.DataFrame(rows, columns=["class", "statut", "geometry"])


def test_each_territory_has_its_own_part_and_projects_have_none():
    border = geometry.clip(
        geometry.boundary(perimeter(HERE)), geometry.buffer(perimeter(NEIGHBOUR), 1)
    )
    x, y, _, _ = geometry.bounds(geometry.inner_point(border))
    across = straight(x - 3000, y - 3000, x + 3000, y + 3000)
    found = lengths_by_territory(
        [
            drawn(("Réseau", "en service", across), ("", "en service", across)),
            drawn(("Réseau", "annoncé", across), ("Réseau", "en service", None)),
        ],
        [HERE, NEIGHBOUR],
    )
    parts = [geometry.clip(across, perimeter(each)) for each in (HERE, NEIGHBOUR)]
    assert all(parts)
    assert list(found.values()) == pytest.approx([geometry.length_km(part) for part in parts])
    assert all(0.2 < length < geometry.length_km(across) for length in found.values())


@real
@pytest.mark.real
def test_the_real_400_kv_line_is_shared_out_between_the_territories():
    frame = real_features("osm_lignes_400_225kV_Nord_extrait.geojson")
    lines = pandas.DataFrame(
        {
            "class": "Réseau",
            "statut": "en service",
            "geometry": frame["geometry"].map(geometry.to_lambert93),
        }
    )
    found = lengths_by_territory([lines], atlas_territories())
    there = [perimeter(territory) for territory in atlas_territories()]
    union = geometry.union(there)
    whole = sum(geometry.length_km(geometry.clip(line, union)) for line in lines["geometry"])
    assert sum(found.values()) == pytest.approx(whole, rel=1e-3)
    assert found["ti-3201"] < sum(
        frame["geometry"].map(geometry.to_lambert93).map(geometry.length_km)
    )
