"""The headings of a territory's words: those of the atlas' pages and of its "Fiche sous-bassin"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..territories import normalised

SWOT = "swot"


@dataclass(frozen=True)
class Heading:
    """A heading that a file may have, and what it is printed as.

    `parent` is the key of the heading it stands under, `accepted` other wordings of it, `hint` what
    an analyst is asked to write there (printed nowhere but in an empty file's comments).
    """

    key: str
    title: str
    hint: str = ""
    parent: str = ""
    accepted: tuple[str, ...] = ()


#: In the atlas' order. The wordings accepted are the atlas' own and those of its fiche.
HEADINGS = (
    Heading(
        "portrait",
        "Portrait synthétique du territoire",
        "caractère du territoire, villes, filières historiques ou émergentes, grands employeurs",
        accepted=("Portrait", "Portrait synthétique du sous-bassin", "Portrait synthétique"),
    ),
    Heading(
        "infrastructures",
        "Infrastructures et connectivité",
        "autoroutes, canaux, voies ferrées, ports, aéroports",
        accepted=("Infrastructures",),
    ),
    Heading(
        "poles",
        "Pôles d’activité majeurs",
        "où est l’industrie, et laquelle",
        accepted=("Pôles d’activité",),
    ),
    Heading(
        "energie",
        "Énergie",
        "sites consommateurs, production, réseaux en place, contraintes des infrastructures",
        accepted=("Caractéristiques énergétiques",),
    ),
    Heading("electricite", "Électricité", "production, postes, projets", parent="energie"),
    Heading("gaz", "Gaz", "entrées, transport, biométhane, grands usages", parent="energie"),
    Heading("chaleur", "Chaleur valorisable", "gisements connus et usages possibles"),
    Heading(
        "geothermie",
        "Géothermie",
        "ressource et installations",
        parent="chaleur",
        accepted=("Géothermie de surface",),
    ),
    Heading(
        "reseaux-de-chaleur",
        "Réseaux de chaleur",
        "longueur, livraisons, part récupérée, extensions",
        parent="chaleur",
        accepted=("Réseau de chaleur",),
    ),
    Heading(
        "attractivite",
        "Attractivité industrielle",
        "foncier disponible, entreprises engagées, avantages compétitifs",
        accepted=("Enjeux d’attractivité industrielle durable", "Attractivité"),
    ),
    Heading(
        "enjeux",
        "Enjeux globaux de la zone",
        "ce qui se joue dans les dix ans",
        accepted=("Enjeux globaux", "Enjeux globaux du territoire"),
    ),
    Heading(
        "hydrogene",
        "Projets hydrogène",
        "usages, réseaux, projets et leur état",
        accepted=("Hydrogène", "Enjeux H2", "Enjeux hydrogène"),
    ),
    Heading(
        "vulnerabilites",
        "Vulnérabilités et enjeux climatiques",
        "risques naturels, résilience des réseaux, ressources critiques ; « à venir » sinon",
        accepted=("Vulnérabilités",),
    ),
    Heading(
        "recommandations",
        "Recommandations",
        "atouts à valoriser, synergies possibles entre acteurs",
    ),
    Heading(SWOT, "SWOT", accepted=("Forces, faiblesses, opportunités, menaces",)),
    Heading("forces", "Forces", "une puce par force", parent=SWOT, accepted=("Force",)),
    Heading("faiblesses", "Faiblesses", "une puce par faiblesse", parent=SWOT),
    Heading("opportunites", "Opportunités", "une puce par opportunité", parent=SWOT),
    Heading("menaces", "Menaces", "une puce par menace", parent=SWOT),
)

QUADRANTS = tuple(heading.key for heading in HEADINGS if heading.parent == SWOT)

_TITLES = {heading.key: heading.title for heading in HEADINGS}
_COMING = "a venir"
_BY_WORDING = {
    normalised(wording): heading
    for heading in HEADINGS
    for wording in (heading.title, *heading.accepted)
}


def title_of(key: str) -> str:
    """The heading of that key, as printed."""
    return _TITLES[key]


def heading_of(text: str) -> Heading | None:
    """The heading that a line means, whatever its accents, case, number or "(à venir)"."""
    plain = re.sub(r"^\d+ ", "", normalised(text))
    return _BY_WORDING.get(plain.removesuffix(f" {_COMING}"))


def is_coming(title: str, text: str) -> bool:
    """Whether a heading and what stands under it only say that the text is to come."""
    if text:
        return normalised(text) == _COMING
    return normalised(title).endswith(f" {_COMING}")
