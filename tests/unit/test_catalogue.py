"""The catalogue: the atlas' words and order, and files that are wrong."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.catalogue import (
    CATALOGUE_FOLDER,
    Catalogue,
    CatalogueError,
    load_catalogue,
)

# The four legends as the atlas prints them (pages of Aa - Dunkerque - Flandre), group by group;
# a line of ours, which the atlas has not, starts with +.
ATLAS_LEGENDS = {
    "CARTE DES CONSOMMATEURS": """
        ### Types de consommateurs
        Agroalimentaire
        Papeterie
        Textile
        Métallurgie/sidérurgie
        Matériels de transport
        Industrie chimique et pharmaceutique
        Produits minéraux, caoutchouc, plastique
        Biens intermédiaires et d'équipement
        ### Taille des consommateurs
        > à 10 000 MWh
        > à 50 000 MWh
        + Taille non publiée
        ### Réseaux
        Réseau fluviale
        Réseau routier
    """,
    "CARTE DES PRODUCTEURS": """
        ### Producteurs
        Cogénération de biométhane
        Cogénération de gaz
        Point d'injection de biométhane
        Bioénergies
        Thermique non renouvelable
        Centrale nucléaire
        Éolien
        Stockage d'électricité
        ### Réseaux
        Réseau fluviale
        Réseau routier
    """,
    "CARTE DES RÉSEAUX ET DES FRICHES": """
        ### Réseaux
        Réseau fluviale
        Réseau routier
        Réseau gaz
        Réseau électrique (400 kV)
        Réseau hydrogène
        Poste électrique (400 kV)
        + Entrée ou compression de gaz
        ### Friches
        Friche industrielle
        Friche pour solaire
    """,
    "CARTE DES POTENTIELS DE CHALEUR VALORISABLES": """
        ### Géothermie de surface
        Potentiel moyen et faible
        Potentiel fort
        + Potentiel non connu
        ### Gisement de chaleur fatale
        Chaleur fatale < à 40°C
        Chaleur fatale < à 80°C
        Chaleur fatale < à 100°C
        Chaleur fatale < à 200°C
        + Gisement identifié, température non publiée
        ### Station d'épuration
        Collectivités
        Industriels
        ### Réseaux
        Réseau routier
        Réseau fluviale
        Réseau de chaleur
        + Réseau de chaleur
    """,
}

CORRECTED_LABELS = {
    "Réseau fluviale": "Réseau fluvial",
    "> à 10 000 MWh": "> 10 000 MWh",
    "> à 50 000 MWh": "> 50 000 MWh",
    "Chaleur fatale < à 40°C": "Chaleur fatale < 40 °C",
    "Chaleur fatale < à 80°C": "Chaleur fatale < 80 °C",
    "Chaleur fatale < à 100°C": "Chaleur fatale < 100 °C",
    "Chaleur fatale < à 200°C": "Chaleur fatale < 200 °C",
}

COMMON_FIELDS = (
    "key name commune insee rattachement class statut position diffusion source vintage "
    "source_atlas verifie_par verifie_le note "
)

ATLAS_TABLES = {
    "roads": ("line", "number rank"),
    "waterways": ("line", "gauge"),
    "consumers": ("point", "size siret naf electricity_mwh gas_mwh total_mwh year"),
    "producers": (
        "point",
        "filiere combustible technologie power_kw capacity_gwh_y units commissioning",
    ),
    "gasnetwork": ("line", "length_km"),
    "gasnetwork_point": ("point", "capacity_gm3_y"),
    "network400kv": ("line", "voltage_kv"),
    "network400kv_point": ("point", "voltage_kv"),
    "hydrogennetwork": ("line", "operator length_km"),
    "brownfields": ("polygon", "area_ha site_type site_statut"),
    "brownfields_point": ("point", "area_ha site_type site_statut"),
    "geothermalpotential": ("polygon", "pot_value"),
    "wasteheat": ("point", "temperature_c energy_mwh deja_valorisee"),
    "wastewaterplants": ("point", "nature capacity_eh"),
    "heatnetworks": ("line", "length_km delivered_mwh recovered_pct enr_pct year"),
    "heatnetworks_point": ("point", "length_km delivered_mwh recovered_pct enr_pct year"),
}

BASE_TABLES = {
    "land": ("polygon", ""),
    "departments": ("polygon", "code name"),
    "epci": ("polygon", "siren name territory"),
    "perimeters": ("polygon", "territory name area_km2 population communes"),
    "communes": ("point", "insee name population siren_epci territory is_prefecture"),
    "rail": ("line", ""),
    "rivers": ("line", "name"),
    "jobs": ("none", "territory siren activity size_band posts establishments year"),
    "energy": (
        "none",
        "territory flux category energy sites mwh power_kw capacity_gwh_y of_which_withheld "
        "share_max masked year vintage sources",
    ),
    "seveso": ("none", "territory name regime"),
    "borders": ("line", ""),
    "placenames": ("point", "name kind"),
}


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the catalogue that a test may break."""
    return Path(shutil.copytree(CATALOGUE_FOLDER, tmp_path / "catalogue"))


