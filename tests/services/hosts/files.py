"""The files that publishers upload: archives, a GeoPackage, lists; made once, in memory."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

import tables
from made import heat, land, lines
from osgeo import gdal, ogr
from places import all_territories, communes_of, epcis, lambert93, project, srs
from replies import csv_text
from tables import Row

#: A member of an archive: what ZIP dates it, so that the same rows give the same bytes.
_DATE = (2026, 9, 14, 10, 31, 0)


def archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, content)
    return out.getvalue()


def _legacy(features: list[dict[str, Any]]) -> bytes:
    """GeoJSON in metres, which only the obsolete `crs` member tells."""
    crs = {"type": "name", "properties": {"name": "EPSG:2154"}}
    collection = {"type": "FeatureCollection", "crs": crs, "features": features}
    return json.dumps(collection, ensure_ascii=False).encode()


def _network(row: Row) -> dict[str, Any]:
    if row["line"] is not None:
        shape = {"type": "MultiLineString", "coordinates": row["line"]}
    else:
        shape = {"type": "Point", "coordinates": list(row["point"])}
    return {"type": "Feature", "geometry": shape, "properties": tables.properties(row)}


def heat_archive(rows: Sequence[Row], without: bool = False) -> bytes:
    """opendata-fcu.zip, flat: traces, networks without one, cold, priority zones."""
    traced = [_network(row) for row in rows if row.get("line") is not None]
    bare = [_network(row) for row in rows if row.get("line") is None]
    members = {
        "reseaux_de_chaleur.geojson": _legacy(traced),
        "reseaux_de_chaleur_sans_traces.geojson": _legacy(bare),
        "reseaux_de_froid.geojson": _legacy([]),
        "reseaux_de_froid_sans_traces.geojson": _legacy([]),
        "pdp.geojson": _legacy([]),
        "zones_et_reseaux_en_construction.geojson": _legacy([]),
        "nomenclature_shapefile_des_reseaux_de_chaleur_et_froid.xlsx": b"synthetique",
    }
    if without:
        del members["reseaux_de_chaleur.geojson"]
    return archive(members)


def write_layer(
    rows: Sequence[Row], layer: str, driver: str, path: str, epsg: int, kind: int
) -> None:
    """Rows with shapes (EPSG:4326) as a layer of a file."""
    names = [key for key in tables.properties(rows[0]) if key != "geo_shape"]
    gdal.PushErrorHandler("CPLQuietErrorHandler")  # a shapefile shortens names, and says so
    options = ["ENCODING=UTF-8"] if driver == "ESRI Shapefile" else []
    opened = ogr.GetDriverByName(driver)
    # a second layer goes into the same file
    dataset = opened.Open(path, 1) if gdal.VSIStatL(path) else opened.CreateDataSource(path)
    made = dataset.CreateLayer(layer, srs(epsg), kind, options)
    for name in names:
        values = [row[name] for row in rows if row.get(name) is not None]
        real = bool(values) and all(type(value) in {int, float} for value in values)
        made.CreateField(ogr.FieldDefn(name, ogr.OFTReal if real else ogr.OFTString))
    definition = made.GetLayerDefn()
    made.StartTransaction() if driver == "GPKG" else None
    for row in rows:
        feature = ogr.Feature(definition)
        for at, name in enumerate(names):
            if row.get(name) is not None:
                feature.SetField(at, row[name])
        shape = tables.shape_of(row)
        if shape is not None:
            feature.SetGeometryDirectly(project(shape, epsg))
        made.CreateFeature(feature)
    if driver == "GPKG":
        made.CommitTransaction()
    dataset = made = None
    gdal.PopErrorHandler()


def _read(path: str) -> bytes:
    file = gdal.VSIFOpenL(path, "rb")
    try:
        size = gdal.VSIStatL(path).size
        return bytes(gdal.VSIFReadL(1, size, file))
    finally:
        gdal.VSIFCloseL(file)


def shapefile(rows: Sequence[Row], layer: str, epsg: int, kind: int) -> dict[str, bytes]:
    """The members of a shapefile."""
    folder = f"/vsimem/services/{layer}"
    gdal.Mkdir(folder, 0o755)
    write_layer(rows, layer, "ESRI Shapefile", f"{folder}/{layer}.shp", epsg, kind)
    members = {name: _read(f"{folder}/{name}") for name in sorted(gdal.ReadDir(folder) or [])
               if name not in {".", ".."}}  # fmt: skip
    gdal.RmdirRecursive(folder)
    return members


def road_archive(rows: Sequence[Row], without: bool = False) -> bytes:
    """rrn-2025-metropole-shp.zip: VSMAP_TOUT (lines) and BORNAGE_TOUT (posts), EPSG:2154."""
    members = {} if without else shapefile(rows, "VSMAP_TOUT", 2154, ogr.wkbLineString)
    posts = [
        {"route": row["lib_rte"], "pr": n, "point": tuple(row["line"][0])}
        for n, row in enumerate(lines.national_roads()[::20])
    ]
    return archive(members | shapefile(posts, "BORNAGE_TOUT", 2154, ogr.wkbPoint))


def water_archive() -> bytes:
    """The public river domain, as a shapefile; its real form is not known."""
    rows = [
        {"nom": row["cpx_toponyme_de_cours_d_eau"], "code": row["code_hydrographique"],
         "line": row["line"]}
        for row in lines.water_sections() if row["navigabilite"]
    ]  # fmt: skip
    return archive(shapefile(rows, "dpf_france", 2154, ogr.wkbLineString))


_FRICHES = """site_id site_nom site_adresse site_type site_statut comm_nom comm_insee source_nom
nature proprio_personne unite_fonciere_surface site_surface urba_zone_type""".split()


def brownfield_rows() -> list[Row]:
    """The national file's columns, and sites of other regions among them."""
    shown = (*_FRICHES, "ring", "geo_shape")
    rows = [{k: row[k] for k in shown if k in row} for row in land.brownfields()]
    for n, row in enumerate(land.brownfields()[:300]):
        if row["ring"]:
            far = {k: row[k] for k in _FRICHES}
            ring = [(x + 3, y - 4) for x, y in row["ring"]]
            rows.append(far | {"comm_insee": f"38{n:03d}", "site_id": f"38{n:03d}_{n}",
                               "comm_nom": "VILLEFICTIVE", "ring": ring})  # fmt: skip
    return rows


