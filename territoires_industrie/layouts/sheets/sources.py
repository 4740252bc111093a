"""Where the data come from, under the atlas' five headings, and what they do not show."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from textwrap import wrap

from ...catalogue import Catalogue
from ...edition import Accounting, Availability, Provenance
from ...french import day_of, long_date, number
from ...sentences import common, sentences, without_numbers
from ...territories import Territory
from ..placement import Box
from ..wording import corrections
from .grid import add_grid
from .pen import BODY, CELL, Pen
from .prose_sheets import add_heading, add_paragraph
from .sheet import Desk, Flow, Pages, Setting, Sheet, columns_of
from .table_text import Grid

SOURCES_TITLE = "Sources des cartographies"
LIMITS_TITLE = "Limites des données"
#: The layers under each of the atlas' headings, in its order; the base map's are last.
HEADINGS: dict[str, tuple[str, ...]] = {
    "Réseaux": (
        "brownfields",
        "heatnetworks",
        "hydrogennetwork",
        "network400kv",
        "gasnetwork",
        "waterways",
        "roads",
    ),
    "Consommateurs": ("consumers",),
    "Producteurs": ("producers",),
    "Chaleur valorisable": ("wastewaterplants", "wasteheat", "geothermalpotential"),
    "Données économiques": ("jobs", "energy", "seveso"),
}
BASE = "Fond de carte"
_HEADS = (
    "Couche",
    "Producteur, jeu de données et adresse",
    "Millésime",
    "Consulté le",
    "Licence",
    "Mention",
)
_SHARES = (0.12, 0.4, 0.11, 0.1, 0.12, 0.15)
_UNDATED = "non disponible"
#: Letters of an address on a line: it is cut after a hyphen rather than anywhere.
_ADDRESS = 70
_AIR = 3.0
#: Sizes of the tables of limits (points): a smaller one where it saves a sheet.
_SIZES = (7.5, 6.5)
#: A heading stays with so much (mm) of what follows it: a paragraph or two rows of a table.
_WITH_NEXT = 30.0


def sources_sheets(desk: Desk, bookmark: str = SOURCES_TITLE, level: int = 1) -> list[Sheet]:
    """Every source that gave rows to the edition: publisher, vintage, licence, attribution."""
    pages = Pages(desk, SOURCES_TITLE, SOURCES_TITLE, "", bookmark, level)

    def turn() -> tuple[Pen, list[Box]]:
        pen, body = pages.turn()
        return pen, columns_of(body, 1)

    flow = Flow(turn)
    given = _dated([row for row in desk.edition.provenance() if row.rows])
    for heading, layers in headings(desk.catalogue).items():
        mine = [row for layer in layers for row in given if row.layer == layer]
        rows = tuple(_cells(desk.catalogue, row) for row in mine)
        why = "Aucune source de cette rubrique n'a donné de ligne à cette édition."
        words = (False,) * len(_HEADS)
        table = Grid(heading, _HEADS, _once(rows), words, "", why, _SMALL, _SHARES)
        add_grid(flow, "sources_table", table)
    return pages.sheets


_SMALL = CELL._replace(size=7.0)


def headings(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """All layers by heading; one that is new in the catalogue is not forgotten."""
    known = {layer for layers in HEADINGS.values() for layer in layers}
    base = tuple(name for name, layer in catalogue.layers.items() if layer.family == "base")
    new = tuple(name for name in catalogue.layers if name not in known and name not in base)
    last = list(HEADINGS)[-1]
    return {**HEADINGS, last: (*HEADINGS[last], *new), BASE: base}


def _dated(rows: Sequence[Provenance]) -> list[Provenance]:
    """The rows, where a layer's has no date with those that its source has for all others."""
    dates: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        if row.vintage and row.retrieved_at:
            dates[row.source].add((row.vintage, row.retrieved_at))

    def dated(row: Provenance) -> Provenance:
        if row.vintage or len(dates[row.source]) != 1:
            return row
        ((vintage, day),) = dates[row.source]
        return replace(row, vintage=vintage, retrieved_at=row.retrieved_at or day)

    return [dated(row) for row in rows]


