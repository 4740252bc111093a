"""The French sentences that a page prints about its own data: sources, limits, numbered sites."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence

from ..audience import NO_COORDINATES
from ..catalogue import Catalogue, MapTheme
from ..corrections.wording import page_note
from ..edition import Availability, Edition, Provenance
from ..french import NO_BREAK_SPACE, long_date, number, typographic
from ..sentences import sentences
from ..territories import Territory, perimeter_sentence
from .symbols import Site

APPROXIMATE = (
    "Données indicatives : cerclé de tirets, un symbole est au centre de sa commune, nom en liste."
)
PLANNED = "Symbole évidé : projet."
ABSENT = "En gris dans la légende : rien de connu sur ce territoire, sans preuve d'absence."
#: Stands after a class that is known but kept from the page's readers; the limits say why.
WITHHELD = "non diffusé"
IN_SERVICE = ("", "en service")
BEGUN = "en travaux"
#: Stand after the class of a site that is listed without its name; explained below the list.
UNPUBLISHED = "*"
UNVERIFIED = "**"
_SIGNS = {UNPUBLISHED: "nom non publié", UNVERIFIED: "nom non vérifié"}
#: The last line of a list that is longer than its place on the map.
CONTINUED = "… liste complète : page suivante."
#: A plant above 50 MW carries its power (DOMAIN 4), in the list as on the map.
LARGE_PLANT_KW = 50_000
#: Between two sentences; a date such as "1er mars. Le" or "n. 3" has no capital or no stop here.
_SEPARATOR = f"{NO_BREAK_SPACE}· "


def edition_line(edition: Edition) -> str:
    """`Édition du 22 novembre 2026`."""
    return f"Édition du {long_date(edition.created.date())}"


def theme_layers(theme: MapTheme) -> list[str]:
    """Ids of the theme's atlas layers, each once, in the legend's order."""
    return list(dict.fromkeys(layer for group in theme.groups for layer, _ in group.entries))


def sources_line(
    edition: Edition,
    catalogue: Catalogue,
    theme: MapTheme,
    used: Container[tuple[str, str]],
    territory: Territory,
) -> str:
    """The sources of what the page draws, each once, with vintage and licence; then the perimeter.

    Args:
        edition: where their provenance stands.
        catalogue: which layers are the base map's.
        theme: the map.
        used: pairs (layer id, source id) of the rows drawn; the base map's are always named.
        territory: whose perimeter the page shows.
    """
    base = [name for name, layer in catalogue.layers.items() if layer.family == "base"]
    entries = [
        _source_entry(row)
        for layer in [*theme_layers(theme), *base]
        for row in edition.provenance(layer)
        if row.rows and (layer in base or (layer, row.source) in used)
    ]
    perimeter = perimeter_sentence([territory])
    return typographic(f"Sources : {_SEPARATOR.join(dict.fromkeys(entries))}. {perimeter}.")


def _source_entry(row: Provenance) -> str:
    details = ", ".join(part for part in (row.vintage, row.licence) if part)
    name = row.dataset if row.publisher in row.dataset else f"{row.publisher}, {row.dataset}"
    return f"{name} ({details})" if details else name


def limits(catalogue: Catalogue, theme: MapTheme, known: Mapping[str, Availability]) -> list[str]:
    """What this map does not show, and why: a sentence for each layer that is not complete.

    A sentence that is said of several layers stands once and names them.
    """
    entries = [known[layer] for layer in theme_layers(theme) if layer in known]
    told = [entry for entry in entries if entry.state != "complete" and entry.statement.strip()]
    sharing: dict[str, list[Availability]] = {}
    for entry in told:
        for sentence in sentences(entry.statement):
            sharing.setdefault(sentence, []).append(entry)
    concerned: dict[str, list[Availability]] = {}
    for entry in told:
        said = sentences(entry.statement)
        own = " ".join(sentence for sentence in said if len(sharing[sentence]) == 1)
        shared = [sentence for sentence in said if len(sharing[sentence]) > 1]
        concerned |= {text: [entry] for text in (own,) if text}
        concerned |= {sentence: sharing[sentence] for sentence in shared}
    return [typographic(_limit(catalogue, text, group)) for text, group in concerned.items()]


def withheld(known: Mapping[str, Availability]) -> set[str]:
    """The layers whose statement says that positions are kept from the edition's audience."""
    return {layer for layer, entry in known.items() if NO_COORDINATES in entry.statement}


