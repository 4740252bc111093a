"""A territory's tables: energy, consumers, heat networks, brownfields, each with its source."""

from __future__ import annotations

from ...profile.lines import Profile, Table
from ..placement import Box
from .cards import add_cards, chosen, noted
from .grid import add_grid
from .pen import Pen
from .reasons import why_empty
from .sheet import Desk, Flow, Pages, Setting, Sheet, columns_of
from .table_text import parted, printed

SUBTITLE = "Tableaux : énergie, consommateurs, chaleur, friches"
BOOKMARK = "Tableaux"

#: The tables in the order of the atlas' maps, with the layer whose availability explains an empty
#: one, and the title that then stands above it.
TABLES: dict[str, tuple[str, str]] = {
    "consommateurs": ("consumers", "Consommateurs industriels par secteur"),
    "energie": ("energy", "Énergie"),
    "centrales": ("producers", "Centrales"),
    "postes_400kv": ("network400kv", "Postes électriques à 400 kV"),
    "entrees_gaz": ("gasnetwork", "Entrées de gaz"),
    "reseaux_chaleur": ("heatnetworks", "Réseaux de chaleur"),
    "friches": ("brownfields", "Friches"),
}
#: These tell a part of their layer only.
PARTS = ("centrales", "postes_400kv", "entrees_gaz")
#: Its kinds of rows have different columns: each is a table of its own.
PARTED = {"energie": ("Flux", "Énergie")}
_FIGURES = (
    "conso_electricite_gwh",
    "livraisons_electricite_gwh",
    "conso_gaz_gwh",
    "puissance_installee_mw",
    "injection_gwh_an",
    "friches_ha",
)
#: Whole tables in large letters read best, unless they leave columns empty and a last sheet
#: nearly so: then tables are cut, then set closer.
_SETTINGS = (
    Setting(),
    Setting(uncut=0.15, whole=False),
    Setting(size=7.0, padding=0.35, after=3.0),
    Setting(uncut=0.15, whole=False, size=7.0, padding=0.35, after=3.0),
)
_CARD = 45.0
_AIR = 4.0


def tables_sheets(desk: Desk, profile: Profile, level: int = 2) -> list[Sheet]:
    """The tables of a territory under a row of key figures, on as many sheets as they need."""
    sheets = _composed(desk, profile, level, _SETTINGS[0])
    for setting in _SETTINGS[1:]:
        if len(sheets) == 1:
            break
        fewer = _composed(desk, profile, level, setting)
        sheets = fewer if len(fewer) < len(sheets) else sheets
    return sheets


def _composed(desk: Desk, profile: Profile, level: int, setting: Setting) -> list[Sheet]:
    territory = profile.territory
    figures = chosen(profile.figures, _FIGURES)
    notes = noted(figures)
    name = f"{territory.title} – {BOOKMARK}"
    pages = Pages(desk, name, territory.title, SUBTITLE, BOOKMARK, level, notes.text)

    def turn() -> tuple[Pen, list[Box]]:
        pen, body = pages.turn()
        top = body.y
        if len(pages.sheets) == 1 and figures:
            columns = min(len(figures), max(1, round(body.width / _CARD)))
            top = add_cards(pen, figures, notes, body.x, body.y, body.width, columns) + _AIR
        return pen, columns_of(Box(body.x, top, body.width, body.bottom - top))

    flow = Flow(turn, setting)
    for key, (layer, title) in TABLES.items():
        table = profile.tables.get(key) or Table(title, (), (), (), (), "", "")
        for part in parted(table, PARTED[key]) if key in PARTED else [table]:
            why = why_empty(desk, territory, layer, key in PARTS)
            add_grid(flow, key, printed(part, why))
    return pages.sheets
