"""The French sentences that a page prints about its own data: sources, limits, numbered sites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..catalogue import Catalogue, MapTheme
from ..edition import Availability, Edition, Provenance
from ..french import long_date
from ..territories import PERIMETER_NOTE
from .symbols import Site

INDICATIVE = (
    "Données indicatives : un numéro cerclé de tirets marque une position approchée "
    "(centre de la commune), à lire dans la liste."
)
_SEPARATOR = " · "


def edition_line(edition: Edition) -> str:
    """`Édition du 22 novembre 2026`."""
    return f"Édition du {long_date(edition.created.date())}"


def theme_layers(theme: MapTheme) -> list[str]:
    """Ids of the theme's atlas layers, each once, in the legend's order."""
    return list(dict.fromkeys(layer for group in theme.groups for layer, _ in group.entries))


def sources_line(edition: Edition, catalogue: Catalogue, theme: MapTheme) -> str:
    """All sources with rows on this map, each once, with vintage and licence; then the limits."""
    base = [name for name, layer in catalogue.layers.items() if layer.family == "base"]
    entries = [
        _source_entry(row)
        for layer in [*theme_layers(theme), *base]
        for row in edition.provenance(layer)
        if row.rows
    ]
    perimeter = PERIMETER_NOTE[0].upper() + PERIMETER_NOTE[1:]
    return f"Sources : {_SEPARATOR.join(dict.fromkeys(entries))}. {perimeter}. {INDICATIVE}"


def _source_entry(row: Provenance) -> str:
    details = ", ".join(part for part in (row.vintage, row.licence) if part)
    name = row.dataset if row.publisher in row.dataset else f"{row.publisher}, {row.dataset}"
    return f"{name} ({details})" if details else name


def limits(catalogue: Catalogue, theme: MapTheme, known: Mapping[str, Availability]) -> list[str]:
    """What this map does not show, and why: a sentence for each layer that is not complete.

    Layers of which the same is said share the sentence, which then names them.
    """
    concerned: dict[str, list[Availability]] = {}
    for layer in theme_layers(theme):
        entry = known.get(layer)
        if entry is not None and entry.state != "complete" and entry.statement:
            concerned.setdefault(entry.statement, []).append(entry)
    return [_limit(catalogue, text, entries) for text, entries in concerned.items()]


def _limit(catalogue: Catalogue, text: str, entries: Sequence[Availability]) -> str:
    if len(entries) == 1 and entries[0].state != "absent":
        return text
    titles = [catalogue.layers[entry.layer].title for entry in entries]
    names = ", ".join([titles[0], *(title[0].lower() + title[1:] for title in titles[1:])])
    return f"{names} : {text[0].lower()}{text[1:]}"


def site_text(site: Site) -> str:
    """How the side list calls a site: by name only where a register names it (DOMAIN 2 and 8)."""
    if site.verified and site.name:
        return site.name if site.status in ("", "en service") else f"{site.name} ({site.status})"
    kind = site.kind or "hors légende"
    if site.status not in ("", "en service"):
        return f"{kind}, projet non vérifié"
    return f"{kind}, nom non vérifié"


def numbered(sites: Sequence[Site]) -> dict[str, int]:
    """Numbers from 1, commune by commune from west to east, then north to south."""
    west: dict[str, float] = defaultdict(lambda: float("inf"))
    for site in sites:
        west[site.commune] = min(west[site.commune], site.mark.x)
    order = sorted(sites, key=lambda s: (west[s.commune], s.commune, s.table, s.mark.y, s.key))
    return {site.key: number for number, site in enumerate(order, start=1)}


def site_list(sites: Iterable[Site], numbers: Mapping[str, int]) -> list[str]:
    """One paragraph a commune: `Dunkerque : 3 ArcelorMittal · 4 Ascométal`."""
    paragraphs: dict[str, list[str]] = {}
    for site in sorted(sites, key=lambda s: numbers[s.key]):
        text = f"{numbers[site.key]}\u00a0{site_text(site)}"
        paragraphs.setdefault(site.commune or "Sans commune", []).append(text)
    return [f"{commune} : {_SEPARATOR.join(texts)}" for commune, texts in paragraphs.items()]
