"""What is computed of a territory of which nothing is written yet: figures, and what is to come."""

from __future__ import annotations

from ...profile.lines import Profile
from ...words.headings import title_of
from ...words.words import Words
from ..placement import Box
from .cards import add_cards, cards_height, chosen, known, noted
from .pen import FAINT_CELL, SUBHEAD, Pen
from .prose_sheets import GROUPS, TO_WRITE, add_heading, add_paragraph
from .sheet import Desk, Flow, Pages, Sheet, columns_of
from .swot import SUBTITLE as SWOT

SUBTITLE = "Énergie, chaleur, perspectives"
_AIR = 3.0
_CARDS = 2


def is_written(words: Words) -> bool:
    """Whether anything is written under the headings of `GROUPS`."""
    return any(words.section(key) is not None for _, keys, _ in GROUPS.values() for key in keys)


def unwritten_sheets(desk: Desk, profile: Profile, words: Words, level: int = 2) -> list[Sheet]:
    """The computed figures of all `GROUPS`, a column each, in place of sheets without words.

    Args:
        desk: what sheets are made with.
        profile: the computed figures.
        words: the analyst's, of which these parts are empty.
        level: of the bookmark.
    """
    territory = profile.territory
    groups = {group: known(chosen(profile.figures, GROUPS[group][2])) for group in GROUPS}
    notes = noted(figure for figures in groups.values() for figure in figures)
    name = f"{territory.title} – {SUBTITLE}"
    pages = Pages(desk, name, territory.title, SUBTITLE, SUBTITLE, level, notes.text)

    def turn() -> tuple[Pen, list[Box]]:
        pen, body = pages.turn()
        return pen, columns_of(body, len(GROUPS))

    flow = Flow(turn)
    for group, figures in groups.items():
        if not flow.at_top:
            flow.next_column()
        title, keys, _ = GROUPS[group]
        add_heading(flow, title)
        if figures:
            # Taken first: that may turn the page, and change the pen.
            box = flow.take(cards_height(figures, notes, flow.width, _CARDS))
            add_cards(flow.pen, figures, notes, box.x, box.y, box.width, _CARDS)
            flow.leave(_AIR)
        for key in keys:
            _add_coming(flow, title_of(key) if title_of(key) != title else "")
    if not any(words.swot.values()):
        _add_coming(flow, SWOT)
    return pages.sheets


def _add_coming(flow: Flow, title: str) -> None:
    if title:
        lines = SUBHEAD.lines(title, flow.width)
        box = flow.take(SUBHEAD.height(len(lines)), FAINT_CELL.height(1))
        flow.pen.label("coming_head", lines, SUBHEAD, box)
    add_paragraph(flow, "coming", TO_WRITE, FAINT_CELL)
    flow.leave(_AIR)
