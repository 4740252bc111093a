"""Which figures territories are compared by, in groups, under headings short enough for a table."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import lru_cache

from ..catalogue import Catalogue, load_catalogue
from ..errors import AtlasError
from ..profile.energy import sector_name, sectors
from ..profile.energy_cells import ELECTRICITY, GAS


class UnknownIndicator(AtlasError):
    """No indicator has this name."""


@dataclass(frozen=True)
class Indicator:
    """A figure that territories are compared by.

    Attributes:
        name: of the profile's figure.
        label: a short heading, in French.
        unit: of its values, "" for numbers of things.
        group: the heading of its table.
        adds: whether a sum over territories means something.
        counts: whether it is a number of things, printed exactly.
    """

    name: str
    label: str
    unit: str
    group: str
    adds: bool = True
    counts: bool = False

    @property
    def decimals(self) -> int | None:
        """Of its printed values: none of numbers of things, else three digits in all."""
        if self.counts:
            return 0
        return 1 if self.unit.startswith("%") else None

    @property
    def title(self) -> str:
        """The heading with its unit."""
        return f"{self.label} ({self.unit})" if self.unit else self.label


@dataclass(frozen=True)
class Group:
    """A table of indicators and what has to be known before it is read."""

    title: str
    notes: tuple[str, ...]
    indicators: tuple[Indicator, ...]


_PEOPLE = "Territoire et emploi"
_SITES = "Sites industriels"
_ELECTRICITY = "Électricité consommée"
_GAS = "Gaz consommé"
_POWER = "Production d’énergie"
_HEAT = "Chaleur valorisable"
_LAND = "Friches et accès"

_ADDRESSES = (
    "Consommations aux adresses, par an ; les livraisons des réseaux de transport sont un total de "
    "contrôle par IRIS, qui ne s’y ajoute pas."
)
_NOTES = {
    _PEOPLE: (
        "Population municipale ; postes salariés au lieu de travail, hors intérim détaché. "
        "« Industrie » est le secteur BE de l’INSEE, « manufacturière » les secteurs CA à CM.",
    ),
    _SITES: ("Sites recensés dans l’édition : un recensement, non un inventaire complet.",),
    _ELECTRICITY: (_ADDRESSES,),
    _GAS: (_ADDRESSES, "Gaz en pouvoir calorifique supérieur (PCS)."),
    _POWER: ("Registre national, toutes tailles et filières ; l’injection est une capacité.",),
    _HEAT: ("Potentiel géothermique sur nappe ; gisements sans température publiée compris.",),
    _LAND: (
        "Friches : l’inventaire Cartofriches n’est pas exhaustif, et l’effort d’inventaire varie "
        "d’un facteur 20 entre départements : ces nombres se comparent avec prudence.",
    ),
}
#: Groups whose notes hold for each of their indicators.
_ON_MAPS = (_SITES, _ELECTRICITY, _GAS, _POWER, _LAND)
#: name, label, unit; then "+" adds up, "n" is a number of things.
_PLAIN: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    _PEOPLE: (
        ("population", "Population", "habitants", "+"),
        ("superficie_km2", "Superficie", "km²", "+"),
        ("densite", "Densité", "hab./km²", ""),
        ("emplois_salaries", "Postes salariés", "postes", "+"),
        ("emplois_industrie", "Postes de l’industrie", "postes", "+"),
        ("part_emplois_industrie", "Part de l’industrie", "%", ""),
        ("postes_manufacturiers", "Postes manufacturiers", "postes", "+"),
        ("part_emplois_manufacturiers", "Part manufacturière", "%", ""),
        ("etablissements_manufacturiers", "Établissements manufacturiers", "", "+n"),
    ),
    _SITES: (
        ("seveso_seuil_haut", "SEVESO seuil haut", "", "+n"),
        ("seveso_seuil_bas", "SEVESO seuil bas", "", "+n"),
        ("consommateurs_recenses", "Consommateurs sur la carte", "", "+n"),
        ("grands_consommateurs", "> 10 000 MWh", "", "+n"),
        ("grands_consommateurs_50_gwh", "dont > 50 000 MWh", "", "+n"),
        ("consommateurs_taille_inconnue", "Taille non publiée", "", "+n"),
    ),
    _POWER: (
        ("puissance_installee_mw", "Puissance installée", "MW", "+"),
        ("puissance_nucleaire_mw", "Nucléaire", "MW", "+"),
        ("puissance_thermique_mw", "Thermique non renouvelable", "MW", "+"),
        ("puissance_eolien_mw", "Éolien", "MW", "+"),
        ("puissance_solaire_mw", "Solaire", "MW", "+"),
        ("puissance_bioenergies_mw", "Bioénergies", "MW", "+"),
        ("puissance_hydraulique_mw", "Hydraulique", "MW", "+"),
        ("puissance_stockage_mw", "Stockage", "MW", "+"),
        ("production_electricite_gwh", "Électricité produite", "GWh", "+"),
        ("points_injection", "Points d’injection de biométhane", "", "+n"),
        ("injection_gwh_an", "Capacité d’injection", "GWh/an", "+"),
    ),
    _HEAT: (
        ("reseaux_chaleur_nombre", "Réseaux de chaleur", "", "+n"),
        ("reseaux_chaleur_km", "Longueur", "km", "+"),
        ("reseaux_chaleur_gwh", "Chaleur livrée", "GWh/an", "+"),
        ("part_recuperation", "Part de récupération", "%", ""),
        ("gisements_chaleur_fatale", "Gisements de chaleur fatale", "", "+n"),
        ("stations_epuration", "Stations d’épuration", "", "+n"),
        ("part_geothermie_moyenne", "Géothermie moyenne et faible", "% du périmètre", ""),
        ("part_geothermie_forte", "Géothermie forte", "% du périmètre", ""),
    ),
    _LAND: (
        ("friches_nombre", "Friches sans projet, > 1 ha", "", "+n"),
        ("friches_ha", "Leur surface", "ha", "+"),
        ("friches_solaires_nombre", "Friches étudiées pour le solaire", "", "+n"),
        ("friches_solaires_ha", "Leur surface", "ha", "+"),
        ("autoroutes_km", "Autoroutes", "km", "+"),
        ("routes_nationales_km", "Routes nationales", "km", "+"),
        ("voies_navigables_km", "Voies navigables", "km", "+"),
    ),
}
_ORDER = (_PEOPLE, _SITES, _ELECTRICITY, _GAS, _POWER, _HEAT, _LAND)
#: Titles on the map, where a heading is not read beside its neighbours.
_ALONE = {
    "friches_ha": "Surface des friches sans projet de plus de 1 ha",
    "friches_solaires_ha": "Surface des friches étudiées pour le solaire",
    "grands_consommateurs": "Grands consommateurs industriels (> 10 000 MWh)",
    "grands_consommateurs_50_gwh": "Grands consommateurs industriels (> 50 000 MWh)",
    "consommateurs_taille_inconnue": "Consommateurs de taille non publiée",
    "consommateurs_recenses": "Consommateurs industriels sur la carte",
    "reseaux_chaleur_km": "Longueur des réseaux de chaleur",
    "reseaux_chaleur_gwh": "Chaleur livrée par les réseaux",
    "part_recuperation": "Part de chaleur de récupération",
    "part_emplois_industrie": "Part de l’industrie dans l’emploi salarié",
    "part_emplois_manufacturiers": "Part de l’industrie manufacturière dans l’emploi salarié",
    "postes_manufacturiers": "Postes de l’industrie manufacturière",
    "part_geothermie_moyenne": "Potentiel géothermique moyen et faible",
    "part_geothermie_forte": "Potentiel géothermique fort",
}
_ENERGIES = (
    (_ELECTRICITY, ELECTRICITY, "electricite", "électricité", "GWh"),
    (_GAS, GAS, "gaz", "gaz", "GWh PCS"),
)


@lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    """All indicators, by table, in reading order."""
    made = {title: _plain(title) for title in _PLAIN}
    catalogue = load_catalogue()
    for title, kind, word, _said, unit in _ENERGIES:
        made[title] = tuple(_energy(catalogue, title, kind, word, unit))
    return tuple(Group(title, _NOTES[title], made[title]) for title in _ORDER)


def indicators() -> tuple[Indicator, ...]:
    """All indicators in reading order."""
    return tuple(indicator for group in groups() for indicator in group.indicators)


def map_notes(indicator: Indicator) -> tuple[str, ...]:
    """What has to be known of the indicator's group before its map is read."""
    if indicator.group == _LAND and not indicator.name.startswith("friches"):
        return ()
    return _NOTES[indicator.group] if indicator.group in _ON_MAPS else ()