def corrections(
    edition: Edition, catalogue: Catalogue, layers: Collection[str], territories: Collection[str]
) -> list[str]:
    """How many of the analyst's corrections the rows bear: "3 corrections de l'analyste."."""
    note = page_note(edition.corrections(), layers, catalogue, territories)
    return [typographic(note)] if note else []


def reading_notes(approximate: bool, planned: bool, greyed: bool) -> str:
    """How to read the signs of a page: those that are on it."""
    notes = ((APPROXIMATE, approximate), (PLANNED, planned), (ABSENT, greyed))
    return typographic(" ".join(note for note, on_page in notes if on_page))


def _limit(catalogue: Catalogue, text: str, entries: Sequence[Availability]) -> str:
    if len(entries) == 1 and entries[0].state != "absent":
        return text
    titles = [catalogue.layers[entry.layer].title for entry in entries]
    names = ", ".join([titles[0], *(title[0].lower() + title[1:] for title in titles[1:])])
    return f"{names} : {text[0].lower()}{text[1:]}"


def site_text(site: Site) -> str:
    """How the side list calls a site: by name only where a register names it (DOMAIN 2 and 8)."""
    planned = site.status not in IN_SERVICE
    # What no register vouches for prints neither name nor figure (DOMAIN 8).
    large = site.verified and site.power_kw > LARGE_PLANT_KW
    power = f", {number(site.power_kw / 1000)} MW" if large else ""
    if site.verified and site.name:
        return typographic(f"{site.name}{power}" + (f" ({site.status})" if planned else ""))
    kind = site.kind or "hors légende"
    if planned:
        begun = site.status == BEGUN
        return typographic(f"{kind}, {site.status if begun else f'projet {site.status}'}{power}")
    return typographic(f"{kind}{UNVERIFIED if site.name else UNPUBLISHED}{power}")


def numbered(sites: Sequence[Site]) -> dict[str, int]:
    """Numbers from 1, commune by commune from west to east, then north to south."""
    west: dict[str, float] = defaultdict(lambda: float("inf"))
    for site in sites:
        west[site.commune] = min(west[site.commune], site.mark.x)
    order = sorted(sites, key=lambda s: (west[s.commune], s.commune, s.table, s.mark.y, s.key))
    return {site.key: number for number, site in enumerate(order, start=1)}


def site_list(sites: Iterable[Site], numbers: Mapping[str, int]) -> list[str]:
    """One paragraph a commune: `Dunkerque : 3 ArcelorMittal · 4 Textile*`; then what * means."""
    paragraphs: dict[str, list[str]] = {}
    for site in sorted(sites, key=lambda s: numbers[s.key]):
        text = f"{numbers[site.key]}\u00a0{site_text(site)}"
        paragraphs.setdefault(site.commune or "Sans commune", []).append(text)
    listed = [
        f"{typographic(commune)}{NO_BREAK_SPACE}: {_SEPARATOR.join(texts)}"
        for commune, texts in paragraphs.items()
    ]
    signs = {found for texts in paragraphs.values() for text in texts for found in _signs_in(text)}
    meanings = [f"{sign}{NO_BREAK_SPACE}{_SIGNS[sign]}" for sign in _SIGNS if sign in signs]
    return [*listed, _SEPARATOR.join(meanings)] if meanings else listed


def _signs_in(text: str) -> list[str]:
    return re.findall(r"(?<=\w)\*{1,2}", text)
