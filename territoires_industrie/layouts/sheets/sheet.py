"""A sheet of the document: opened from the institution's template, filled column by column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qgis.core import QgsLayoutItemLabel, QgsPrintLayout, QgsProject

from ...catalogue import Catalogue
from ...edition import Edition
from ...french import typographic
from ...reviewing.statuses import Printed
from .. import templates
from ..foot import write_sources
from ..placement import Box
from ..texts import Type, height_of, type_of, wrap
from ..wording import edition_line
from .pen import Pen

#: Between two columns of a body (mm).
GUTTER = 8.0
#: A line of more than this (mm) at 9 points is hard to follow: so many columns stand in a body.
_WIDEST_COLUMN = 150.0
#: A text too long for its label is set smaller, down to this share of the template's size.
_SMALLEST = 0.55
_STEP = 0.5
#: How often the height of the last columns is halved in search of the lowest that will do.
_HALVINGS = 4
CONTINUED = "suite"


@dataclass(frozen=True)
class Sheet:
    """One page of the document.

    Attributes:
        layout: the live page, not yet among the project's layouts.
        bookmark: its name in the contents; "" for a page that continues the one before.
        level: depth of the bookmark, from 1.
    """

    layout: QgsPrintLayout
    bookmark: str
    level: int = 1


@dataclass(frozen=True)
class Desk:
    """What every sheet is made with.

    Attributes:
        project: holds the layers of the maps.
        look: the institution's templates and logo.
        edition: the audience's own edition: dates, sources, limits.
        catalogue: words, attributions.
        paper: `a4` or `a3`, landscape.
        reviews: the status of each territory's fiche, in words, by its id.
    """

    project: QgsProject
    look: templates.Look
    edition: Edition
    catalogue: Catalogue
    paper: str = "a4"
    reviews: Mapping[str, Printed] = field(default_factory=dict)


def columns_of(body: Box, count: int | None = None) -> list[Box]:
    """A body's equal columns (mm): so many, else as many as its lines can be read in."""
    number = count or max(1, -int(-body.width // _WIDEST_COLUMN))
    width = (body.width - (number - 1) * GUTTER) / number
    return [
        Box(body.x + index * (width + GUTTER), body.y, width, body.height)
        for index in range(number)
    ]


def fill(layout: QgsPrintLayout, item_id: str, text: str) -> None:
    """Write into a template's label, broken to its width, smaller where it would be cut off."""
    label = layout.itemById(item_id)
    if not isinstance(label, QgsLayoutItemLabel):
        return
    lines, letters = _set(label, text)
    form = label.textFormat()
    if letters.size != form.size():
        form.setSize(letters.size)
        label.setTextFormat(form)
    templates.write(layout, item_id, lines)


def fits(layout: QgsPrintLayout, item_id: str, text: str) -> bool:
    """Whether a template's label can hold a text, however small it may be set; yes without one."""
    label = layout.itemById(item_id)
    if not isinstance(label, QgsLayoutItemLabel):
        return True
    lines, letters = _set(label, text)
    return _height(lines, letters) <= templates.rectangle_of(label).height + 0.1


def _set(label: QgsLayoutItemLabel, text: str) -> tuple[list[str], Type]:
    """The lines of a text in a label, and the type, as large as the label's where that fits."""
    box, letters = templates.rectangle_of(label), type_of(label)
    width, smallest = box.width - 2 * label.marginX(), letters.size * _SMALLEST
    lines = _broken(text, width, letters)
    while _height(lines, letters) > box.height + 0.1 and letters.size > smallest:
        letters = replace(letters, size=letters.size - _STEP)
        lines = _broken(text, width, letters)
    return lines, letters


def _broken(text: str, width: float, letters: Type) -> list[str]:
    return wrap(
        typographic(text), width, letters.size, bold=letters.bold, families=letters.families
    )


def _height(lines: Sequence[str], letters: Type) -> float:
    return height_of(len(lines), letters.size, letters.families)


def open_cover(desk: Desk, name: str) -> QgsPrintLayout:
    """A cover of the institution, with the edition's date."""
    layout = templates.open_page(desk.project, "cover", desk.paper, "landscape", desk.look)
    layout.setName(name)
    fill(layout, "edition", edition_line(desk.edition))
    return layout


@dataclass(frozen=True)
class Fit:
    """How a text is set so that its last sheet is neither nearly empty nor lopsided.

    Attributes:
        size: of the letters (points).
        number: of the last sheet; 0 while it is not known.
        share: of the height that its columns may fill.
    """

    size: float
    number: int = 0
    share: float = 1.0


def settled(
    compose: Callable[[Fit], list[Sheet]], sizes: Sequence[float], even_first: bool = True
) -> list[Sheet]:
    """The sheets of a text at the largest size that needs the fewest, its last columns even.

    Args:
        compose: makes the sheets, as often as it takes.
        sizes: of the letters (points), the best first.
        even_first: whether the columns of a first and only sheet are made even as well.
    """
    count, size = len(compose(Fit(sizes[0]))), sizes[0]
    for smaller in sizes[1:]:
        if count == 1:
            break
        number = len(compose(Fit(smaller)))
        if number < count:
            count, size = number, smaller
    low, high = 0.0, 1.0
    if count > 1 or even_first:
        for _ in range(_HALVINGS):
            share = (low + high) / 2
            if len(compose(Fit(size, count, share))) == count:
                high = share
            else:
                low = share
    return compose(Fit(size, count, high))


@dataclass
class Pages:
    """Sheets that continue one another: the first bears the bookmark, the others say "suite".

    Attributes:
        desk: what they are made with.
        name: of the layouts, numbered from the second on.
        title: in the band of all.
        subtitle: under it.
        bookmark: of the first.
        level: of the bookmark.
        sources: footer of all.
        fit: how low the columns of the last one are.
        sheets: those opened so far.
    """

    desk: Desk
    name: str
    title: str
    subtitle: str
    bookmark: str
    level: int = 1
    sources: str = ""
    fit: Fit | None = None
    sheets: list[Sheet] = field(default_factory=list)

    def turn(self) -> tuple[Pen, Box]:
        """Open the next sheet: its pen, and the rectangle (mm) that is free for it."""
        desk, number = self.desk, len(self.sheets) + 1
        layout = templates.open_page(desk.project, "text", desk.paper, "landscape", desk.look)
        layout.setName(self.name if number == 1 else f"{self.name} ({number})")
        again = f" ({CONTINUED})" if number > 1 else ""
        fill(layout, "title", self.title.upper() + ("" if self.subtitle else again))
        fill(layout, "subtitle", self.subtitle + (again if self.subtitle else ""))
        fill(layout, "edition", edition_line(desk.edition))
        body = templates.take_box(layout, "body")
        body = _with_footer(layout, body, self.sources)
        self.sheets.append(Sheet(layout, self.bookmark if number == 1 else "", self.level))
        return Pen(layout), body

    def fitted(self, columns: Sequence[Box]) -> list[Box]:
        """The columns of the sheet just opened, lower where it is the last."""
        fit = self.fit
        if fit is None or fit.number != len(self.sheets):
            return list(columns)
        return [Box(c.x, c.y, c.width, c.height * fit.share) for c in columns]


def _with_footer(layout: QgsPrintLayout, body: Box, sources: str) -> Box:
    """Write the sources; the body gives way to those that need more lines than the template has."""
    label = layout.itemById("sources")
    if not isinstance(label, QgsLayoutItemLabel):
        return body
    box = templates.rectangle_of(label)
    more = write_sources(layout, typographic(sources))
    # An institution's template may have its sources elsewhere: then nothing moves.
    if not more or box.y < body.bottom:
        return body
    for name, taller in (("sources", more), ("footer_rule", 0.0), ("page_number", 0.0)):
        if layout.itemById(name) is not None:
            part = templates.box_of(layout, name)
            moved = Box(part.x, part.y - more, part.width, part.height + taller)
            templates.place(layout, name, moved)
    return Box(body.x, body.y, body.width, body.height - more)


@dataclass(frozen=True)
class Setting:
    """How tables are set.

    Attributes:
        uncut: a table lower than this share of a column is never cut.
        whole: a table goes to the next column where it fits there, and not here.
        size: of the letters at most (points).
        padding: above and below a row (mm).
        after: air below a table (mm).
    """

    uncut: float = 0.4
    whole: bool = True
    size: float = 7.5
    padding: float = 0.5
    after: float = 5.0


class Flow:
    """Fills columns from top to bottom, and asks for others when the last one is full.

    Attributes:
        pen: of the sheet that is being filled.
        tables: how tables are set in it.
    """

    def __init__(
        self, turn: Callable[[], tuple[Pen, Sequence[Box]]], tables: Setting | None = None
    ) -> None:
        self._turn = turn
        self.tables = tables or Setting()
        self._begin()

    def _begin(self) -> None:
        self.pen, columns = self._turn()
        self._columns = list(columns)
        self._index = 0
        self._y = self._columns[0].y

    @property
    def column(self) -> Box:
        """The column that is being filled."""
        return self._columns[self._index]

    @property
    def width(self) -> float:
        return self.column.width

    @property
    def room(self) -> float:
        """Height (mm) left in the column."""
        return self.column.bottom - self._y

    @property
    def left(self) -> list[Box]:
        """What is left of this sheet's columns, the current one first."""
        column = self.column
        rest = Box(column.x, self._y, column.width, self.room)
        after = self._index + 1
        return [rest, *self._columns[after:]]

    @property
    def at_top(self) -> bool:
        return self._y <= self.column.y

    def next_column(self) -> None:
        """Go on in the next column, on the next sheet after the last."""
        if self._index + 1 < len(self._columns):
            self._index += 1
            self._y = self.column.y
        else:
            self._begin()

    def next_sheet(self) -> None:
        """Go on at the top of a sheet: the next one, unless this one is still empty."""
        if self._index or not self.at_top:
            self._begin()

    def keep(self, height: float) -> None:
        """Go to the next column unless so much (mm) fits in this one."""
        if height > self.room + 0.01 and not self.at_top:
            self.next_column()

    def take(self, height: float, with_next: float = 0.0) -> Box:
        """A rectangle of this height (mm), in a column where what must follow it fits as well."""
        self.keep(height + with_next)
        box = Box(self.column.x, self._y, self.width, height)
        self._y = box.bottom
        return box

    def leave(self, height: float) -> None:
        """Leave air (mm), but none at the top of a column."""
        if not self.at_top:
            self._y = min(self._y + height, self.column.bottom)

    def went_to(self, place: Box) -> None:
        """Go on below something that was put into one of the columns that were `left`."""
        middle = place.x + place.width / 2
        self._index = next(
            index
            for index, column in enumerate(self._columns)
            if column.x <= middle <= column.right
        )
        self._y = place.bottom