def edit(path: Path, change) -> None:
    value = json.loads(path.read_text(encoding="utf-8"))
    change(value)
    path.write_text(json.dumps(value), encoding="utf-8")


def error_of(folder: Path, overrides: Path | None = None) -> str:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder, overrides)
    return str(caught.value)


def all_legends(catalogue: Catalogue):
    return [legend for layer in catalogue.layers.values() for legend in layer.legends]


# --- What the catalogue says ---


def as_printed(catalogue: Catalogue, theme) -> list[str]:
    lines = []
    for group in theme.groups:
        lines.append(f"### {group.title}")
        for layer_id, legend_id in group.entries:
            legend = catalogue.layers[layer_id].legend(legend_id)
            assert legend.title == group.title
            lines += [f"{'' if each.atlas else '+ '}{each.key}" for each in legend.classes]
    return lines


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_legends_are_the_atlas_word_for_word_in_its_order(catalogue, number):
    title, text = list(ATLAS_LEGENDS.items())[number - 1]
    theme = catalogue.themes[number - 1]

    assert theme.number == number
    assert theme.title.upper() == title
    assert as_printed(catalogue, theme) == [line.strip() for line in text.strip().splitlines()]


def test_labels_are_the_keys_but_for_the_corrected_ones(catalogue):
    labels = {c.key: c.label for x in all_legends(catalogue) for c in x.classes if c.atlas}

    assert {key: label for key, label in labels.items() if key != label} == CORRECTED_LABELS


def test_a_network_without_published_trace_says_so(catalogue):
    (untraced,) = catalogue.layers["heatnetworks"].legend("untraced").classes

    assert untraced.label == "Réseau de chaleur (sans tracé)"


def test_brownfield_outlines_and_markers_have_the_same_classes(catalogue):
    brownfields = catalogue.layers["brownfields"]

    assert brownfields.legend("outlines").classes == brownfields.legend("types").classes


def test_tables_and_columns(catalogue):
    wanted = {
        name: (geometry, (COMMON_FIELDS + fields).split())
        for name, (geometry, fields) in ATLAS_TABLES.items()
    } | {name: (geometry, fields.split()) for name, (geometry, fields) in BASE_TABLES.items()}

    assert {
        table.name: (table.geometry, [field.name for field in table.fields])
        for table in catalogue.tables
    } == wanted


def test_points_lie_over_lines_and_lines_over_the_geothermal_areas(catalogue):
    for theme in catalogue.themes:
        kinds = [catalogue.table(name).geometry for name in theme.draw_order]
        assert kinds[-1] == "point"
        assert "line" not in kinds[kinds.index("point") :] or theme.id == "heat"
    assert catalogue.theme("consumers").draw_order[-1] == "consumers"
    assert catalogue.theme("producers").draw_order[-1] == "producers"
    assert catalogue.theme("heat").draw_order[0] == "geothermalpotential"


def test_finding_things_by_name(catalogue):
    assert catalogue.layer_of("brownfields_point").id == "brownfields"
    assert catalogue.theme("networks").slug == "reseaux-et-friches"
    with pytest.raises(CatalogueError, match="unknown table 'consumer', did you mean 'consumers'"):
        catalogue.table("consumer")
    with pytest.raises(CatalogueError, match="unknown theme 'heath', did you mean 'heat'"):
        catalogue.theme("heath")
    with pytest.raises(CatalogueError, match="unknown legend of layer 'roads' 'other'"):
        catalogue.layers["roads"].legend("other")


