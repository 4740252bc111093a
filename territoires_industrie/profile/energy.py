"""Energy consumed and delivered, and the table of all energies (DOMAIN 1, 3).

The edition is the audience's own: a masked cell has no figure in it, and says why. Deliveries of
the transport networks are a control total of their own, never added to the addresses. What is
withheld (statistical secrecy) is counted and makes a sum a minimum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..catalogue import Catalogue
from ..territories import normalised
from .energy_cells import (
    BIOMETHANE,
    CONSUMED,
    ELECTRICITY,
    GAS,
    LAYER,
    PRODUCED,
    Cell,
    Energy,
    cell_sum,
    reason,
    remark,
    withheld,
)
from .figure import NOTHING, Figure, Origin, Total, figure, thousandth, total, year_figure
from .holdings import Holdings
from .lines import Cell as Value
from .lines import Table
from .production import KINDS, produced_total, production_figures

if TYPE_CHECKING:
    from pandas import DataFrame

_UNITS = {ELECTRICITY: "GWh", GAS: "GWh PCS"}

#: Filières as they are printed.
_PRINTED = {"Eolien": "Éolien", "Energies Marines": "Énergies marines"}


_ALL_PLANTS = "Ensemble hors stockage"


def energy_figures(holdings: Holdings) -> list[Figure]:
    """What is consumed, delivered, installed, produced and injected."""
    energy = Energy(holdings)
    addresses = energy.parameters["all_addresses"]
    cells = [energy.cell(CONSUMED, addresses, kind) for kind in (ELECTRICITY, GAS)]
    years = {cell.year: cell.origin for cell in cells if cell and cell.year is not None}
    year, origin = next(iter(years.items())) if len(years) == 1 else (None, Origin())
    found = [year_figure("annee_consommations", "Année des consommations", year, origin)]
    for energy_word, said in ((ELECTRICITY, "d'électricité"), (GAS, "de gaz")):
        found.append(
            _consumed(
                energy,
                f"conso_{_plain(energy_word)}_gwh",
                f"Consommation {said} aux adresses, toutes activités",
                addresses,
                energy_word,
            )
        )
    for energy_word, said in ((ELECTRICITY, "d'électricité"), (GAS, "de gaz")):
        found.append(_industry(energy, energy_word, said))
    for energy_word, said in ((ELECTRICITY, "d'électricité"), (GAS, "de gaz")):
        found.append(
            _consumed(
                energy,
                f"livraisons_{_plain(energy_word)}_gwh",
                f"Livraisons {said} des réseaux de transport",
                energy.parameters["deliveries"],
                energy_word,
                "Total de contrôle par IRIS, jamais ajouté aux adresses ; traction, "
                "interconnexions et centrales exclues.",
            )
        )
    return [*found, *production_figures(energy)]


def sector_figures(holdings: Holdings) -> Iterator[Figure]:
    """What each sector of the legend, and the rest, consumes of each energy at addresses."""
    energy = Energy(holdings)
    for kind in (ELECTRICITY, GAS):
        for category in sectors(holdings.catalogue):
            name = sector_name(kind, category)
            yield _consumed(energy, name, f"{category}, {kind}", category, kind)


def sectors(catalogue: Catalogue) -> list[str]:
    """The sectors of the consumers' legend, then what is off the legend."""
    classes = catalogue.layers["consumers"].legend("types").classes
    return [*(each.key for each in classes), catalogue.layers[LAYER].parameters["off_legend"]]


def sector_name(kind: str, category: str) -> str:
    """The name of a sector's figure: `conso_gaz_textile_gwh`."""
    return f"conso_{_plain(kind)}_{normalised(category).replace(' ', '_')}_gwh"


# ---------------------------------------------------------------- consumption


def _consumed(
    energy: Energy, name: str, label: str, category: str, kind: str, more: str = ""
) -> Figure:
    cell = energy.cell(CONSUMED, category, kind)
    if cell is None:
        note = f"{more} {_nothing(energy)}".strip()
        return figure(name, label, None, _UNITS[kind], Origin(), note)
    found = cell_sum(cell)
    scaled = Total(thousandth(found.value), found.minimum) if found.value is not None else NOTHING
    scaled = energy.told(scaled)
    year = f"Année {cell.year}." if cell.year else ""
    note = " ".join(filter(None, (year, more, reason(cell))))
    found_figure = figure(name, label, scaled, _UNITS[kind], cell.origin, note)
    return replace(found_figure, masked=bool(cell.masked))


def _nothing(energy: Energy) -> str:
    """Why there is no cell: nothing is published here, or this edition did not ask."""
    if energy.holdings.is_known(LAYER):
        return "Aucune valeur publiée pour ce périmètre."
    return energy.holdings.statement(LAYER)


