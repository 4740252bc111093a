"""400 kV substations and lines, gas entries: no coordinates, and no distance that is not exact.

RTE withdrew its coordinates (DOMAIN 1): names and communes only, and the public's edition has no
line. NaTran's published route is rounded to 250 m: no length of gas pipes is told.
"""

from __future__ import annotations

from typing import Any

from .. import geometry
from .energy_cells import number_in
from .figure import Figure, Origin, Total, count_figure, figure, total
from .holdings import (
    IN_SERVICE,
    Holdings,
    in_service,
    measures,
    printable_name,
    printable_status,
    word,
)
from .lines import Cell, Table

GRID = "network400kv"
GAS = "gasnetwork"
_SUBSTATIONS, _ENTRIES = "network400kv_point", "gasnetwork_point"


def network_figures(holdings: Holdings) -> list[Figure]:
    """Substations, kilometres of 400 kV line within the perimeter, gas entries and capacity."""
    return [*_grid(holdings), *_gas(holdings)]


def _grid(holdings: Holdings) -> list[Figure]:
    stations = in_service(holdings.drawn(_SUBSTATIONS))
    lines = holdings.frame(GRID)
    lines = in_service(lines[lines["class"].fillna("") != ""])
    inside = holdings.inside(lines["geometry"]) if len(lines) else None
    note = holdings.statement(GRID)
    length: float | None = None
    if inside is not None:
        length = geometry.length_km(inside)
    elif len(lines) and holdings.outline is not None and holdings.is_listed(GRID):
        length = 0.0
    return [
        count_figure(
            "postes_400kv",
            "Postes électriques à 400 kV en service",
            holdings.number_of(GRID, stations),
            ("poste", "postes"),
            holdings.origin_of(GRID, stations),
            note,
        ),
        figure(
            "lignes_400kv_km",
            "Tracé des lignes à 400 kV dans le périmètre",
            length,
            "km",
            holdings.origin_of(GRID, lines),
            note,
            0,
        ),
    ]


def _gas(holdings: Holdings) -> list[Figure]:
    entries = in_service(holdings.drawn(_ENTRIES))
    capacities = measures(entries["capacity_gm3_y"])
    known = sum(value is not None for value in capacities)
    origin = holdings.origin_of(GAS, entries) if len(entries) else Origin()
    told = (
        f"Capacité connue pour {known} de ces {len(entries)} ouvrages."
        if len(entries)
        # Nobody publishes a list of them: where none was noted down, none is known.
        else "Aucune liste publique de ces ouvrages : relevés seulement où l'atlas les cite."
    )
    # A compression station has no capacity of its own: one known capacity is a minimum already.
    capacity = total(value for value in capacities if value is not None)
    return [
        count_figure(
            "entrees_gaz",
            "Entrées et compressions de gaz relevées",
            len(entries) or None,
            ("ouvrage", "ouvrages"),
            origin,
            told,
        ),
        figure(
            "capacite_entree_gaz_gm3_an",
            "Capacité d'entrée de gaz",
            Total(capacity.value, minimum=known < len(entries)),
            "Gm³/an",
            origin,
            told,
        ),
    ]


def substation_table(holdings: Holdings) -> Table:
    """The substations by name and commune, those to come behind."""
    rows = holdings.drawn(_SUBSTATIONS)
    origin = holdings.origin_of(GRID, rows)
    return Table(
        title="Postes électriques à 400 kV",
        columns=("Nom", "Commune", "Statut"),
        rows=_by_status(
            (printable_name(row), word(row["commune"]), printable_status(row))
            for row in rows.to_dict("records")
        ),
        units=("", "", ""),
        decimals=(None, None, None),
        source=origin.source,
        vintage=origin.vintage,
        note=holdings.statement(GRID),
    )


def entry_table(holdings: Holdings) -> Table:
    """Where gas enters the network or is compressed, with the capacity that is known."""
    rows = holdings.drawn(_ENTRIES)
    origin = holdings.origin_of(GAS, rows) if len(rows) else Origin()
    return Table(
        title="Entrées et compressions de gaz",
        columns=("Nom", "Commune", "Capacité", "Statut"),
        rows=_by_status(
            (
                printable_name(row),
                word(row["commune"]),
                _checked(row, "capacity_gm3_y"),
                printable_status(row),
            )
            for row in rows.to_dict("records")
        ),
        units=("", "", "Gm³/an", ""),
        decimals=(None, None, 0, None),
        source=origin.source,
        vintage=origin.vintage,
        note="" if len(rows) else "Aucune liste publique de ces ouvrages.",
    )


def _checked(row: dict[str, Any], name: str) -> float | None:
    """A measure, unless it is a typed fact that nobody checked (DOMAIN 8)."""
    typed = word(row["source_atlas"]) is not None and word(row["verifie_par"]) is None
    return None if typed else number_in(row[name])


def _by_status(lines: Any) -> tuple[tuple[Cell, ...], ...]:
    """In service first, then by name."""
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                line[-1] != IN_SERVICE,
                line[0] is None,
                line[0] or "",
                line[1] or "",
            ),
        )
    )
