"""Every fault of the played services shows to a client that looks."""

from __future__ import annotations

import email.utils
import gzip
import hashlib
import http.client
import json
import re
import time
import zipfile
from pathlib import Path

import pytest
from territoires_industrie.tests.services.asking import (
    BIOMETHANE,
    CARTAGENE,
    DIDO,
    ENEDIS,
    FCU,
    FRICHES,
    ICPE,
    INDUSTRY,
    INDUSTRY_ROWS,
    JSON_LINES,
    MELODI,
    OVERPASS,
    PLANTS,
    REGISTRE,
    SANDRE,
    TILE,
    ask,
    follow,
    geocode,
    main_file,
    members,
)

pytest_plugins = "territoires_industrie.tests.services.fixtures"

ROWS = f"{BIOMETHANE}/exports/json"
HOST = "odre.opendatasoft.com"
README = Path(__file__).resolve().parents[1] / "services" / "README.md"

#: What a test below shows, so that none is forgotten.
SHOWN: set[str] = set()


def shows(*names):
    """Say which faults a test is about, and give it each of them."""
    SHOWN.update(names)
    return pytest.mark.parametrize("fault", names)


def about(*names):
    """Say which faults a test is about."""
    SHOWN.update(names)
    return lambda test: test


def other_rows(services, key, *names, address=ROWS):
    """What an address gives without and with faults."""
    whole = ask(services, address)
    services.fault(key, *names)
    return whole, ask(services, address)


# --- before an answer ----------------------------------------------------------------------------


@shows("400", "401", "403", "404", "410", "500", "502", "503", "504")
def test_statuses(services, fault):
    services.fault(HOST, fault)
    assert ask(services, ROWS).status == int(fault)
    assert ask(services, MELODI).status == 200  # other hosts are well
    services.clear()
    assert ask(services, ROWS).status == 200


@about("html-200", "html-503")
def test_pages_instead_of_data(services):
    for fault, status in (("html-200", 200), ("html-503", 503)):
        services.fault(HOST, fault)
        got = ask(services, ROWS)
        assert (got.status, got.body[:9]) == (status, b"<!DOCTYPE")


@shows("502-then-ok", "503-then-ok", "504-then-ok", "429-no-header")
def test_a_second_try_succeeds(services, fault):
    services.fault(HOST, fault)
    assert ask(services, ROWS).status == int(fault[:3])
    assert ask(services, ROWS).status == 200
    services.fault(HOST, f"{fault}:3" if fault[0] == "5" else fault)  # given again: counted anew
    statuses = [ask(services, ROWS).status for _ in range(4)]
    assert statuses[-1] == 200
    assert statuses.count(200) == (1 if fault[0] == "5" else 3)


@about("429-retry-after-seconds", "429-date", "429-forever", "429-an-hour")
def test_too_many_requests(services):
    services.fault(HOST, "429-retry-after-seconds:0.3")
    first = ask(services, ROWS)
    assert (first.status, first.headers["retry-after"]) == (429, "1")
    assert ask(services, ROWS).status == 429  # asked again too early
    time.sleep(0.3)
    assert ask(services, ROWS).status == 200
    services.fault(HOST, "429-date")
    moment = email.utils.parsedate_to_datetime(ask(services, ROWS).headers["retry-after"])
    assert 0 < moment.timestamp() - time.time() < 3
    for fault, after in (("429-forever", "1"), ("429-an-hour", "3600")):
        services.fault(HOST, fault)
        assert [ask(services, ROWS).headers["retry-after"] for _ in range(2)] == [after, after]


@about("rate", "latency")
def test_rates_and_latency(services):
    services.fault("api.insee.fr", "rate:3/60", "latency:60")
    started = time.monotonic()
    assert [ask(services, MELODI).status for _ in range(4)] == [200, 200, 200, 429]
    assert time.monotonic() - started > 0.23
    assert int(ask(services, MELODI).headers["retry-after"]) > 50


