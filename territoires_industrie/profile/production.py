"""Electricity installed and produced, biomethane injected, by the registers (DOMAIN 4)."""

from __future__ import annotations

from .. import french
from .energy_cells import BIOMETHANE, ELECTRICITY, LAYER, PRODUCED, STORAGE, Cell, Energy, withheld
from .figure import NOTHING, Figure, Origin, Total, count_figure, figure, thousandth, total
from .holdings import as_series, in_service

_INJECTION = "Point d'injection de biométhane"

#: Filières of the register with a figure of their own: its word -> (name, label).
KINDS = {
    "Nucléaire": ("puissance_nucleaire_mw", "Puissance nucléaire"),
    "Thermique non renouvelable": (
        "puissance_thermique_mw",
        "Puissance thermique non renouvelable",
    ),
    "Eolien": ("puissance_eolien_mw", "Puissance éolienne"),
    "Solaire": ("puissance_solaire_mw", "Puissance solaire"),
    "Bioénergies": ("puissance_bioenergies_mw", "Puissance des bioénergies"),
    "Hydraulique": ("puissance_hydraulique_mw", "Puissance hydraulique"),
    STORAGE: ("puissance_stockage_mw", "Puissance de stockage"),
}


def production_figures(energy: Energy) -> list[Figure]:
    """Installations, MW in all and by filière, GWh of the year, and biomethane injected."""
    whole = energy.produced()
    statement = energy.holdings.statement(LAYER)
    origin = whole.origin if whole else Origin()
    rule = "Registre national, toutes tailles et filières, hors stockage."
    note = rule if whole else statement
    found = [
        count_figure(
            "installations_production",
            "Installations de production d'électricité",
            energy.told(Total(whole.sites if whole else None)),
            ("installation", "installations"),
            origin,
            note,
        ),
        figure(
            "puissance_installee_mw",
            "Puissance électrique installée",
            energy.told(_mw(whole)),
            "MW",
            origin,
            note,
        ),
    ]
    for filiere, (name, label) in KINDS.items():
        cell = energy.cell(PRODUCED, filiere, ELECTRICITY)
        none_there = whole is not None and cell is None and energy.holdings.is_listed(LAYER)
        power = Total(0.0) if none_there else energy.told(_mw(cell))
        found.append(figure(name, label, power, "MW", origin, "" if whole else statement))
    silent = _withheld_plants(whole.withheld if whole else 0)
    found.append(
        figure(
            "production_electricite_gwh",
            "Production d'électricité, sur un an glissant",
            energy.told(produced_total(energy, whole)),
            "GWh",
            origin,
            f"{rule} {silent}".strip() if whole else statement,
        )
    )
    return [*found, *_injection(energy)]


def _mw(cell: Cell | None) -> Total:
    return NOTHING if cell is None or cell.power_kw is None else Total(thousandth(cell.power_kw))


def produced_total(energy: Energy, whole: Cell | None) -> Total:
    """The energy of the year, a minimum where plants are silent.

    Filières that publish nothing at all count by their power: where they are most of it, what the
    others produce would say nothing of the territory (a nuclear plant's output is not public).
    """
    if whole is None or whole.mwh is None:
        return NOTHING
    everything = energy.parameters["all_kinds"]
    kinds = energy.rows[
        (energy.rows["flux"] == PRODUCED)
        & (energy.rows["energy"] == ELECTRICITY)
        & ~energy.rows["category"].isin([everything, STORAGE])
    ]
    power, silent = as_series(kinds["power_kw"]).fillna(0), as_series(kinds["mwh"]).isna()
    if power[silent].sum() > power[~silent].sum():
        return NOTHING
    return Total(thousandth(whole.mwh), minimum=whole.withheld > 0)


def _withheld_plants(count: int) -> str:
    if not count:
        return ""
    lines = "ligne" if count == 1 else "lignes"
    return f"Production inconnue pour {french.number(count)} {lines} du registre."


def _injection(energy: Energy) -> list[Figure]:
    """Injection points and their capacity: the table's, else those of the map."""
    holdings = energy.holdings
    cell = energy.cell(PRODUCED, energy.parameters["all_kinds"], BIOMETHANE)
    if cell is not None:
        points, origin = energy.told(Total(cell.sites)), cell.origin
        capacity = total([cell.capacity_gwh_y])
        if cell.withheld and capacity.value is not None:
            capacity = (
                NOTHING
                if cell.withheld * 2 > (cell.sites or 0)
                else Total(capacity.value, minimum=True)
            )
        capacity = energy.told(capacity)
        note = withheld(cell.withheld)
    else:
        rows = in_service(holdings.drawn("producers"))
        rows = rows[rows["class"] == _INJECTION]
        points = holdings.number_of("producers", rows)
        capacity = holdings.sum_of("producers", rows["capacity_gwh_y"])
        origin = holdings.origin_of("producers", rows)
        note = holdings.statement("producers")
    said = "Capacité, non une production."
    return [
        count_figure(
            "points_injection",
            "Points d'injection de biométhane",
            points,
            ("point d'injection", "points d'injection"),
            origin,
            note,
        ),
        figure(
            "injection_gwh_an",
            "Capacité d'injection de biométhane",
            capacity,
            "GWh/an",
            origin,
            f"{said} {note}".strip(),
        ),
    ]
