"""A layer that the catalogue alone describes needs no code."""

from __future__ import annotations

from dataclasses import replace

import pandas
from fake_client import ASKED_AT
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.geometry import bounds, point, to_lambert93
from territoires_industrie.territoires_industrie.layers.ground import Ground
from territoires_industrie.territoires_industrie.layers.made import NOWHERE
from territoires_industrie.territoires_industrie.layers.plain import plain
from territoires_industrie.territoires_industrie.layers.recipes import recipe
from territoires_industrie.territoires_industrie.layers.rows import OUTSIDE
from territoires_industrie.territoires_industrie.sources.area import Area
from territoires_industrie.territoires_industrie.sources.raw import RawTable
from territoires_industrie.territoires_industrie.territories import find

CATALOGUE = load_catalogue()
GROUND = Ground(Area.of([find("ti-3201")]))
DATACENTRES = replace(
    CATALOGUE.layers["wastewaterplants"],
    id="datacentres",
    parameters={
        "columns": {"key": "id", "name": "nom", "insee": "commune"},
        "class": "Industriels",
    },
)


def table(source, frame, epsg=None):
    return RawTable(source, frame, epsg, "2026", ASKED_AT, "https://example.org")


def made(*rows, epsg=4326, others=()):
    frame = pandas.DataFrame(rows, columns=["id", "nom", "commune", "geometry"])
    raw = {"registre": table("registre", frame, epsg)}
    raw |= {other.source: other for other in others}
    return plain(raw, DATACENTRES, GROUND)


def test_the_catalogue_says_it_all():
    found = made(("a", "Centre fictif", "59183", point(2.37, 51.03)), ("b", None, 59183, None))
    rows = found.tables["wastewaterplants"]
    assert rows["key"].tolist() == ["a", "b"]
    assert rows["class"].tolist() == ["Industriels"] * 2
    assert rows["insee"].tolist() == ["59183"] * 2
    assert rows["position"].tolist() == ["exacte", "commune"]
    assert rows["rattachement"].tolist() == ["ti-3201"] * 2
    x, y, _, _ = bounds(rows["geometry"][0])
    assert 640_000 < x < 670_000
    assert 7_090_000 < y < 7_120_000


def test_every_row_is_accounted_for():
    found = made(
        ("a", "ici", "59183", point(2.37, 51.03)),
        ("b", "loin", "75056", point(2.35, 48.85)),
        ("c", "nulle part", None, None),
    )
    assert {account.reason: account.rows for account in found.accounts} == {
        "": 1,
        OUTSIDE: 1,
        NOWHERE: 1,
    }


def test_metres_stay_metres():
    place = to_lambert93(point(2.37, 51.03))
    found = made(("a", "ici", "59183", place), epsg=2154)
    assert found.tables["wastewaterplants"]["geometry"].tolist() == [place]


def test_one_place_off_the_projection_costs_its_row_alone():
    found = made(("a", "ici", "59183", point(500, 200)), ("b", "là", None, point(2.37, 51.03)))
    rows = found.tables["wastewaterplants"]
    assert dict(zip(rows["key"], rows["position"], strict=True)) == {"a": "commune", "b": "exacte"}


def test_the_user_s_own_and_typed_rows_keep_their_names():
    own = {"name": ["Serveurs"], "insee": ["59183"], "class": ["Collectivités"]}
    typed = {"table": ["wastewaterplants"], "key": ["t"], "name": ["Registre"], "insee": ["59271"]}
    local = table("polenergie-local", pandas.DataFrame(own))
    register = table("atlas-2026", pandas.DataFrame(typed | {"class": ["Industriels"]}))
    found = made(("a", "Centre", "59183", None), others=(local, register))
    rows = found.tables["wastewaterplants"].set_index("name")
    assert rows["diffusion"].to_dict() == {
        "Serveurs": "interne",
        "Centre": "publique",
        "Registre": "publique",
    }
    assert rows["class"]["Serveurs"] == "Collectivités"
    assert rows["key"]["Registre"] == "t"
    assert rows["insee"].to_dict() == {"Serveurs": "59183", "Centre": "59183", "Registre": "59271"}
    assert {each.source: each.rows for each in found.accounts} == {
        "polenergie-local": 1,
        "registre": 1,
        "atlas-2026": 1,
    }


def test_a_layer_without_a_function_of_its_own_is_plain():
    assert recipe(DATACENTRES) is plain
    assert recipe(CATALOGUE.layers["roads"]).__name__ == "roads"
