"""Roads, waterways, gas, 400 kV and hydrogen: from publishers' pieces to the atlas' lines."""

from __future__ import annotations

import json

import numpy
import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layer_rows import (
    PARIS,
    REAL,
    check,
    drawn,
    ground,
    layer_of,
    line,
    make,
    point,
    raw_of,
    real,
    real_features,
    square,
    told,
    wild_tables,
)
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.layers import shapes
from territoires_industrie.territoires_industrie.layers.electricity import kilovolts
from territoires_industrie.territoires_industrie.layers.recipes import recipe
from territoires_industrie.territoires_industrie.layers.waterways import gauge_of

A, B, C, D = (2.30, 51.00), (2.32, 51.00), (2.34, 51.01), (2.36, 51.02)

wild = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def typed(source: str, **cells):
    row = {
        "table": "",
        "key": "typed",
        "class": "",
        "position": "commune",
        "geometry": None,
        **cells,
    }
    return raw_of(source, [row], 2154, "mars 2026")


# ---------------------------------------------------------------- lines


def test_lines_are_joined_end_to_end_but_not_at_a_junction():
    several = [
        numpy.array(each, float) for each in ([(0, 0), (1, 0)], [(2, 0), (1, 0)], [(2, 0), (3, 0)])
    ]
    (chain,) = shapes.chains(several)
    assert shapes.joined(several, chain).tolist() == [[0, 0], [1, 0], [2, 0], [3, 0]]
    branch = [*several, numpy.array([(1.0, 0.0), (1.0, 5.0)])]
    assert sorted(len(chain) for chain in shapes.chains(branch)) == [1, 1, 2]


def test_a_ring_and_a_loop_on_one_line_are_one_chain_each():
    ring = [
        numpy.array(each, float) for each in ([(0, 0), (9, 0)], [(9, 0), (9, 9)], [(9, 9), (0, 0)])
    ]
    assert [len(chain) for chain in shapes.chains(ring)] == [3]
    loop = [numpy.array([(0, 0), (5, 5), (5, 0), (0, 0)], float)]
    assert shapes.chains(loop) == [[(0, False)]]


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=4),
        max_size=12,
    )
)
def test_chains_hold_every_line_once_and_keep_their_length(vertices):
    several = [numpy.array(each, float) for each in vertices]
    chains = shapes.chains(several)
    assert sorted(place for chain in chains for place, _ in chain) == list(range(len(several)))
    before = sum(geometry.length_km(shapes.as_wkb([each])) for each in several)
    after = sum(geometry.length_km(shapes.as_wkb([shapes.joined(several, c)])) for c in chains)
    assert after == pytest.approx(before)
    groups = shapes.touching(several)
    assert sorted(place for group in groups for place in group) == list(range(len(several)))


def test_a_shape_with_a_vertex_that_is_no_number_is_none():
    broken = shapes.as_wkb(
        [numpy.array([(650_000, 7_100_000), (numpy.nan, 1), (650_100, 7_100_000)])]
    )
    assert shapes.shapes_of(raw_of("x", [{"geometry": broken}], 2154)).isna().all()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("MULTIPOINT (650000 7100000, 650002 7100000)", "POINT (650001 7100000)"),
        (
            "GEOMETRYCOLLECTION (POINT (1 7000000), LINESTRING (0 7000000, 5 7000000))",
            "LINESTRING (0 7000000,5 7000000)",
        ),
        ("POINT (50 2)", None),
        ("LINESTRING EMPTY", None),
    ],
)
def test_shapes_are_of_a_kind_that_a_table_can_hold(text, kind):
    (shape,) = shapes.shapes_of(raw_of("x", [{"geometry": geometry.from_wkt(text)}], 2154))
    assert (geometry.to_wkt(shape) if shape else None) == kind


# ---------------------------------------------------------------- roads


def rrn(number, side, *vertices):
    return {"lib_rte": number, "portee": side, "geometry": line(*vertices)}