@about("refuse-connection", "drop-then-ok")
def test_connections_that_break(services):
    services.fault(HOST, "refuse-connection")
    with pytest.raises(ConnectionError):
        ask(services, ROWS)
    services.fault(HOST, "drop-then-ok")
    with pytest.raises(ConnectionError):
        ask(services, ROWS)
    assert ask(services, ROWS).status == 200


@shows("hang", "hang-mid-body")
def test_silence(services, fault):
    services.fault(HOST, fault)
    with pytest.raises(TimeoutError):
        ask(services, ROWS, timeout=0.3)


# --- redirects -----------------------------------------------------------------------------------


@shows(
    "redirect-loop", "redirect-other-scheme", "redirect-file", "redirect-http", "redirect-portal"
)
def test_redirects_that_lead_astray(services, fault):
    services.fault(HOST, fault)
    target = ask(services, ROWS).headers["location"]
    leads = {
        "redirect-loop": ROWS,
        "redirect-other-scheme": "ftp://odre.",
        "redirect-file": "file:///",
        "redirect-http": "http://odre.",
        "redirect-portal": "https://portail-captif.example/",
    }
    assert target.startswith(leads[fault])
    if fault == "redirect-portal":
        assert b"<html>" in ask(services, target).body


@about("relative-redirect", "redirect-nowhere")
def test_relative_redirects(services):
    services.fault(HOST, "relative-redirect")
    target = ask(services, f"{ROWS}?limit=1").headers["location"]
    assert "://" not in target
    assert ask(services, f"{BIOMETHANE}/exports/{target}").status == 200
    services.fault(HOST, "redirect-nowhere")
    assert "location" not in ask(services, ROWS).headers


# --- bodies --------------------------------------------------------------------------------------


@shows("drop-mid-body", "short-content-length", "chunked-cut")
def test_bodies_that_stop(services, fault):
    services.fault(HOST, fault)
    with pytest.raises((ConnectionError, http.client.IncompleteRead)):
        ask(services, ROWS)


@shows("truncated-json", "wrong-encoding", "empty-200", "ods-streaming-error-in-200")
def test_bodies_that_are_whole_and_wrong(services, fault):
    whole, got = other_rows(services, HOST, fault)
    assert (got.status, whole.status) == (200, 200)
    assert len(got.body) < len(whole.body)
    with pytest.raises(ValueError):
        json.loads(got.body)
    if fault.startswith("ods"):
        assert b"Streaming interrupted due to the following error" in got.body[-200:]


@shows("chunked", "gzip", "bom", "slow-trickle", "added-column")
def test_harmless_oddities(services, fault):
    """Nothing is wrong with these answers; who cannot read them is at fault."""
    whole, got = other_rows(services, HOST, f"{fault}:1" if fault == "slow-trickle" else fault)
    body = gzip.decompress(got.body) if fault == "gzip" else got.body
    rows = json.loads(body.decode("utf-8-sig"))
    if fault == "added-column":
        assert set(rows[0]) - set(whole.json[0]) == {"colonne_nouvelle"}
        rows = [{k: v for k, v in row.items() if k != "colonne_nouvelle"} for row in rows]
    assert rows == whole.json
    assert got.headers.get("transfer-encoding") == ("chunked" if fault == "chunked" else None)


@shows("gzip-garbage", "gzip-cut")
def test_broken_compression(services, fault):
    services.fault(HOST, fault)
    got = ask(services, ROWS)
    assert got.headers["content-encoding"] == "gzip"
    with pytest.raises((OSError, EOFError)):
        gzip.decompress(got.body)


@about("validators", "changed", "etag-ignored", "304-always")
def test_freshness(services):
    def tags(*faults):
        services.fault(HOST, *faults)
        first = ask(services, ROWS)
        condition = {"If_None_Match": first.headers.get("etag", '"x"')}
        return first, ask(services, ROWS, **condition)

    first, again = tags()
    assert ("etag" in first.headers, again.status) == (False, 200)
    assert tags("validators")[1].status == 304
    first, again = tags("changed")
    assert (again.status, first.headers["etag"] != again.headers["etag"]) == (200, True)
    first, again = tags("etag-ignored")
    assert (again.status, first.headers["etag"]) == (200, again.headers["etag"])
    assert tags("304-always")[1].status == 304