def test_an_alias_is_french_with_its_unit(catalogue):
    aliases = {field.name: field.alias for field in catalogue.table("consumers").fields}

    assert aliases["electricity_mwh"] == "Consommation d'électricité (MWh)"
    assert aliases["gas_mwh"] == "Consommation de gaz (MWh PCS)"
    assert aliases["commune"] == "Commune"


def test_the_parameters_name_classes_that_exist(catalogue):
    def keys(layer_id: str, legend_id: str) -> set[str]:
        return {each.key for each in catalogue.layers[layer_id].legend(legend_id).classes}

    def parameters(layer_id: str):
        return catalogue.layers[layer_id].parameters

    consumers, producers = parameters("consumers"), parameters("producers")
    assert set(consumers["naf_divisions"]) == keys("consumers", "types")
    assert {*consumers["thresholds_mwh"], consumers["size_unknown"]} == keys("consumers", "sizes")
    classes = {rule["class"] for rule in producers["class_rules"]} - {""}
    assert classes | {producers["injection_class"]} == keys("producers", "types")
    assert set(parameters("brownfields")["classes"]) == keys("brownfields", "types")
    assert set(parameters("geothermalpotential")["codes"]) == keys("geothermalpotential", "main")
    heat = parameters("wasteheat")
    assert {*heat["upper_bounds_c"], heat["temperature_unknown"]} == keys("wasteheat", "bands")
    natures = parameters("wastewaterplants")["natures"]
    assert set(natures.values()) == keys("wastewaterplants", "main")


def test_each_manufacturing_division_has_one_class_but_the_undecided(catalogue):
    parameters = catalogue.layers["consumers"].parameters
    decided = sorted(sum(parameters["naf_divisions"].values(), []))

    assert sorted(decided + parameters["naf_undecided"]) == [str(n) for n in range(10, 34)]


def test_the_rules_figures(catalogue):
    def parameters(layer_id: str):
        return catalogue.layers[layer_id].parameters

    assert list(parameters("consumers")["thresholds_mwh"].values()) == [10_000, 50_000]
    assert parameters("consumers")["masking"] == {"min_sites": 3, "max_share": 0.85}
    assert parameters("brownfields")["min_area_ha"] == 1
    assert parameters("brownfields")["statut"] == "friche sans projet"
    assert parameters("wastewaterplants")["min_capacity_eh"] == 10_000
    assert parameters("wasteheat")["estimate"]["enabled"] is False
    assert list(parameters("geothermalpotential")["codes"].values()) == [
        [5, 6, 7],
        [8, 9],
        [1, 3, 4],
    ]


def test_french_sentences_are_well_set(catalogue):
    """No number, and no word before a double mark, is cut off by a line's end."""
    texts = [text for layer in catalogue.layers.values() for text in (layer.rule, layer.empty)]
    texts += [source.vintage for source in catalogue.sources.values()]

    for text in texts:
        assert text[0].isupper()
        assert not re.search(r" [;:?!%»]|« |\d \d{3}|\d (MWh|ha|km|kV|kW|EH|m|°C)\b", text), text
    for layer in catalogue.layers.values():
        assert layer.rule.endswith(".")
        assert not layer.empty.endswith(".")


def test_sources_name_publisher_licence_and_address(catalogue):
    for source in catalogue.sources.values():
        assert source.licence, source.id
        if source.protocol not in ("local", "registry"):
            assert source.url, source.id
            assert source.dataset, source.id
            assert source.page, source.id
    openstreetmap = [s for s in catalogue.sources.values() if s.id.startswith("osm-")]
    assert {source.licence for source in openstreetmap} == {"ODbL 1.0"}


def test_nothing_in_the_files_looks_like_a_password():
    for path in CATALOGUE_FOLDER.rglob("*.json"):
        assert not re.search(r"\b[0-9a-f]{24}\b|\b[0-9a-f]{64}\b", path.read_text("utf-8")), path