def test_roads_of_the_national_network_gather_by_number_without_slip_roads():
    made = make(
        layer_of("roads"),
        raw_of(
            "rrn-liaisons",
            [
                rrn("A16", "D", A, B),
                rrn("A16", "D", B, C),
                rrn("A16", "G", A, C),
                rrn("N225", "U", C, D),
                rrn("59A01603903CD", "U", A, D),
                rrn("A6", "D", PARIS, (2.4, 48.7)),
            ],
        ),
    )
    rows = made.tables["roads"].set_index("key")
    assert dict(rows["rank"]) == {"A16-1": 1, "N225-1": 2}
    assert rows["number"].tolist() == ["A16", "N225"]
    assert set(rows["rattachement"]) == {""}
    assert geometry.kind(rows.loc["A16-1", "geometry"]) == "line"
    assert told(made) == {
        "dessinée": 3,
        "chaussée opposée, déjà tracée": 1,
        "bretelle ou route hors A et N": 1,
        "hors du périmètre demandé": 1,
    }
    assert made.limits == ()


def test_a_road_is_kept_whole_beyond_the_area_and_its_parts_are_told_apart():
    far, further = (2.9, 50.0), PARIS
    raw = raw_of(
        "rrn-liaisons",
        [rrn("A1", "D", D, far), rrn("A1", "D", far, further), rrn("A1", "D", A, B)],
    )
    made = make(layer_of("roads"), raw)
    rows = made.tables["roads"]
    assert rows["key"].tolist() == ["A1-1", "A1-2"]
    assert drawn(made) == 3
    total = sum(geometry.length_km(geometry.to_lambert93(wkb)) for wkb in raw.frame["geometry"])
    assert rows["geometry"].map(geometry.length_km).sum() == pytest.approx(total, rel=1e-6)


def bdtopo(key, number, importance="1", listed=None, nature="Route à 1 chaussée", shape=None):
    return {
        "cleabs": key,
        "cpx_numero": number,
        "importance": importance,
        "cpx_classement_administratif": listed,
        "nature": nature,
        "geometry": shape or line(A, B),
    }


def test_roads_of_bd_topo_take_the_first_of_two_numbers_and_main_departmental_roads_only():
    made = make(
        layer_of("roads"),
        raw_of(
            "bdtopo-troncon-route",
            [
                bdtopo("T2", "A104/N104", "1", "Autoroute/Nationale"),
                bdtopo("T1", "A104", 1, "Autoroute", shape=line(B, C)),
                bdtopo("T3", "D601", "1", "Départementale"),
                bdtopo("T4", "D17", "2", "Départementale"),
                bdtopo("T5", None, "1"),
                bdtopo("T6", "A16", "1", "Autoroute", "Bretelle"),
                bdtopo("T7", "A16", "4", "Autoroute"),
            ],
        ),
    )
    rows = made.tables["roads"].set_index("key")
    assert dict(rows["rank"]) == {"A104-T1": 1, "D601-T3": 3}
    assert told(made) == {
        "dessinée": 3,
        "bretelle ou rond-point": 1,
        "route sans numéro ou secondaire": 3,
    }
    assert made.limits


def test_shipped_roads_stand_in_only_where_no_source_draws_any():
    shipped = typed(
        "osm-highways",
        table="roads",
        key="osm-1",
        position="commune",
        geometry=geometry.to_lambert93(line(A, B)),
        **{"class": "Réseau routier"},
    )
    alone = make(layer_of("roads"), shipped)
    assert alone.tables["roads"]["position"].tolist() == ["commune"]
    assert alone.tables["roads"]["number"].isna().all()
    assert "schématique" in alone.limits[0]
    both = make(layer_of("roads"), raw_of("rrn-liaisons", [rrn("A16", "D", A, B)]), shipped)
    assert both.tables["roads"]["source"].tolist() == ["rrn-liaisons"]
    assert told(both)["source de secours, non utilisée"] == 1


# ---------------------------------------------------------------- waterways