# --- data ----------------------------------------------------------------------------------------


def test_columns_that_change_are_the_ones_expected(services):
    _, got = other_rows(services, "odre-biomethane", "renamed-column")
    assert "date_de_mes_2026" in got.json[0]  # the last that the catalogue expects
    services.fault("odre-biomethane", "dropped-column:site_ouvert")
    assert "site_ouvert" not in ask(services, ROWS).json[0]
    assert "site_ouvert" not in {f["name"] for f in ask(services, BIOMETHANE).json["fields"]}
    assert ask(services, f'{ROWS}?where=site_ouvert="True"').status == 400


@about("renamed-column", "dropped-column", "numbers-as-text")
@pytest.mark.parametrize(
    ("source", "address", "column"),
    [
        ("bdtopo-lignes", JSON_LINES, b'"sources"'),
        ("enrezo-industrie", INDUSTRY_ROWS, b'"Rubrique_ICPE"'),
        ("sandre-step", f"{PLANTS}&COUNT=900", b"DateMiseHorServiceOuvrageDepollution>"),
        ("cartofriches", f"{FRICHES}?coddep=60&fields=all", b'"site_surface"'),
        ("enedis-adresse", f"{ENEDIS}/lines", b'"code_epci"'),
        ("sdes-gaz-adresse", f"{DIDO}/datafiles/412c3bc7-c190-4678-a6c8-9957412d5eba/csv",
         b'"CODE_IRIS_CODE"'),
    ],
)  # fmt: skip
def test_columns_change_in_every_protocol(services, source, address, column):
    whole, gone = other_rows(services, source, "dropped-column", address=address)
    services.fault(source, "renamed-column")
    renamed = ask(services, address)
    assert column in whole.body
    assert column not in gone.body
    assert column not in renamed.body
    assert column[:-1] + b"_2026" + column[-1:] in renamed.body


def test_numbers_become_texts(services):
    services.fault("odre-biomethane", "numbers-as-text")
    value = ask(services, ROWS).json[0]["capacite_de_production_gwh_an"]
    assert re.fullmatch(r"\d+,\d+", value)


@about("empty-array", "wrong-count", "silent-cap", "duplicate-page")
def test_counts_that_do_not_agree(services):
    services.fault(HOST, "wrong-count")
    announced = ask(services, f"{BIOMETHANE}/records?limit=0").json["total_count"]
    assert len(ask(services, ROWS).json) < announced
    services.fault(HOST, "empty-array")
    assert ask(services, ROWS).json == []
    services.fault("bdtopo-lignes", "silent-cap:20")
    page = ask(services, f"{JSON_LINES}&COUNT=5000").json
    assert len(page["features"]) == 20 < page["numberMatched"]
    services.fault("bdtopo-lignes", "duplicate-page")
    pages = [ask(services, f"{JSON_LINES}&COUNT=50&STARTINDEX={n}").json for n in (0, 50)]
    keys = [[f["properties"]["cleabs"] for f in page["features"]] for page in pages]
    assert keys[0] == keys[1]
    for source, address, count, rows in (
        ("cartofriches", f"{FRICHES}?coddep=60&page_size=1000", "count", "features"),
        ("enedis-adresse", f"{ENEDIS}/lines?code_epci_eq=245900428&size=9000", "total", "results"),
    ):
        services.fault(source, "wrong-count")
        page = ask(services, address).json
        assert len(page[rows]) < page[count]


