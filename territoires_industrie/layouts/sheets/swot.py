"""Strengths, weaknesses, opportunities, threats: four quadrants, as high as their words need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...profile.lines import Profile
from ...words.words import Words
from .. import prose
from ..placement import Box
from ..prose import Block
from .pen import FAINT_CELL, PANEL, RIGHT, Pen, Type
from .sheet import Desk, Pages, Sheet

SUBTITLE = "Forces, faiblesses, opportunités, menaces"
BOOKMARK = "SWOT"


@dataclass(frozen=True)
class _Quadrant:
    """One of the four: key of the words, heading, letter, colour."""

    key: str
    title: str
    letter: str
    colour: str


#: Sober, of four darknesses; the letter and the heading say it all without any colour.
QUADRANTS = (
    _Quadrant("forces", "Forces", "S", "#1f6f5c"),
    _Quadrant("faiblesses", "Faiblesses", "W", "#c08a2e"),
    _Quadrant("opportunites", "Opportunités", "O", "#4f86b8"),
    _Quadrant("menaces", "Menaces", "T", "#7c2f22"),
)
_GAP = 6.0
_BAR = 1.4
_PADDING = 4.0
_HEAD = Type(12, True)
_LETTER_SIZE = 20.0
_HEAD_HEIGHT = 12.0
#: The first of these sizes (points) at which all words fit on one sheet; else the last one.
_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
_NOTHING = "Aucun élément saisi."


def swot_sheet(desk: Desk, profile: Profile, words: Words, level: int = 2) -> list[Sheet]:
    """The four quadrants, on more sheets where one is too small; no sheet without any words."""
    if not any(words.swot.get(quadrant.key) for quadrant in QUADRANTS):
        return []
    territory = profile.territory
    name = f"{territory.title} – {BOOKMARK}"
    pages = Pages(desk, name, territory.title, SUBTITLE, BOOKMARK, level)
    pen, body = pages.turn()
    blocks = _sized(words.swot, body)
    _draw_sheet(pen, body, blocks, blocks)
    while any(blocks.values()):
        before = sum(len(each) for each in blocks.values())
        pen, body = pages.turn()
        _draw_sheet(pen, body, dict(blocks), blocks)
        if sum(len(each) for each in blocks.values()) == before and before:
            break
    return pages.sheets


def _inner_width(body: Box) -> float:
    return (body.width - _GAP) / 2 - 2 * _PADDING


def _sized(swot: Mapping[str, Sequence[str]], body: Box) -> dict[str, list[Block]]:
    """The words of each quadrant, as large as they fit on one sheet."""
    blocks: dict[str, list[Block]] = {}
    for size in _SIZES:
        blocks = {
            quadrant.key: prose.flow(
                "\n\n".join(swot.get(quadrant.key, ())), _inner_width(body), size
            )
            for quadrant in QUADRANTS
        }
        if sum(_needs(blocks)) + _GAP <= body.height:
            break
    return blocks


def _needs(blocks: Mapping[str, Sequence[Block]]) -> tuple[float, float]:
    """Heights (mm) that the upper and the lower row need."""
    needs = [
        _BAR + _HEAD_HEIGHT + sum(block.height for block in blocks[quadrant.key]) + _PADDING
        for quadrant in QUADRANTS
    ]
    return max(needs[:2]), max(needs[2:])


def _heights(blocks: Mapping[str, Sequence[Block]], body: Box) -> tuple[float, float]:
    """Heights (mm) of both rows: equal where that is enough, else by what they need."""
    upper, lower = _needs(blocks)
    free = body.height - _GAP
    half = free / 2
    if upper <= half and lower <= half:
        return half, half
    if upper + lower <= free:
        spare = (free - upper - lower) / 2
        return upper + spare, lower + spare
    if upper <= half:
        return upper, free - upper
    if lower <= half:
        return free - lower, lower
    return half, half


def _draw_sheet(
    pen: Pen, body: Box, shown: Mapping[str, list[Block]], left: dict[str, list[Block]]
) -> None:
    """Draw the quadrants, and leave in `left` what did not fit."""
    upper, lower = _heights(shown, body)
    width = (body.width - _GAP) / 2
    for index, quadrant in enumerate(QUADRANTS):
        x = body.x + (index % 2) * (width + _GAP)
        y, height = (body.y, upper) if index < 2 else (body.y + upper + _GAP, lower)
        left[quadrant.key] = _draw(pen, quadrant, Box(x, y, width, height), shown[quadrant.key])


def _draw(pen: Pen, quadrant: _Quadrant, box: Box, blocks: Sequence[Block]) -> list[Block]:
    """One quadrant; the blocks that did not fit."""
    pen.rectangle(f"{quadrant.key}_ground", box, PANEL)
    pen.rectangle(f"{quadrant.key}_bar", Box(box.x, box.y, box.width, _BAR), quadrant.colour)
    x, top, inner = box.x + _PADDING, box.y + _BAR + 2.2, box.width - 2 * _PADDING
    pen.write(f"{quadrant.key}_head", quadrant.title, _HEAD, x, top, inner - 14.0)
    letter = Type(_LETTER_SIZE, True, quadrant.colour)
    place = Box(box.right - _PADDING - 12.0, box.y + _BAR + 0.6, 12.0, letter.height(1))
    pen.label(f"{quadrant.key}_letter", [quadrant.letter], letter, place, RIGHT)
    body = Box(x, box.y + _BAR + _HEAD_HEIGHT, inner, box.height - _BAR - _HEAD_HEIGHT - _PADDING)
    if not blocks:
        pen.write(f"{quadrant.key}_none", _NOTHING, FAINT_CELL, x, body.y, inner)
        return []
    placed, rest = prose.pour(blocks, [body])
    prose.add_blocks(pen.layout, quadrant.key, placed)
    return rest
