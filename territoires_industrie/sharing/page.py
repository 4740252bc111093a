"""An edition as the data of a web page: maps, legends, territories, limits, sources.

Everything is made from the audience's own edition (`audience.for_audience`): what is withheld was
never here. Words are French and typographic; coordinates are WGS 84, longitude first.

What the page's scripts (resources/web/) find:

- `themes`: the maps, with their tables in drawing order and their legend's groups, whose entries
  have classes with a `look`: a place in `symbols` (points) or in `paths` (lines and surfaces).
- `tables`: columns of one length: `at` (a point, lines, or rings of surfaces), `name` (where a
  register vouches for it, else `nameless` says why), `kind` (printed class) and `class` (its key),
  `home` (the territory's place in `territories`; -1 another, null nobody's), `position`, `status`,
  `vintage`, `source` (a place in `sources`), `look`, `facts` (heading and text). `finest` is the
  zoom beyond which a table is not drawn.
- `territories`: outline, view, the classes `present` by legend, and the `limits` of each map.
- `base`: layers bottom to top, towns, names of seas and countries, and who is to be named.
- `credits`: every source used, under the atlas' headings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .. import geometry
from ..audience import AUDIENCES
from ..catalogue import Catalogue, Legend, MapTheme
from ..edition import Availability, Edition
from ..errors import Cancelled
from ..french import number, typographic
from ..layouts.wording import corrections, edition_line, limits, theme_layers
from ..territories import POPULATION_YEAR, Territory, perimeter, perimeter_sentence
from .base import DETAIL, base_data
from .credits import Credits
from .looks import Looks
from .rows import NEAR, Columns, meets, near, shape_of

if TYPE_CHECKING:
    from pandas import DataFrame

AUDIENCE_NOTES = {
    "publique": "Diffusion publique",
    "partenaires": "Diffusion réservée aux partenaires",
    "interne": "Usage interne : ne pas diffuser",
}
NOT_AFFILIATED = (
    "Document non affilié au programme Territoires d'industrie de l'Agence nationale de la "
    "cohésion des territoires (ANCT) ni approuvé par elle."
)
INDICATIVE = (
    "Données indicatives. Un symbole cerclé de tirets est placé au centre de sa commune ou de son "
    "quartier ; un symbole évidé est un projet. Une classe en gris dans la légende : rien de connu "
    "sur ce territoire, sans preuve d'absence."
)
#: What the buttons of the maps leave out of a title.
_TITLE_PREFIX = "Carte des "


def page_data(
    edition: Edition,
    audience: str,
    catalogue: Catalogue,
    territories: Sequence[Territory],
    themes: Sequence[MapTheme],
    cancelled: Callable[[], bool] = lambda: False,
) -> dict[str, Any]:
    """What the page is filled with.

    Args:
        edition: the audience's own.
        audience: whose it is.
        catalogue: maps, legends, words.
        territories: those of the page's switch, in its order.
        themes: the maps, in the atlas' order.
        cancelled: asked between tables.

    Returns:
        Data that `html.as_json` can write, of the shape told above.

    Raises:
        Cancelled: `cancelled()` says so.
        MapError, StyleError, EditionError: with one sentence for the user.
    """
    return _Page(edition, audience, catalogue, territories, themes, cancelled).data()


class _Page:
    """One page on its way."""

    def __init__(
        self,
        edition: Edition,
        audience: str,
        catalogue: Catalogue,
        territories: Sequence[Territory],
        themes: Sequence[MapTheme],
        cancelled: Callable[[], bool],
    ) -> None:
        self._edition = edition
        self._audience = audience
        self._catalogue = catalogue
        self._territories = territories
        self._themes = themes
        self._cancelled = cancelled
        self._looks = Looks(edition, catalogue)
        bounds = [geometry.bounds(perimeter(territory)) for territory in territories]
        self._windows = [near(box, NEAR) for box in bounds]
        self._columns = Columns(
            catalogue, self._looks, audience, [t.id for t in territories], self._windows
        )
        names = dict.fromkeys(name for theme in themes for name in theme.draw_order)
        self._frames = {name: edition.frame(name) for name in names}

    def data(self) -> dict[str, Any]:
        tables = {name: self._table(name) for name in self._frames}
        base = base_data(
            self._edition, self._catalogue, self._looks, self._windows, self._cancelled
        )
        credits = Credits(self._edition, self._catalogue)
        # After the tables, on whose way sources and looks are found.
        return {
            "edition": typographic(edition_line(self._edition)),
            "audience": typographic(AUDIENCE_NOTES[self._audience]),
            "reserved": self._audience != AUDIENCES[0],
            "perimeters": typographic(f"{perimeter_sentence(self._territories)}."),
            "notes": [typographic(INDICATIVE), typographic(NOT_AFFILIATED)],
            "territories": [self._territory(territory) for territory in self._territories],
            "themes": [self._theme(theme) for theme in self._themes],
            "tables": tables,
            "base": {**base, "credits": credits.of_base()},
            "sources": [credits.source(*pair) for pair in self._columns.sources],
            "credits": credits.listed(set(self._columns.sources)),
            "symbols": self._looks.symbols,
            "paths": self._looks.paths,
        }

    # --- Tables ---

    def _table(self, name: str) -> dict[str, Any]:
        if self._cancelled():
            raise Cancelled
        table = self._catalogue.table(name)
        layer = self._catalogue.layer_of(name)
        columns = self._columns.of(table, self._frames[name])
        return {"title": layer.title, "geometry": table.geometry, **columns}

    # --- Territories ---

    def _territory(self, territory: Territory) -> dict[str, Any]:
        if self._cancelled():
            raise Cancelled
        known = self._edition.availability(territory.id)
        shape = geometry.simplify(perimeter(territory), DETAIL)
        west, south, east, north = geometry.bounds(geometry.to_wgs84(perimeter(territory)))
        return {
            "id": territory.id,
            "title": typographic(territory.title),
            "facts": self._portrait(territory),
            "bounds": [[south, west], [north, east]],
            "outline": shape_of(shape),
            "present": self._present(territory),
            "limits": {theme.id: self._limits(territory, theme, known) for theme in self._themes},
        }

    def _limits(
        self, territory: Territory, theme: MapTheme, known: Mapping[str, Availability]
    ) -> list[str]:
        """What the map does not show, and how much of it is the analyst's hand."""
        hand = corrections(self._edition, self._catalogue, theme_layers(theme), [territory.id])
        return [*limits(self._catalogue, theme, known), *hand]

    def _portrait(self, territory: Territory) -> str:
        """Population, communes, area, as the edition's perimeters have them."""
        rows = self._perimeters[self._perimeters["territory"] == territory.id]
        if rows.empty:
            return ""
        row = rows.iloc[0]
        return typographic(
            f"{number(row['population'])} habitants ({POPULATION_YEAR}), "
            f"{number(row['communes'])} communes, {number(row['area_km2'])} km²"
        )

    @property
    def _perimeters(self) -> DataFrame:
        return self._edition.frame("perimeters")

    def _present(self, territory: Territory) -> dict[str, list[int]]:
        """The classes of each legend that the territory's map shows, by their place in it."""
        box = near(geometry.bounds(perimeter(territory)), NEAR)
        present = {}
        for name, legend in self._legends().items():
            frame = self._frames[legend.table]
            frame = frame[frame["geometry"].notna()]
            mine = frame["rattachement"] == territory.id
            if self._catalogue.table(legend.table).geometry != "point":
                nobodys = frame["rattachement"].fillna("") == ""
                mine |= nobodys & frame["geometry"].map(lambda shape, box=box: meets(shape, box))
            keys = set(frame.loc[mine, legend.field].dropna())
            present[name] = [i for i, each in enumerate(legend.classes) if each.key in keys]
        return present

    # --- Maps and legends ---

    def _theme(self, theme: MapTheme) -> dict[str, Any]:
        short = theme.title.removeprefix(_TITLE_PREFIX).replace(" et des ", " et ")
        return {
            "id": theme.id,
            "title": typographic(theme.title),
            "short": typographic(short[0].upper() + short[1:]),
            "tables": list(theme.draw_order),
            "legend": [
                {
                    "title": typographic(group.title),
                    "entries": [self._entry(*entry) for entry in group.entries],
                }
                for group in theme.groups
            ],
        }

    def _entry(self, layer_id: str, legend_id: str) -> dict[str, Any]:
        """One legend of a layer: its classes with a sample of their look."""
        legend = self._catalogue.layers[layer_id].legend(legend_id)
        points = self._catalogue.table(legend.table).geometry == "point"
        find = self._looks.symbol if points else self._looks.path
        return {
            "id": f"{layer_id}.{legend_id}",
            "table": legend.table,
            "field": legend.field,
            "points": points,
            "classes": [
                {
                    "key": each.key,
                    "label": typographic(each.label),
                    "look": find(legend.table, {legend.field: each.key}),
                }
                for each in legend.classes
            ],
        }

    def _legends(self) -> dict[str, Legend]:
        """The legends of the maps, by layer and legend id."""
        return {
            f"{layer}.{legend}": self._catalogue.layers[layer].legend(legend)
            for theme in self._themes
            for group in theme.groups
            for layer, legend in group.entries
        }