@about("swapped-axes", "no-geometry", "bare-nan", "json-refused", "wfs-exception-200")
def test_shapes_and_services_that_answer_otherwise(services):
    whole, swapped = other_rows(services, "bdtopo-lignes", "swapped-axes", address=JSON_LINES)
    x, y, _ = whole.json["features"][0]["geometry"]["coordinates"][0]
    assert swapped.json["features"][0]["geometry"]["coordinates"][0][:2] == [y, x]
    services.fault("bdtopo-lignes", "no-geometry")
    assert {f["geometry"] for f in ask(services, JSON_LINES).json["features"]} == {None}
    services.fault("bdtopo-lignes", "bare-nan")
    assert b"nan]" in ask(services, JSON_LINES).body
    services.fault("bdtopo-lignes", "json-refused")
    assert b"ExceptionReport" in ask(services, JSON_LINES).body
    for source, address in (("bdtopo-lignes", JSON_LINES), ("sandre-step", PLANTS),
                            ("enrezo-industrie", INDUSTRY_ROWS)):  # fmt: skip
        services.fault(source, "wfs-exception-200")
        got = ask(services, address)
        assert (got.status, b"ExceptionReport" in got.body) == (200, True)


@about("renamed-type", "no-types")
def test_type_names_change_at_each_release(services):
    services.fault("cartagene.cerema.fr", "renamed-type")
    assert "_20260901</Name>" in ask(services, f"{INDUSTRY}&request=GetCapabilities").text
    assert ask(services, INDUSTRY_ROWS).status == 400
    services.fault("cartagene.cerema.fr", "no-types")
    assert "<Name>" not in ask(services, f"{INDUSTRY}&request=GetCapabilities").text


@about("ods-error-v1", "ods-error-v2")
def test_both_shapes_of_errors(services):
    services.fault(HOST, "ods-error-v1")
    got = ask(services, f"{REGISTRE}/exports/json")
    assert (got.status, got.json["errorcode"]) == (429, 10005)
    services.fault(HOST, "ods-error-v2")
    got = ask(services, f"{REGISTRE}/exports/json")
    assert (got.status, got.json["error_code"]) == (400, "ODSQLError")


@about("overpass-remark", "overpass-old-base", "overpass-empty-extract")
def test_overpass(services):
    services.fault("osm-power", "overpass-remark")
    got = ask(services, OVERPASS).json
    assert (got["elements"], "timed out" in got["remark"]) == ([], True)
    services.fault("osm-power", "overpass-empty-extract")
    got = ask(services, OVERPASS).json
    assert (got["elements"], "remark" in got) == ([], False)
    services.fault("osm-power", "overpass-old-base")
    got = ask(services, OVERPASS).json
    assert got["osm3s"]["timestamp_osm_base"] < "2026-06"
    assert got["elements"]


@about("dido-not-yet-published", "dido-only-announced", "datafile-gone", "melodi-K-only")
def test_statistics(services):
    file = f"{DIDO}/datafiles/412c3bc7-c190-4678-a6c8-9957412d5eba"
    services.fault("sdes-gaz-adresse", "dido-not-yet-published")
    newest = ask(services, file).json["millesimes"][-1]
    assert newest["date_diffusion"] < "2026-11-03"
    assert ask(services, f"{file}/csv?millesime={newest['millesime']}").status == 400
    services.fault("sdes-gaz-adresse", "dido-only-announced")
    (only,) = ask(services, file).json["millesimes"]
    assert only["date_diffusion"] > time.strftime("%Y-%m-%d")
    services.fault("sdes-gaz-adresse", "datafile-gone")
    assert ask(services, file).status == 404
    services.fault("melodi-flores", "melodi-K-only")
    observations = ask(services, f"{MELODI}&maxResult=1000").json["observations"]
    assert {o["attributes"]["OBS_STATUS"] for o in observations} == {"K"}


@about("http-next", "next-other-host", "next-loop")
@pytest.mark.parametrize(
    ("source", "address", "next_of"),
    [
        ("cartofriches", f"{FRICHES}?coddep=59&page_size=50", lambda page: page["next"]),
        ("enedis-adresse", f"{ENEDIS}/lines?size=50", lambda page: page["next"]),
        ("melodi-flores", f"{MELODI}&maxResult=50", lambda page: page["paging"]["next"]),
    ],
)
def test_addresses_of_next_pages(services, source, address, next_of):
    def following(fault):
        services.fault(source, fault)
        return next_of(ask(services, address).json)

    assert following("http-next").startswith("http://")
    assert "://ailleurs.example/" in following("next-other-host")
    loop = following("next-loop")
    assert next_of(ask(services, loop).json) == loop