def test_the_shipped_catalogue_is_read_once_and_fast(catalogue):
    assert load_catalogue() is catalogue
    best = min(reading_time() for _ in range(5))
    assert best < 0.03, f"{best * 1000:.0f} ms where 3 are usual"


def reading_time() -> float:
    start = time.perf_counter()
    load_catalogue(CATALOGUE_FOLDER)
    return time.perf_counter() - start


def test_it_needs_the_standard_library_only():
    code = (
        "import sys\n"
        "from territoires_industrie.territoires_industrie.catalogue import load_catalogue\n"
        "load_catalogue()\n"
        "heavy = {'pandas', 'numpy', 'qgis', 'osgeo', 'requests', 'pyproj'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    plugins = Path(__file__).parents[2] / "build" / "plugins"
    child = subprocess.run([sys.executable, "-c", code], cwd=plugins, capture_output=True)

    assert (child.returncode, child.stderr) == (0, b"")


def test_nothing_can_be_changed(catalogue):
    with pytest.raises(AttributeError):
        catalogue.themes[0].title = "Autre"
    with pytest.raises(TypeError):
        catalogue.layers["brownfields"].parameters["min_area_ha"] = 2
    with pytest.raises(TypeError):
        del catalogue.sources["fcu"]


# --- Files that are wrong: file, key and reason ---


def broken(name: str, change, message: str):
    return pytest.param(name, change, f"{name}: {message}", id=message)


def setting(*keys, to):
    """A change that sets the value under these keys."""

    def change(value):
        for key in keys[:-1]:
            value = value[key]
        value[keys[-1]] = to

    return change


def dropping(*keys):
    def change(value):
        for key in keys[:-1]:
            value = value[key]
        del value[keys[-1]]

    return change


def repeating(*keys):
    """A change that adds the first item of the list under these keys once more."""

    def change(value):
        for key in keys:
            value = value[key]
        value.append(value[0])

    return change


CONSUMERS = "layers/consumers.json"
TYPES = ("legends", 0)
FIELDS = ("tables", 0, "fields")


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        broken(
            CONSUMERS,
            dropping(*TYPES, "classes", 0, "key"),
            "legends[0].classes[0].key: missing",
        ),
        broken(CONSUMERS, dropping("empty"), "empty: missing"),
        broken(CONSUMERS, setting("title", to=3), "title: must be a text, not 3"),
        broken(CONSUMERS, setting("title", to="  "), "title: must be a text, not '  '"),
        broken(
            CONSUMERS,
            setting(*TYPES, "classes", 0, "key", to=""),
            "legends[0].classes[0].key: must be a text, not ''",
        ),
        broken(CONSUMERS, setting("tables", to={}), "tables: must be a list of 1 or more, not {}"),
        broken(
            CONSUMERS,
            setting(*FIELDS, 0, "type", to="float"),
            "tables[0].fields[0].type: must be one of text, integer, real, date, not 'float'",
        ),
        broken(
            CONSUMERS,
            setting(*TYPES, "classes", 1, "atlas", to=0),
            "legends[0].classes[1].atlas: must be true or false, not 0",
        ),
        broken(
            CONSUMERS,
            setting(*FIELDS, 0, "name", to="Size class"),
            "tables[0].fields[0].name: must be a name in a-z, 0-9 and _, not 'Size class'",
        ),
        broken(
            CONSUMERS,
            setting("ruel", to="…"),
            "ruel: unknown key 'ruel', did you mean 'rule'?",
        ),
        broken(
            CONSUMERS,
            repeating(*TYPES, "classes"),
            "legends[0].classes[8].key: repeats 'Agroalimentaire'",
        ),
        broken(CONSUMERS, repeating(*FIELDS), "tables[0].fields[7].name: repeats 'size'"),
        broken(
            CONSUMERS,
            setting(*FIELDS, 0, "name", to="commune"),
            "tables[0].fields[0].name: repeats common 'commune'",
        ),
        broken(CONSUMERS, repeating("sources"), "sources[8]: repeats 'sdes-gaz-adresse'"),
        broken(
            CONSUMERS,
            setting("id", to="consumer"),
            "id: must be 'consumers', as the file is named, not 'consumer'",
        ),
        broken(
            CONSUMERS,
            setting("tables", 0, "name", to="sites"),
            "tables[0].name: must be consumers or consumers_point, not 'sites'",
        ),
        broken(
            CONSUMERS,
            setting("sources", 0, to="sdes-gaz-adresses"),
            "sources[0]: unknown source 'sdes-gaz-adresses', did you mean 'sdes-gaz-adresse'?",
        ),
        broken(
            CONSUMERS,
            setting(*TYPES, "table", to="consumer"),
            "legends[0].table: unknown table 'consumer', did you mean 'consumers'?",
        ),
        broken(
            CONSUMERS,
            setting(*TYPES, "field", to="klass"),
            "legends[0].field: unknown field 'klass', did you mean 'class'?",
        ),
        broken(
            "themes.json",
            setting("themes", 0, "groups", 0, "entries", 0, to="consumer.types"),
            "themes[0].groups[0].entries[0]: unknown layer 'consumer', did you mean 'consumers'?",
        ),
        broken(
            "themes.json",
            setting("themes", 0, "groups", 1, "entries", 0, to="consumers.size"),
            "themes[0].groups[1].entries[0]: unknown legend of layer 'consumers' 'size', "
            "did you mean 'sizes'?",
        ),
        broken(
            "themes.json",
            setting("themes", 0, "groups", 0, "entries", 0, to="consumers"),
            "themes[0].groups[0].entries[0]: must be 'layer.legend', not 'consumers'",
        ),
        broken(
            "themes.json",
            setting("themes", 1, "groups", 0, "entries", 0, to="wasteheat.bands"),
            "themes[1].groups[0].entries[0]: its table 'wasteheat' is not in the draw_order "
            "of this theme",
        ),
        broken(
            "themes.json",
            setting("themes", 0, "draw_order", 0, to="waterway"),
            "themes[0].draw_order[0]: unknown atlas table 'waterway', did you mean 'waterways'?",
        ),
        broken(
            "themes.json",
            setting("themes", 0, "draw_order", 0, to="land"),
            "themes[0].draw_order[0]: unknown atlas table 'land'",
        ),
        broken(
            "themes.json",
            setting("themes", 1, "number", to=1),
            "themes[1].number: repeats 1",
        ),
        broken(
            "themes.json",
            setting("themes", 1, "number", to=True),
            "themes[1].number: must be a whole number, not True",
        ),
        broken(
            "sources.json",
            setting("fcu", "protocol", to="ftp"),
            "fcu.protocol: must be one of opendatasoft, wfs, datagouv, dido, datafair, melodi, "
            "cartofriches, georisques, overpass, vectortiles, local, registry, not 'ftp'",
        ),
        broken(
            "sources.json",
            setting("fcu", "url", to="ftp://example.org"),
            "fcu.url: must be an http address or empty, not 'ftp://example.org'",
        ),
        broken(
            "sources.json",
            setting("fcu", "expected_rows", to=[9, 1]),
            "fcu.expected_rows: must be [least, most] in whole numbers, not [9, 1]",
        ),
        broken("sources.json", dropping("fcu", "licence"), "fcu.licence: missing"),
        broken("sources.json", setting("fcu", to=None), "fcu: must be an object, not None"),
        broken(
            "sources.json",
            lambda sources: sources.update({"Fcu 2": sources["fcu"]}),
            "Fcu 2: must be a name in a-z, 0-9 and -, not 'Fcu 2'",
        ),
        broken("common.json", repeating("fields"), "fields[15].name: repeats 'key'"),
    ],
)
def test_a_wrong_file_is_named_with_key_and_reason(folder, name, change, message):
    edit(folder / name, change)

    assert error_of(folder) == message