def _industry(energy: Energy, kind: str, said: str) -> Figure:
    """The sectors of the consumers' legend together; one that is masked hides the sum."""
    name = f"conso_{_plain(kind)}_industrie_gwh"
    label = f"Consommation {said} de l'industrie aux adresses"
    whole = energy.cell(CONSUMED, energy.parameters["all_addresses"], kind)
    classes = energy.holdings.catalogue.layers["consumers"].legend("types").classes
    cells = [
        cell for each in classes if (cell := energy.cell(CONSUMED, each.key, kind)) is not None
    ]
    if whole is None or not cells:
        return figure(name, label, None, _UNITS[kind], Origin(), _nothing(energy))
    masked = any(cell.masked for cell in cells)
    if any(cell.masked and cell.mwh is None for cell in cells):
        why = "Des secteurs sont masqués : ils diraient la consommation d'un site."
        return replace(figure(name, label, None, _UNITS[kind], Origin(), why), masked=True)
    sums = [cell_sum(cell) for cell in cells]
    found = total([None if each.value is None else thousandth(each.value) for each in sums])
    secret = any(each.minimum for each in sums)
    found = energy.told(Total(found.value, found.value is not None and (found.minimum or secret)))
    year = f"Année {whole.year}." if whole.year else ""
    secrets = sum(cell.withheld for cell in cells)
    note = " ".join(filter(None, (year, "Secteurs de la carte.", withheld(secrets))))
    return replace(figure(name, label, found, _UNITS[kind], whole.origin, note), masked=masked)


# ---------------------------------------------------------------- the table


def energy_table(holdings: Holdings) -> Table:
    """Every cell of the territory with its measures, what it hides and why."""
    energy = Energy(holdings)
    rows = _in_order(energy)
    lines: list[tuple[Value, ...]] = []
    origins = []
    for key in zip(rows["flux"], rows["category"], rows["energy"], strict=True):
        cell = energy.cell(*key)
        flux, category, kind = key
        # Of biomethane one kind is injected: its sum would say the same once more.
        if cell is None or (kind == BIOMETHANE and category == energy.parameters["all_kinds"]):
            continue
        if (flux, kind, category) == (PRODUCED, ELECTRICITY, energy.parameters["all_kinds"]):
            cell, category = _production_total(energy, cell), _ALL_PLANTS
        origins.append(cell.origin)
        lines.append(
            (
                str(flux or ""),
                _PRINTED.get(category, str(category or "")),
                str(kind or ""),
                cell.sites,
                None if cell.power_kw is None else thousandth(cell.power_kw),
                None if cell.mwh is None else thousandth(cell.mwh),
                cell.capacity_gwh_y,
                remark(cell),
                str(cell.year) if cell.year else cell.origin.vintage or None,
            )
        )
    return Table(
        title="Énergie : consommations, livraisons, production et injection",
        columns=(
            "Flux",
            "Secteur ou filière",
            "Énergie",
            "Sites ou installations",
            "Puissance",
            "Énergie annuelle",
            "Capacité d'injection",
            "Remarque",
            "Année ou millésime",
        ),
        rows=tuple(lines),
        units=("", "", "", "", "MW", "GWh", "GWh/an", "", ""),
        decimals=(None, None, None, 0, 1, 1, 1, None, None),
        source=_joined(origin.source for origin in origins),
        vintage=_joined(origin.vintage for origin in origins),
        note="Gaz en PCS. Les livraisons de transport ne s'ajoutent pas aux adresses. Une valeur "
        "inconnue (secret, non publiée) ne compte pas pour 0. " + holdings.statement(LAYER),
    )


def _production_total(energy: Energy, cell: Cell) -> Cell:
    """The plants' total without storage, and without energy where most of it is unknown."""
    whole = energy.produced() or cell
    return whole if produced_total(energy, whole).value is not None else replace(whole, mwh=None)


def _in_order(energy: Energy) -> DataFrame:
    """Consumption before production, sectors in the legend's order, totals behind their parts."""
    parameters = energy.parameters
    classes = energy.holdings.catalogue.layers["consumers"].legend("types").classes
    order: Sequence[str] = [
        *(each.key for each in classes),
        parameters["off_legend"],
        parameters["all_addresses"],
        parameters["deliveries"],
        parameters["excluded_deliveries"],
        *KINDS,
    ]
    place = {category: number for number, category in enumerate(order)}
    last = {parameters["all_kinds"]: len(order) + 2, parameters["injection"]: len(order) + 1}
    rows = energy.rows
    ranked = rows.assign(
        at=rows["category"].map({**place, **last}).fillna(len(order)).astype("float64"),
        flow=rows["flux"].fillna(""),
        kind=rows["energy"].map({ELECTRICITY: 0, GAS: 1, BIOMETHANE: 2}).astype("float64"),
    )
    return ranked.sort_values(["flow", "kind", "at", "category"], kind="stable")


def _plain(energy: str) -> str:
    return {ELECTRICITY: "electricite", GAS: "gaz"}[energy]


def _joined(texts: Iterable[str]) -> str:
    return " ; ".join(dict.fromkeys(text for text in texts if text))
