"""A second WFS, by MapServer: what the played ones say is what another implementation says."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path

import pytest
from osgeo import gdal
from territoires_industrie.tests.services.asking import PLANTS, ask
from territoires_industrie.tests.services.running import MapServer

pytest_plugins = "territoires_industrie.tests.services.fixtures"

MAPSERV = Path("/usr/lib/cgi-bin/mapserv")
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
BOXES = [
    ("EPSG:2154", "620000,7050000,700000,7110000,EPSG:2154"),
    ("urn:ogc:def:crs:EPSG::4326", "50.5,1.8,51.1,2.9,urn:ogc:def:crs:EPSG::4326"),
]


@pytest.fixture(scope="module")
def mapserver():
    if not MAPSERV.exists():
        pytest.skip("Debian's cgi-mapserver is not installed")
    with MapServer.start() as running:
        yield running


def get(mapserver, query):
    url = f"{mapserver.url}?SERVICE=WFS&VERSION=2.0.0&{query}"
    with DIRECT.open(url, timeout=30) as answer:
        return answer.read()


def matched(body):
    """numberMatched, None where it is unknown."""
    found = re.search(rb'numberMatched="(\d+|unknown)"', body)[1]
    return None if found == b"unknown" else int(found)


def returned(body):
    return int(re.search(rb'numberReturned="(\d+)"', body)[1])


def positions(body):
    """Where each plant is, as written."""
    pattern = rb"<gml:pos>([\d.]+) ([\d.]+)\s*</gml:pos>.*?CdOuvrageDepollution>(\d+)<"
    found = re.findall(pattern, body, re.DOTALL)
    return {code: (float(x), float(y)) for x, y, code in found}


@pytest.mark.parametrize(("crs", "box"), BOXES)
def test_the_played_sandre_counts_and_turns_axes_as_mapserver_does(services, mapserver, crs, box):
    query = f"SRSNAME={crs}&BBOX={box}"
    theirs = get(mapserver, f"REQUEST=GetFeature&TYPENAMES=ms:station&{query}")
    ours = ask(services, f"{PLANTS}&{query}").body
    assert matched(ours) == pytest.approx(matched(theirs), abs=1)  # a point on the box's edge
    here, there = positions(ours), positions(theirs)
    both = here.keys() & there.keys()
    assert len(both) >= matched(ours) - 1 > 100
    assert all(here[code] == pytest.approx(there[code], abs=1e-2) for code in both)
    assert b"<ms:DateMiseHorServiceOuvrageDepollution></" in theirs
    assert b"<sa:DateMiseHorServiceOuvrageDepollution></" in ours


@pytest.mark.parametrize(
    "page",
    ["COUNT=2", "COUNT=900", "COUNT=1000", "COUNT=400&STARTINDEX=800", "COUNT=400&STARTINDEX=900",
     "RESULTTYPE=hits", "RESULTTYPE=hits&COUNT=10"],
)  # fmt: skip
def test_the_played_sandre_knows_the_total_when_mapserver_does(services, mapserver, page):
    theirs = get(mapserver, f"REQUEST=GetFeature&TYPENAMES=ms:station&{page}")
    ours = ask(services, f"{PLANTS}&{page}").body
    assert matched(ours) == matched(theirs)
    assert returned(ours) == returned(theirs)


def test_mapserver_pages_and_speaks_geojson_under_its_own_name(mapserver):
    every = "REQUEST=GetFeature&TYPENAMES=ms:ligne_electrique"
    lines = f"{every}&SORTBY=cleabs&COUNT=200"
    keys = []
    for start in (0, 200):
        page = json.loads(get(mapserver, f"{lines}&OUTPUTFORMAT=geojson&STARTINDEX={start}"))
        keys += [feature["properties"]["cleabs"] for feature in page["features"]]
    assert len(set(keys)) == len(keys) == matched(get(mapserver, f"{every}&RESULTTYPE=hits"))
    with pytest.raises(OSError, match="400"):
        get(mapserver, f"{lines}&OUTPUTFORMAT=application/json")


def test_its_gml_is_read_by_gdal(mapserver):
    body = get(mapserver, "REQUEST=GetFeature&TYPENAMES=ms:ligne_electrique&SRSNAME=EPSG:2154")
    gdal.FileFromMemBuffer("/vsimem/mapserver-lines.gml", body)
    source = gdal.OpenEx("/vsimem/mapserver-lines.gml")
    assert source.GetLayer(0).GetFeatureCount() == matched(body) > 300