def find_indicator(name: str) -> Indicator:
    """The indicator of a technical name; UnknownIndicator, with near matches, for any other."""
    known = {each.name: each for each in indicators()}
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.4) or list(known)[:3]
    raise UnknownIndicator(
        "Unknown indicator “{name}”: choose one of those that the help lists, such as {near}.",
        name=name,
        near=", ".join(near),
    )


def map_title(indicator: Indicator) -> str:
    """What a map of the indicator is called."""
    for title, _kind, _word, said, _unit in _ENERGIES:
        if indicator.group == title:
            return f"Consommation : {said}, {indicator.label[0].lower()}{indicator.label[1:]}"
    if indicator.name.startswith("puissance_") and indicator.name != "puissance_installee_mw":
        return f"Puissance installée : {indicator.label[0].lower()}{indicator.label[1:]}"
    return _ALONE.get(indicator.name, indicator.label)


def _plain(group: str) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(name, label, unit, group, "+" in how, "n" in how)
        for name, label, unit, how in _PLAIN[group]
    )


def _energy(catalogue: Catalogue, group: str, kind: str, word: str, unit: str) -> list[Indicator]:
    """An energy: all addresses, the industry, its sectors, the rest, transport's deliveries."""
    return [
        Indicator(f"conso_{word}_gwh", "Toutes les adresses", unit, group),
        Indicator(f"conso_{word}_industrie_gwh", "Industrie", unit, group),
        *(
            Indicator(sector_name(kind, sector), sector, unit, group)
            for sector in sectors(catalogue)
        ),
        Indicator(f"livraisons_{word}_gwh", "Livraisons de transport", unit, group),
    ]
