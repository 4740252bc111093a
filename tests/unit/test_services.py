"""The played services: the program itself, Opendatasoft, WFS."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

import pytest
from osgeo import gdal
from territoires_industrie.tests.services.asking import (
    BIOMETHANE,
    CARTAGENE,
    FRICHES,
    GAS,
    ICPE,
    INDUSTRY,
    INDUSTRY_ROWS,
    INDUSTRY_TYPE,
    JSON_LINES,
    MELODI,
    ODRE,
    PLANTS,
    REGISTRE,
    SANDRE,
    WFS,
    ask,
)
from territoires_industrie.tests.services.running import Services

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "data" / "real"


pytest_plugins = "territoires_industrie.tests.services.fixtures"


# --- the program ---------------------------------------------------------------------------------


def test_says_where_it_is_and_plays_every_host_of_the_catalogue(services):
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", services.mirror)
    sources = json.loads((ROOT / "resources/catalogue/sources.json").read_text(encoding="utf-8"))
    hosts = {urllib.parse.urlsplit(s["url"]).netloc for s in sources.values() if s["url"]}
    assert hosts <= set(ask(services, "x://_control/ready").json["hosts"])


def test_runs_from_a_clone_of_any_name_and_gives_the_same_rows(services, tmp_path):
    clone = tmp_path / "un autre-nom"
    shutil.copytree(ROOT / "tests/services", clone / "tests/services")
    for folder in ("territories", "catalogue"):
        shutil.copytree(ROOT / "resources" / folder, clone / "resources" / folder)
    process = subprocess.Popen(
        [sys.executable, str(clone / "tests/services/serve.py"), "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )
    try:
        line = process.stdout.readline()
        assert re.fullmatch(r"mirror: http://127\.0\.0\.1:\d+\n", line)
        other = Services(process, line.removeprefix("mirror: ").strip())
        for address in (f"{BIOMETHANE}/exports/json", ICPE, f"{FRICHES}?coddep=60"):
            assert ask(other, address).body == ask(services, address).body
    finally:
        other.stop()
    assert process.returncode == 0


def test_options_of_the_command_are_faults_from_the_start():
    with Services.start(0, "--latency", "120", "--fault", "api.insee.fr=503", "--rate") as services:
        started = time.monotonic()
        assert ask(services, f"{BIOMETHANE}/exports/json?limit=1").status == 200
        assert time.monotonic() - started > 0.11
        assert ask(services, MELODI).status == 503


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="no extracts of real data beside the checkout")
def test_real_rows_are_served_exactly():
    name = "biomethane_points_injection_HDF_107.json"
    with Services.start(0, "--real", str(REAL)) as services:
        rows = ask(services, f"{BIOMETHANE}/exports/json").json
        assert rows == json.loads((REAL / name).read_text(encoding="utf-8"))
        assert len(ask(services, f"{GAS}/exports/geojson").json["features"]) == 4
        count = ask(services, f'{REGISTRE}/records?where=coderegion="32"&limit=0').json
        assert count["total_count"] == 1


def test_an_unknown_fault_is_refused(services):
    with pytest.raises(OSError, match="400"):
        services.fault("api.insee.fr", "no-such-fault")


def test_the_log_says_what_was_asked(services):
    ask(services, f"{BIOMETHANE}/exports/json?limit=1", If_None_Match='"x"')
    (entry,) = services.asked("odre-biomethane")
    assert services.log() == services.asked("odre.opendatasoft.com") == [entry]
    assert entry["host"] == "odre.opendatasoft.com"
    assert entry["path"].endswith("/exports/json")
    assert (entry["query"], entry["status"]) == ("limit=1", 200)
    assert entry["conditions"] == {"if-none-match": '"x"'}
    assert entry["sources"] == ["odre-biomethane"]


def test_a_host_that_is_not_played_is_not_found(services):
    assert ask(services, "https://nulle-part.example/x").status == 404


# --- Opendatasoft --------------------------------------------------------------------------------


def test_opendatasoft_filters_counts_and_exports(services):
    where = 'code_dep in ("02","59","60","62","80")'
    rows = ask(services, f"{BIOMETHANE}/exports/json?where={where}&limit=-1").json
    by_departement = {
        d: sum(r["code_dep"] == d for r in rows) for d in ("02", "60", "62", "59", "80")
    }
    assert by_departement == {"02": 27, "60": 26, "62": 21, "59": 18, "80": 15}
    count = ask(services, f"{BIOMETHANE}/records?where={where}&limit=0").json
    assert count == {"total_count": 107, "results": []}
    assert {r["site_ouvert"] for r in rows} == {"True", "False"}
    assert any(r["code_commune"] != r["current_code"] for r in rows)
    everything = ask(services, f"{BIOMETHANE}/exports/json").json
    assert any(r["coordonnees"] is None and r["code_epci"] is None for r in everything)


def test_opendatasoft_limits_and_errors(services):
    assert ask(services, f"{REGISTRE}/records?limit=101").json["error_code"]
    past = ask(services, f"{REGISTRE}/records?limit=100&offset=9950")
    assert (past.status, past.json["error_code"]) == (400, "InvalidRESTParameterError")
    unknown = ask(services, f"{REGISTRE}/exports/json?where=geo_point_2d is not null")
    assert (unknown.status, unknown.json["error_code"]) == (400, "ODSQLError")
    assert "Unknown field: geo_point_2d" in unknown.json["message"]
    assert ask(services, f"{ODRE}/n-existe-pas").json["error_code"] == "NotFoundResource"
    iris = f"{ODRE}/consommation-annuelle-par-iris/exports/json"
    assert ask(services, f'{iris}?where=annee="2023"').status == 400
    rows = ask(services, f"{iris}?where=year(annee)=2023").json
    assert {r["annee"] for r in rows} == {"2023-01-01"}
    assert any(len(r["code_iris"]) == 8 for r in rows if r["code_insee_departement"] == "02")


def test_opendatasoft_metadata_and_formats(services):
    about = ask(services, REGISTRE).json
    assert "(au 31/07/2026)" in about["metas"]["default"]["title"]
    assert {"name", "type"} <= set(about["fields"][0])
    text = ask(services, f"{ODRE}/postes-electriques-rte/exports/csv?limit=3").body.decode("utf-8")
    assert text.startswith("\ufeffcode_poste;")
    shape = "geom'POLYGON((2 50.7,2.6 50.7,2.6 51.1,2 51.1,2 50.7))'"
    lines = ask(services, f"{GAS}/exports/geojson?where=intersects(geo_shape, {shape})").json
    box = ask(services, f"{GAS}/exports/json?where=in_bbox(geo_shape,50.7,2,51.1,2.6)").json
    assert 0 < len(lines["features"]) == len(box)
    assert box[0]["geo_shape"]["type"] == "Feature"
    everything = ask(services, f"{GAS}/exports/json").json
    assert any(r["nom_region"] is None for r in everything)
    rounded = [
        {(round(x, 5), round(y, 5)) for x, y in r["geo_shape"]["geometry"]["coordinates"]}
        for r in everything
    ]
    assert any(len(points) == 1 for points in rounded)


def test_the_register_holds_what_readers_trip_over(services):
    rows = ask(services, f'{REGISTRE}/exports/json?where=coderegion="32"').json
    assert 3_000 < len(rows) < 9_000
    assert len(rows[0]) == 51
    small = [r for r in rows if r["nominstallation"] and "moins de 36KW" in r["nominstallation"]]
    assert all(r["regime"] is None for r in small)
    assert max(r["nbinstallations"] for r in small) > 100
    assert sum(r["filiere"] == "Nucléaire" and r["commune"] == "Gravelines" for r in rows) == 6
    assert any(r["filiere"].startswith("Thermique") and r["technologie"] == "Photovoltaïque"
               for r in rows)  # fmt: skip
    assert any(r["nominstallation"] == "Confidentiel" for r in rows)
    assert any(r["codeepci"] is None and r["codeinseecommune"] for r in rows)


# --- WFS -----------------------------------------------------------------------------------------


def cql(text):
    return urllib.parse.quote(text)


def test_geoplateforme_axes_and_conditions(services):
    box = "geometrie,1.3,48.8,4.3,51.2"
    right = ask(services, f"{JSON_LINES}&CQL_FILTER={cql(f'BBOX({box},{chr(39)}CRS:84{chr(39)})')}")
    assert right.json["numberMatched"] > 300
    wrong = ask(services, f"{JSON_LINES}&CQL_FILTER={cql(f'BBOX({box})')}").json
    assert (wrong["numberMatched"], wrong["features"]) == (0, [])
    lat_lon = ask(services, f"{JSON_LINES}&CQL_FILTER={cql('BBOX(geometrie,48.8,1.3,51.2,4.3)')}")
    assert lat_lon.json["numberMatched"] == right.json["numberMatched"]
    assert len(right.json["features"][0]["geometry"]["coordinates"][0]) == 3
    high_only = cql("voltage IN ('400 kV')")
    high = ask(services, f"{JSON_LINES}&CQL_FILTER={high_only}")
    assert 30 < high.json["numberMatched"] < 50
    both = ask(services, f"{JSON_LINES}&BBOX=1,2,3,4&CQL_FILTER={cql('voltage IS NULL')}")
    assert both.status == 500
    assert ask(services, f"{JSON_LINES}&CQL_FILTER=tension%20IS%20NULL").status == 400
    assert right.headers["x-ratelimit-limit-second"] == "1"


def test_geoplateforme_caps_pages_and_counts(services):
    roads = f"{WFS}&REQUEST=GetFeature&TYPENAMES=BDTOPO_V3:troncon_de_route"
    roads += "&OUTPUTFORMAT=application/json&SORTBY=cleabs A&PROPERTYNAME=cleabs,cpx_numero"
    first = ask(services, f"{roads}&COUNT=9000").json
    assert first["numberReturned"] == len(first["features"]) == 5000 < first["numberMatched"]
    second = ask(services, f"{roads}&COUNT=5000&STARTINDEX=5000").json
    ids = [f["properties"]["cleabs"] for f in first["features"] + second["features"]]
    assert len(set(ids)) == len(ids) == first["numberMatched"]
    assert any(f["properties"]["cpx_numero"] == "A104/N104" for f in first["features"])
    hits = ask(services, f"{roads}&RESULTTYPE=hits").text
    assert f'numberMatched="{len(ids)}"' in hits
    assert hits.startswith("<?xml")
    schema = ask(services, f"{WFS}&REQUEST=DescribeFeatureType&TYPENAMES=BDTOPO_V3:ligne_electrique"
                 "&OUTPUTFORMAT=application/json").json  # fmt: skip
    assert "voltage" in {p["name"] for p in schema["featureTypes"][0]["properties"]}


def test_cartagene_has_dated_types_and_bare_nan(services):
    types = ask(services, f"{INDUSTRY}&request=GetCapabilities").text
    assert f"<Name>{INDUSTRY_TYPE}</Name>" in types
    text = ask(services, f"{INDUSTRY_ROWS}&count=50000").text
    assert "[nan, nan]" in text
    with pytest.raises(ValueError, match="Expecting value"):
        json.loads(text)
    features = json.loads(re.sub(r"\bnan\b", "null", text))["features"]
    assert 500 < len(features) < 1000
    accents = f"{CARTAGENE}/Recensement_des_réseaux_de_chaleur_et_de_froid/MapServer/WFSServer"
    assert "Réseaux_de_chaleur" in ask(services, f"{accents}?request=GetCapabilities").text
    uve = f"{CARTAGENE}/enrezo_chaleur_fatale_incineration/MapServer/WFSServer?request=GetFeature"
    uve += "&typeName=enrezo_chaleur_fatale_incineration:EnRezo_chaleur_fatale_incineration"
    codes = re.findall(r'"INSEE_COM": (\d+)', ask(services, f"{uve}&outputFormat=GEOJSON").text)
    assert any(len(code) == 4 for code in codes)


@pytest.mark.parametrize(
    ("crs", "box", "x"),
    [
        ("EPSG:2154", "620000,7050000,700000,7110000,EPSG:2154", (620_000, 700_000)),
        ("urn:ogc:def:crs:EPSG::4326", "50.5,1.8,51.1,2.9", (50.5, 51.1)),
    ],
)
def test_sandre_speaks_gml_in_its_axes(services, crs, box, x):
    body = ask(services, f"{PLANTS}&COUNT=1000&STARTINDEX=0&SRSNAME={crs}&BBOX={box}").body
    first = float(re.search(rb"<gml:pos>([\d.]+) ", body)[1])
    assert x[0] <= first <= x[1]
    matched = int(re.search(rb'numberMatched="(\d+)"', body)[1])
    path = f"/vsimem/plants-{crs[-4:]}.gml"  # GDAL keeps a description beside each name
    gdal.FileFromMemBuffer(path, body)
    source = gdal.OpenEx(path)
    assert source.GetLayer(0).GetFeatureCount() == matched > 20
    del source
    assert b"<gml:timePosition>" in body
    assert b"<sa:DateMiseHorServiceOuvrageDepollution>" in body


def test_sandre_refuses_json_and_gives_csv(services):
    refused = ask(services, f"{PLANTS}&OUTPUTFORMAT=application/json; subtype=geojson")
    assert refused.status == 400
    assert "ExceptionReport" in refused.text
    rows = list(csv.DictReader(io.StringIO(ask(services, f"{PLANTS}&OUTPUTFORMAT=text/csv").text)))
    large = [row for row in rows if float(row["CapaciteNom"] or 0) >= 10_000]
    assert 120 < len(large) < 180 < len(rows)
    titles = ask(services, f"{SANDRE}&REQUEST=GetCapabilities").text
    assert "2020 - France entière" in titles