@about("corrupt-zip", "truncated-zip", "not-a-zip", "zip-missing-member")
def test_archives(services):
    for source, get, member in (
        ("fcu", lambda: main_file(services)[1].body, "reseaux_de_chaleur.geojson"),
        ("georisques-icpe", lambda: ask(services, ICPE).body, "InstallationClassee.csv"),
    ):
        assert member in members(get())
        services.fault(source, "zip-missing-member")
        assert member not in members(get())
        for fault in ("corrupt-zip", "truncated-zip", "not-a-zip"):
            services.fault(source, fault)
            with pytest.raises((zipfile.BadZipFile, AssertionError, zipfile.zlib.error)):
                members(get())


@about("checksum-mismatch", "checksum-null", "resource-gone", "re-uploaded", "no-validators")
def test_datagouv(services):
    services.fault("fcu", "checksum-mismatch")
    told, got = main_file(services)
    assert hashlib.sha1(got.body).hexdigest() != told["checksum"]["value"]
    services.fault("fcu", "checksum-null")
    assert main_file(services)[0]["checksum"] is None
    services.fault("static.data.gouv.fr", "no-validators")
    assert not {"etag", "last-modified"} & main_file(services)[1].headers.keys()
    services.clear()
    services.fault("fcu", "re-uploaded")
    again, new = main_file(services)
    assert again["url"] != told["url"]
    assert (again["last_modified"] > told["last_modified"], new.body == got.body) == (True, True)
    services.fault("fcu", "resource-gone")
    titles = {r["title"] for r in ask(services, FCU).json["resources"]}
    assert titles == {"150626-opendata-fcu.zip"}


@about("geocode-unmatched", "tile-204-all", "tile-garbage")
def test_geocoder_and_tiles(services):
    rows = [("1 RUE DE L'EXEMPLE 0001", "59183"), ("2 RUE DES TEMOINS 0002", "59183")]
    services.fault("geocodage", "geocode-unmatched")
    assert geocode(services, rows).text.count("not-found") == 2
    services.fault("geocodage", "wrong-count")
    assert geocode(services, rows).text.count("\n") == 2
    services.fault("brgm-nappes", "tile-204-all")
    assert ask(services, f"{TILE}/9/260/174").status == 204
    services.fault("brgm-nappes", "tile-garbage")
    assert gzip.decompress(ask(services, f"{TILE}/9/260/174").body).startswith(b"\x00\xff")


# --- the whole -----------------------------------------------------------------------------------


def test_a_fault_can_be_given_to_a_part_of_a_host(services):
    services.fault("odre.opendatasoft.com/*/exports/*", "500")
    assert ask(services, ROWS).status == 500
    assert ask(services, f"{BIOMETHANE}/records?limit=0").status == 200
    services.fault("odre.opendatasoft.com/*/exports/*")
    assert ask(services, ROWS).status == 200
    services.fault("static.data.gouv.fr/resources/traces", "404")
    assert ask(services, FCU).status == 200
    assert main_file(services)[1].status == 404
    assert follow(services, "https://www.data.gouv.fr/api/1/datasets/r/"
                  "90a65602-3ca4-41d7-bf7c-23d435c916e1").status == 200  # fmt: skip
    assert ask(services, f"{SANDRE}&REQUEST=GetCapabilities").status == 200
    assert ask(services, f"{CARTAGENE}/inconnu/MapServer/WFSServer").status == 404


def test_every_fault_is_shown_here_and_told_in_the_readme(services):
    known = services.known_faults()
    assert set(known) == SHOWN
    assert len(known) > 40
    text = README.read_text(encoding="utf-8")
    assert [name for name in known if f"`{name}`" not in text] == []
