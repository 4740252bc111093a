"""The played services: files, and the hosts that have a protocol of their own."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re

import pytest
from osgeo import gdal, ogr
from territoires_industrie.tests.services.asking import (
    DATAGOUV,
    DIDO,
    ENEDIS,
    FCU,
    FRICHES,
    GEOCODE,
    ICPE,
    MELODI,
    OVERPASS,
    TILE,
    ask,
    follow,
    geocode,
    main_file,
    members,
)

pytest_plugins = "territoires_industrie.tests.services.fixtures"


# --- files ---------------------------------------------------------------------------------------


def test_datagouv_leads_to_a_dated_file_with_its_sum(services):
    about, got = main_file(services)
    assert re.match(r"https://static\.data\.gouv\.fr/resources/[\w-]+/\d{8}-\d{6}/", about["url"])
    assert hashlib.sha1(got.body).hexdigest() == about["checksum"]["value"]
    assert len(got.body) == about["filesize"]
    again = ask(services, about["url"], If_None_Match=got.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    since = ask(services, about["url"], If_Modified_Since=got.headers["last-modified"])
    assert since.status == 304
    assert ask(services, f"{DATAGOUV}/inconnu/").status == 404
    assert "etag" not in ask(services, FCU).headers


def test_heat_networks_are_metres_that_only_a_legacy_crs_tells(services):
    files = members(main_file(services)[1].body)
    traced = json.loads(files["reseaux_de_chaleur.geojson"])
    assert traced["crs"]["properties"]["name"] == "EPSG:2154"
    bare = json.loads(files["reseaux_de_chaleur_sans_traces.geojson"])["features"]
    region = [
        f for f in traced["features"] + bare if f["properties"]["region"] == "Hauts-de-France"
    ]
    assert len(region) == 26
    assert {f["geometry"]["type"] for f in bare} == {"Point"}
    assert any(f["properties"]["Identifiant reseau"] == "" for f in region)


def test_the_other_files_open_with_gdal(services):
    roads = follow(services, f"{DATAGOUV}/r/90a65602-3ca4-41d7-bf7c-23d435c916e1")
    gdal.FileFromMemBuffer("/vsimem/rrn.zip", roads.body)
    layer = (source := gdal.OpenEx("/vsizip//vsimem/rrn.zip/VSMAP_TOUT.shp")).GetLayer(0)
    assert {"lib_rte", "portee"} <= {f.GetName() for f in layer.schema}
    assert layer.GetFeatureCount() > 500
    friches = follow(services, f"{DATAGOUV}/r/a9084493-e742-4a2f-890b-0ebc803098df")
    gdal.FileFromMemBuffer("/vsimem/friches.gpkg", friches.body)
    layer = (source := gdal.OpenEx("/vsimem/friches.gpkg")).GetLayerByName("friches_surfaces")
    assert layer.GetFeatureCount() > 3_500
    del source
    lists = ask(services, f"{DATAGOUV}/programme-territoires-dindustrie/").json["resources"]
    assert lists[0]["title"] == "Liste des territoires d'industrie"
    counts = {}
    for resource in lists:
        rows = csv.DictReader(io.StringIO(follow(services, resource["url"]).text))
        counts[resource["title"]] = len({row["id_ti"] for row in rows})
    assert counts["liste-ti-grpt2023-20240704.csv"] == 183
    assert counts["Liste des territoires d'industrie"] == 149


def test_georisques_is_latin_text_in_an_archive(services):
    files = members(ask(services, ICPE).body)
    names = "InstallationClassee rubriqueIC inspection metadataFichierInspection"
    names += " metadataFichierHorsInspection"
    assert set(files) == {f"{name}.csv" for name in names.split()}
    rows = list(csv.DictReader(io.StringIO(files["InstallationClassee.csv"].decode("iso-8859-1")),
                               delimiter=";"))  # fmt: skip
    assert {row["codeInsee"][:2] for row in rows} == {"59"}
    with pytest.raises(UnicodeDecodeError):
        files["InstallationClassee.csv"].decode()


# --- the others ----------------------------------------------------------------------------------


def test_dido_announces_what_it_does_not_give_yet(services):
    listed = ask(services, f"{DIDO}/datasets?page=1&pageSize=all").json["data"]
    files = [file for dataset in listed for file in dataset["datafiles"]]
    gas = next(f for f in files if "gaz" in f["title"] and f["title"].endswith("2024"))
    given, coming = gas["millesimes"]
    address = f"{DIDO}/datafiles/{gas['rid']}/csv?withColumnDescription=false"
    assert ask(services, f"{address}&millesime={coming['millesime']}").status == 400
    text = ask(services, f"{address}&millesime={given['millesime']}").text
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(rows) == given["rows"]
    assert {"secret", "s", ""} < {row["CONSO"] for row in rows}
    assert text.startswith('"OPERATEUR";')
    described = ask(services, f"{DIDO}/datafiles/{gas['rid']}/csv").text
    assert described.startswith('"Description de OPERATEUR"')
    assert ask(services, f"{DIDO}/datafiles/inconnu").status == 404


def test_datafair_pages_by_the_next_address(services):
    url = f"{ENEDIS}/lines?code_epci_eq=245900428&annee_eq=2024&size=60"
    rows, total = [], 0
    while url:
        page = ask(services, url).json
        rows, total, url = rows + page["results"], page["total"], page.get("next")
    assert len(rows) == total > 100
    assert any(
        row["adresse"] is None for row in ask(services, f"{ENEDIS}/lines?size=9000").json["results"]
    )
    assert ask(services, f"{ENEDIS}/lines?inconnu_eq=1").status == 400


def test_melodi_pages_and_says_what_has_no_value(services):
    first = ask(services, f"{MELODI}&TIME_PERIOD=2023&maxResult=250").json
    count = first["paging"]["count"]
    second = ask(services, first["paging"]["next"]).json
    observations = first["observations"] + second["observations"]
    assert len(observations) == count
    secret = [o for o in observations if o["attributes"]["OBS_STATUS"] == "K"]
    assert secret
    assert all(o["measures"]["OBS_VALUE_NIVEAU"].get("value") is None for o in secret)
    assert ask(services, f"{MELODI}&maxResult=100001").status == 400
    assert ask(services, f"{MELODI}&maxResult=0").json["observations"] == []


def test_cartofriches_wants_a_place_and_holds_the_region(services):
    assert ask(services, FRICHES).status == 400
    assert ask(services, f"{FRICHES}?in_bbox=2,50,3.5,51").status == 400
    counts = {
        code: ask(services, f"{FRICHES}?coddep={code}&page_size=1").json["count"]
        for code in ("02", "59", "60", "62", "80")
    }
    assert sum(counts.values()) == 3422
    page = ask(services, f"{FRICHES}?coddep=80&page_size=1000&fields=all").json
    statuses = [f["properties"]["site_statut"] for f in page["features"]]
    assert page["next"] is None or page["next"].startswith("https://")
    assert statuses.count("friche sans projet") > 400
    assert page["features"][0]["id"] == page["features"][0]["properties"]["site_id"]
    assert ask(services, f"{FRICHES}?coddep=80&page=99").status == 404


def test_overpass_reads_the_box(services):
    everything = ask(services, OVERPASS).json
    assert {e["type"] for e in everything["elements"]} == {"way", "node", "relation"}
    assert any(e["tags"].get("voltage") == "400000;225000" for e in everything["elements"])
    nowhere = OVERPASS.replace("48.8%2C1.3%2C51.2%2C4.3", "43%2C1.3%2C44%2C4.3")
    assert ask(services, nowhere).json["elements"] == []
    assert ask(services, "https://overpass-api.de/api/interpreter?data=nonsense").status == 400


def test_tiles_are_real_and_empty_ones_say_204(services):
    tile = ask(services, f"{TILE}/9/260/174")
    assert (tile.status, tile.headers["content-encoding"]) == (200, "gzip")
    gdal.FileFromMemBuffer("/vsimem/tile.pbf", gzip.decompress(tile.body))
    source = gdal.OpenEx("/vsimem/tile.pbf", open_options=["X=260", "Y=174", "Z=9"])
    layer = source.GetLayerByName("layer")
    values = {feature["pot_value"] for feature in layer}
    assert values <= set(range(1, 10))
    assert layer.GetGeomType() in {ogr.wkbPolygon, ogr.wkbMultiPolygon}
    del layer, source
    assert ask(services, f"{TILE}/9/0/0").status == 204


def test_the_geocoder_places_the_addresses_that_are_served(services):
    lines = ask(services, f"{ENEDIS}/lines?size=400&annee_eq=2024").json["results"]
    rows = [(r["adresse"], r["code_commune"]) for r in lines if r["adresse"]]
    found = list(csv.DictReader(io.StringIO(geocode(services, rows).text)))
    assert len(found) == len(rows)
    kinds = {row["result_type"] for row in found}
    assert {"housenumber", "street", "municipality", ""} == kinds
    placed = [row for row in found if row["result_status"] == "ok"]
    assert all(1 < float(row["longitude"]) < 5 < 48 < float(row["latitude"]) < 52 for row in placed)
    one = ask(services, f"{GEOCODE}?q={rows[0][0]}&citycode={rows[0][1]}").json["features"][0]
    assert one["properties"]["citycode"] == rows[0][1]
    assert ask(services, f"{GEOCODE}/csv").status == 405
