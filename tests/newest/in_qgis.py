"""A background job in QGIS, several times in a row, with a pyproj that has a PROJ of its own.

Prints as JSON what the jobs gave, in which threads, and what QGIS' own PROJ says of the same place.
"""

from __future__ import annotations

import faulthandler
import json

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsPointXY,
    QgsProject,
)
from qgis.PyQt.QtCore import QThread
from territoires_industrie.territoires_industrie.layers.ground import to_lambert93
from territoires_industrie.territoires_industrie.net.side_by_side import run_side_by_side

TIMES, PLACES = 3, 50_000
LON, LAT = 2.377, 51.034


def job() -> dict[str, object]:
    import pandas
    import pyproj

    x, y = to_lambert93(pandas.Series([LON] * PLACES), pandas.Series([LAT] * PLACES))
    return {
        "places": len(set(zip(x, y, strict=True))),
        "place": [x[0], y[0]],
        "pyproj": pyproj.__version__,
        "thread": type(QThread.currentThread()).__name__,
    }


def by_qgis() -> list[float]:
    degrees, metres = (QgsCoordinateReferenceSystem(f"EPSG:{code}") for code in (4326, 2154))
    transform = QgsCoordinateTransform(degrees, metres, QgsProject.instance())
    place = transform.transform(QgsPointXY(LON, LAT))
    return [place.x(), place.y()]


def main() -> None:
    faulthandler.enable()
    qgis = QgsApplication([], False)
    qgis.initQgis()
    jobs, qgis_says = [], []
    for _ in range(TIMES):
        done = run_side_by_side({"a": job, "b": job}, 2, lambda: False, lambda *_: None)
        for result in done.values():
            if isinstance(result, Exception):
                raise result
            jobs.append(result)
        qgis_says.append(by_qgis())
    print(json.dumps({"jobs": jobs, "qgis": qgis_says}))
    qgis.exitQgis()


main()
