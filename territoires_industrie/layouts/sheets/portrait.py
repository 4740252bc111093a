"""A territory's portrait: key figures, small map, EPCI, towns, then words and connections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...french import number
from ...profile.figure import UNKNOWN, Figure
from ...profile.lines import EpciLine, Profile, Table, TownLine
from ...territories import POPULATION_YEAR, perimeter_sentence
from ...words.words import Words
from ..placement import Box
from .cards import add_cards, chosen, noted
from .grid import add_grid
from .pen import BODY, CELL, NOTE, Pen
from .prose_sheets import TEXT_SIZES, add_heading, add_paragraph, add_prose
from .reasons import why_empty
from .sheet import Desk, Fit, Flow, Pages, Sheet, columns_of, settled
from .table_text import Grid, printed, source_of
from .territory_map import add_territory_map, scale_text

SUBTITLE = "Portrait synthétique du territoire"
_CHARACTER = "Le territoire"
CONNECTIONS = "Infrastructures et connectivité"
WORDS = ("portrait", "infrastructures")
#: Those of the portrait; the others stand beside the words and tables that they belong to.
FIGURES = (
    "population",
    "superficie_km2",
    "densite",
    "communes",
    "epci_nombre",
    "part_emplois_industrie",
    "part_emplois_manufacturiers",
    "postes_manufacturiers",
    "seveso_seuil_haut",
    "seveso_seuil_bas",
    "friches_nombre",
    "friches_ha",
)
_CARDS = 3
_AIR = 4.0
#: Ways to lay out the first sheet, the best first: the share of the body's height that the map
#: takes, and whether the infrastructures are told in a sentence instead of a table.
_WAYS = ((0.57, False), (0.5, False), (0.44, False), (0.5, True), (0.42, True), (0.36, True))
#: Columns of a list of towns, so that sixty of them fit.
_TOWN_COLUMNS = 2
#: Brownfields that the sentence names; the table has them all.
_NAMED = 4
_RANKS = {2: " (préfecture)", 1: " (sous-préfecture)"}


def portrait_sheets(desk: Desk, profile: Profile, words: Words, level: int = 2) -> list[Sheet]:
    """The portrait with its figures and map, then the analyst's words and the infrastructures.

    Raises:
        MapError: the edition has no outline for the territory.
    """
    if any(words.section(key) is not None for key in WORDS):

        def compose(fit: Fit) -> list[Sheet]:
            return _composed(desk, profile, words, level, _WAYS[0][0], fit)

        return settled(compose, TEXT_SIZES, even_first=False)
    sheets: list[Sheet] = []
    # Without words, a lower map is better than a second sheet with the end of a table.
    for share, brief in (*_WAYS, _WAYS[0]):
        sheets = _composed(desk, profile, words, level, share, Fit(TEXT_SIZES[1]), brief)
        if len(sheets) == 1:
            break
    return sheets


def _composed(
    desk: Desk,
    profile: Profile,
    words: Words,
    level: int,
    map_share: float,
    fit: Fit,
    brief: bool = False,
) -> list[Sheet]:
    territory = profile.territory
    # A brownfields statement is long, and the sentence below says it: not under two cards as well.
    figures = [_without_statement(each) for each in chosen(profile.figures, FIGURES)]
    notes = noted(figures)
    name = f"{territory.title} – {SUBTITLE}"
    review = desk.reviews.get(territory.id)
    subtitle, foot = SUBTITLE, notes.text
    if review is not None:
        subtitle, foot = f"{SUBTITLE} – {review.head}", f"{review.sentence} {foot}"
    pages = Pages(desk, name, territory.title, subtitle, SUBTITLE, level, foot, fit)

    def turn() -> tuple[Pen, list[Box]]:
        pen, body = pages.turn()
        left, right = columns_of(body, 2)
        if len(pages.sheets) == 1:
            top = add_cards(pen, figures, notes, left.x, left.y, left.width, _CARDS) + _AIR
            left = _below(left, top)
            right = _below(right, _add_map(desk, pen, profile, right, map_share) + _AIR)
        return pen, pages.fitted([left, right])

    flow = Flow(turn)
    add_grid(flow, "epci", _epci_grid(profile.epci))
    add_grid(flow, "communes", _town_grid(profile.towns))
    _add_words(desk, flow, profile, words, fit.size, brief)
    return pages.sheets


def _below(column: Box, top: float) -> Box:
    return Box(column.x, top, column.width, max(column.bottom - top, 0.0))


def _without_statement(figure: Figure) -> Figure:
    return replace(figure, note="") if figure.name.startswith("friches_") else figure


def _add_map(desk: Desk, pen: Pen, profile: Profile, column: Box, share: float) -> float:
    """The map at the head of a column, a line under it; the place below (mm)."""
    height = min(column.height * share, column.width)
    frame = Box(column.x, column.y, column.width, height)
    least = min((town.population for town in profile.towns), default=0)
    scale = add_territory_map(desk, pen.layout, profile.territory, frame, least)
    perimeter = perimeter_sentence([profile.territory])
    text = f"{perimeter} ; limites des EPCI en pointillé ; {scale_text(scale)}, Lambert-93."
    return pen.write("map_note", text, NOTE, column.x, frame.bottom + 0.8, column.width)


def _epci_grid(lines: Sequence[EpciLine]) -> Grid:
    rows = tuple(
        (_spelled(line.name), number(line.communes), number(line.population)) for line in lines
    )
    return Grid(
        "Intercommunalités (EPCI)",
        ("EPCI", "Communes", f"Habitants ({POPULATION_YEAR})"),
        rows,
        (False, True, True),
        empty="Liste des EPCI absente de cette édition.",
    )


def _spelled(name: str) -> str:
    """A name as French is printed: registers write the œ of "cœur" in two letters."""
    return re.sub("(?<=[Cc])oe(?=ur)", "œ", name)


def _town_grid(towns: Sequence[TownLine]) -> Grid:
    """The towns down one column, then the next, as they would be read."""
    cells = [(f"{town.name}{_RANKS.get(town.rank, '')}", number(town.population)) for town in towns]
    count = _TOWN_COLUMNS if len(cells) > 1 else 1
    high = -(-len(cells) // count)
    rows = []
    for index in range(high):
        row: list[str] = []
        for column in range(count):
            place = column * high + index
            row += cells[place] if place < len(cells) else ("", "")
        rows.append(tuple(row))
    return Grid(
        "Principales communes",
        ("Commune", f"Habitants ({POPULATION_YEAR})") * count,
        tuple(rows),
        (False, True) * count,
        empty="Liste des communes absente de cette édition.",
    )


def _add_words(
    desk: Desk, flow: Flow, profile: Profile, words: Words, size: float, brief: bool
) -> None:
    """The sentence on brownfields, what is written of the territory, and its connections."""
    portrait, connections = (words.section(key) for key in WORDS)
    if portrait is not None:
        add_heading(flow, _CHARACTER)
        add_prose(flow, portrait.key, portrait.markdown, size)
        flow.leave(_AIR)
    add_paragraph(flow, "sentence", _brownfields(desk, profile), BODY._replace(size=size))
    flow.leave(_AIR)
    add_heading(flow, CONNECTIONS)
    table = profile.tables.get("infrastructures")
    if table is None or not table.rows:
        why = why_empty(desk, profile.territory, "roads")
        if connections is None:
            add_grid(flow, "infrastructures", Grid("", (), (), (), empty=why))
    elif brief:
        add_paragraph(flow, "connections", _told(table), CELL)
        add_paragraph(flow, "connections_source", source_of(table.source, table.vintage), NOTE)
    else:
        add_grid(flow, "infrastructures", printed(replace(table, title=""), ""))
    if connections is not None:
        add_prose(flow, connections.key, connections.markdown, size)


def _told(table: Table) -> str:
    """The table of infrastructures as sentences: `Autoroutes : A1, A25 (74 km).` and so on."""
    sentences = []
    for kind, names, length in table.rows:
        km = f" ({number(float(length))} km)" if isinstance(length, (int, float)) else ""
        sentences.append(f"{kind} : {names or UNKNOWN}{km}.")
    return " ".join(sentences)


def _brownfields(desk: Desk, profile: Profile) -> str:
    """The atlas' sentence: `Le territoire compte 2 friches … : Pitgam (13 ha), Loon-Plage (22 ha)`.

    Where none is counted, why.
    """
    territory = profile.territory
    figure = profile.figures.get("friches_nombre")
    if figure is None or not isinstance(figure.value, (int, float)):
        return f"Friches : {why_empty(desk, territory, 'brownfields')}"
    if not figure.value:
        return why_empty(desk, territory, "brownfields")
    area = profile.figures.get("friches_ha")
    whole = f", {area.text} au total" if area is not None and area.value is not None else ""
    rule = figure.label[0].lower() + figure.label[1:]
    many = int(figure.value) > 1
    said = f"Le territoire compte {number(figure.value)} {rule if many else _one(rule)}{whole}"
    solar = desk.catalogue.layers["brownfields"].parameters["unverified_class"]
    places = _largest(profile.tables.get("friches"), solar)
    more = " ; les plus grandes : " if int(figure.value) > len(places) else " : "
    return f"{said}{more + ', '.join(places) if places else ''}. {figure.note}".strip()


def _one(rule: str) -> str:
    return rule.replace("friches", "friche", 1)


def _largest(table: Table | None, unverified: str) -> list[str]:
    """The largest brownfields by commune and hectares: names stand in the table, where verified."""
    if table is None:
        return []
    rows = [
        row
        for row in table.rows
        if row[1] and isinstance(row[2], (int, float)) and row[3] != unverified
    ]
    return [f"{row[1]} ({number(float(row[2] or 0))} ha)" for row in rows[:_NAMED]]
