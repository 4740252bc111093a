"""Real rows instead of invented ones, where a folder of public extracts holds them (`--real`).

The folder is named on the command line only. What it lacks stays invented.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from hosts import opendatasoft
from made import heat, land, sites
from osgeo import ogr
from places import by_insee, project
from tables import Row

_BIOMETHANE = "points-dinjection-de-biomethane-en-france"
_REGISTRE = "registre-national-installation-production-stockage-electricite-agrege"
_GAS = "trace-du-reseau-grt-250"
_IRIS = "consommation-annuelle-par-iris"
#: The year of the extract of deliveries, which its file does not say.
_IRIS_YEAR = "2023-01-01"


def use(folder: Path) -> list[str]:
    """Serve what the folder holds; the sources whose rows are real now."""
    found = []
    for source, (name, serve) in _HELD.items():
        if (folder / name).is_file():
            serve(folder / name)
            found.append(source)
    return found


def _explore(id_: str) -> Callable[[Path], None]:
    def serve(path: Path) -> None:
        held = json.loads(path.read_text(encoding="utf-8"))
        rows = tuple(held["results"] if isinstance(held, dict) else held)
        for row in rows:
            if row.get("geo_shape"):
                row["geo_shape"] = row["geo_shape"]["geometry"]
        _give(id_, rows)

    return serve


def _give(id_: str, rows: tuple[Row, ...]) -> None:
    opendatasoft.DATASETS[id_] = replace(opendatasoft.DATASETS[id_], rows=lambda: rows)


def _deliveries(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        _give(_IRIS, tuple(_delivery(row) for row in csv.DictReader(file)))


def _delivery(row: dict[str, str]) -> Row:
    mwh = float(row["consommation_electricite_rte_mwh"])
    return _blank(sites.iris_rows()[0]) | {
        "annee": _IRIS_YEAR,
        "code_iris": row["code_iris"],
        "code_insee_commune": row["code_commune"],
        "commune": row["commune"],
        "code_insee_departement": row["code_commune"][:2],
        "departement": row["departement"],
        "code_insee_region": "32",
        "region": row["region"],
        "consommation_electricite_rte": mwh,
        "pdl_electricite_rte": 1,
        "consommation_totale": mwh,
        "pdl_total": 1,
        "geo_point_iris": {"lon": float(row["lon_repr"]), "lat": float(row["lat_repr"])},
    }


def _brownfields(path: Path) -> None:
    """The extract is of a box; beyond it the invented sites stay, for no departement has none."""
    invented = land.brownfields()
    blank = _blank(invented[0])
    real = tuple(
        blank
        | {key: value for key, value in told.items() if key in blank}
        | {"nature": told.get("source_nature"), "site_id": id_, "geo_shape": shape}
        for id_, told, shape in _features(path)
    )
    box = [ogr.CreateGeometryFromJson(json.dumps(row["geo_shape"])).GetEnvelope() for row in real]
    west, east = min(each[0] for each in box), max(each[1] for each in box)
    south, north = min(each[2] for each in box), max(each[3] for each in box)
    beyond = tuple(
        row
        for row in invented
        if not row["ring"]
        or not (west <= row["ring"][0][0] <= east and south <= row["ring"][0][1] <= north)
    )
    land.brownfields = lambda: real + beyond


def _heat_networks(path: Path) -> None:
    blank = _blank(heat.heat_networks()[0])
    towns = {"5914C": "59183", "5915C": "59179", "5916C": "59295"}
    rows = tuple(
        blank
        | {
            "Identifiant reseau": told["id"],
            "nom_reseau": told["nom"],
            "Gestionnaire": told["gestionnaire"],
            "Taux EnR&R": told["taux_enrr"],
            "communes": by_insee()[towns[told["id"]]].name,
            "departement": "Nord",
            "region": "Hauts-de-France",
            "line": _in_metres(shape),
        }
        for _, told, shape in _features(path)
    )
    heat.heat_networks = lambda: rows


def _in_metres(shape: dict[str, Any]) -> Any:
    moved = project(ogr.CreateGeometryFromJson(json.dumps(shape)), 2154)
    return json.loads(moved.ExportToJson())["coordinates"]


def _features(path: Path) -> Iterator[tuple[Any, Row, dict[str, Any] | None]]:
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        yield feature.get("id"), feature["properties"], feature["geometry"]


def _blank(row: Row) -> Row:
    """A row of the same columns with nothing in them."""
    return dict.fromkeys(row)


#: By source of the catalogue: the extract's file, and what serves it.
_HELD: dict[str, tuple[str, Callable[[Path], None]]] = {
    "odre-biomethane": ("biomethane_points_injection_HDF_107.json", _explore(_BIOMETHANE)),
    "odre-registre": ("odre_registre_records_extrait.json", _explore(_REGISTRE)),
    "natran-trace": ("odre_trace_grt_250_records_extrait.json", _explore(_GAS)),
    "odre-iris": ("odre_iris_rte_hdf.csv", _deliveries),
    "cartofriches": ("cartofriches_geofriches_bbox3-50-3.5-50.5_2023.geojson", _brownfields),
    "fcu": ("fcu_reseaux_chaleur_dunkerque_hazebrouck_douchy_subset.geojson", _heat_networks),
}
