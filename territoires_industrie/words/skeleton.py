"""The empty file of a territory's words, for an analyst to fill in."""

from __future__ import annotations

from ..territories import Territory
from .headings import HEADINGS

_HEAD = """---
mis_a_jour:
statut: brouillon
---
<!-- {title} ({id}). Ce fichier s’appelle {id}.md et s’enregistre en UTF-8.
Les commentaires comme celui-ci ne sont pas imprimés, une rubrique vide non plus ; « à venir »
imprime « À venir. ». Après mis_a_jour, écrire l’année et le mois : 2026-03.

Un chiffre se cite par son nom entre accolades, et suit alors les données :
{quote} sa valeur arrondie et son unité
{source} sa source
{vintage} son millésime
Les noms sont ceux de la fiche du territoire en JSON. Pour imprimer deux accolades : {escaped}

Gras : **mot** ; italique : *mot* ; puce : une ligne qui commence par « - » ; titre à soi : « ### ».
Pas d’image. -->
"""


def skeleton(territory: Territory) -> str:
    """All headings of a territory's page, each with a comment on what belongs there, no text.

    Written to `<territory id>.md`, it can be read at once: it prints nothing yet.
    """
    head = _HEAD.format(
        title=territory.title,
        id=territory.id,
        quote="{{ population }}",
        source="{{ population.source }}",
        vintage="{{ population.vintage }}",
        escaped=r"\{{",
    )
    parts = [head]
    for heading in HEADINGS:
        parts.append(f"{'##' if heading.parent else '#'} {heading.title}\n")
        if heading.hint:
            parts.append(f"<!-- {heading.hint} -->\n")
    return "\n".join(parts)