@pytest.mark.parametrize("navigable", [True, "true", "True", 1, "1", "oui"])
def test_waterways_are_gathered_by_name_with_an_indicative_gauge(navigable):
    def piece(name, truth, *vertices):
        return {
            "cleabs": f"H{vertices[0]}",
            "navigabilite": truth,
            "cpx_toponyme_de_cours_d_eau": name,
            "geometry": line(*vertices),
        }

    made = make(
        layer_of("waterways"),
        raw_of(
            "bdtopo-hydro",
            [
                piece("Canal de Calais", navigable, A, B),
                piece("Canal de Calais", navigable, C, D),
                piece(None, navigable, A, D),
                piece("la Lys", False, A, C),
            ],
        ),
    )
    rows = made.tables["waterways"].set_index("key")
    assert rows.loc["canal-de-calais", "gauge"] == "I"
    assert rows["gauge"].notna().sum() == 1
    assert len(rows) == 2
    assert told(made) == {"dessinée": 3, "non navigable": 1}
    assert "indicatif" in rows.loc["canal-de-calais", "note"]
    assert made.limits_in("ti-3201") == ()  # no map shows a gauge


@pytest.mark.parametrize(
    ("name", "gauge"),
    [
        ("Canal de la Deûle", "Va+"),
        ("la Deûle", "Va+"),
        ("CANAL DU NORD", "II"),
        ("Rivière l'Oise", "Va+ (en aval de Compiègne)"),
        ("Canal de la Sambre à l'Oise", "I"),
        ("Canal de Roubaix", None),
        ("", None),
    ],
)
def test_the_gauge_is_found_by_the_bare_name(name, gauge):
    assert gauge_of(name) == gauge


# ---------------------------------------------------------------- gas


def test_gas_pieces_are_joined_measured_and_points_of_them_rejected():
    pieces = [
        {"object_id": 12, "nom_region": None, "geometry": line(A, B)},
        {"object_id": 7, "nom_region": "Hauts-de-France", "geometry": line(C, B)},
        {"object_id": 3, "nom_region": "x", "geometry": line((2.3, 51.0), (2.300001, 51.000001))},
        {"object_id": 4, "nom_region": "x", "geometry": line(PARIS, (2.4, 48.8))},
        {"object_id": 5, "nom_region": "x", "geometry": None},
    ]
    entry = typed(
        "irep-2015",
        table="gasnetwork_point",
        key="44011762000706",
        insee="59463",
        **{"class": "Entrée ou compression de gaz"},
    )
    made = make(layer_of("gasnetwork"), raw_of("natran-trace", pieces), entry)
    rows = made.tables["gasnetwork"]
    assert rows["key"].tolist() == ["natran-7"]
    expected = sum(geometry.length_km(geometry.to_lambert93(line(*v))) for v in ((A, B), (B, C)))
    assert rows["length_km"][0] == pytest.approx(expected, rel=1e-9)
    assert made.tables["gasnetwork_point"]["rattachement"].tolist() == ["ti-3201"]
    assert told(made) == {
        "dessinée": 3,
        "tronçon réduit à un point": 1,
        "hors du périmètre demandé": 1,
        "géométrie absente ou illisible": 1,
    }
    assert "250 m" in made.limits[0]


@real
@pytest.mark.real
def test_the_real_rows_of_the_gas_trace():
    rows = json.loads((REAL / "odre_trace_grt_250_records_extrait.json").read_text("utf-8"))
    frame = pandas.DataFrame(rows)
    frame["geometry"] = frame["geo_shape"].map(lambda f: geometry.from_geojson(f["geometry"]))
    made = make(layer_of("gasnetwork"), raw_of("natran-trace", frame), at=ground("all"))
    assert told(made) == {"tronçon réduit à un point": 1, "hors du périmètre demandé": 3}


# ---------------------------------------------------------------- 400 kV


