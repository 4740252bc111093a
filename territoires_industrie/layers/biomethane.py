"""Biomethane injection points (ODRÉ): sources/electricity-gas-hydrogen.md 3.

Traps: `site_ouvert` is a text; `current_code` is the commune's code of today where communes merged.
The published position is the commune's, never an exact place: all points of a commune share it, and
of the region's 107 it lies within 3 km of the commune's centre, so no distance tells a place from
another centre. It stands in where the commune is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..catalogue import AtlasLayer
from ..libraries import require
from ..sources.raw import RawTable
from .columns import codes, column, nothing_as_none, numbers, texts, truths, years
from .ground import Ground
from .made import DRAWN, KEPT_OFF, NOWHERE, REJECTED, Account
from .rows import OUTSIDE, Ledger, atlas_frame, checked_on, dated, settled
from .shapes import shapes_of

if TYPE_CHECKING:
    from pandas import DataFrame

BIOMETHANE = "odre-biomethane"

CLOSED = "site fermé"


def injection_points(
    raw: RawTable, layer: AtlasLayer, ground: Ground
) -> tuple[DataFrame, tuple[Account, ...]]:
    """The open points as producers, at their commune's centre (capacity in GWh a year)."""
    frame = raw.frame.reset_index(drop=True)
    rows = settled(_rows(raw, frame, layer, ground), ground)
    ledger = Ledger(raw.source, len(frame))
    ledger.judge(truths(column(frame, "site_ouvert")).eq(False), KEPT_OFF, CLOSED)
    ledger.judge(rows["geometry"].isna(), REJECTED, NOWHERE)
    ledger.judge(~ground.inside(rows["geometry"]), KEPT_OFF, OUTSIDE)
    drawn = ledger.open
    ledger.judge(drawn, DRAWN)
    return rows[drawn].reset_index(drop=True), ledger.accounts(rows["rattachement"])


def _rows(raw: RawTable, frame: DataFrame, layer: AtlasLayer, ground: Ground) -> DataFrame:
    today, before = (codes(column(frame, name), 5) for name in ("current_code", "code_commune"))
    insee = nothing_as_none(today.where(today.notna(), before))
    known = insee.isin(ground.communes.index)
    project = texts(column(frame, "id_unique_projet"))
    line = require("pandas").Series(frame.index, index=frame.index).add(1).astype("str")
    name = texts(column(frame, "nom_du_projet"))
    kind = texts(column(frame, "site"))
    year = years(column(frame, "date_de_mes"))
    year = year.where(year.notna(), years(column(frame, "annee_mes")))
    values: Mapping[str, Any] = {
        "key": nothing_as_none("biomethane-" + project.where(project.notna(), "ligne-" + line)),
        "name": name,
        "commune": ground.commune_names(insee).where(known, texts(column(frame, "commune"))),
        "insee": insee,
        "class": layer.parameters["injection_class"],
        "position": "commune",
        "source": BIOMETHANE,
        "vintage": dated(raw),
        "verifie_par": ("ODRÉ, points d'injection de biométhane, id_unique_projet " + project),
        "verifie_le": project.where(project.isna(), checked_on(raw)),
        "note": ("Type de site : " + kind + "."),
        "filiere": "Biométhane",
        "capacity_gwh_y": numbers(column(frame, "capacite_de_production_gwh_an")),
        "commissioning": year,
        "geometry": shapes_of(raw, "point").where(~known),
    }
    return atlas_frame(layer.tables[0], values, frame.index)
