"""How the tests ask the played services: plainly, so that every fault can be seen."""

from __future__ import annotations

import http.client
import io
import json
import urllib.parse
import zipfile

ODRE = "https://odre.opendatasoft.com/api/explore/v2.1/catalog/datasets"
BIOMETHANE = f"{ODRE}/points-dinjection-de-biomethane-en-france"
REGISTRE = f"{ODRE}/registre-national-installation-production-stockage-electricite-agrege"
GAS = f"{ODRE}/trace-du-reseau-grt-250"
WFS = "https://data.geopf.fr/wfs/ows?SERVICE=WFS&VERSION=2.0.0"
LINES = f"{WFS}&REQUEST=GetFeature&TYPENAMES=BDTOPO_V3:ligne_electrique"
JSON_LINES = f"{LINES}&OUTPUTFORMAT=application/json&SRSNAME=CRS:84&SORTBY=cleabs A"
CARTAGENE = "https://cartagene.cerema.fr/server/services/Hosted"
INDUSTRY = f"{CARTAGENE}/enrezo_gisement_industrie/MapServer/WFSServer?service=WFS&version=2.0.0"
INDUSTRY_TYPE = "enrezo_gisement_industrie:referentiels.c_2025_enrezo_prod.gisement_industrie_2025"
INDUSTRY_ROWS = f"{INDUSTRY}&request=GetFeature&typeName={INDUSTRY_TYPE}&outputFormat=GEOJSON"
SANDRE = "https://services.sandre.eaufrance.fr/geo/odp?SERVICE=WFS&VERSION=2.0.0"
PLANTS = f"{SANDRE}&REQUEST=GetFeature&TYPENAMES=sa:SysTraitementEauxUsees"
DATAGOUV = "https://www.data.gouv.fr/api/1/datasets"
FCU = f"{DATAGOUV}/traces-des-reseaux-de-chaleur-et-de-froid/"
DIDO = "https://data.statistiques.developpement-durable.gouv.fr/dido/api/v1"
ENEDIS = (
    "https://opendata.enedis.fr/data-fair/api/v1/datasets/"
    "consommation-annuelle-entreprise-par-adresse"
)
MELODI = "https://api.insee.fr/melodi/data/DS_FLORES_A38?GEO=EPCI-245900428&totalCount=TRUE"
FRICHES = "https://apidf-preprod.cerema.fr/cartofriches/geofriches/"
ICPE = "https://www.georisques.gouv.fr/api/v1/csv/installations_classees?departement=59"
TILE = "https://france-chaleur-urbaine.beta.gouv.fr/api/map/ressources-geothermales-nappes"
GEOCODE = "https://data.geopf.fr/geocodage/search"
OVERPASS = "https://overpass-api.de/api/interpreter?data=" + urllib.parse.quote(
    '[out:json][timeout:60];(way["power"~"^(line|cable)$"](48.8,1.3,51.2,4.3););out tags geom;'
)


class Got:
    """What a plain HTTP client has in hands: status, headers in lower case, body."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def text(self):
        return self.body.decode()


def ask(services, address, method="GET", body=None, timeout=10, **headers):
    """Ask once: no redirect followed, nothing decoded, nothing tried again."""
    base = urllib.parse.urlsplit(services.mirror)
    path = "/" + urllib.parse.quote(address.partition("://")[2], safe="/:?&=%,'()*+;@~!$[]")
    connection = http.client.HTTPConnection(base.hostname, base.port, timeout=timeout)
    try:
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        return Got(answer.status, {k.lower(): v for k, v in answer.getheaders()}, content)
    finally:
        connection.close()


def follow(services, address, **headers):
    for _ in range(5):
        got = ask(services, address, **headers)
        if got.status != 302:
            return got
        address = got.headers["location"]
    raise AssertionError("redirected for ever")


def main_file(services):
    """The archive of heat networks, by its title, where the resource says it is."""
    resources = ask(services, FCU).json["resources"]
    found = next(r for r in resources if r["title"] == "opendata-fcu.zip")
    return found, follow(services, found["url"])


def members(body):
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def geocode(services, rows, **fields):
    parts = [("columns", "adresse"), ("citycode", "insee"), *fields.items()]
    body = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in parts
    )
    text = "adresse,insee\r\n" + "".join(f"{a},{i}\r\n" for a, i in rows)
    body += (
        '--b\r\nContent-Disposition: form-data; name="data"; filename="a.csv"\r\n'
        f"Content-Type: text/csv\r\n\r\n{text}\r\n--b--\r\n"
    )
    return ask(services, f"{GEOCODE}/csv", "POST", body.encode(),
               Content_Type="multipart/form-data; boundary=b")  # fmt: skip