def test_voltages_are_read_in_their_variants():
    cells = [
        "400 kV",
        "400kV",
        " 400 KV ",
        "400\u00a0kV",
        "<45kV",
        "< 45 kV",
        "63,5 kV",
        "HORS TENSION",
        None,
    ]
    found = kilovolts(pandas.Series(cells, dtype="object"))
    assert found.fillna(-1).tolist() == [400, 400, 400, 400, -1, -1, 63.5, -1, -1]


def ign_line(key, voltage, state="En service", shape=None):
    return {
        "cleabs": key,
        "voltage": voltage,
        "etat_de_l_objet": state,
        "geometry": shape or line(A, B),
    }


def osm(number, power, voltage, shape, kind="way", **tags):
    return {
        "type": kind,
        "id": number,
        "power": power,
        "voltage": voltage,
        "geometry": shape,
        **tags,
    }


SUBSTATION = square(2.15, 51.0, 200)


def test_lines_come_from_bd_topo_and_from_osm_only_without_it():
    ign = raw_of(
        "bdtopo-lignes",
        [
            ign_line("L1", "400 kV"),
            ign_line("L2", "400KV", "En construction"),
            ign_line("L3", "400 kV", "En projet"),
            ign_line("L4", "225 kV"),
            ign_line("L5", "Hors tension"),
            ign_line("L6", "<63 kV"),
            ign_line("L7", "400 kV", "En ruine"),
        ],
    )
    other = raw_of(
        "osm-power",
        [
            osm(1, "line", "400000;225000", line(A, B), name="Avelin - Weppes 1"),
            osm(2, "cable", "380000", line(B, C), construction="yes"),
            osm(3, "line", "225000", line(C, D)),
            osm(4, "tower", "400000", point(*A), "node"),
        ],
    )
    both = make(layer_of("network400kv"), ign, other)
    rows = both.tables["network400kv"].set_index("key")
    assert dict(rows["statut"]) == {"L1": "en service", "L2": "en travaux", "L3": "annoncé"}
    assert rows["name"].isna().all()
    assert set(rows["position"]) == {"exacte"}
    assert told(both)["ligne déjà tracée par la BD TOPO"] == 3
    assert told(both)["tension inconnue ou hors tension"] == 2
    alone = make(layer_of("network400kv"), other).tables["network400kv"].set_index("key")
    assert dict(alone["statut"]) == {"way/1": "en service", "way/2": "en travaux"}
    assert set(alone["source"]) == {"osm-power"}


def register(*rows):
    names = ("code_poste", "nom_poste", "fonction")
    return raw_of("odre-postes", [dict(zip(names, row, strict=True)) for row in rows], None)


def test_substations_are_named_by_the_register_at_the_outline_of_bd_topo():
    x, y, _, _ = geometry.bounds(geometry.to_lambert93(point(2.15, 51.0)))
    corners = [(150, 0), (250, 0), (250, 90), (150, 90), (150, 0)]
    ring = ", ".join(f"{x + east} {y + north}" for east, north in corners)
    outline = geometry.from_wkt(f"POLYGON (({ring}))")
    made = make(
        layer_of("network400kv"),
        raw_of(
            "osm-power",
            [
                osm(
                    1,
                    "substation",
                    "400000;225000",
                    SUBSTATION,
                    name="Gravelines OSM",
                    **{"ref:FR:RTE": "GRAV5"},
                ),
                osm(2, "substation", "400000", point(*B), "node", name="Sans registre"),
                osm(3, "substation", "400000", point(*C), substation="converter"),
                osm(4, "substation", "400000", point(*C), substation="traction"),
                osm(5, "substation", "400000", point(*C), **{"ref:FR:RTE": "PIQUA"}),
                osm(6, "substation", "225000", point(*C)),
            ],
        ),
        raw_of(
            "bdtopo-postes",
            [
                {"cleabs": "P1", "geometry": geometry.to_wgs84(outline)},
                {"cleabs": "P2", "geometry": square(2.9, 50.9, 50)},
            ],
        ),
        register(
            ("GRAV5", "GRAVELINES", "Poste de transformation"),
            ("PIQUA", "PIQUAGE X", "Point de piquage"),
        ),
    )
    rows = made.tables["network400kv_point"].set_index("key")
    assert list(rows.index) == ["way/1", "node/2"]
    assert rows.loc["way/1", "name"] == "GRAVELINES"
    assert rows.loc["way/1", "verifie_par"] == "RTE, code poste GRAV5"
    assert rows.loc["node/2", "verifie_par"] is None
    assert set(rows["source"]) == {"osm-power"}
    for place in ("way/1", "node/2"):
        row = rows.loc[place]
        assert (row["insee"], row["commune"]) == nearest_commune(row["geometry"])
        assert row["note"] == "Commune la plus proche."
    assert geometry.distance_m(rows.loc["way/1", "geometry"], outline) == 0
    fates = told(made)
    assert fates["point de piquage"] == fates["station de conversion"] == 1
    assert fates["sous-station de traction"] == fates["autre tension que 400 kV"] == 1
    assert fates["contour d'un poste dessiné"] == fates["poste sans tension publiée"] == 1
    assert fates["nom repris, sans position publiée"] == 1