def _address(url: str) -> str:
    """The address of a source's page as printed, without what every browser adds."""
    short = re.sub(r"^https?://(www\.)?", "", url).rstrip("/")
    return "\n".join(wrap(short, _ADDRESS))


def _cells(catalogue: Catalogue, row: Provenance) -> tuple[str, ...]:
    layer = catalogue.layers.get(row.layer)
    source = catalogue.sources.get(row.source)
    name = row.dataset if row.publisher in row.dataset else f"{row.publisher}, {row.dataset}"
    return (
        layer.title if layer else row.layer,
        "\n".join(part for part in (name, _address(row.url)) if part),
        row.vintage or _UNDATED,
        _day(row.retrieved_at),
        row.licence or "licence non établie",
        source.attribution if source else row.publisher,
    )


def _once(rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """One row a source: the layers that it serves under this heading are named together."""
    layers: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for layer, *rest in rows:
        layers[tuple(rest)].append(layer)
    return tuple((", ".join(dict.fromkeys(names)), *rest) for rest, names in layers.items())


def _day(moment: str) -> str:
    """A date or moment (ISO) as printed; as it is where it is neither."""
    try:
        return long_date(day_of(datetime.fromisoformat(moment))) if moment else _UNDATED
    except ValueError:
        return moment


# ---------------------------------------------------------------- limits

_STATES = ("complete", "partial", "empty", "absent")
_STATE_HEADS = ("Complète", "Partielle", "Vide", "Absente")
_OUTCOMES = ("dessinée", "hors carte", "écartée")
#: What becomes of rows, said of several.
_FATES = {"dessinée": "retenues", "hors carte": "hors carte", "écartée": "écartées"}
_OTHER_SIDE = (
    "Ce que chaque source a donné, et pourquoi des lignes ne sont pas sur les cartes. Les lignes "
    "retenues sont dessinées, ou comptées dans un tableau ; les lignes écartées sont des doublons "
    "ou hors du champ."
)
_COVERAGE = (
    "Une couche est complète, partielle, vide (rien n'y est recensé) ou absente (aucune donnée "
    "dans cette édition)."
)
_OF_ALL = (
    "Le premier tableau compte les territoires. Les limites propres à chacun sont aussi dites sur "
    "ses cartes ; dans une limite commune, « 3 à 12 » va du plus petit nombre au plus grand."
)


def limits_sheets(
    desk: Desk,
    territories: Sequence[Territory] = (),
    bookmark: str = LIMITS_TITLE,
    level: int = 1,
) -> list[Sheet]:
    """What the data do not show: coverage by layer, common limits, rows kept off, counted.

    Args:
        desk: what sheets are made with.
        territories: those of the document; all that the edition knows where none is named.
        bookmark: in the contents.
        level: of the bookmark.
    """
    asked = {territory.id for territory in territories}
    known = [a for a in desk.edition.availabilities() if not asked or a.territory in asked]
    one = len({entry.territory for entry in known}) == 1
    coverage = _state(desk.catalogue, known) if one else _coverage(desk.catalogue, known)
    counts = _counts(desk.catalogue, desk.edition.accounting(), asked)
    everywhere = asked or {entry.territory for entry in known}
    noted = corrections(desk.edition, desk.catalogue, desk.catalogue.layers, everywhere)

    def compose(size: float) -> list[Sheet]:
        pages = Pages(desk, LIMITS_TITLE, LIMITS_TITLE, "", bookmark, level)

        def turn() -> tuple[Pen, list[Box]]:
            pen, body = pages.turn()
            return pen, columns_of(body)

        # A table begins right under its heading, and goes on where there is room.
        flow = Flow(turn, Setting(uncut=0.0, whole=False, size=size))
        add_heading(flow, "Couverture", _WITH_NEXT)
        told = _COVERAGE if one else f"{_COVERAGE} {_OF_ALL}"
        add_paragraph(flow, "paragraph", told, BODY)
        flow.leave(_AIR)
        add_grid(flow, "coverage", coverage)
        for note in noted:
            add_paragraph(flow, "paragraph", note, BODY)
        _add_statements(flow, desk.catalogue, known)
        add_heading(flow, "Décompte des lignes", _WITH_NEXT)
        add_paragraph(flow, "paragraph", _OTHER_SIDE, BODY)
        flow.leave(_AIR)
        add_grid(flow, "counts", counts)
        return pages.sheets

    usual, smaller = (compose(size) for size in _SIZES)
    return smaller if len(smaller) < len(usual) else usual


def _state(catalogue: Catalogue, known: Sequence[Availability]) -> Grid:
    """How far each layer covers the one territory of the document."""
    words = dict(zip(_STATES, _STATE_HEADS, strict=True))
    rows = tuple(
        (catalogue.layers[entry.layer].title, words[entry.state].lower())
        for entry in known
        if entry.layer in catalogue.layers
    )
    return Grid("", ("Couche", "Couverture"), rows, (False, False))


def _coverage(catalogue: Catalogue, known: Sequence[Availability]) -> Grid:
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in known:
        states[entry.layer][entry.state] += 1
    rows = tuple(
        (catalogue.layers[layer].title, *(number(found[state]) for state in _STATES))
        for layer, found in states.items()
        if layer in catalogue.layers
    )
    return Grid(
        "",
        ("Couche", *_STATE_HEADS),
        rows,
        (False, True, True, True, True),
        empty="Cette édition ne dit rien de sa couverture.",
    )


@dataclass(frozen=True)
class _Said:
    """A sentence of an availability, and the territories that it is said of."""

    sentence: str
    territories: set[str]


def _add_statements(flow: Flow, catalogue: Catalogue, known: Sequence[Availability]) -> None:
    """The sentences of each layer; those that only differ by their numbers are told once."""
    everywhere = {entry.territory for entry in known}
    rows: list[tuple[str, str, str]] = []
    for layer in dict.fromkeys(entry.layer for entry in known):
        if layer not in catalogue.layers:
            continue
        mine = [entry for entry in known if entry.layer == layer and entry.state != "complete"]
        for said in _sentences(mine, len(everywhere) == 1):
            many = len(said.territories)
            where = "tous" if said.territories == everywhere else number(many)
            # A layer is named before the first of its sentences only.
            title = catalogue.layers[layer].title
            name = "" if any(row[0] == title for row in rows) else title
            rows.append((name, said.sentence, where))
    if not rows:
        return
    one = len(everywhere) == 1
    heads = ("Couche", "Limite") if one else ("Couche", "Limite", "Territoires")
    told = tuple(row[: len(heads)] for row in rows)
    numeric = (False, False, True)[: len(heads)]
    add_heading(flow, "Limites par couche", _WITH_NEXT)
    add_grid(flow, "limits", Grid("", heads, told, numeric))


def _sentences(entries: Sequence[Availability], exact: bool) -> list[_Said]:
    """Sentences in the order said; what differs between territories by its numbers is told once."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry in entries:
        for sentence in sentences(entry.statement):
            key = sentence if exact else without_numbers(sentence)
            found[key].append((sentence, entry.territory))
    return [
        _Said(common([text for text, _ in told]), {territory for _, territory in told})
        for told in found.values()
    ]


def _counts(catalogue: Catalogue, entries: Sequence[Accounting], asked: Collection[str]) -> Grid:
    """Rows kept, kept off by reason, rejected by reason, layer by layer."""
    told: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for entry in entries:
        if entry.layer in catalogue.layers and (not asked or entry.territory in asked):
            told[entry.layer][entry.outcome, entry.reason] += entry.rows
    rows = []
    for layer, counts in told.items():
        whole = number(sum(counts.values()))
        # A layer is named in the first of its rows only.
        name = f"{catalogue.layers[layer].title} ({whole} lignes lues)"
        for (outcome, reason), count in sorted(counts.items(), key=_order):
            rows.append((name, _FATES.get(outcome, outcome), reason, number(count)))
            name = ""
    return Grid(
        "",
        ("Couche", "Suite", "Motif", "Lignes"),
        tuple(rows),
        (False, False, False, True),
        empty="Cette édition ne dit pas ce que sont devenues les lignes lues.",
        shares=(0.28, 0.13, 0.46, 0.13),
    )


def _order(item: tuple[tuple[str, str], int]) -> tuple[int, int]:
    (outcome, _), rows = item
    place = _OUTCOMES.index(outcome) if outcome in _OUTCOMES else len(_OUTCOMES)
    return place, -rows