def test_an_atlas_table_that_no_map_draws(folder):
    themes = json.loads((folder / "themes.json").read_text("utf-8"))
    networks = themes["themes"][2]
    networks["draw_order"].remove("hydrogennetwork")
    networks["groups"][0]["entries"].remove("hydrogennetwork.main")
    (folder / "themes.json").write_text(json.dumps(themes), encoding="utf-8")

    assert error_of(folder) == (
        "layers/hydrogennetwork.json: tables[0].name: "
        "no draw_order in themes.json has 'hydrogennetwork'"
    )


@pytest.mark.parametrize("name", ["themes.json", "sources.json", "common.json", CONSUMERS])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"id": ', "whole file: is not valid JSON (Expecting value: line 1 column 8 (char 7))"),
        (b'{"id": "a", "id": "b"}', "whole file: is not valid JSON (key 'id' is repeated)"),
        (b"\xe9", "whole file: is not valid JSON ("),
        (b"[" * 100_000, "whole file: is not valid JSON ("),
        (b"[]", "whole file: must be an object, not []"),
    ],
)
def test_a_file_that_is_not_json(folder, name, content, reason):
    (folder / name).write_bytes(content)

    assert error_of(folder).startswith(f"{name}: {reason}")


@pytest.mark.parametrize("name", ["themes.json", "sources.json", "common.json"])
def test_a_file_that_is_absent(folder, name):
    (folder / name).unlink()

    assert error_of(folder) == f"{name}: whole file: cannot be read (No such file or directory)"


