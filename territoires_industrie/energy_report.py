"""The energies of a refresh, for the analyst: totals by territory, and two lists to go through."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .catalogue import Catalogue
from .french import number
from .layers.consumption import size_changes
from .layers.ground import Ground
from .layers.registers import load_registers
from .layers.rows import counted
from .layers.transport import ODRE_IRIS, to_identify
from .libraries import require
from .refresh import Refreshed
from .report import Column, Line, Section
from .sources.area import Area

if TYPE_CHECKING:
    from pandas import DataFrame

_MOST_LINES = 30

_TOTALS = (
    Column("Territoire"),
    Column("Électricité des adresses (GWh)", number=True),
    Column("Gaz des adresses (GWh PCS)", number=True),
    Column("Électricité livrée par le transport (GWh)", number=True),
    Column("Gaz livré par le transport (GWh)", number=True),
    Column("Production et stockage d'électricité (GWh)", number=True),
    Column("Puissance (MW)", number=True),
    Column("Injection de biométhane (GWh/an)", number=True),
)
_BASES = {
    "electricity+gas": "Électricité et gaz",
    "electricity": "Électricité seule",
    "gas": "Gaz seul",
}
_DELIVERIES = (
    Column("IRIS"),
    Column("Commune"),
    Column("Territoire"),
    Column("Électricité (GWh)", number=True),
    Column("Gaz (GWh)", number=True),
    Column("Année", number=True),
)
_NOTHING = "–"


def energy_sections(refreshed: Refreshed, catalogue: Catalogue) -> Iterator[Section]:
    """The section "Énergie", and the review lists where there is something to review."""
    yield _totals(refreshed, catalogue)
    changes = _changes(refreshed, catalogue)
    if len(changes):
        yield _changes_section(changes, catalogue)
    listed = _to_identify(refreshed)
    if listed is not None and len(listed):
        yield _deliveries_section(refreshed, listed)


def three_digits(value: Any, scale: float = 1.0) -> str:
    """A figure as reports print it, rounded to three digits: `5 886,3` -> `5 890`; – if unknown."""
    if require("pandas").isna(value) or not math.isfinite(value):
        return _NOTHING
    if value == 0:
        return "0"
    scaled = float(value) / scale
    figure = round(scaled, 2 - _magnitude(scaled))
    return number(figure, min(max(2 - _magnitude(figure), 0), 3))


def _magnitude(value: float) -> int:
    return math.floor(math.log10(abs(value)))


def _totals(refreshed: Refreshed, catalogue: Catalogue) -> Section:
    parameters = catalogue.layers["energy"].parameters
    cells = refreshed.edition.frame("energy")
    addresses, whole = parameters["all_addresses"], parameters["all_kinds"]
    deliveries = parameters["deliveries"]
    figures = (
        (addresses, "électricité", "mwh", 1000),
        (addresses, "gaz", "mwh", 1000),
        (deliveries, "électricité", "mwh", 1000),
        (deliveries, "gaz", "mwh", 1000),
        (whole, "électricité", "mwh", 1000),
        (whole, "électricité", "power_kw", 1000),
        (whole, "biométhane", "capacity_gwh_y", 1),
    )
    known = cells.set_index(["territory", "category", "energy"])

    def told(territory: str, category: str, energy: str, column: str, scale: float) -> str:
        place = (territory, category, energy)
        found = known[column].get(place) if place in known.index else None
        return three_digits(found, scale)

    lines = [
        Line((territory.title, *(told(territory.id, *figure) for figure in figures)))
        for territory in refreshed.order.territories
    ]
    asked = [territory.id for territory in refreshed.order.territories]
    totals = cells["category"].isin([addresses, deliveries, whole])
    mine = cells[cells["territory"].isin(asked) & totals]
    unknown = int(mine["of_which_withheld"].fillna(0).sum())
    sentences = [
        "Chiffres arrondis à trois positions, à usage interne : une diffusion en masque.",
        "Les livraisons du transport sont un total de contrôle, hors usages exclus ; elles ne "
        "s'ajoutent pas aux adresses.",
    ]
    if unknown:
        withheld = counted(unknown, "valeur", "valeurs")
        sentences.append(
            f"{withheld} sous secret ou hors publication : ces totaux sont des minimums."
        )
    return Section("Énergie", tuple(sentences), _TOTALS, lines)


def _changes(refreshed: Refreshed, catalogue: Catalogue) -> DataFrame:
    """The asked territories' sites whose size class depends on the basis."""
    sites = refreshed.edition.frame("consumers")
    asked = [territory.id for territory in refreshed.order.territories]
    sites = sites[sites["rattachement"].isin(asked)]
    return size_changes(sites, catalogue.layers["consumers"].parameters)


def _changes_section(changes: DataFrame, catalogue: Catalogue) -> Section:
    labels = {
        each.key: each.label for each in catalogue.layers["consumers"].legend("sizes").classes
    }
    labels[""] = "sous les seuils"
    bases = [name for name in changes.columns if name in _BASES]
    columns = [Column("Site"), Column("Commune"), Column("Secteur")]
    columns += [Column(_BASES[name]) for name in bases]
    lines = [
        Line(
            (
                row["name"] or row["key"],
                row["commune"] or _NOTHING,
                row["class"] or "hors légende",
                *(labels.get(row[name], row[name]) for name in bases),
            )
        )
        for row in changes.head(_MOST_LINES).to_dict("records")
    ]
    sentence = "Sites dont la classe de taille change selon l'énergie retenue."
    return Section("Tailles à relire", _with_rest(sentence, len(changes)), columns, lines)


def _to_identify(refreshed: Refreshed) -> DataFrame | None:
    """The asked territories' deliveries that no register attributes; None where none were read."""
    outcome = refreshed.outcomes.get(ODRE_IRIS)
    if outcome is None or outcome.raw is None:
        return None
    ground = Ground(Area.of(refreshed.order.territories))
    listed = to_identify(outcome.raw, load_registers().transport, ground)
    return listed[listed["territory"].isin([each.id for each in refreshed.order.territories])]


def _deliveries_section(refreshed: Refreshed, listed: DataFrame) -> Section:
    titles = {territory.id: territory.title for territory in refreshed.order.territories}
    lines = [
        Line(
            (
                row["iris"],
                row["commune"] or _NOTHING,
                titles[row["territory"]],
                three_digits(row["electricity_mwh"], 1000),
                three_digits(row["gas_mwh"], 1000),
                str(row["year"] or _NOTHING),
            )
        )
        for row in listed.head(_MOST_LINES).to_dict("records")
    ]
    sentence = (
        "Livraisons des réseaux de transport par IRIS qu'aucune ligne de transport_sites.csv "
        "n'attribue à un site."
    )
    return Section("Livraisons à identifier", _with_rest(sentence, len(listed)), _DELIVERIES, lines)


def _with_rest(sentence: str, count: int) -> tuple[str, ...]:
    """The sentence, and how many lines the table leaves out."""
    rest = count - _MOST_LINES
    if rest <= 0:
        return (sentence,)
    many = "autres ne figurent" if rest > 1 else "autre ne figure"
    return sentence, f"{number(rest)} {many} pas ici."
