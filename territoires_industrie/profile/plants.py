"""Power plants by name, power and status (DOMAIN 4, 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .energy_cells import number_in
from .figure import NOTHING, Figure, Total, count_figure, figure, text_figure, thousandth
from .holdings import (
    IN_SERVICE,
    TO_COME,
    Holdings,
    as_series,
    in_service,
    printable_name,
    printable_status,
    word,
)
from .lines import Cell, Table

if TYPE_CHECKING:
    from pandas import DataFrame, Series

LAYER = "producers"
_WIND, _STORAGE = "Éolien", "Stockage d'électricité"
_INJECTION = "Point d'injection de biométhane"
_UNPRINTED = "Un nom ou une puissance que rien d'officiel n'atteste n'est pas imprimé."


def plant_figures(holdings: Holdings) -> list[Figure]:
    """The plants in service above the atlas' 50 MW, the largest one, and the wind farms.

    What stores electricity is no plant; the table tells it with its type.
    """
    rows = in_service(_plants(holdings))
    rows = rows[rows["class"] != _STORAGE]
    large = rows[_power(rows) > _threshold(holdings)]
    origin = holdings.origin_of(LAYER, rows)
    note = holdings.statement(LAYER)
    mw = _threshold(holdings) / 1000
    name, power = _largest(large)
    count = holdings.number_of(LAYER, large)
    if count.value is not None and _power(rows).isna().any():
        count = Total(count.value, minimum=True)
    return [
        count_figure(
            "centrales_nombre",
            f"Centrales en service de plus de {mw:.0f} MW",
            count,
            ("centrale", "centrales"),
            origin,
            note,
        ),
        text_figure(
            "plus_grande_centrale",
            "Plus grande centrale en service de puissance publiée",
            name,
            origin,
            note,
        ),
        figure(
            "plus_grande_centrale_mw",
            "Puissance de la plus grande centrale en service",
            power,
            "MW",
            origin,
            note,
        ),
        count_figure(
            "parcs_eoliens",
            "Parcs éoliens en service",
            holdings.number_of(LAYER, rows[rows["class"] == _WIND]),
            ("parc éolien", "parcs éoliens"),
            origin,
            note,
        ),
    ]


def plant_table(holdings: Holdings) -> Table:
    """Plants above 50 MW, named ones whose power nobody published, and projects to come."""
    rows = _plants(holdings)
    power = _power(rows)
    planned = rows["statut"].isin(TO_COME)
    named = rows["verifie_par"].notna() & rows["name"].notna()
    rows = rows[(power > _threshold(holdings)) | planned | (power.isna() & named)]
    rows = rows.assign(kw=_power(rows), later=rows["statut"].fillna(IN_SERVICE) != IN_SERVICE)
    rows = rows.sort_values(["later", "kw", "key"], ascending=[True, False, True], kind="stable")
    origin = holdings.origin_of(LAYER, rows)
    mw = _threshold(holdings) / 1000
    return Table(
        title=f"Installations de plus de {mw:.0f} MW ou de puissance non publiée, et projets",
        columns=("Nom", "Commune", "Type", "Puissance", "Statut"),
        rows=tuple(_line(row) for row in rows.to_dict("records")),
        units=("", "", "", "MW", ""),
        decimals=(None, None, None, 0, None),
        source=origin.source,
        vintage=origin.vintage,
        note=" ".join(filter(None, (_UNPRINTED, _twins(rows), holdings.statement(LAYER)))),
    )


def _twins(rows: DataFrame) -> str:
    """Where a typed plant stands in the commune of one of the same type from another source.

    They may be one plant under two keys: which one goes is for somebody who knows it to say.
    """
    typed = rows["source_atlas"].notna()
    places = ["commune", "class"]
    kinds = rows.assign(typed=typed).dropna(subset=places).groupby(places)
    told = [
        f"{commune} ({class_[0].lower()}{class_[1:]})"
        for (commune, class_), same in kinds
        if same["typed"].any() and same["source"].nunique() > 1
    ]
    return f"Doublons possibles, à vérifier : {', '.join(told)}." if told else ""


def _line(row: dict[str, Any]) -> tuple[Cell, ...]:
    name, kw = printable_name(row), number_in(row["kw"])
    # A typed fact that nobody checked prints no power either (DOMAIN 8).
    typed = word(row["source_atlas"]) is not None and word(row["verifie_par"]) is None
    return (
        name,
        word(row["commune"]),
        word(row["class"]),
        None if kw is None or typed else thousandth(kw),
        printable_status(row),
    )


def _plants(holdings: Holdings) -> DataFrame:
    """What makes electricity on the map; gas injected is told apart."""
    rows = holdings.drawn(LAYER)
    return rows[rows["class"] != _INJECTION]


def _power(rows: DataFrame) -> Series:
    return as_series(rows["power_kw"])


def _largest(rows: DataFrame) -> tuple[str | None, Total]:
    """Name and MW of the most powerful plant, if it may be named."""
    if rows.empty:
        return None, NOTHING
    row = rows.loc[_power(rows).idxmax()].to_dict()
    name, kw = printable_name(row), number_in(row["power_kw"])
    return (name, Total(thousandth(kw))) if name and kw is not None else (None, NOTHING)


def _threshold(holdings: Holdings) -> float:
    """The power above which the map writes a plant's MW (kW)."""
    return float(holdings.catalogue.layers[LAYER].parameters["power_label_above_kw"])