def test_a_layer_that_is_absent(folder):
    (folder / CONSUMERS).unlink()

    assert error_of(folder).startswith("themes.json: themes[0].draw_order[2]: unknown atlas table")


# --- A user's own sources ---


def overriding(folder: Path, changes: object) -> Path:
    path = folder / "my-sources.json"
    path.write_text(json.dumps(changes), encoding="utf-8")
    return path


def test_a_user_can_move_a_source(catalogue, tmp_path):
    moved = overriding(tmp_path, {"fcu": {"url": "https://example.org/fcu"}})

    ours = load_catalogue(overrides=moved)

    assert ours.sources["fcu"].url == "https://example.org/fcu"
    assert ours.sources["fcu"].licence == catalogue.sources["fcu"].licence
    assert {**ours.sources, "fcu": None} == {**catalogue.sources, "fcu": None}
    assert load_catalogue().sources["fcu"].url != "https://example.org/fcu"


def test_without_a_file_of_overrides_nothing_changes(catalogue, tmp_path):
    assert load_catalogue(overrides=tmp_path / "none.json").sources == catalogue.sources


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"fcuu": {}}, "fcuu: unknown source 'fcuu', did you mean 'fcu'?"),
        ({"fcu": {"url": 1}}, "fcu.url: must be an http address or empty, not 1"),
        ({"fcu": {"uri": "x"}}, "fcu.uri: unknown key 'uri', did you mean 'url'?"),
        ({"fcu": []}, "fcu: must be an object, not []"),
        ([], "whole file: must be an object, not []"),
    ],
)
def test_wrong_overrides_are_named_with_their_own_file(tmp_path, changes, reason):
    path = overriding(tmp_path, changes)

    assert error_of(CATALOGUE_FOLDER, path) == f"{path}: {reason}"


# --- Whatever is in a file, it loads or is refused in our own words ---

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=5,
)


def paths_in(value, path=()) -> list[tuple]:
    """The keys that lead to each value inside a value."""
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    else:
        return [path]
    return [path, *(each for key, item in inside for each in paths_in(item, (*path, key)))]


@st.composite
def mutated(draw, name: str):
    """The content of a file of the catalogue, with up to three values replaced or removed."""
    value = json.loads((CATALOGUE_FOLDER / name).read_text("utf-8"))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(paths_in(value)))
        change = draw(st.sampled_from(["replace", "remove", "add"]))
        if not path:
            return draw(ANYTHING)
        holder = value
        for key in path[:-1]:
            holder = holder[key]
        if change == "remove":
            del holder[path[-1]]
        elif change == "add" and isinstance(holder, dict):
            holder[draw(st.text(max_size=8))] = draw(ANYTHING)
        else:
            holder[path[-1]] = draw(ANYTHING)
    return value


MUTABLE = [CONSUMERS, "layers/brownfields.json", "themes.json", "sources.json", "common.json"]


@pytest.mark.parametrize("name", MUTABLE)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_mutated_file_loads_or_is_refused_by_name(folder, name, data):
    content = data.draw(mutated(name))
    (folder / name).write_text(json.dumps(content), encoding="utf-8")

    try:
        load_catalogue(folder)
    except CatalogueError as error:
        assert re.match(r"[\w./]+\.json: .+: .+", str(error), re.DOTALL)
