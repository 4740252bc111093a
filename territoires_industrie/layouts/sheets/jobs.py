"""The chart of manufacturing jobs: a bar a sector, parted by size of establishment.

A sector of which jobs are unknown has no bar, for any length would be read as a number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...french import number
from ...profile.figure import AT_LEAST, UNKNOWN, Figure
from ...profile.lines import Profile, SectorLine
from ...territories import Territory
from ..placement import Box
from .cards import Notes, add_cards, cards_height, chosen, known, noted
from .pen import (
    CELL,
    COLUMN_HEAD,
    FAINT_CELL,
    HEAD,
    NOTE,
    PANEL,
    RIGHT,
    SUBHEAD,
    Pen,
    Type,
)
from .prose_sheets import ACCENT
from .reasons import why_empty
from .sheet import GUTTER, Desk, Pages, Sheet

#: The atlas' own title of the chart.
TITLE = "Répartition des effectifs salariés dans l'industrie manufacturière, par secteur d'activité"
SUBTITLE = "Emploi industriel"

_NEUTRAL = "#8a9299"
#: Sectors of A38 in the colours of the consumers' legend (CHARTE), where one clearly is the other;
#: refining (CD) and "other industries" (CM) are none of the eight, and stay grey.
COLOURS: Mapping[str, str] = {
    "CA": "#009E73",  # Agroalimentaire
    "CB": "#CC79A7",  # Textile
    "CC": "#F0E442",  # Papeterie (with wood and printing)
    "CD": _NEUTRAL,
    "CE": "#D55E00",  # Industrie chimique et pharmaceutique
    "CF": "#D55E00",
    "CG": "#E69F00",  # Produits minéraux, caoutchouc, plastique
    "CH": "#3B3B3B",  # Métallurgie/sidérurgie
    "CI": "#56B4E9",  # Biens intermédiaires et d'équipement
    "CJ": "#56B4E9",
    "CK": "#56B4E9",
    "CL": "#0072B2",  # Matériels de transport
    "CM": _NEUTRAL,
}


@dataclass(frozen=True)
class _Size:
    """Sizes of establishments printed as one: from so many employees on; share of white mixed."""

    label: str
    least: int
    whiteness: float


#: INSEE's nine bands would be nine shades: four can be told apart, on a photocopy too.
SIZES = (
    _Size("moins de 20 salariés", 0, 0.82),
    _Size("20 à 99", 20, 0.58),
    _Size("100 à 499", 100, 0.3),
    _Size("500 et plus", 500, 0.0),
)
_FIGURES = (
    "postes_manufacturiers",
    "etablissements_manufacturiers",
    "part_emplois_manufacturiers",
    "part_emplois_industrie",
)
_ASIDE = 82.0
_PADDING = 4.0
_LABEL_WIDTH = 54.0
_VALUE_WIDTH = 30.0
_SITES_WIDTH = 20.0
_ROW = 15.0
_EMPTY_HEIGHT = 34.0
_TITLE = HEAD._replace(size=11.0)
_BAR_SHARE = 0.56
_OUTLINE = "#2b2f33"
#: Stripes are thin: yellow ones need a darker yellow, which is no other sector's colour.
_HATCHES = {"#F0E442": "#9A8F00"}
_POSTS, _POSTS_KNOWN = "Postes (part)", "Postes (part des postes connus)"
_VALUE = Type(8, True)
_SHARE = Type(7, False, FAINT_CELL.colour)
_TEXT = Type(7.5)


def jobs_sheet(desk: Desk, profile: Profile, level: int = 2) -> list[Sheet]:
    """The chart of jobs with the figures beside it; its empty state says why there is none."""
    territory = profile.territory
    figures = chosen(profile.figures, _FIGURES)
    if not profile.sectors:
        figures = known(figures)
    notes = noted(figures)
    name = f"{territory.title} – {SUBTITLE}"
    pages = Pages(desk, name, territory.title, SUBTITLE, SUBTITLE, level, _footer(profile, notes))
    pen, body = pages.turn()
    chart = body
    if figures:
        chart = Box(body.x, body.y, body.width - _ASIDE - GUTTER, body.height)
        aside = Box(body.right - _ASIDE, body.y, _ASIDE, body.height)
        _add_aside(pen, profile, figures, aside)
    top = _add_head(pen, profile, chart)
    inside = Box(chart.x, top, chart.width, chart.bottom - top)
    if profile.sectors:
        _Chart(pen, profile.sectors, inside).draw()
    else:
        _add_empty(desk, pen, territory, inside)
    return pages.sheets


def _add_empty(desk: Desk, pen: Pen, territory: Territory, box: Box) -> None:
    """Why there is no chart, and which source would give it."""
    layer = desk.catalogue.layers["jobs"]
    sources = [desk.catalogue.sources[name] for name in layer.sources]
    named = " ; ".join(f"{source.publisher}, {source.title}" for source in sources)
    x, width = box.x + 2 * _PADDING, box.width - 4 * _PADDING
    pen.rectangle("chart_ground", Box(box.x, box.y + 4.0, box.width, _EMPTY_HEIGHT), PANEL)
    y = pen.write("chart_empty", why_empty(desk, territory, "jobs"), HEAD, x, box.y + 12.0, width)
    pen.write("chart_expected", f"Source prévue : {named}.", FAINT_CELL, x, y + 1.0, width)


def _footer(profile: Profile, notes: Notes) -> str:
    year = f", postes salariés fin {profile.jobs_year}, hors intérim détaché"
    chart = f"Graphique : {profile.jobs_source}{year if profile.jobs_year else ''}."
    return " ".join(part for part in (chart if profile.jobs_source else "", notes.text) if part)


def _add_head(pen: Pen, profile: Profile, box: Box) -> float:
    pen.rule("heading_bar", box.x, box.y, 10.0, ACCENT, 0.8)
    y = pen.write("chart_title", TITLE, _TITLE, box.x, box.y + 2.0, box.width)
    year = f"Postes salariés fin {profile.jobs_year}" if profile.jobs_year else "Postes salariés"
    return pen.write("chart_note", f"{year}, hors intérim détaché", FAINT_CELL, box.x, y, box.width)


class _Chart:
    """The bars, one under the other, the longest first."""

    def __init__(self, pen: Pen, sectors: Sequence[SectorLine], box: Box) -> None:
        self._pen = pen
        self._box = box
        self._sectors = sorted(sectors, key=lambda s: (s.posts is None, -(s.posts or 0)))
        # The same jobs as in the figure beside the chart, those of incomplete sectors too.
        self._all = sum(sector.posts or sector.least or 0 for sector in sectors)
        self._partly = any(sector.posts is None for sector in sectors)
        self._most = max((sector.posts or 0 for sector in sectors), default=0)
        self._left = box.x + _LABEL_WIDTH + 3.0
        # Where no sector's establishments are known, the figure beside the chart says so once.
        self._sites = any(sector.establishments is not None for sector in sectors)
        taken = _SITES_WIDTH + 2.0 if self._sites else 0.0
        self._longest = box.right - taken - _VALUE_WIDTH - self._left

    def draw(self) -> None:
        box = self._box
        heads = COLUMN_HEAD.height(1)
        y = box.y + 2.0
        columns = [
            ("Secteur (A38)", box.x, _LABEL_WIDTH, False),
            (_POSTS_KNOWN if self._partly else _POSTS, self._left, self._longest, False),
        ]
        if self._sites:
            columns.append(("Établissements", box.right - _SITES_WIDTH, _SITES_WIDTH, True))
        for text, x, width, right in columns:
            place = Box(x, y, width, heads)
            how = {"align": RIGHT} if right else {}
            self._pen.label("chart_head", [text], COLUMN_HEAD, place, **how)
        y += heads + 0.4
        self._pen.rule("chart_rule", box.x, y, box.width, _OUTLINE, 0.3)
        y += 0.8
        row = min(_ROW, (box.bottom - y) / len(self._sectors))
        for sector in self._sectors:
            self._draw_row(sector, Box(box.x, y, box.width, row))
            y += row

    def _draw_row(self, sector: SectorLine, box: Box) -> None:
        pen = self._pen
        lines = CELL.lines(sector.label, _LABEL_WIDTH)
        self._middle("sector", lines, CELL, Box(box.x, box.y, _LABEL_WIDTH, box.height))
        high = box.height * _BAR_SHARE
        top = box.y + (box.height - high) / 2
        length = self._longest * (sector.posts or 0) / self._most if self._most else 0.0
        if sector.posts:
            self._draw_bar(sector, Box(self._left, top, length, high))
        self._draw_value(sector, self._left + length + 1.5, box)
        if self._sites:
            sites = UNKNOWN if sector.establishments is None else number(sector.establishments)
            kind = FAINT_CELL if sector.establishments is None else CELL
            place = Box(box.right - _SITES_WIDTH, box.y, _SITES_WIDTH, box.height)
            self._middle("sector_sites", [sites], kind, place, right=True)
        pen.rule("chart_line", box.x, box.bottom - 0.1, box.width)

    def _draw_bar(self, sector: SectorLine, box: Box) -> None:
        colour = COLOURS.get(sector.code, _NEUTRAL)
        x = box.x
        for part, posts in enumerate(parts_of(sector)):
            width = box.width * posts / sector.posts if sector.posts else 0.0
            if width <= 0:
                continue
            place = Box(x, box.y, width, box.height)
            name = f"bar_{sector.code}_{part}"
            if part < len(SIZES):
                shade = mixed(colour, SIZES[part].whiteness)
                self._pen.rectangle(name, place, shade, _OUTLINE)
            else:
                self._pen.hatched(name, place, _HATCHES.get(colour, colour))
            x += width

    def _draw_value(self, sector: SectorLine, x: float, row: Box) -> None:
        if sector.posts is None:
            told = f"{AT_LEAST}{number(sector.least)}" if sector.least else UNKNOWN
            width = FAINT_CELL.width(told) * 1.06 + 0.5
            place = Box(x, row.y, width, row.height)
            self._middle("sector_posts", [told], FAINT_CELL, place)
            return
        text = number(sector.posts)
        width = _VALUE.width(text) * 1.06 + 0.5
        self._middle("sector_posts", [text], _VALUE, Box(x, row.y, width, row.height))
        if self._all:
            share = f"({number(100 * sector.posts / self._all)}\u00a0%)"
            place = Box(x + width + 0.8, row.y, _SHARE.width(share) * 1.06 + 0.5, row.height)
            self._middle("sector_share", [share], _SHARE, place)

    def _middle(
        self, name: str, lines: Sequence[str], kind: Type, box: Box, right: bool = False
    ) -> None:
        high = kind.height(len(lines))
        place = Box(box.x, box.y + (box.height - high) / 2, box.width, high)
        how = {"align": RIGHT} if right else {}
        self._pen.label(name, lines, kind, place, **how)


def parts_of(sector: SectorLine) -> list[int]:
    """Posts of a sector by printed size, then those whose size is not published; sums to `posts`.

    A printed size of which one band is unknown is unknown as a whole, for a part of it would
    look like all.
    """
    posts = sector.posts or 0
    known = [_group(sector.bands, index) for index in range(len(SIZES))]
    told = [value or 0 for value in known]
    if sum(told) > posts:
        # Rounded or perturbed values: what does not add up is not drawn as if it did.
        return [*(0 for _ in told), posts]
    return [*told, posts - sum(told)]


def _group(bands: Mapping[str, int | None], index: int) -> int | None:
    least = SIZES[index].least
    most = SIZES[index + 1].least if index + 1 < len(SIZES) else None
    mine = [
        value
        for label, value in bands.items()
        if _least(label) >= least and (most is None or _least(label) < most)
    ]
    if not mine or any(value is None for value in mine):
        return None
    return sum(value or 0 for value in mine)


def _least(label: str) -> int:
    """The smallest number of employees of a band: `20 à 49` -> 20; without a number, 0."""
    match = re.search(r"\d+", label)
    return int(match.group()) if match else 0


def mixed(colour: str, whiteness: float) -> str:
    """A colour mixed with white, 0 none of it, 1 only it."""
    channels = bytes.fromhex(colour[1:])
    return "#" + "".join(f"{round(c + (255 - c) * whiteness):02x}" for c in channels)


def _add_aside(pen: Pen, profile: Profile, figures: Sequence[Figure], box: Box) -> None:
    """Key figures, then how the bars are read."""
    notes = noted(figures)
    inner = box.width - 2 * _PADDING
    head = SUBHEAD.height(1) + 1.5
    cards = cards_height(figures, notes, inner, 2)
    key = _key_height(profile.sectors, inner)
    height = min(2 * _PADDING + head + cards + key, box.height)
    pen.rectangle("aside", Box(box.x, box.y, box.width, height), PANEL)
    x, y = box.x + _PADDING, box.y + _PADDING
    pen.write("aside_head", "Repères", SUBHEAD, x, y, inner)
    y = add_cards(pen, figures, notes, x, y + head, inner, 2)
    if profile.sectors:
        _add_key(pen, profile.sectors, x, y + 3.0, inner)


_SWATCH = 7.0
_KEY_ROW = 5.0
_KEY_NOTE = (
    "Les barres ont la couleur du type de consommateur correspondant sur les cartes ; en gris, les "
    "secteurs sans correspondance. La valeur est écrite au bout de chaque barre."
)


def _keys(sectors: Sequence[SectorLine]) -> list[tuple[str, str | None]]:
    """(text, colour, None for stripes) of the sizes that are drawn."""
    drawn = [parts_of(sector) for sector in sectors if sector.posts]
    keys: list[tuple[str, str | None]] = [
        (size.label, mixed("#3B3B3B", size.whiteness))
        for index, size in enumerate(SIZES)
        if any(parts[index] for parts in drawn)
    ]
    if any(parts[-1] for parts in drawn):
        keys.append(("taille non publiée", None))
    return keys


def _key_height(sectors: Sequence[SectorLine], width: float) -> float:
    if not sectors:
        return 0.0
    note = NOTE.height(len(NOTE.lines(_KEY_NOTE, width)))
    return 3.0 + SUBHEAD.height(1) + 1.0 + _KEY_ROW * len(_keys(sectors)) + 1.0 + note


def _add_key(pen: Pen, sectors: Sequence[SectorLine], x: float, y: float, width: float) -> None:
    y = pen.write("key_head", "Taille des établissements", SUBHEAD, x, y, width) + 1.0
    for text, colour in _keys(sectors):
        swatch = Box(x, y + 0.8, _SWATCH, 3.0)
        if colour is None:
            pen.hatched("key_swatch", swatch)
        else:
            pen.rectangle("key_swatch", swatch, colour, _OUTLINE)
        place = Box(x + _SWATCH + 2.0, y + 0.4, width - _SWATCH - 2.0, _TEXT.height(1))
        pen.label("key_text", [text], _TEXT, place)
        y += _KEY_ROW
    pen.write("key_note", _KEY_NOTE, NOTE, x, y + 1.0, width)