def nearest_commune(place):
    x, y, _, _ = geometry.bounds(place)
    communes = ground().communes
    insee = ((communes["x"] - x) ** 2 + (communes["y"] - y) ** 2).idxmin()
    return insee, communes.loc[insee, "name"]


def test_a_substation_abroad_or_at_sea_has_no_commune_and_stays_where_it_is():
    at_sea = point(2.2, 51.16)  # some 15 km off the coast, within the margin
    made = make(
        layer_of("network400kv"), raw_of("osm-power", [osm(1, "substation", "400000", at_sea)])
    )
    (row,) = made.tables["network400kv_point"].to_dict("records")
    assert (row["insee"], row["commune"], row["note"]) == (None, None, None)


def test_typed_substations_stand_back_by_name_and_rte_shapes_are_never_used():
    warande = {
        "table": "network400kv_point",
        "class": "Poste électrique (400 kV)",
        "position": "commune",
    }
    facts = raw_of(
        "atlas-2026",
        [
            {**warande, "key": "odre:WARAN", "name": "Poste de Warande", "insee": "59094"},
            {
                **warande,
                "key": "atlas:fm",
                "name": "Poste de Flandre Maritime",
                "insee": "59532",
                "statut": "en travaux",
            },
        ],
        2154,
    )
    lines_of_rte = raw_of("odre-lignes", [{"code_ligne": "X", "geometry": line(A, B)}])
    found = raw_of("osm-power", [osm(9, "substation", "400000", point(*B), name="WARANDE")])
    made = make(layer_of("network400kv"), facts, found, lines_of_rte)
    rows = made.tables["network400kv_point"].set_index("key")
    assert dict(rows["statut"]) == {"way/9": "en service", "atlas:fm": "en travaux"}
    assert made.tables["network400kv"].empty
    assert "non utilisées" in made.notes["odre-lignes"]


@real
@pytest.mark.real
def test_the_real_lines_of_openstreetmap_with_their_tags_put_back():
    frame = real_features("osm_lignes_400_225kV_Nord_extrait.geojson")
    frame["power"], frame["type"] = "line", "way"
    frame["voltage"] = (frame["tension"] * 1000).astype(str)
    frame["id"] = frame["id"].str[1:]
    frame["name"] = frame["nom"]
    made = make(layer_of("network400kv"), raw_of("osm-power", frame), at=ground("all"))
    (row,) = made.tables["network400kv"].to_dict("records")
    assert row["key"] == "way/85205336"
    assert geometry.length_km(row["geometry"]) == pytest.approx(102.487, rel=0.005)
    assert told(made) == {"dessinée": 1, "autre tension que 400 kV": 2}


# ---------------------------------------------------------------- hydrogen


