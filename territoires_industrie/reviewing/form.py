"""The form that goes to a référent: its sheets, headings and the words of its lists, in French.

Whoever writes it and whoever reads it back look here.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..catalogue import AtlasLayer, Catalogue
from ..corrections.correction import CLASS
from .objects import class_label

#: The tabs. Sheets that come back are known by their headings: a tab may have been renamed.
README, CHECK, MISSING = "À lire", "À vérifier", "Sites manquants"
#: Hidden: the words of the lists, and what every row said when it went out.
LISTS, DATA = "Listes", "Données"
#: At the head of the hidden sheet of data.
MARK = "territoires-industrie:relecture"

YES, CORRECT, REMOVE, UNSURE = "oui", "à corriger", "à supprimer", "ne sait pas"
VERDICTS = (YES, CORRECT, REMOVE, UNSURE)

READ, VALID = "relu", "validé"
STATES = (READ, VALID)

#: A class that is none of the legend's.
OFF_LEGEND = "Hors légende"
STATUTS = ("en service", "annoncé", "autorisé", "en travaux", "suspendu", "abandonné")

#: Free lines for what is missing.
MISSING_LINES = 40


@dataclass(frozen=True)
class Heading:
    """A column of a form: what it is called in code and on paper, and how wide it is."""

    id: str
    title: str
    width: float
    answer: bool = False


CHECK_COLUMNS = (
    Heading("number", "N°", 6),
    Heading("map", "Carte", 22),
    Heading("layer", "Couche", 20),
    Heading("name", "Nom", 34),
    Heading("commune", "Commune", 22),
    Heading("class", "Classe", 24),
    Heading("measure", "Grandeur", 24),
    Heading("quantity", "Valeur", 11),
    Heading("statut", "Statut", 12),
    Heading("position", "Précision de la position", 12),
    Heading("latitude", "Latitude", 11),
    Heading("longitude", "Longitude", 11),
    Heading("source", "Source", 30),
    Heading("vintage", "Millésime", 14),
    Heading("verdict", "Vérifié", 14, answer=True),
    Heading("new_name", "Nom corrigé", 30, answer=True),
    Heading("new_class", "Classe corrigée", 26, answer=True),
    Heading("new_statut", "Statut corrigé", 14, answer=True),
    Heading("closed_on", "Date de fermeture", 14, answer=True),
    Heading("new_place", "Coordonnées corrigées", 24, answer=True),
    Heading("address", "Adresse corrigée", 30, answer=True),
    Heading("comment", "Commentaire", 40, answer=True),
    Heading("key", "Clé", 10),
)
MISSING_COLUMNS = (
    Heading("kind", "Type de site", 44, answer=True),
    Heading("name", "Nom du site", 34, answer=True),
    Heading("commune", "Commune du site", 24, answer=True),
    Heading("place", "Coordonnées du site", 24, answer=True),
    Heading("address", "Adresse du site", 34, answer=True),
    Heading("statut", "Statut du site", 14, answer=True),
    Heading("comment", "Source ou commentaire", 44, answer=True),
)
#: What the référent says of himself and of the fiche, on the first sheet.
ABOUT_LINES = {
    "person": "Nom et prénom",
    "body": "Organisme et fonction",
    "day": "Date de la relecture",
    "state": "État de la fiche",
}


def class_choices(layer: AtlasLayer, table: str) -> dict[str, str]:
    """The classes that an object of a table may be given, by their printed words."""
    keys = [
        each.key
        for legend in layer.legends
        if legend.table == table and legend.field == CLASS
        for each in legend.classes
    ]
    return {**{class_label(layer, key): key for key in keys}, OFF_LEGEND: ""}


def kinds(catalogue: Catalogue) -> dict[str, tuple[str, str]]:
    """What may be missing: layer and class in words, and the table and class that they stand for.

    Points only: nobody draws a line in a spreadsheet.
    """
    found: dict[str, tuple[str, str]] = {}
    for theme in catalogue.themes:
        for name in theme.draw_order:
            table, layer = catalogue.table(name), catalogue.layer_of(name)
            if layer.family != "atlas" or table.geometry != "point":
                continue
            for label, key in class_choices(layer, name).items():
                if key:
                    found.setdefault(f"{layer.title} : {label}", (name, key))
    return found
