"""Sheets of running words: a document's own texts, and what analysts write of a territory."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from ...profile.figure import Figure
from ...profile.lines import Profile
from ...words.headings import title_of
from ...words.words import Section, Words
from .. import prose
from ..placement import Box
from ..templates import TemplateError
from .cards import add_cards, cards_height, chosen, known, noted
from .pen import HEAD, PANEL, SUBHEAD, Pen, Type
from .sheet import Desk, Fit, Flow, Pages, Sheet, columns_of, settled

#: The colour of the covers' band, here a short bar above a heading.
ACCENT = "#0072b2"
#: The best size of letters (points), then those that may save a sheet.
TEXT_SIZES = (9.5, 9.0, 8.5)
#: A document's own text stands in fewer, wider columns: its letters are larger.
LARGE_TEXT_SIZES = (10.5, 10.0, 9.5)
#: Width (mm) of a column of a territory's words: some sixty letters, which the eye follows best.
_COLUMN = 90.0
_BAR_WIDTH = 10.0
_BAR_HEIGHT = 0.8
_PADDING = 4.0
_AIR = 5.0
#: A heading stays with so many lines (of 9 points) of its text.
_LINES_BELOW = 3
#: Stands where nobody has written yet.
TO_WRITE = "Texte à rédiger."

#: Territory's words by sheet: (name, its sections, the computed figures that stand beside them).
GROUPS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "activite": (
        "Pôles d'activité majeurs et énergie",
        ("poles", "energie"),
        (
            "postes_manufacturiers",
            "etablissements_manufacturiers",
            "grands_consommateurs",
            "conso_electricite_gwh",
            "conso_gaz_gwh",
            "puissance_installee_mw",
            "postes_400kv",
            "entrees_gaz",
            "injection_gwh_an",
        ),
    ),
    "chaleur": (
        "Chaleur valorisable",
        ("chaleur",),
        (
            "reseaux_chaleur_nombre",
            "reseaux_chaleur_km",
            "reseaux_chaleur_gwh",
            "part_recuperation",
        ),
    ),
    "perspectives": (
        "Attractivité, enjeux et projets",
        ("attractivite", "enjeux", "hydrogene", "vulnerabilites", "recommandations"),
        ("friches_nombre", "friches_ha"),
    ),
}


def prose_sheets(
    desk: Desk,
    title: str,
    subtitle: str,
    sections: Section | Sequence[Section],
    bookmark: str | None = None,
    level: int = 1,
) -> list[Sheet]:
    """A document's own words in two columns: introduction, fiche, notes.

    Args:
        desk: what sheets are made with.
        title: in the band, and the layout's name.
        subtitle: under it, "" for none.
        sections: one or several; the heading of a single one that says the title is not repeated.
        bookmark: in the contents; the title where it is None.
        level: of the bookmark.

    Raises:
        TemplateError: the template has no room for a line of text.
    """
    told = [sections] if isinstance(sections, Section) else list(sections)
    named = title if bookmark is None else bookmark
    shown = (title.casefold(), subtitle.casefold())
    headed = len(told) > 1 or told[0].title.casefold() not in shown

    def compose(fit: Fit) -> list[Sheet]:
        pages = Pages(desk, title, title, subtitle, named, level, fit=fit)

        def turn() -> tuple[Pen, list[Box]]:
            pen, body = pages.turn()
            return pen, pages.fitted(columns_of(body))

        _pour(Flow(turn), told, fit.size, headed)
        return pages.sheets

    return settled(compose, LARGE_TEXT_SIZES)


def section_sheets(
    desk: Desk, profile: Profile, words: Words, group: str, level: int = 2
) -> list[Sheet]:
    """What is written of a territory in one group of `GROUPS`, beside the computed figures.

    Args:
        desk: what sheets are made with.
        profile: the computed figures.
        words: the analyst's.
        group: a key of `GROUPS`.
        level: of the bookmark.

    Returns:
        One sheet or more; a part of which nothing is written says that its text is to come.
    """
    subtitle, keys, names = GROUPS[group]
    sections = [words.section(key) or _coming(key) for key in keys]
    territory = profile.territory
    figures = known(chosen(profile.figures, names))
    name = f"{territory.title} – {subtitle}"
    sources = noted(figures).text
    headed = len(sections) > 1 or sections[0].title.casefold() != subtitle.casefold()

    def compose(fit: Fit) -> list[Sheet]:
        pages = Pages(desk, name, territory.title, subtitle, subtitle, level, sources, fit)

        def turn() -> tuple[Pen, list[Box]]:
            pen, body = pages.turn()
            columns = columns_of(body, max(1, round(body.width / _COLUMN)))
            if len(pages.sheets) == 1 and figures:
                _add_aside(pen, figures, columns.pop())
            return pen, pages.fitted(columns)

        _pour(Flow(turn), sections, fit.size, headed)
        return pages.sheets

    return settled(compose, TEXT_SIZES)


def _coming(key: str) -> Section:
    return Section(key, title_of(key), f"*{TO_WRITE}*", Path(), 0)


def _pour(flow: Flow, sections: Sequence[Section], size: float, headed: bool) -> None:
    for section in sections:
        if headed:
            add_heading(flow, section.title)
        add_prose(flow, section.key, section.markdown, size)
        flow.leave(_AIR)


def add_heading(flow: Flow, text: str, with_next: float = _LINES_BELOW * SUBHEAD.line) -> None:
    """A heading under a short bar, in a column where so much (mm) of its text fits as well."""
    lines = HEAD.lines(text, flow.width)
    height = _BAR_HEIGHT + 1.2 + HEAD.height(len(lines)) + 1.0
    box = flow.take(height, with_next)
    flow.pen.rule("heading_bar", box.x, box.y, _BAR_WIDTH, ACCENT, _BAR_HEIGHT)
    flow.pen.write_lines("heading", lines, HEAD, box.x, box.y + _BAR_HEIGHT + 1.2, box.width)


def add_paragraph(flow: Flow, name: str, text: str, kind: Type) -> None:
    """A computed sentence, in a column where all of it fits."""
    lines = kind.lines(text, flow.width)
    # Taken first: that may turn the page, and change the pen.
    place = flow.take(kind.height(len(lines)))
    flow.pen.label(name, lines, kind, place)


def add_prose(flow: Flow, name: str, markdown: str, size: float) -> None:
    """Pour a text where the flow stands, over as many columns and sheets as it needs.

    Raises:
        TemplateError: the template has no room for a line of text.
    """
    blocks = list(_blocks(markdown, flow.width, size))
    while blocks:
        empty = flow.at_top
        placed, rest = prose.pour(blocks, flow.left)
        if placed:
            prose.add_blocks(flow.pen.layout, flow.pen.name(f"text_{name}"), placed)
            last, block = placed[-1]
            flow.went_to(Box(last.x, last.y, last.width, last.height + block.below))
        elif empty:
            raise TemplateError(
                "Template {template} is too small for a line of text: make its item “body” larger.",
                template=flow.pen.layout.customProperty("ti_template", ""),
            )
        blocks = rest
        if blocks:
            flow.next_sheet()


@lru_cache(maxsize=64)
def _blocks(markdown: str, width: float, size: float) -> tuple[prose.Block, ...]:
    """A text broken to a width: kept, for sheets are composed several times over."""
    return tuple(prose.flow(markdown, width, size))


def _add_aside(pen: Pen, figures: Sequence[Figure], column: Box) -> None:
    """The computed figures on a ground of their own."""
    notes = noted(figures)
    inner = column.width - 2 * _PADDING
    head = SUBHEAD.height(1) + 1.5
    height = min(2 * _PADDING + head + cards_height(figures, notes, inner, 2), column.height)
    pen.rectangle("aside", Box(column.x, column.y, column.width, height), PANEL)
    x, y = column.x + _PADDING, column.y + _PADDING
    pen.write("aside_head", "Repères", SUBHEAD, x, y, inner)
    add_cards(pen, figures, notes, x, y + head, inner, 2)