def test_hydrogen_pipes_bear_the_mention_their_length_and_their_state():
    pipe = {"type": "way", "substance": "hydrogen", "man_made": "pipeline"}
    made = make(
        layer_of("hydrogennetwork"),
        raw_of(
            "osm-hydrogen",
            [
                {**pipe, "id": 1, "operator": "Air Liquide", "geometry": line(A, B)},
                {**pipe, "id": 2, "proposed": "yes", "geometry": line(B, C)},
                {**pipe, "id": 3, "substance": "gas", "geometry": line(B, C)},
                {**pipe, "id": 4, "disused": "yes", "geometry": line(B, C)},
            ],
        ),
    )
    rows = made.tables["hydrogennetwork"].set_index("key")
    assert dict(rows["statut"]) == {"way/1": "en service", "way/2": "annoncé"}
    assert rows["note"].str.contains("réseau privé, tracé indicatif").all()
    assert rows.loc["way/1", "length_km"] == pytest.approx(1.405, abs=0.01)
    assert made.limits == ("Réseau d'hydrogène : réseau privé, tracé indicatif.",)
    assert not make(layer_of("hydrogennetwork")).limits


# ---------------------------------------------------------------- anything at all

OSM_COLUMNS = {
    "type": ["way", "node", "relation"],
    "id": [1, 2, 3],
    "power": ["line", "cable", "substation"],
    "voltage": ["400000", "380000", "400000;225000", "225000"],
    "substation": ["converter", None, "transmission"],
    "name": ["Warande", None],
    "ref:FR:RTE": ["WARAN", "PIQUA", None],
    "construction": ["yes", "no", None],
}
SOURCES = {
    "roads": {
        "rrn-liaisons": {"lib_rte": ["A16", "N225", "59A016"], "portee": ["D", "U", "G"]},
        "bdtopo-troncon-route": {
            "cleabs": ["T1", "T2"],
            "cpx_numero": ["A16", "A104/N104", "D601"],
            "importance": ["1", 1, "2"],
            "cpx_classement_administratif": ["Autoroute", "Nationale", "Départementale"],
            "nature": ["Bretelle", "Route à 1 chaussée"],
        },
    },
    "waterways": {
        "bdtopo-hydro": {
            "cleabs": ["H1", "H2"],
            "navigabilite": [True, "true", 1],
            "cpx_toponyme_de_cours_d_eau": ["Canal de Calais", "la Deûle", None],
            "toponyme": ["l'Aa", None],
        },
        "dpf-cerema": {"nom_voie": ["Canal de Calais", "Canal de calais"]},
    },
    "gasnetwork": {"natran-trace": {"object_id": [1, 2, 3, "4"], "nom_region": [None, "x"]}},
    "hydrogennetwork": {
        "osm-hydrogen": {**OSM_COLUMNS, "substance": ["hydrogen"], "operator": ["x"]}
    },
    "network400kv": {
        "bdtopo-lignes": {
            "cleabs": ["L1", "L2"],
            "voltage": ["400 kV", "400kV", "<45 kV", "Hors tension"],
            "etat_de_l_objet": ["En service", "En projet", "En construction"],
        },
        "osm-power": OSM_COLUMNS,
        "bdtopo-postes": {"cleabs": ["P1", "P2"], "toponyme": [None]},
        "odre-postes": {
            "code_poste": ["WARAN", "PIQUA"],
            "nom_poste": ["WARANDE"],
            "fonction": ["Poste de transformation", "Point de piquage"],
        },
        "odre-lignes": {"code_ligne": ["X"], "nom_ligne": ["Y"]},
    },
}
CASES = st.sampled_from(sorted(SOURCES)).flatmap(
    lambda layer: st.tuples(
        st.just(layer),
        st.lists(st.sampled_from(sorted(SOURCES[layer])), unique=True).flatmap(
            lambda names: st.tuples(*[wild_tables(name, SOURCES[layer][name]) for name in names])
        ),
    )
)


@wild
@given(CASES)
def test_no_row_is_lost_and_nothing_raises_whatever_is_given(case):
    layer_id, tables = case
    layer, raw = layer_of(layer_id), {table.source: table for table in tables}
    check(recipe(layer)(raw, layer, ground()), raw, layer)