def brownfield_gpkg(rows: Sequence[Row]) -> bytes:
    """The GeoPackage, layer `friches_surfaces`, EPSG:2154."""
    path = "/vsimem/services/friches.gpkg"
    write_layer(rows, "friches_surfaces", "GPKG", path, 2154, ogr.wkbMultiPolygon)
    try:
        return _read(path)
    finally:
        gdal.Unlink(path)


def brownfield_csv(rows: Sequence[Row]) -> bytes:
    """`;`, quoted, BOM, NA for null, quotes escaped by a backslash; a point, no outline."""
    out = ["\ufeff" + ";".join([*_FRICHES, "geompoint"])]
    for row in rows:
        cells = ["NA" if row[k] is None else str(row[k]).replace('"', '\\"') for k in _FRICHES]
        point = f"POINT ({row['ring'][0][0]} {row['ring'][0][1]})" if row["ring"] else "NA"
        out.append(";".join(f'"{cell}"' for cell in [*cells, point]))
    return ("\r\n".join(out) + "\r\n").encode()


def territory_groups(rows: Sequence[Row]) -> bytes:
    columns = list(rows[0]) if rows else ["id_ti", "lib_ti"]
    return csv_text(rows, columns, ",").encode()


def group_rows(count: int | None = None) -> list[Row]:
    """The list of ANCT by grouping: 183 territories, 641 members."""
    rows = []
    for territory in all_territories()[:count]:
        for siren in territory.sirens:
            known = epcis().get(siren)
            nature = known.name.partition(" ")[0] if known else "CC"
            rows.append({"id_ti": territory.id, "lib_ti": territory.name,
                         "siren_groupement": siren,
                         "lib_groupement": known.name if known else f"Groupement fictif {siren}",
                         "nature_juridique": nature})  # fmt: skip
    return rows


def commune_rows(count: int | None = None) -> list[Row]:
    """The list by commune; where the communes are not known here, one that does not exist."""
    rows = []
    for number, territory in enumerate(all_territories()[:count]):
        inside = [(c.insee, c.name) for c in communes_of(territory)]
        for insee, name in inside or [(f"99{number:03d}", "Commune fictive")]:
            rows.append({"insee_com": insee, "lib_com": name, "id_ti": territory.id,
                         "lib_ti": territory.name})  # fmt: skip
    return rows


def irep_archive() -> bytes:
    """The establishments of the register of emissions, 2015."""
    rows = []
    for number, row in enumerate(land.installations()[:700]):
        x, y = lambert93(row["longitude"], row["latitude"]) if row["longitude"] else ("", "")
        rows.append({"identifiant": f"070.{number:05d}", "nom_etablissement": row["raisonSociale"],
                     "numero_siret": row["numeroSiret"], "code_insee": row["codeInsee"],
                     "commune": row["commune"], "coordonnees_x": x, "coordonnees_y": y,
                     "code_epsg": 2154})  # fmt: skip
    text = csv_text(rows, list(rows[0]), ";")
    return archive({"2015/etablissements.csv": text.encode()})


def heat_rows() -> list[Row]:
    return list(heat.heat_networks())
